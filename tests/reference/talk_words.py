"""Every reason why something may not be said in a talk now, found anew from its events."""

from __future__ import annotations

import datetime as dt

from reference import conditions, evaluator
from reference.talk_world import TalkWorld
from reference.world import World

from gatecoach.definition import GATE_BLOCKED
from gatecoach.facts import Revocation
from gatecoach.time import span


def word(talk, events, said, at):
    """Why a word is not taken: out of place, not theirs, unfinished, or answering nothing in particular."""
    story, kind = talk.story(events), types(talk)[said["what"]]
    if closed(talk, story):
        return {"session-closed"}
    return {
        *out_of_place(talk, story, said["what"]),
        *not_theirs(story.people, kind, said),
        *unfinished(kind, said),
        *unlinked(kind, said["answers"], TalkWorld(talk, story.people, story.said, talk.latest(story, at), None)),
    }


def types(talk):
    """Every type that the talk knows."""
    return World.types_of(talk.home, talk.journey)


def closed(talk, story):
    """Whether it has come to an end."""
    return story.step in talk.journey.ends


def out_of_place(talk, story, what):
    """What the step does not ask is too early if a later gate asks it.

    What is only there to be answered is made up here unless a later step asks for it by its name.
    """
    later_names, later_answers = asked(talk, later(talk, story.step))
    names, answers = asked(talk, talk.out_of(story.step))
    if what != GATE_BLOCKED and (what in names or what in answers - later_names):
        return set()
    return {"too-early" if what != GATE_BLOCKED and what in later_names | later_answers else "not-asked-here"}


def asked(talk, gates):
    """The types that these gates name, and those that these types answer."""
    known = types(talk)
    leaves = [
        (what, part.answers or known[what].answers)
        for gate in gates
        for each in talk.journey.gates[gate].requires.values()
        for clause in each.sides().values()
        for part, what in parts(clause)
    ]
    return {what for what, _ in leaves}, {answers for _, answers in leaves}


def parts(clause):
    """Every clause that names types, with each of them."""
    yield from ((clause, what) for what in clause.what)
    for part in (*clause.all, *clause.any):
        yield from parts(part)


def later(talk, step):
    """The gates further on: those that only come after another one."""
    beyond = [talk.journey.gates[name].to for name in talk.out_of(step)]
    return {name for place in beyond for name in (*talk.out_of(place), *later(talk, place))}


def not_theirs(people, kind, said):
    """Everybody who takes part speaks for their own side, and tells it themselves."""
    by = next((each for each in people if each.id == said["by"]), None)
    if by is None:
        return {"uninvited"}
    teller = next((each for each in people if each.id == said["told_by"]), None)
    right = teller is not None and teller.side in kind.told_by if kind.told_by else said["told_by"] == by.id
    return {*([] if by.side in kind.side else ["wrong-side"]), *([] if right else ["wrong-teller"])}


def unfinished(kind, said):
    """A field that is missing or that nobody can read; words that are said to mean something, and are none."""
    given = said["fields"]
    bad = [
        name
        for name, each in kind.fields.items()
        if conditions.read(given.get(name), each) is None
        and (name in given or not each.optional)
        and not conditions.abroad(given.get(name), each)
    ]
    return {"incomplete"} if bad or (said["outcome"] and not said["text"].strip()) else set()


def unlinked(kind, answers, world):
    """What it answers is there; left out, it answers the only item it can."""
    known = {each.fact.id for each in world.items}
    lost = {"ambiguous-link" if each in known else "not-linked" for each in answers if world.named(each) is None}
    if answers or kind.answers is None:
        return lost
    found = able(kind, world)
    return set() if len(found) == 1 else {"answers-what" if found else "nothing-to-answer"}


def links(talk, events, said, at):
    """What a word that is taken answers: what it says, else the only item it can."""
    story, kind = talk.story(events), types(talk)[said["what"]]
    world = TalkWorld(talk, story.people, story.said, talk.latest(story, at), None)
    return [*said["answers"]] or [each.fact.id for each in able(kind, world)]


def able(kind, world):
    """The items that a word of that type can answer: what counts for nothing is none, nor what its id does not mean."""
    asked = [] if kind.answers is None else world.items
    found = [each for each in asked if each.fact.what == kind.answers and world.counts_at_all(each)]
    return [each for each in found if world.named(each.fact.id) is each]


def waiver(talk, events, given):
    """Why a waiver is not taken: it must hold at once, for what the present step asks."""
    story = talk.story(events)
    if closed(talk, story):
        return {"session-closed"}
    name, _, id_ = given.requirement.partition(".")
    gate, now = talk.journey.gates[name], talk.latest(story, given.at)
    rules, day = gate.waivers, span(given.at, talk.zone).day
    giver = next((each for each in story.people if each.id == given.by), None)
    held = {giver.side, *giver.roles_on(dt.date.fromordinal(day))} if giver else set()
    world = talk.world(story, story.said, story.stays, name, now)
    wrong = {
        "not-asked-here": name not in {*talk.out_of(story.step), *later(talk, story.step)},
        "waiver-too-early": name in later(talk, story.step),
        "waiver-not-allowed": rules is None or id_ in rules.never,
        "waiver-wrong-role": rules is not None and not held & {*rules.by},
        "waiver-without-reason": not given.reason.strip(),
        "waiver-too-long": rules is not None and given.until.toordinal() - day > rules.for_at_most,
        "waiver-ended": given.until.toordinal() < now.day,
        "waiver-over-contested": evaluator.requirement(world, gate.requires[id_]).contested,
    }
    return {code for code, is_so in wrong.items() if is_so}


def reading(talk, events, made):
    """Why a reading is not taken: it is a stranger's, of what they may not read, or quotes what was not said."""
    story = talk.story(events)
    if closed(talk, story):
        return {"session-closed"}
    item = next(each for each in story.said if each.id == made.about)
    reader = next((each for each in story.people if each.id == made.by), None)
    readers = types(talk)[item.what].private_to
    wrong = {
        "uninvited": reader is None,
        "wrong-side": reader is not None and bool(readers) and reader.side not in readers,
        "not-quoted": not made.quote.strip() or " ".join(made.quote.split()) not in " ".join(item.text.split()),
    }
    return {code for code, is_so in wrong.items() if is_so}


def revocation(talk, events, made):
    """Why something is not taken back: by a stranger, by the other side, a second time, or what nobody said."""
    story = talk.story(events)
    if closed(talk, story):
        return {"session-closed"}
    taken = next(each for each in story.said if each.id == made.revokes)
    actor, owner = (next((each for each in story.people if each.id == name), None) for name in (made.by, taken.by))
    wrong = {
        "not-asked-here": getattr(taken, "what", None) == GATE_BLOCKED,
        "uninvited": actor is None,
        "wrong-side": actor is not None and owner is not None and actor.side != owner.side,
        "revoked": any(isinstance(each, Revocation) and each.revokes == taken.id for each in story.said),
    }
    return {code for code, is_so in wrong.items() if is_so}
