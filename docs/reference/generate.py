"""Write what is made of the table of keys: the tables in language.md and the JSON Schemas (`make reference`).

The pages are written by hand around their tables. A mapping that no page speaks of yet is added at the end of
language.md with its first sentence, so that nothing of the language is ever missing there.
"""

from __future__ import annotations

import json
from pathlib import Path

from gatecoach.definition.keys import Key, keys, meaning_of
from gatecoach.report.schema import decision_schema
from gatecoach.schema import json_schema

DOCS = Path(__file__).resolve().parents[1]
PAGE = DOCS / "reference/language.md"
BEGIN, END = "<!-- keys of: {} -->", "<!-- end of keys -->"
COLUMNS = ("key", "what stands there", "left out", "meaning", "findings")


def made() -> dict[Path, str]:
    """Every generated file with the text it should have."""
    return {
        PAGE: page(PAGE.read_text(encoding="utf-8")),
        DOCS / "schema/gatecoach.schema.json": as_text(json_schema()),
        DOCS / "schema/decision.schema.json": as_text(decision_schema()),
    }


def as_text(schema: dict[str, object]) -> str:
    """A schema as it is committed."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def page(text: str) -> str:
    """The page with today's tables."""
    for where in dict.fromkeys(key.where for key in keys()):
        begin = BEGIN.format(where)
        if begin not in text:
            title = where.replace("-", " ").capitalize()
            text = f"{text.rstrip()}\n\n## {title}\n\n{meaning_of(where)}\n\n{begin}\n{END}\n"
        before, _, rest = text.partition(f"{begin}\n")
        after = rest.partition(END)[2]
        text = f"{before}{begin}\n{table(where)}\n{END}{after}"
    return text


def table(where: str) -> str:
    """The keys of a mapping as a table."""
    rows = [COLUMNS, ("---",) * len(COLUMNS), *(_row(key) for key in keys() if key.where == where)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(key: Key) -> tuple[str, ...]:
    return (f"`{key.key}`", key.type, key.default, key.meaning.replace("|", "\\|"), ", ".join(key.codes))


def main() -> None:
    """Write every file that is not as it should be."""
    for path, text in made().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
