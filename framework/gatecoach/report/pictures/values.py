"""What a picture of a journey shows, as values: places, the ways between them with their gates and pairs, and ends.

The form is the drawer's: `mermaid` and `lanes` read the same picture. The side that proves is the upper one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gatecoach.clause import All, AtLeast, Count, Expression, Leaf, said_apart
from gatecoach.definition import RequirementDef, Text, say
from gatecoach.framework import Framework
from gatecoach.lower import ForEach, Gate, Journey, Requirement
from gatecoach.report.layout import clean
from gatecoach.report.pictures.texts import word
from gatecoach.wording import listed, phrase


@dataclass(frozen=True, slots=True)
class Pair:
    """One requirement: both acts in few words, several as a list; `notes` says for what it holds.

    A `task` stops nothing.
    """

    number: int
    say: str
    upper: tuple[str, ...]
    lower: tuple[str, ...]
    notes: tuple[str, ...] = ()
    task: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A gate and where it leads from and to."""

    id: str
    title: str
    source: str
    target: str
    pairs: tuple[Pair, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A stage with its rank from 1 and the phase it serves; an end has the rank 0."""

    id: str
    title: str
    rank: int = 0
    phase: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A journey ready to be drawn. `ends` are those that gates lead to, `free` those that are reached for a reason."""

    id: str
    title: str
    framework: str
    language: str
    talk: bool
    upper: str
    lower: str
    stages: tuple[Place, ...]
    ways: tuple[Way, ...]
    ends: tuple[Place, ...]
    free: tuple[str, ...]

    @property
    def about(self) -> str:
        """The picture in words, for those who cannot see it."""
        return " ".join(self._sentences())

    def title_of(self, place: str) -> str:
        """The title of a stage or end."""
        return next(each.title for each in (*self.stages, *self.ends) if each.id == place)

    def _sentences(self) -> Iterator[str]:
        yield word("about", self.language, upper=self.upper, lower=self.lower)
        for way in self.ways:
            source, target = self.title_of(way.source), self.title_of(way.target)
            number = len(way.pairs)
            pairs = word("one-pair" if number == 1 else "pairs", self.language, n=number)
            yield word("way", self.language, source=source, target=target, gate=way.title, pairs=pairs)
        if self.free:
            yield word("free", self.language, it=", ".join(self.free))


def picture(framework: Framework, journey: str, language: str = "en") -> Picture:
    """The picture of one journey of a framework, in a language as far as its author speaks it.

    Raises:
        UsageError: an unknown journey, with the nearest name.
    """
    found = framework.journey(journey)
    written, phases = found.definition, framework.definition.phases
    reached = {gate.target for gate in found.gates.values()}
    ends = {id_: _title(each.title, id_, language) for id_, each in written.ends.items()}
    acts = _Acts(found, language)
    return Picture(
        id=found.id,
        title=_title(written.title, found.id, language),
        framework=f"{framework.id} {clean(framework.version)}",
        language=language,
        talk=found.conversation,
        upper=word(found.sides[0], language),
        lower=word(found.sides[1], language),
        stages=tuple(
            Place(
                id_,
                _title(each.title, id_, language),
                rank,
                _title(phases[each.phase].title, each.phase, language) if each.phase else "",
            )
            for rank, (id_, each) in enumerate(written.stages.items(), start=1)
        ),
        ways=tuple(_way(gate, acts) for gate in _in_rank(found)),
        ends=tuple(Place(id_, title) for id_, title in ends.items() if id_ in reached),
        free=tuple(
            _free(ends[id_], found.field_called(each.needs, language) if each.needs else "", language)
            for id_, each in written.ends.items() if id_ not in reached
        ),
    )  # fmt: skip


def _in_rank(journey: Journey) -> list[Gate]:
    """The gates by the rank of the stage they lead out of; of one stage in the author's order."""
    return sorted(journey.gates.values(), key=lambda gate: journey.stages[gate.source].rank)


def _title(title: Text | None, id_: str, language: str) -> str:
    return clean(say(title, language) or id_.replace("-", " ").capitalize())


def _free(title: str, needs: str, language: str) -> str:
    return f"{title} ({word('needs', language, it=needs)})" if needs else title


@dataclass(frozen=True, slots=True)
class _Acts:
    """The words for what the sides of one journey do."""

    journey: Journey
    language: str

    def kind(self, id_: str) -> str:
        """The title of an evidence type."""
        return _title(self.journey.types[id_].title, id_, self.language)

    def lines(self, tree: Expression) -> list[str]:
        """An expression in few words; where it is several acts how many of them, and below it each of them."""
        if isinstance(tree, Count):
            items = [self._leaf(leaf) for leaf in tree.leaves]
            much = tree.at_least if tree.at_least > 1 else None
        else:
            items = [self.words(part) for part in tree.parts]
            much = tree.n if isinstance(tree, AtLeast) else None
        if len(items) == 1:
            return [self.words(tree)]
        key = "n-of-these" if much else "all-of-these" if isinstance(tree, All) else "one-of-these"
        apart = said_apart(tree, self.language) if isinstance(tree, Count) else ""
        return [f"{word(key, self.language, n=much)}{apart}:", *(f"• {each}" for each in items)]

    def words(self, tree: Expression) -> str:
        """An expression in few words: titles, and how many where it is more than one."""
        if isinstance(tree, Count):
            return self._count(tree)
        parts = "; ".join(self.words(part) for part in tree.parts)
        if isinstance(tree, AtLeast):
            return phrase("at-least-of", self.language, n=tree.n, it=parts)
        return phrase("all" if isinstance(tree, All) else "any", self.language, it=parts)

    def _count(self, count: Count) -> str:
        inner = listed((self._leaf(leaf) for leaf in count.leaves), self.language)
        much = phrase("count", self.language, n=count.at_least, it=inner) if count.at_least > 1 else inner
        return much + said_apart(count, self.language)

    def _leaf(self, leaf: Leaf) -> str:
        title = self.kind(leaf.what)
        who = word("everyone", self.language, it=title) if leaf.everyone else title
        test = [phrase("with", self.language, it=leaf.test.sentence(self.language))] if leaf.test else []
        return ", ".join([who, *test])

    def each(self, ranged: ForEach) -> str:
        """For which items a pair holds."""
        what = phrase("titled", self.language, it=self.kind(ranged.what))
        each = phrase("for-each-about" if ranged.about else "for-each", self.language, it=what)
        test = [phrase("with", self.language, it=ranged.test.sentence(self.language))] if ranged.test else []
        return ", ".join([each, *test])

    def side(self, side: str, asked: Requirement, written: RequirementDef) -> list[str]:
        """What one side does; where it is not asked, whose items the pair is about, or why it is not."""
        if side in asked.sides:
            return self.lines(asked.sides[side])
        if asked.for_each and self.makes(side, asked):
            return [self.each(asked.for_each)]
        because = clean(say(written.because, self.language))
        return [word("not-asked", self.language, it=because) if because else word("nothing", self.language)]

    def makes(self, side: str, asked: Requirement) -> bool:
        """Whether the items that a pair is about are that side's own, and it is asked for nothing else."""
        ranged = asked.for_each
        return ranged is not None and side not in asked.sides and side in self.journey.types[ranged.what].side


def _way(gate: Gate, acts: _Acts) -> Way:
    written = acts.journey.definition.gates[gate.id]
    when = [phrase("when", acts.language, it=gate.when.test.sentence(acts.language))] if gate.when else []
    mode = [word(f"gate-{gate.mode}", acts.language)] if gate.mode != "enforce" else []
    return Way(
        id=gate.id,
        title=_title(written.title, gate.id, acts.language),
        source=gate.source,
        target=gate.target,
        pairs=tuple(
            _pair(number, each, written.requires[each.id], acts)
            for number, each in enumerate(gate.requirements, start=1)
        ),
        notes=tuple(clean(each) for each in (*when, *mode)),
    )


def _pair(number: int, asked: Requirement, written: RequirementDef, acts: _Acts) -> Pair:
    upper, lower = (tuple(map(clean, acts.side(side, asked, written))) for side in acts.journey.sides)
    notes = tuple(clean(each) for each in _notes(asked, acts))
    return Pair(number, clean(say(asked.text, acts.language)), upper, lower, notes, task=asked.mode != "enforce")


def _notes(asked: Requirement, acts: _Acts) -> Iterator[str]:
    """For which items and when a pair holds, and whether it stops anything."""
    if asked.for_each and not any(acts.makes(side, asked) for side in acts.journey.sides):
        yield acts.each(asked.for_each)
    if asked.when:
        yield phrase("when", acts.language, it=asked.when.test.sentence(acts.language))
    if asked.mode != "enforce":
        yield word(f"pair-{asked.mode}", acts.language)
