"""What could not be used of a pipeline, told on stderr: of files each thing once, of tables how many rows."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from gatecoach.cli.output import note, width
from gatecoach.report.layout import counted, wrapped

if TYPE_CHECKING:
    from gatecoach.audit.given import Problem


def tell(notes: Iterable[str], problems: Iterable[Problem]) -> None:
    """Everything that was passed over or does not fit: each problem with an example and what to do about it."""
    for each in notes:
        note(each)
    for problem in problems:
        note("\n".join(problem_lines(problem, width())))


def tell_of(deal: str, problems: Iterable[Problem], options: Sequence[str]) -> None:
    """The problems whose example is a row of this deal; of the others how many there are, and which command tells."""
    found = list(problems)
    own = [each for each in found if f"deal {deal}" in each.example.split(", ")]
    tell((), own)
    other = len(found) - len(own)
    if other:
        words = f"The data have {counted(other, 'other problem' if own else 'problem')}. What they are, says:"
        note("\n".join([*wrapped(words, width()), f"  gatecoach audit {shlex.join(options)}"]))


def problem_lines(problem: Problem, wide: int) -> list[str]:
    """A problem of a table: where it is, what it is, in how many rows, one of them, and the next step."""
    where = ".".join(filter(None, (problem.table, problem.column)))
    rows = f" ({counted(problem.rows, 'row')}{', not used' if problem.dropped else ''})" if problem.rows else ""
    lines = wrapped(f"{where}: {problem.message}{rows}", wide, rest="    ")
    lines += wrapped(f"for example {problem.example}", wide, first="    ") if problem.example else []
    return lines + (wrapped(problem.next_step, wide, first="    ") if problem.next_step else [])
