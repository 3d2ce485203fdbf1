"""The same mail handed in more than once: it counts once, and two that contradict each other do not both count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from gatecoach.facts import GRADES, Grade
from gatecoach.intake.headers import Mail


@dataclass(frozen=True, slots=True)
class Copies:
    """The mails that are judged, by Message-ID; which input each of them is; the ids that nobody can believe."""

    kept: Mapping[str, Mail]
    first: Mapping[str, Mail]
    disputed: frozenset[str]


def sort_out(inputs: Iterable[Mail], grade: Callable[[Mail], Grade]) -> Copies:
    """Of all inputs each mail once: the best proven copy. The order of the inputs is of no account.

    A mail inside another one stands for itself only where nobody handed it in, for whoever wrote the outer one could
    change it. Of several mails with one id and other content the only one whose origin is proven counts; where
    there is none or more than one, none does.
    """
    groups: dict[str, list[Mail]] = {}
    for each in inputs:
        groups.setdefault(each.message_id, []).append(each)
    kept: dict[str, Mail] = {}
    first: dict[str, Mail] = {}
    disputed = set()
    for id_, every in groups.items():
        group = [each for each in every if not each.inside] or every
        if len(group) == 1:
            kept[id_], first[id_] = group[0], group[0]
        elif found := _believed(group, grade):
            first[id_] = found[0]
            kept[id_] = replace(found[0], automatic=_mark(found), listed=min(each.listed for each in found))
        else:
            disputed.add(id_)
    return Copies(kept, first, frozenset(disputed))


def _believed(group: list[Mail], grade: Callable[[Mail], Grade]) -> list[Mail]:
    """The best proven copies of the one mail that counts, by name; nothing where nobody can tell which it is."""
    grades = {id(each): GRADES.index(grade(each)) for each in group}
    contents = {each.digest for each in group}
    if len(contents) > 1:
        contents = {each.digest for each in group if grades[id(each)] > 0}
    if len(contents) != 1:
        return []
    same = [each for each in group if each.digest in contents]
    best = max(grades[id(each)] for each in same)
    return sorted((each for each in same if grades[id(each)] == best), key=lambda each: each.name)


def _mark(copies: list[Mail]) -> str:
    """What says that a machine sent it, on whichever of the best proven copies it stands."""
    return min((each.automatic for each in copies if each.automatic), default="")
