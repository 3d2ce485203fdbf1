"""The options that several commands share, each said once."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer


class Format(enum.StrEnum):
    """How a result is written."""

    TEXT = "text"
    JSON = "json"


class Language(enum.StrEnum):
    """The languages that sentences are said in."""

    EN = "en"
    DE = "de"


class Fetched(enum.StrEnum):
    """How data got here: an upload proves less than a mailbox or a CRM that is connected."""

    CONNECTOR = "connector"
    UPLOAD = "upload"


FIRST = "first-deal"
FrameworkPlace = Annotated[
    str, typer.Option("--framework", metavar="PLACE", help="A folder, a zip, or the id of a bundled framework.")
]
PeopleFile = Annotated[Path | None, typer.Option("--people", metavar="FILE", help="A people.yaml of its own.")]
Data = Annotated[
    list[Path] | None,
    typer.Option(
        "--data", metavar="PATH",
        help="Mails, calendar entries, exports, facts.yaml, people.yaml, or a folder of them; may be repeated.",
    ),
]  # fmt: skip
JournalPlace = Annotated[
    str | None,
    typer.Option(
        "--journal", metavar="PLACE",
        help="Where talks are kept: a file (.db, .jsonl) or an address; else gatecoach.db, without the extra "
        "`journal` gatecoach.jsonl.",
    ),
]  # fmt: skip
JourneyId = Annotated[
    str | None, typer.Option("--journey", metavar="ID", help="The deal's journey, where the framework has several.")
]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="TIME", help="A day, or a time with its offset; now where left out."),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write the result to this file.")]
Form = Annotated[Format, typer.Option("--format", help="How the result is written.")]
FetchedBy = Annotated[Fetched, typer.Option("--fetched-by", help="How the data got here: a connector vouches for it.")]
Trusted = Annotated[
    list[str] | None,
    typer.Option("--trusted", metavar="SERVER", help="A server of yours whose checks of mails count; may be repeated."),
]
KeysFile = Annotated[
    Path | None, typer.Option("--keys", metavar="FILE", help="Public keys of mail domains, which check signatures.")
]
Mappings = Annotated[
    list[str] | None,
    typer.Option(
        "--mapping", metavar="MAPPING", help="How exports or events are read: an id or a file; may be repeated."
    ),
]
Channels = Annotated[
    list[str] | None,
    typer.Option(
        "--channel", metavar="SOURCE=CHANNEL", help="What a source carries, as in /bus=mail; may be repeated."
    ),
]
FactsJournal = Annotated[
    str | None,
    typer.Option(
        "--journal",
        metavar="PLACE",
        help="Keep the facts in this journal, each once: a file (.db, .jsonl) or an address.",
    ),
]
ShownJournal = Annotated[
    str | None,
    typer.Option(
        "--journal", metavar="PLACE",
        help="Keep the facts and what is shown here, each once: a file (.db, .jsonl) or an address.",
    ),
]  # fmt: skip
ShownTo = Annotated[
    list[str] | None,
    typer.Option("--shown-to", metavar="PERSON", help="Who is shown this, for the journal; may be repeated."),
]
DealId = Annotated[
    str, typer.Option("--deal", metavar="ID", help="The deal it is about, where labels and CRM do not say so.")
]
SaidIn = Annotated[Language, typer.Option("--language", help="The language of the sentences.")]
Money = Annotated[
    str,
    typer.Option("--money", metavar="FIELD", help="The field that says what a deal is worth; else the only amount."),
]
SubjectId = Annotated[str, typer.Argument(metavar="SUBJECT", help="The deal, by its id or name in the CRM.")]
