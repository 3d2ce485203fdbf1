"""What a language has to say about questions, and how it is read off one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

ENDS = frozenset(".!?\u2026")
SENTENCE = re.compile(r"[^.!?\u2026]*[.!?\u2026]*")
CLAUSE = re.compile(r"[,;:\u2013\u2014]\s")
WORD = re.compile(r"[\w'\u2019]+")
LONGEST_TAG = 40
"""So near to its end a question is looked at for what turns it into one."""
MANY_WORDS = 3
"""A question of fewer words goes on from another one: `And then?`."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language that tell about a question, all in small letters; what is a pattern says so.

    `small` words tell the language. A question is closed that begins with one of `verbs`, or has no word like
    `asking` (a pattern) at all. Clauses that begin with one of `besides` only lead up to it, `lead` is passed over.
    A `polite` beginning (a pattern) asks for a story. `tags` (a pattern) turn a statement into a closed question,
    `results` (patterns) are about quota, forecast and the day of closing; one of their words begins with a `stem`.
    """

    small: frozenset[str]
    asking: re.Pattern[str]
    verbs: frozenset[str]
    besides: frozenset[str]
    lead: frozenset[str]
    polite: re.Pattern[str]
    tags: re.Pattern[str]
    results: tuple[re.Pattern[str], ...]
    stems: frozenset[str]

    def closed(self, text: str) -> str:
        """The word by which a question is closed, `?` where it is the lack of one; nothing where it is open."""
        return next(filter(None, map(self._closed, asked(text))), "")

    def result(self, text: str, words: Iterable[str]) -> str:
        """What in a text of these words tells that it asks for a result; nothing where it does not."""
        stems = tuple(self.stems)
        if not any(word.startswith(stems) for word in words):
            return ""
        found = next(filter(None, (each.search(text) for each in self.results)), None)
        return found[0] if found else ""

    def _closed(self, question: str) -> str:
        tag = self.tags.search(question, max(len(question) - LONGEST_TAG, 0))
        if tag:
            return tag[0].strip(" ,?")
        first = WORD.match(question)
        if first and self.asking.fullmatch(first[0]) and first[0].casefold() not in self.besides:
            return ""
        clauses = [self._words(each) for each in CLAUSE.split(question)]
        kept = [each for each in clauses if each and not self._leads_up(each)] or clauses
        words = [word for each in kept for word in each]
        if words and words[0].casefold() in self.verbs:
            return "" if self.polite.match(" ".join(words).casefold()) else words[0]
        asks = self._asks(words) or len(words) < MANY_WORDS or self.polite.match(" ".join(words).casefold())
        return "" if asks or not question.endswith("?") else "?"

    def _words(self, clause: str) -> list[str]:
        """The words of a clause without those that only lead in."""
        words = WORD.findall(clause.replace("\u2019", "'"))
        while words and words[0].casefold() in self.lead:
            words = words[1:]
        return words

    def _leads_up(self, words: list[str]) -> bool:
        """Whether the clause only leads up to the question: `when they called`, but not `when did they call`."""
        begins = words[0].casefold() in self.besides
        return begins and not self._asks(words[1:]) and not (self._asks(words[:1]) and self._inverted(words))

    def _inverted(self, words: list[str]) -> bool:
        return len(words) > 1 and words[1].casefold() in self.verbs

    def _asks(self, words: list[str]) -> bool:
        return any(self.asking.fullmatch(word.casefold()) for word in words)


def words_in(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return WORD.findall(text.casefold())


def words_of(text: str) -> frozenset[str]:
    """The words of a text as a set, as they are compared."""
    return frozenset(text.casefold().split())


def pattern(*parts: str) -> re.Pattern[str]:
    """One pattern of several, in whatever case."""
    return re.compile("|".join(parts), re.IGNORECASE)


def asked(text: str) -> list[str]:
    """The sentences of a text that end in a question mark; the whole text where none does."""
    if not ENDS.intersection(text[:-1]):
        return [text]
    sentences = [each.strip() for each in SENTENCE.findall(text) if each.strip()]
    return [each for each in sentences if each.endswith("?")] or [text.strip()]
