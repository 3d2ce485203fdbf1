"""A second reading of what the pages say of conversations: the whole talk gone through again at every question.

No state is carried from one word to the next. A talk is the list of its events; where it stands is found by going
through them from the first one, and after each word every gate out of the step is judged over all words so far. Only
the answer to the very same question is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reference import evaluator
from reference.leaves import Counting
from reference.talk_world import TalkWorld

from gatecoach.facts import Evidence, Person, Revocation, Statement, Waiver
from gatecoach.time import span, zone

FACTS = {
    "evidence-recorded": Evidence,
    "statement-made": Statement,
    "waiver-given": Waiver,
    "evidence-revoked": Revocation,
}


@dataclass
class Stay:
    """The talk in one step: how much was said before it, and through which gate it came, as judged over what."""

    step: str
    since: int
    gate: str | None = None
    passed: tuple = ()
    before: tuple = ()


@dataclass
class Story:
    """How far a talk has come: who is there, its steps so far, what was said, the latest moment, and a free end."""

    people: list
    stays: list
    said: list = field(default_factory=list)
    latest: object = None
    ended: str | None = None

    @property
    def step(self):
        """The step, or the end that was reached."""
        return self.ended or self.stays[-1].step

    @property
    def steps(self):
        """The steps so far, those that it went back behind left out."""
        return [each.step for each in self.stays]

    @property
    def passed(self):
        """The gates the talk went through and has not gone back behind, each with its stay."""
        return {each.gate: each for each in self.stays if each.gate}


class Talk:
    """A conversation as its author wrote it, and what it is about."""

    def __init__(self, home, journey, about=()):
        """`about` holds pairs: the definition of a subject's journey, and the subject."""
        self.home, self.journey, self.about = home, journey, about
        self.zone, self.answers = zone(home.time_zone), {}

    def kept(self, question, answer):
        """The answer to the same question once more; it changes nothing but the waiting."""
        if question not in self.answers:
            self.answers[question] = answer()
        return self.answers[question]

    def worlds(self, at):
        """What the talk is about, as of a moment."""
        return self.kept(at, lambda: [Counting(self.home, journey, each, at) for journey, each in self.about])

    def out_of(self, step):
        """The gates that lead out of a step, in the author's order."""
        return [name for name, each in self.journey.gates.items() if each.from_ == step]

    def story(self, events):
        """Everything from the opening on."""
        return self.kept((len(events), *(each.id for each in events)), lambda: self.gone_through(events))

    def gone_through(self, events):
        """Event by event; the clock never goes back."""
        people = [Person.from_dict(each) for each in events[0].data["people"]]
        story = Story(people, [Stay(next(iter(self.journey.stages)), 0)])
        for event in events:
            story.latest = self.latest(story, event.at)
            if event.kind == "session-ended":
                story.ended = event.data["end"]
            elif event.kind == "went-back":
                self.go_back(story, event.data["step"])
            elif event.kind in FACTS:
                story.said.append(FACTS[event.kind].from_dict(event.data))
                self.go_on(story)
        return story

    def latest(self, story, at):
        """The moment of recording: the latest one there was; what is opened on a day is open once the day has begun."""
        moment = evaluator.moment_of(self.home, at)
        if story.latest is None:
            start = span(at, self.zone).start
            return moment._replace(start=start, end=start)
        return moment if moment.end >= story.latest.end else story.latest

    def go_back(self, story, step):
        """The step is entered anew; what was passed from there on is open again, the gate into it is not."""
        place = story.steps.index(step)
        old = story.stays[place]
        story.stays[place:] = [Stay(step, len(story.said), old.gate, old.passed, old.before)]

    def go_on(self, story):
        """The first gate that passes leads on, and so does the next one if it passes too."""
        while name := next((each for each in self.out_of(story.step) if self.gate(story, each).passes), None):
            known, to = (tuple(story.said), story.latest), self.journey.gates[name].to
            story.stays.append(Stay(to, len(story.said), name, known, tuple(story.stays)))

    def gate(self, story, name, at=None):
        """One gate over all that was said, at a moment, else at the latest one."""
        world = self.world(story, story.said, story.stays, name, at or story.latest)
        return evaluator.gate_of(world, name, self.journey.gates[name], waivers=True)

    def world(self, story, said, stays, name, at):
        """What counts for a gate: only what was said since the talk entered the step before it."""
        step = self.journey.gates[name].from_
        since = next((each.since for each in reversed(stays) if each.step == step), None)
        return TalkWorld(self, story.people, said, at, since)

    def decided(self, events, name, at):
        """One gate as of a moment: what was passed by then stays as it was when it was passed.

        What was recorded after an event that had not happened by then is not known.
        """
        moment = evaluator.moment_of(self.home, at)
        later = [number for number, each in enumerate(events) if span(each.at, self.zone).start > moment.end]
        story = self.story(events[: max(1, min(later, default=len(events)))])
        stay = story.passed.get(name)
        if stay is None:
            return self.gate(story, name, moment)
        world = self.world(story, stay.passed[0], stay.before, name, stay.passed[1])
        return evaluator.gate_of(world, name, self.journey.gates[name], waivers=True)
