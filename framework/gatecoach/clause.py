"""The one intermediate form of what a side must show; every executor reads this and nothing else.

A `Leaf` is one evidence type under a conjunction of constraints; a `Count` wants a number of items
over its leaves; `All`, `Any` and `AtLeast` combine. Each says itself as a sentence, in the languages of `wording`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from gatecoach.condition import Condition
from gatecoach.definition.plain import say
from gatecoach.facts import GRADES
from gatecoach.wording import TERMS, duration, listed, phrase, term

if TYPE_CHECKING:
    from gatecoach.definition import Text

Titles = Mapping[str, str]
"""Titles of evidence types and roles by id, for sentences that people read."""
NO_TITLES: Titles = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Leaf:
    """One type and everything an item of it must be; empty sets and None constrain nothing.

    `bit` is its place in the masks of its journey, `parents` the bits of the joined leaves of the other side.
    """

    what: str
    side: str
    by: frozenset[str] = frozenset()
    everyone: bool = False
    told_by: frozenset[str] = frozenset()
    answers: str | None = None
    joined: bool = False
    after: str | None = None
    within: int | None = None
    no_older_than: int | None = None
    grade: int = 0
    channels: frozenset[str] = frozenset()
    test: Condition | None = None
    outcomes: bool = False
    bit: int = field(default=0, compare=False)
    parents: int = field(default=0, compare=False)

    def sentence(self, language: str = "en", titles: Titles = NO_TITLES) -> str:
        """The leaf in words, the way lint and the command line print it back; ids become their titles."""

        def act(id_: str) -> str:
            return phrase("titled", language, it=titles[id_]) if id_ in titles else id_

        def days(number: int | None, *, after_preposition: bool = False) -> str:
            return "" if number is None else duration(number, language, after_preposition=after_preposition)

        answers = act(self.answers) if self.answers else ""
        said = {
            "told-by": listed(_tellers(self.told_by, language, titles), language),
            "joined" if self.joined else "answers": answers,
            "after": act(self.after) if self.after else "",
            "within": days(self.within, after_preposition=True),
            "no-older-than": days(self.no_older_than),
            "seen-in": listed((term("channel", each, language) for each in sorted(self.channels)), language),
            "outcomes": "yes" if self.outcomes else "",
            "with": self.test.sentence(language) if self.test else "",
            "grade": term("grade", GRADES[self.grade], language) if self.grade else "",
        }
        side, who = term("side", self.side, language), self._who(language, titles)
        head = phrase("act", language, what=act(self.what), who=who, side=side)
        return ", ".join([head, *(phrase(key, language, it=it) for key, it in said.items() if it)])

    def _who(self, language: str, titles: Titles) -> str:
        roles = listed(sorted(titles.get(each, each) for each in self.by), language)
        if self.everyone:
            return phrase("everyone-of" if roles else "everyone", language, it=roles)
        return roles or phrase("anybody", language)


def _tellers(told_by: Iterable[str], language: str, titles: Titles) -> list[str]:
    return sorted(titles.get(each) or term("teller", each, language) for each in told_by)


@dataclass(frozen=True, slots=True)
class Count:
    """At least so many items over its leaves, of different persons, days, roles, sources or field values.

    `called` is what sentences call that field.
    """

    leaves: tuple[Leaf, ...]
    at_least: int = 1
    different: str | None = None
    mask: int = field(default=0, compare=False)
    called: Text | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class All:
    """All parts (the worst status decides)."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Any part (the best status decides)."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least n parts (the n-th best status decides)."""

    n: int
    parts: tuple[Expression, ...]


Expression = Count | All | Any | AtLeast


def counts(expression: Expression) -> Iterator[Count]:
    """Every count in an expression, left to right."""
    if isinstance(expression, Count):
        yield expression
    else:
        for part in expression.parts:
            yield from counts(part)


def leaves(expression: Expression) -> Iterator[Leaf]:
    """Every leaf in an expression, left to right."""
    for count in counts(expression):
        yield from count.leaves


def sentence(expression: Expression, language: str = "en", titles: Titles = NO_TITLES) -> str:
    """An expression in words; ids become their titles."""
    if isinstance(expression, Count):
        return _count(expression, language, titles)
    parts = "; ".join(sentence(part, language, titles) for part in expression.parts)
    if isinstance(expression, AtLeast):
        return phrase("at-least-of", language, n=expression.n, it=parts)
    return phrase("all" if isinstance(expression, All) else "any", language, it=parts)


def _count(count: Count, language: str, titles: Titles) -> str:
    said = [leaf.sentence(language, titles) for leaf in count.leaves]
    much = listed(said, language)
    if count.at_least > 1:
        it = "; ".join(said)  # each is a sentence with commas of its own
        much = phrase("at-least-of" if len(said) > 1 else "count", language, n=count.at_least, it=it)
    return f"{much}{said_apart(count, language)}"


def said_apart(count: Count, language: str) -> str:
    """In what the items of a count have to differ, behind a comma; nothing where they need not."""
    if count.different is None:
        return ""
    known = count.different in TERMS["different"]["en"]
    apart = say(count.called, language) or term("different", count.different, language)
    return f", {phrase('different' if known else 'different-field', language, it=apart)}"
