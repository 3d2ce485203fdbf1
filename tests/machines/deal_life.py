"""A deal's life, step by step: facts come in any order, are taken back, read, waived; people come and go; days pass.

After every step the engine says what the reference evaluator says, and what it would say had it known all along.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import random

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from machines.plain import plain, usual
from machines.running import Counted, choices
from reference.comparing import engine, models, reference

from gatecoach.clause import leaves
from gatecoach.decision import Decision, text_of
from gatecoach.facts import Claim, Evidence, FieldValue, HeldRole, Person, Statement
from gatecoach.journey import decide_subject, standing
from gatecoach.missing import what_if
from gatecoach.testing import NOW, damage, dealing, load_trees
from gatecoach.testing.acts import Life
from gatecoach.testing.choosing import Choice
from gatecoach.testing.kinds import value
from gatecoach.testing.people import SOURCES, TODAY
from gatecoach.testing.trees import JOURNEY, trees
from gatecoach.time import span

HOUR = dt.timedelta(hours=1)


def told(subject, at):
    """The whole standing at a moment, but for the digests: they know of facts that came later."""
    found = standing(subject, at).as_dict()
    return {**found, "decisions": {name: {**each, "digest": ""} for name, each in found["decisions"].items()}}


def again(facts):
    """The same facts, or people, after a way through JSON."""
    return [type(each).from_dict(json.loads(json.dumps(each.as_dict()))) for each in facts]


class DealLife(Counted):
    """One deal, from its first fact to wherever it comes."""

    runs, steps = 4, 12

    @initialize(seed=st.integers(0, 10**6), choice=choices)
    def begins(self, seed, choice):
        """A framework and a deal on it, of which some things are known; `waiting` is what there is to come.

        They are made up from a seed, so that what hypothesis has to make small is the life and not the language.
        Every third framework has plain gates only.
        """
        choice, quick = Choice(random.Random(seed).randint), seed % 3 == 0
        files = plain(trees(choice)) if quick else trees(choice)
        note(json.dumps(files["deal.yaml"], default=str))
        self.home, self.journey = models(files)
        whole = dealing.deal_of(choice, load_trees(files), JOURNEY)
        whole = usual(whole) if quick else whole
        self.waiting, self.handed = list(whole.facts), []
        self.deal = dataclasses.replace(whole, facts=())
        self.at, self.remembered, self.looked = NOW, [], (None, None, None)
        self.take(self.next_batch(choice, least=choice.pick([len(self.waiting), 0])))
        self.see("begins")

    # what comes

    def take(self, facts):
        """Hand facts over; what is known only after a remembered moment changes nothing about it."""
        note(f"handed over: {facts}")
        self.handed += facts
        self.deal, rejected = self.deal.with_facts(facts)
        assert rejected == ()
        self.remembered = [each for each in self.remembered if self.all_later(facts, each[0])]
        for moment, before in self.remembered:
            assert told(self.deal, moment) == before
            self.see("a moment that knew nothing of it")

    def all_later(self, facts, moment):
        """Whether all of them happened or came to be known only after that moment."""
        where = self.deal.framework.time_zone
        return all(
            max(span(time, where).start for time in (each.at, each.known) if time is not None) > span(moment, where).end
            for each in facts
        )

    def life(self, choice):
        """What has happened so far, for those who make up more of it."""
        facts = [*self.handed, *self.waiting]
        items = list({each.id: each for each in facts if isinstance(each, Evidence)}.values())
        readings = [each for each in facts if isinstance(each, Statement)]
        return Life(
            choice, self.deal.course, self.deal.people, self.deal.sources, today=50, items=items, readings=readings
        )

    def more(self, choice, happen):
        """The facts that something that happens in this life adds or changes."""
        life = self.life(choice)
        before = [*life.items, *life.readings]
        extra = [each for each in happen(life, choice) or [] if each is not None]
        return [*(each for each in [*life.items, *life.readings] if each not in before), *extra]

    def next_batch(self, choice, least=1):
        """Some of what there is to come, in any order."""
        size = choice.number(min(least, len(self.waiting)), len(self.waiting))
        return [self.waiting.pop(choice.number(0, len(self.waiting) - 1)) for _ in range(size)]

    @rule(choice=choices)
    def facts_arrive(self, choice):
        """Some of what there is to come, and now and then something again."""
        repeats = choice.some(self.handed, 0, 2) if self.handed else []
        self.take([*self.next_batch(choice), *repeats])
        self.see("facts_arrive", *(["repeats"] if repeats else []))

    @rule(choice=choices)
    def somebody_acts(self, choice):
        """What one requirement of any gate asks for is done."""
        asked = [each for gate in self.deal.course.gates.values() for each in gate.requirements]
        self.take(self.more(choice, lambda life, choice: life.meet(choice.pick(asked))))
        self.see("somebody_acts")

    @rule(choice=choices)
    def all_do_their_part(self, choice):
        """What the next gates ask for is done."""
        gates = [self.deal.course.gates[name] for name in self.now.blocked]
        self.take(self.more(choice, lambda life, _: [life.meet(each) for gate in gates for each in gate.requirements]))
        self.see("all_do_their_part")

    @rule(choice=choices)
    def something_goes_wrong(self, choice):
        """An item comes a second time with something changed, or something odd comes with it."""
        self.take(self.more(choice, gone_wrong(damage.DAMAGES)))
        self.see("something_goes_wrong")

    @rule(choice=choices)
    def something_is_taken_back(self, choice):
        """A revocation, by somebody who may or may not."""
        self.take(self.more(choice, gone_wrong([damage._revoked])))
        self.see("something_is_taken_back")

    @rule(choice=choices)
    def something_is_replaced(self, choice):
        """A newer version of an item."""
        self.take(self.more(choice, gone_wrong([damage._replaced])))
        self.see("something_is_replaced")

    @rule(choice=choices)
    def something_is_read(self, choice):
        """A reading, or another word on the same thing."""
        self.take(self.more(choice, gone_wrong([damage._read_otherwise, damage._another_word])))
        self.see("something_is_read")

    @rule(choice=choices)
    def they_say_no(self, choice):
        """A word of today that counts but for its being a no."""
        self.take(self.more(choice, refused))
        self.see("they_say_no")

    @rule(choice=choices)
    def something_is_waived(self, choice):
        """A waiver of a requirement, mostly by somebody who may."""
        gates = [*self.deal.course.gates.values()]
        may_be = [each for each in gates if each.waivers] or gates
        gate = choice.pick([each for each in may_be if each.id in self.now.blocked] or may_be)
        waiver = dealing._waiver(choice, gate, self.deal.people, open_types(self.now.decisions[gate.id], gate))
        self.take([waiver.model_copy(update={"id": f"w{len(self.handed)}"})])
        self.see("something_is_waived")

    @rule(choice=choices)
    def somebody_claims(self, choice):
        """A dated claim of a stage or an end."""
        course = self.deal.course
        stage = choice.pick([*course.stages, *course.stages, *course.ends])
        self.take([Claim(stage=stage, at=self.moment(choice))])
        self.see("somebody_claims")

    @rule(choice=choices)
    def some_field_gets_a_value(self, choice):
        """A dated value of a field of the deal, known at once or later."""
        name = choice.pick([*self.deal.course.fields])
        new = dealing.plain(value(choice, name))
        known = self.at + HOUR if choice.number(0, 4) == 4 else None
        self.take([FieldValue(field=name, value=new, at=self.moment(choice), known=known)])
        self.see("some_field_gets_a_value")

    def moment(self, choice):
        """An instant of the last weeks or the next days that nothing else has."""
        hours = choice.number(-3, 40)
        return self.at - hours * 24 * HOUR - dt.timedelta(minutes=1 + len(self.handed))

    # who is there

    @rule(choice=choices)
    def somebody_changes_role(self, choice):
        """A role is held from a day on, or until a day."""
        who = choice.pick(self.deal.people)
        role = choice.pick([*self.deal.framework.definition.roles[who.side]])
        day = self.moment(choice).date()
        held = choice.pick([HeldRole(role=role, from_=day), HeldRole(role=role, to=day)])
        others = [each for each in who.roles if each.role != role]
        self.with_person(who.model_copy(update={"roles": (*others, held)}))
        self.see("somebody_changes_role")

    @rule(choice=choices)
    def somebody_leaves(self, choice):
        """From a moment on somebody takes no part."""
        who, moment = choice.pick(self.deal.people), self.moment(choice)
        self.with_person(who.model_copy(update={"left": choice.pick([moment, moment.date()])}))
        self.see("somebody_leaves")

    @rule(choice=choices)
    def somebody_joins(self, choice):
        """Somebody new takes part from a moment on."""
        side = choice.pick(self.deal.course.sides)
        roles = choice.some([*self.deal.framework.definition.roles[side]])
        name = f"new-{len(self.deal.people)}"
        self.with_person(Person(id=name, side=side, roles=sorted(roles), since=self.moment(choice)))
        self.see("somebody_joins")

    def with_person(self, person):
        """The deal with that person as they are now; what was remembered was about the others."""
        note(f"who is there: {person}")
        others = [each for each in self.deal.people if each.id != person.id]
        self.deal, self.remembered = dataclasses.replace(self.deal, people=[*others, person]), []

    @rule(choice=choices)
    def sources_come_and_go(self, choice):
        """Some sources are connected, and the others are no longer."""
        names = choice.some([*SOURCES])
        sources = {name: SOURCES[name] for name in sorted(names)}
        self.deal, self.remembered = dataclasses.replace(self.deal, sources=sources), []
        self.see("sources_come_and_go")

    # what is asked

    @rule(days=st.integers(0, 20), hours=st.integers(0, 23))
    def time_goes_on(self, days, hours):
        """Nothing happens, and windows end."""
        self.at += (24 * days + hours) * HOUR
        self.see("time_goes_on")

    @rule(choice=choices)
    def somebody_asks_about_the_past(self, choice):
        """As of an earlier moment both say the same too; it is remembered for when more is known."""
        moment = self.at - choice.number(0, 24 * 50) * HOUR
        moment = choice.pick([moment, moment.date()])
        assert engine(self.deal, moment) == reference(self.home, self.journey, self.deal, moment)
        self.remembered = [*self.remembered[-2:], (moment, told(self.deal, moment))]
        self.see("somebody_asks_about_the_past")

    @precondition(lambda self: self.remembered)
    @rule(choice=choices)
    def something_old_comes_to_be_known(self, choice):
        """It happened at any time, and is known only since the latest moment that somebody asked about."""
        latest = max(span(each, self.deal.framework.time_zone).end for each, _ in self.remembered)
        known = dt.datetime.fromtimestamp(latest // 10**6 + 1, dt.UTC)
        facts = self.more(choice, gone_wrong(damage.DAMAGES)) + self.waiting[:3]
        self.waiting = self.waiting[3:]
        self.take([each.model_copy(update={"known": known}) for each in facts if not isinstance(each, Claim)])
        self.see("something_old_comes_to_be_known")

    @rule(choice=choices)
    def somebody_asks_what_if(self, choice):
        """The answer is that of the deal with these facts, and the deal is as it was."""
        name, before = choice.pick([*self.deal.course.gates]), self.now.as_dict()
        facts = self.waiting[:5] + self.more(choice, gone_wrong(damage.DAMAGES))
        found = what_if(self.deal, name, self.at, facts)
        supposed = reference(self.home, self.journey, self.deal.with_facts(facts)[0], self.at)
        assert {str(one.id): (str(one.status), statuses(one)) for one in found.requirements} == {
            one.id: supposed[f"{name}.{one.id}"] for one in found.requirements
        }
        assert (found.passes, found.carried) == supposed.get(f"{name} alone", supposed[name][:2])
        assert standing(self.deal, self.at).as_dict() == before
        self.see("somebody_asks_what_if")

    @rule(backwards=st.booleans())
    def it_is_kept_and_read_again(self, backwards):
        """People and facts go through JSON, and the deal goes on as the one that was read, in that order or not."""
        people, facts = again(self.deal.people), again(self.deal.facts)
        read = dataclasses.replace(self.deal, people=people, facts=facts)
        assert read == self.deal
        assert read.digest == self.deal.digest
        self.deal = dataclasses.replace(read, facts=facts[::-1]) if backwards else read
        self.see("it_is_kept_and_read_again")

    # what always holds

    @property
    def now(self):
        """Where the deal stands; worked out once for all that is asked about it before something changes."""
        if self.looked[0] is not self.deal or self.looked[1] != self.at:
            self.looked = (self.deal, self.at, standing(self.deal, self.at))
        return self.looked[2]

    @invariant()
    def engine_and_reference_agree(self):
        """Every gate, requirement and side, the verified stage, gap and ahead, with and without waivers."""
        said = engine(self.deal, self.at, self.now)
        assert said == reference(self.home, self.journey, self.deal, self.at)
        gates = self.now.decisions.values()
        for one, sides in (each for place, each in said.items() if "." in place):
            self.once(one, *sides.values())
        self.once(*(word for each in gates for word in ("passes", "carried") if getattr(each, word)))

    @invariant()
    def it_is_as_if_all_had_been_known_at_once(self):
        """The deal that grew is the deal made of all that was handed over, the last first."""
        once = [each for number, each in enumerate(self.handed) if each not in self.handed[:number]]
        whole = dataclasses.replace(self.deal, facts=once[::-1])
        assert whole.digest == self.deal.digest
        assert standing(whole, self.at).as_dict() == self.now.as_dict()

    @invariant()
    def one_gate_alone_is_decided_as_among_all(self):
        """Also where the quick way answers."""
        alone = {name: decide_subject(self.deal, name, self.at) for name in self.now.decisions}
        quick = {name: each for name, each in alone.items() if each._open is not None}
        self.see(*("quick answer" for _ in quick), *("full answer" for _ in {*alone} - {*quick}))
        asked = [*quick] or [*alone][len(self.handed) % len(alone) :][:1]
        among = self.now.decisions
        assert {name: alone[name].as_dict() for name in asked} == {name: among[name].as_dict() for name in asked}
        assert all(each.without_waivers is among[name].without_waivers for name, each in alone.items())

    @invariant()
    def a_decision_comes_back_from_json(self):
        """Equal, with the same text and the same open places."""
        each = [*self.now.decisions.values()][len(self.handed) % len(self.now.decisions)]
        back = Decision.from_dict(json.loads(json.dumps(each.as_dict())))
        assert (back, text_of(back), back.open) == (each, text_of(each), each.open)


def open_types(decision, gate):
    """The types that the open requirements of a gate ask for."""
    unmet = {each.id for each in decision.requirements if not each.settled}
    trees = [tree for each in gate.requirements if each.id in unmet for tree in each.sides.values()]
    return {leaf.what for tree in trees for leaf in leaves(tree)}


def refused(life, choice):
    """Somebody does what a leaf asks and says no with it, where a no can be said."""
    course = life.journey
    able = [each for each in course.leaves if each.outcomes and course.types[each.what].outcomes.against]
    if able:
        leaf, life.today, before = choice.pick(able), TODAY, len(life.readings)
        no = choice.pick(course.types[leaf.what].outcomes.against)
        life.plant(leaf, None)
        life.readings[-1:] = [each.model_copy(update={"outcome": no}) for each in life.readings[before:][-1:]]


def gone_wrong(damages):
    """One of these damages, to one item of a life."""

    def happen(life, choice):
        return [*choice.pick(damages)(life, choice.pick(life.items))] if life.items else []

    return happen


def statuses(requirement):
    """The statuses of both sides."""
    return {side: str(each.status) for side, each in requirement.sides.items()}
