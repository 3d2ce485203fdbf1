"""Evidence that is declared in vain: nothing asks for it, no gate waits for it, or it can never begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from gatecoach.definition import ClauseDef, EvidenceDef, GateDef
from gatecoach.errors import Finding
from gatecoach.linter.project import Pair, Project, Spot


def remarks(project: Project) -> Iterator[Finding]:
    """Every authored type; without any journey nobody knows yet what it is for."""
    pairs = list(project.pairs)
    asked = _asked(project, pairs)
    waited, warned = _demanded(pairs)
    for spot, id_, kind, types in project.type_spots:
        if project.journeys and id_ not in asked:
            yield spot.finding("GC044", _unused(project, spot, id_), key=True, hint="ask for it, or take it out")
        elif id_ in warned and id_ not in waited:
            words = f'no gate waits for "{id_}": only `{warned[id_]}`, which is not enforced, asks for it'
            yield spot.finding("GC045", words, key=True, hint="take the `mode` out there if a gate shall wait for it")
        yield from _circle(spot, id_, kind, types)


def _unused(project: Project, spot: Spot, id_: str) -> str:
    """Which journeys were searched: of evidence that all share every one, else its own."""
    shared = spot.document is project.home.document
    own = [id_ for id_, (each, _) in project.journeys.items() if shared or each.document is spot.document]
    names = " and ".join(filter(None, [", ".join(own[:-1]), own[-1]]))
    return f'nothing asks for "{id_}": {names} {"names" if len(own) == 1 else "name"} it nowhere'


def _asked(project: Project, pairs: Iterable[Pair]) -> set[str]:
    """Every type that anything names: requirements, signals, answers to questions, and what these answer."""
    found: set[str] = set()
    for pair in pairs:
        found |= {pair.requirement.for_each.what} if pair.requirement.for_each else set()
        for _, _, clause in pair.leaves:
            found |= {*clause.what, *_named_by(clause)}
    for _, _, _, gate in project.gates():
        found |= {each.seen for each in gate.signals.values() if each.seen}
    for _, bank in project.banks:
        found |= {each.answer.gives for each in bank.bank.values() if each.answer and each.answer.gives}
    up = {id_: kind.answers for _, id_, kind, _ in project.type_spots if kind.answers}
    todo = list(found)
    while todo:
        above = up.get(todo.pop())
        if above and above not in found:
            found.add(above)
            todo.append(above)
    return found


def _named_by(clause: ClauseDef) -> Iterator[str]:
    yield from (each for each in (clause.answers, clause.after) if each)


def _demanded(pairs: Iterable[Pair]) -> tuple[set[str], dict[str, str]]:
    """The types of proving sides that a gate waits for, and those that a requirement beside such asks for."""
    waited: set[str] = set()
    warned: dict[str, str] = {}
    for pair in pairs:
        proving = pair.journey.sides[0]
        types = [what for _, side, clause in pair.leaves if side == proving for what in clause.what]
        if pair.requirement.mode == "enforce":
            waited.update(types)
        else:
            place = f"{'.'.join(map(str, pair.spot.path[1:2]))}.{pair.spot.path[-1]}"
            for what in types if _enforces(pair.gate) else ():
                warned.setdefault(what, place)
    return waited, warned


def _enforces(gate: GateDef) -> bool:
    """Whether the gate enforces anything; of one that does not another finding speaks."""
    return any(each.mode == "enforce" for each in gate.requires.values())


def _circle(spot: Spot, id_: str, kind: EvidenceDef, types: Mapping[str, EvidenceDef]) -> Iterator[Finding]:
    """A circle of answers, told once: at the first of its types by name."""
    way, above = [id_], kind.answers
    while above is not None and above not in way:
        way.append(above)
        above = types[above].answers
    if above == id_ == min(way):
        words = f"{' answers '.join(_quoted([*way, id_]))}: the first of them could never count"
        yield spot.at("answers").finding("GC046", words, hint="take `answers` out of the one that comes first")


def _quoted(words: Iterable[str]) -> Iterator[str]:
    return (f'"{each}"' for each in words)
