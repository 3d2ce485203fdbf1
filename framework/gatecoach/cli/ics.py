"""`gatecoach ics`: the follow-up that a talk booked, as an invitation for calendars."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gatecoach.cli.options import FIRST, At, FrameworkPlace, Language
from gatecoach.cli.run import NO

if TYPE_CHECKING:
    from gatecoach.coaching import Session
    from gatecoach.framework import Framework
    from gatecoach.journal import Journal

Kept = Annotated[str, typer.Argument(metavar="JOURNAL", help="Where talks are kept: a file or an address.")]
Stream = Annotated[
    str, typer.Argument(metavar="STREAM", help="The talk, by the name of its stream; left out, the only one there is.")
]
Spoken = Annotated[Language, typer.Option("--language", help="The language of the entry's title.")]
Output = Annotated[
    Path | None, typer.Option("--output", "--out", metavar="FILE", help="Write the invitation to this file (.ics).")
]


def ics(
    *,
    journal: Kept,
    stream: Stream = "",
    framework: FrameworkPlace = FIRST,
    language: Spoken = Language.EN,
    at: At = None,
    output: Output = None,
) -> int:
    """Invite to the follow-up that a talk booked; booked anew or taken back, the same entry is changed.

    \b
    For example:
      gatecoach ics gatecoach.db --output follow-up.ics
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.clock import clock
    from gatecoach.cli.journal.at import journal_at
    from gatecoach.cli.output import note
    from gatecoach.errors import Reason
    from gatecoach.framework import load
    from gatecoach.report import invitation

    when, loaded = clock(at)(), load(framework)
    with journal_at(journal, "") as kept:
        session = _told(loaded, kept, _named(loaded, kept, stream))
    found = invitation(session, when, language=language)
    if isinstance(found, Reason):
        note(found.text(language))
        return NO
    for each in found.left_out:
        note(each.text(language))
    _written(found.ics(), output)
    return 0


def _named(framework: Framework, journal: Journal, stream: str) -> str:
    """The stream that is meant. One that is private to some is found by its whole name alone, and never listed.

    Raises:
        UsageError: there is none of that name, or none is named and there is not just one.
    """
    from gatecoach.errors import UsageError, did_you_mean
    from gatecoach.journal.talks import open_to_all, talk_streams

    every = talk_streams(journal)
    known = [each for each in every if open_to_all(framework, journal, each)]
    if stream and stream not in every:
        words = f'this journal has no talk "{stream}"'
        raise UsageError("unknown-talk", words, help=did_you_mean(stream, known))
    if not stream and len(known) != 1:
        help_ = f"Name one: {', '.join(known)}." if known else "Name the one that is meant by its stream."
        words = f"this journal holds {len(known)} talks" if known else "this journal holds no talk open to everybody"
        raise UsageError("which-talk", words, help=help_)
    return stream or known[0]


def _told(framework: Framework, journal: Journal, stream: str) -> Session:
    """The talk as its journal tells it. What it is about is known by name alone: its booking needs no more."""
    from gatecoach.coaching import replay
    from gatecoach.subject import Subject

    events = journal.read(stream)
    named = events[0].data.get("about", [])
    known = [each for each in named if each["journey"] in framework.journeys]
    return replay(framework, events, about=[Subject(framework, each["journey"], each["id"]) for each in known])


def _written(invitation: bytes, output: Path | None) -> None:
    """The bytes as they are, into the file or to stdout.

    Raises:
        UsageError: the file cannot be written.
    """
    from gatecoach.cli.output import not_written, note, show

    if output is None:
        show(invitation.decode())
        return
    try:
        output.write_bytes(invitation)
    except OSError as error:
        raise not_written(error, output) from None
    note(f"written to {output}")
