"""What is known in a talk at a moment: its own words in the order of recording, and the items of what it is about."""

from __future__ import annotations

import functools
from types import SimpleNamespace

from reference.leaves import Counting

from gatecoach.facts import Evidence


def at_home(name):
    """A question about an item that the world it belongs to answers: the talk's, or that of what it is about."""
    answer = getattr(Counting, name)

    @functools.wraps(answer)
    def asked(self, item, *more):
        there = self.abroad.get(id(item))
        return answer(self, item, *more) if there is None else getattr(there, name)(item, *more)

    return asked


class TalkWorld(Counting):
    """All that was said in a talk by a moment; for one gate only what was said since the talk entered its step counts.

    `said` are the facts in the order of recording, `since` how many of them came before the step, or None where the
    talk never was there.
    """

    def __init__(self, talk, people, said, at, since):
        """A talk has no owner, no fields and no sources; what it is about has worlds of its own."""
        subject = SimpleNamespace(people=people, facts=said, fields={}, sources={}, owner=None)
        self.abroad = {}
        super().__init__(talk.home, talk.journey, subject, at)
        self.since, self.own = since, list(self.items)
        named = [isinstance(each, Evidence) and (each.source, each.id) for each in said]
        self.numbers = {id(each): named.index((each.fact.source, each.fact.id)) for each in self.own}
        late = [] if since is None else said[since:]
        self.waivers = [each for each in self.waivers if any(each is one for one in late)]
        for there in talk.worlds(at):
            self.items += there.items
            self.abroad |= {id(each): there for each in there.items}

    above, live, retired, replaced, revoked = map(at_home, ("above", "live", "retired", "replaced", "revoked"))
    typed, complete, present, tested = map(at_home, ("typed", "complete", "present", "tested"))

    def counts_at_all(self, item):
        """As in its own world, told rightly there."""
        there = self.abroad.get(id(item))
        return super().counts_at_all(item) if there is None else there.counts_at_all(item)

    def foreign(self, item):
        """Whether it belongs to what the talk is about."""
        return id(item) in self.abroad

    def held(self, person, day):
        """In a talk the side is a role too."""
        return person.roles_on(day) | {person.side}

    def named(self, name, source=None):
        """An item of the talk comes before one of what it is about."""
        return next((each for each in self.own if each.fact.id == name), None) or super().named(name, source)

    def recorded_after(self, item, other):
        """The order of recording is the clock."""
        return self.numbers[id(item)] > self.numbers[id(other)]

    def follows(self, item, earlier):
        """Among the words of the talk by that clock, else by time."""
        if self.foreign(item) or self.foreign(earlier):
            return super().follows(item, earlier)
        return self.recorded_after(item, earlier)

    def in_time(self, item, leaf):
        """After means recorded after."""
        window = leaf.within if not leaf.answers else None
        return any(
            (item.when.start > each.when.end if self.foreign(each) else self.recorded_after(item, each))
            and (window is None or item.when.day - each.when.day <= window)
            for each in self.items
            if each.fact.what == leaf.after and self.counts_at_all(each) and self.present(each)
        )

    def word_of(self, item, leaf):
        """Only what was said here since the talk entered the step."""
        if item.fact.what != leaf.what or self.foreign(item) or self.since is None:
            return False
        return self.numbers[id(item)] >= self.since and super().word_of(item, leaf)

    def readings(self, item):
        """In the order of recording; those of a foreign item stand in its own world."""
        if self.foreign(item):
            return self.abroad[id(item)].readings(item)
        order = [each.outcome for each in self.statements if self.named(each.about) is item]
        kept = super().readings(item)
        return [each for each in order if each in kept]

    def later_word(self, item, other):
        """The word that was recorded later is the later one."""
        return self.recorded_after(other, item)

    def contested(self, leaves, under):
        """Whether the last word is a no."""
        words = [each for leaf in leaves for each in self.last_words(leaf, under)]
        newest = max(words, key=lambda each: self.numbers[id(each)], default=None)
        return newest is not None and self.sign(newest) != "yes"
