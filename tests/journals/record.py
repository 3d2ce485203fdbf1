"""Record a new journal for the corpus: `python tests/journals/record.py NAME` (PYTHONPATH: framework and tests).

Writes NAME.jsonl, the export of a journal in which the scene NAME of `scenes` was played, with the clock and the
random names and salts of this moment, and NAME.json with what it tells. Neither is ever written again: what was
recorded once tells the same for ever. Whoever changes what an old journal tells breaks a promise, and this corpus says
which one.
"""

from __future__ import annotations

import datetime as dt
import sys

from journals.retelling import HERE, as_text, lines_of, read_back, told
from journals.scenes import SCENES

from gatecoach.journal import MemoryJournal


def record(name, folder=HERE):
    """Play a scene and keep it; gives the two files.

    Raises:
        FileExistsError: it was recorded before.
    """
    journal = MemoryJournal(clock=lambda: dt.datetime.now(dt.UTC).replace(microsecond=0))
    SCENES[name](journal)
    lines, expected = folder / f"{name}.jsonl", folder / f"{name}.json"
    if expected.exists():
        raise FileExistsError(expected)
    with lines.open("x", encoding="utf-8", newline="\n") as file:
        file.writelines(journal.export())
    assert lines_of(lines) == list(journal.export())
    with expected.open("x", encoding="utf-8", newline="\n") as file:
        file.write(as_text(told(read_back(lines))))
    return lines, expected


if __name__ == "__main__":
    for each in sys.argv[1:]:
        print(*record(each))
