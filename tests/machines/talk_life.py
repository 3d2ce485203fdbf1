"""A talk's life, word by word: opened about a deal or about nothing, said rightly and wrongly, gone back in, ended.

After every step the engine says what the reference for talks finds by going through all events anew.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import random

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from machines.conversations import TALK, with_talk
from machines.running import Counted, choices
from reference import talk_words
from reference.talks import FACTS, Talk

from gatecoach import load
from gatecoach.coaching import Event, asks, decide, open_session, replay
from gatecoach.definition import FrameworkFile, JourneyFile
from gatecoach.facts import Evidence, Revocation, Statement, Waiver
from gatecoach.framework import compiled
from gatecoach.journey import standing
from gatecoach.place import read
from gatecoach.testing import NOW, dealing
from gatecoach.testing.choosing import Choice
from gatecoach.testing.people import cast
from gatecoach.testing.trees import sources_of, trees

HOUR = dt.timedelta(hours=1)
BUNDLED = "first-deal"
WORDS = {"text": "Said.", "money": "1000", "number": 2, "share": "0.5", "yes-no": True}


def models(sources):
    """The authored framework, and its journeys by their ids."""
    found = [each.model for each in sources]
    home = next(each for each in found if isinstance(each, FrameworkFile))
    return home, {each.journey: each for each in found if isinstance(each, JourneyFile)}


@functools.cache
def bundled():
    """The bundled framework and its gate review about an opportunity."""
    return load(BUNDLED), *models(read(BUNDLED)[0]), "gate-review"


def made_up(choice, *, own):
    """A made-up framework with a made-up talk: a short one about a plan, or any other one."""
    files = trees(choice)
    if own:
        with_talk(choice, files)
    note(json.dumps(files["talk.yaml"], default=str))
    sources = sources_of(files)[0]
    return compiled(sources), *models(sources), TALK


def about(choice, framework, journey):
    """A deal that has a gate which does not open, as there mostly is one to talk about."""
    deal = dealing.deal_of(choice, framework, journey)
    return deal if standing(deal, NOW).blocked or choice.chance(20) else about(choice, framework, journey)


class TalkLife(Counted):
    """One talk, from its opening to wherever it comes."""

    runs, steps = 9, 12

    @initialize(seed=st.integers(0, 10**6))
    def opens(self, seed):
        """A gate review, a talk about a plan, or any talk; about a deal where it is about one."""
        choice = Choice(random.Random(seed).randint)
        self.framework, home, journeys, self.kind = bundled() if seed % 4 == 0 else made_up(choice, own=seed % 8 != 1)
        self.journey = journeys[self.kind]
        self.about = [about(choice, self.framework, each) for each in self.journey.about]
        self.talk = Talk(home, self.journey, [(journeys[each.journey], each) for each in self.about])
        self.people = [each for one in self.about for each in one.people] or cast(choice, {}, ("seller", "customer"))
        ids = [each.id for each in self.people]
        coach = choice.some(ids, 1, 2)
        coachee = choice.some([each for each in ids if each not in coach], 1, 2)
        self.at = choice.pick([NOW, NOW, NOW, NOW.date()])
        self.session, events = open_session(
            self.framework, self.kind, about=self.about, coach=coach, coachee=coachee, at=self.at, people=self.people
        )
        self.at, self.history, self.replayed, self.looked = NOW, {len(events): self.session}, (), None
        note(f"opened: {[each.as_dict() for each in events]}")
        assert self.session.events == events
        self.go_on(choice, choice.pick([0, 1, 2, 3]) * len(self.course.stages))
        self.see("opens", "gate reviews" if self.kind == "gate-review" else "other talks")

    # what is said

    @property
    def course(self):
        """The compiled conversation."""
        return self.session.subject.course

    @property
    def takers(self):
        """Those who take part, and now and then somebody who does not."""
        people = [each.id for each in self.session.participants]
        return [*people, *people, *people, "stranger", *(each.id for each in self.people)]

    def say(self, **word):
        """One word, as it is handed to the session; whether it was taken."""
        said = {"fields": {}, "answers": (), "told_by": word["by"], "text": "In my own words.", "outcome": "", **word}
        reasons = talk_words.word(self.talk, self.session.events, said, self.at)
        links = tuple(talk_words.links(self.talk, self.session.events, said, self.at))
        step = self.session.record(at=self.at, **said)
        outcome = said.pop("outcome")
        facts = [Evidence(id="new", at=self.at, **{**said, "answers": links})]
        if outcome and step.events:
            about, quote = step.events[0].data["id"], said["text"]
            facts += [Statement(id="new", about=about, outcome=outcome, quote=quote, by=said["by"], at=self.at)]
        return self.went(step, reasons, *facts)

    def went(self, step, reasons, *facts):
        """What is refused has such a reason and changes nothing; what is taken adds events that JSON keeps.

        They hold these facts, under ids that the talk has chosen.
        """
        note(f"{facts}: {step.refusal.code if step.refusal else 'taken'}")
        if step.refusal:
            assert step.refusal.code in reasons
            assert (step.session, step.events, step.entered) == (self.session, (), ())
            self.see(f"refused: {step.refusal.code}")
            return False
        assert reasons == set()
        assert step.session.events == (*self.session.events, *step.events)
        assert [Event.from_dict(json.loads(json.dumps(each.as_dict()))) for each in step.events] == [*step.events]
        kept = [FACTS[each.kind].from_dict(each.data) for each in step.events if each.kind in FACTS]
        assert [each.model_copy(update={"id": one.id}) for one, each in zip(kept, facts, strict=True)] == kept
        self.session = self.history[len(step.session.events)] = step.session
        return True

    def go_on(self, choice, number):
        """What the talk waits for is said, one word after the other, and each is taken; its clock may go back."""
        for _ in range(number):
            self.at = max(NOW, self.at + HOUR * choice.pick([0, 0, 0, 0, 1, -2]))
            waited = asks(self.session, self.at)
            assert waited == asks(self.session, max(self.at, self.last))
            if not waited:
                break
            ask = choice.pick([*waited[:1], *waited])
            assert self.say(
                what=ask.what,
                by=(by := choice.pick(ask.people)),
                told_by=self.teller(ask.what, by),
                fields={name: self.fitting(each, choice) for name, each in ask.fields.items()},
                answers=(ask.answers,) if ask.answers else (),
                outcome=choice.pick([*3 * ask.outcomes[:1], *ask.outcomes]) if ask.outcomes else "",
            )
            self.see("words that were asked for")

    @rule(choice=choices)
    def all_go_on(self, choice):
        """Some words that the talk waits for."""
        self.go_on(choice, choice.number(1, len(self.course.stages)))
        self.see("all_go_on")

    def teller(self, what, by):
        """Who may tell it, where that is not left to who says it."""
        tellers = self.course.types[what].told_by
        return next((each.id for each in self.session.participants if each.side in tellers), by)

    def fitting(self, field, choice):
        """A value that a field takes; days lie one to two weeks ahead, and now and then elsewhere."""
        if field.type == "date":
            return (self.at + 24 * HOUR * choice.pick([7, 10, 14, 10, 30])).date().isoformat()
        return choice.pick(field.of) if field.of else WORDS[field.type]

    @rule(choice=choices)
    def somebody_says_something(self, choice):
        """Any word of anybody, rightly or wrongly told, finished or not, about this or that."""
        asked = sorted(set.union(*talk_words.asked(self.talk, self.talk.out_of(self.session.step))) - {None})
        what = choice.pick([*asked, *asked, *asked, *self.course.types])
        by = choice.pick(self.takers)
        kind = self.course.types[what]
        fields = {name: self.fitting(each, choice) for name, each in kind.fields.items()}
        for name in choice.pick([[], *([each] for each in fields)]):
            fields[name] = choice.pick(["", "unreadable", None])
        items = [each.id for each in self.session.subject.facts if isinstance(each, Evidence)][-5:]
        items += [each.id for one in self.about for each in one.facts if isinstance(each, Evidence)][:3]
        outcomes = (*kind.outcomes.for_, *kind.outcomes.against) if kind.outcomes else ()
        self.say(
            what=what,
            by=by,
            told_by=choice.pick([by, by, choice.pick(self.takers)]),
            fields={name: each for name, each in fields.items() if each is not None},
            answers=tuple(choice.some([*items, "nowhere"], 0, 2)),
            outcome=choice.pick(["", *outcomes]),
            text=choice.pick(["In my own words.", " "]),
        )
        self.see("somebody_says_something")

    @rule(choice=choices)
    def somebody_reads_something(self, choice):
        """How anybody reads a word that can be read, quoting from it or not."""
        types = self.course.types
        words = [
            each for each in self.session.subject.facts if isinstance(each, Evidence) and types[each.what].outcomes
        ]
        self.see("somebody_reads_something")
        if words:
            item, by = choice.pick(words), choice.pick(self.takers)
            known = types[item.what].outcomes
            outcome = choice.pick([*known.for_, *known.against])
            quote = choice.pick(["my  own", "my own", "In my", "my own", "In my", "their own", " "])
            made = Statement(id="new", about=item.id, outcome=outcome, quote=quote, by=by, at=self.at)
            reasons = talk_words.reading(self.talk, self.session.events, made)
            step = self.session.read(item.id, outcome=outcome, quote=quote, by=by, at=self.at)
            taken = self.went(step, reasons, made)
            self.once(*(["a reading"] if taken else []))

    @rule(choice=choices)
    def somebody_waives_something(self, choice):
        """A requirement of any step, mostly of the present one, by anybody, for any time."""
        ways = self.talk.out_of(self.session.step)
        gate = choice.pick([*ways, *ways, *ways, *self.journey.gates])
        rules, asked = self.journey.gates[gate].waivers, [*self.journey.gates[gate].requires]
        asked += 3 * [each.id for each in decide(self.session, gate, self.at).requirements if not each.settled]
        may = [each.id for each in self.session.participants if rules and each.side in rules.by]
        by = choice.pick([*may, *may, *may, "stranger", self.session.participants[0].id])
        until = (self.at + 24 * HOUR * choice.pick([3, 5, 3, 4, 0, 2, 40, -1])).date()
        reason = choice.pick(["They moved.", "They moved.", "They moved.", " "])
        asked = f"{gate}.{choice.pick(asked)}"
        made = Waiver(id="new", requirement=asked, by=by, reason=reason, until=until, at=self.at)
        reasons = talk_words.waiver(self.talk, self.session.events, made)
        step = self.session.waive(asked, by=made.by, reason=reason, until=until, at=self.at)
        taken = self.went(step, reasons, made)
        self.see("somebody_waives_something")
        self.once(*(["a waiver"] if taken else []))

    @rule(choice=choices)
    def something_is_taken_back(self, choice):
        """A word or a waiver, by anybody."""
        facts = [each for each in self.session.subject.facts if isinstance(each, Evidence | Waiver)]
        self.see("something_is_taken_back")
        if facts:
            item, by = choice.pick(facts), choice.pick(self.takers)
            made = Revocation(id="new", revokes=item.id, by=by, at=self.at)
            reasons = talk_words.revocation(self.talk, self.session.events, made)
            step = self.session.revoke(item.id, by=by, at=self.at)
            taken = self.went(step, reasons, made)
            self.once(*(["a word taken back"] if taken else []))

    # going back, and the end

    @rule(choice=choices)
    def they_go_back(self, choice):
        """To any step, mostly to one that is behind, mostly with a reason."""
        story = self.talk.story(self.session.events)
        behind = [each for each in story.steps[:-1] if each in self.course.stages]
        step = choice.pick([*behind, *behind, *behind, *self.course.stages])
        reason = choice.pick(["We forgot something.", "We forgot something.", " "])
        wrong = {
            "session-closed": self.session.closed,
            "not-behind": step not in behind,
            "reason-missing": not reason.strip(),
        }
        done = self.session.back(step, by=self.session.participants[0].id, at=self.at, reason=reason)
        taken = self.went(done, {code for code, is_so in wrong.items() if is_so})
        self.see("they_go_back")
        self.once(*(["a way back"] if taken else []))

    @rule(choice=choices)
    def somebody_ends_it(self, choice):
        """At any end, free or not; not too often with a reason."""
        end = choice.pick([*self.journey.ends])
        reason = choice.pick(["The customer called.", "", "", ""])
        wrong = {
            "session-closed": self.session.closed,
            "only-through-a-gate": self.journey.ends[end].kind in ("won", "done"),
            "reason-missing": not reason,
        }
        done = self.session.end(end, by=self.session.participants[0].id, at=self.at, reason=reason)
        taken = self.went(done, {code for code, is_so in wrong.items() if is_so})
        self.see("somebody_ends_it")
        self.once(*(["an early end"] if taken else []))

    # time

    @rule(hours=st.integers(1, 24 * 60))
    def time_goes_on(self, hours):
        """Nothing is said for a while."""
        self.at += hours * HOUR
        self.see("time_goes_on")

    @rule(minutes=st.integers(1, 3000))
    def the_clock_is_put_back(self, minutes):
        """What is said from now on has an earlier time than what was said before; nothing comes before the opening."""
        self.at = max(NOW, self.at - minutes * HOUR / 60)
        self.see("the_clock_is_put_back")

    @rule(choice=choices)
    def somebody_asks_about_the_past(self, choice):
        """As of an earlier moment the talk knows only what had been said by then."""
        moment = self.at - choice.number(0, 24 * 20) * HOUR
        self.alike(choice.pick([moment, moment.date()]))
        self.see("somebody_asks_about_the_past")

    @rule(choice=choices)
    def it_is_kept_and_read_again(self, choice):
        """Events go through JSON; the first ones tell the talk as it was then, and all of them go on with it."""
        plain = json.loads(json.dumps([each.as_dict() for each in self.session.events]))
        read = [Event.from_dict(each) for each in plain]
        number = choice.pick([*self.history])
        assert replay(self.framework, read[:number], about=self.about) == self.history[number]
        self.session = replay(self.framework, read, about=self.about)
        self.see("it_is_kept_and_read_again")

    # what always holds

    def alike(self, at):
        """Every gate, requirement and side as of a moment."""
        for name in self.journey.gates:
            found, reference = decide(self.session, name, at), self.talk.decided(self.session.events, name, at)
            said = {each.id: (str(each.status), sides(each)) for each in found.requirements}
            assert said == {id_: (each.status, each.sides) for id_, each in reference.requirements.items()}
            assert found.passes == reference.passes
            for one, each in said.values():
                self.once(one, *each.values())

    @invariant()
    def engine_and_reference_agree(self):
        """The step, the gates that were passed, and every gate as it is now or was when it was passed."""
        if self.looked == (self.session.events, self.at):
            return
        self.looked = self.session.events, self.at
        story = self.talk.story(self.session.events)
        assert self.session.step == story.step
        assert {*self.session.progress.passed} == {*story.passed}
        self.alike(self.at)
        self.once(*(["passes a gate"] if story.passed else []))
        if self.session.closed:
            self.once("closed", *([] if story.ended else ["closed through a gate"]))

    @invariant()
    def what_was_passed_stays_passed(self):
        """Only a way back opens a gate again."""
        for name in self.session.progress.passed:
            assert decide(self.session, name, max(self.at, self.last)).passes

    @property
    def last(self):
        """The latest instant of any event."""
        return max((each.at for each in self.session.events if isinstance(each.at, dt.datetime)), default=self.at)

    @invariant()
    def it_is_what_its_events_tell(self):
        """Replayed it is equal."""
        if self.replayed != self.session.events:
            assert replay(self.framework, self.session.events, about=self.about) == self.session
            self.replayed = self.session.events

    @invariant()
    def a_closed_talk_waits_for_nothing(self):
        """And takes nothing."""
        if self.session.closed:
            assert asks(self.session, self.at) == ()
            assert not self.say(what=next(iter(self.course.types)), by=self.session.participants[0].id)


def sides(requirement):
    """The statuses of both sides."""
    return {side: str(each.status) for side, each in requirement.sides.items()}
