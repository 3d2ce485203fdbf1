"""Small faults of the engine, one at a time: each a plausible slip in one rule of the page."""

from __future__ import annotations

import dataclasses

from gatecoach import blocks, condition, gate, journey, links, resolve, waivers
from gatecoach.gate import WAIVABLE, Judged, Status


def changed_leaf(rule, **changes):
    """A rule that reads some numbers of its leaf with something added."""

    def wrong(world, row, leaf):
        now = {name: getattr(leaf, name) for name in changes}
        more = {name: value + changes[name] for name, value in now.items() if value is not None}
        return rule(world, row, dataclasses.replace(leaf, **more))

    return wrong


def rules(patch, old, *new):
    """Another rule in the place of one, or none."""
    assert old in blocks.RULES
    patch(blocks, "RULES", tuple(each for rule in blocks.RULES for each in (new if rule is old else (rule,))))


def without(rule):
    """The fault of leaving one rule out."""
    return lambda patch: rules(patch, rule)


def instead(module, name, wrong):
    """The fault of another function under that name; it is handed the right one first."""
    right = getattr(module, name)
    return lambda patch: patch(module, name, lambda *given, **named: wrong(right, *given, **named))


def ties(patch):
    """Of two equal instants the second handed over is taken for later."""

    def wrong(up, row, *, ordered):
        return row.span.end >= up.span.start

    patch(links, "earlier", wrong)
    patch(blocks, "earlier", wrong)


def all_waived(patch):
    """A waiver covers an explicit no."""
    patch(gate, "WAIVABLE", (*WAIVABLE, Status.CONTESTED))
    covered = property(lambda self: Status.WAIVED if self.waiver else self.plain)
    patch(Judged, "status", covered)


def no_state(*names):
    """The fault of overlooking what makes an item count for nothing."""
    return instead(resolve, "_state", lambda right, *given: "" if right(*given) in names else right(*given))


def strict_no(_right, rows, count):
    """A no has to be later than every yes to contest."""
    words = [row for row in rows if row.words & count.mask]
    noes = [row.span.end for row in words if row.sign < 0]
    yes = [row.span.start for row in words if row.sign > 0]
    return bool(noes) and (not yes or max(noes) > max(yes))


def none_for_each(right, world, for_each):
    """The range without its condition."""
    return right(world, dataclasses.replace(for_each, test=None))


def until_excluded(right, world, found, waiver):
    """The last day of a waiver does not belong to it."""
    return right(world, found, waiver) or ("waiver-ended" if waiver.until <= world.today else "")


def by_the_owner(right, world, found, waiver):
    """The owner of the deal may waive, as if nobody owned it."""
    code = right(world, found, waiver)
    return "" if code == "waiver-by-owner" else code


def one_less(right, rows, count):
    """One item less is enough."""
    return right(rows, dataclasses.replace(count, at_least=max(1, count.at_least - 1)))


def same_kind(right, rows, count):
    """That they differ is not asked."""
    return right(rows, dataclasses.replace(count, different=None))


def known_always(fact):
    """The fact as if it had been known when it happened."""
    return fact.model_copy(update={"known": None}) if getattr(fact, "known", None) else fact


def all_roles(row):
    """The row with every role its actor ever held."""
    row.roles = frozenset(held.role for held in row.person.roles) if row.person else frozenset()
    return row


def only_windowed(right, world, name):
    """The sides are joined in one of the two worlds alone."""
    if name == "mask":
        right(world, name)


def two_fields_hold(patch):
    """Whatever stands in two fields, they are taken to stand to each other as asked."""
    right = condition.Check.holds

    def wrong(self, values, day):
        """What is said of two fields holds."""
        return isinstance(self.operand, condition.Other) or right(self, values, day)

    patch(condition.Check, "holds", wrong)


FAULTS = {
    **{f"no rule {rule.__name__.strip('_')}": without(rule) for rule in blocks.RULES if rule is not blocks._order},
    "a window one day longer": lambda patch: rules(patch, blocks._window, changed_leaf(blocks._window, within=1)),
    "an age one day more": lambda patch: rules(patch, blocks._age, changed_leaf(blocks._age, no_older_than=1)),
    "an age one day less": lambda patch: rules(patch, blocks._age, changed_leaf(blocks._age, no_older_than=-1)),
    "a grade one less": lambda patch: rules(patch, blocks._grade, changed_leaf(blocks._grade, grade=-1)),
    "the sides not joined": instead(blocks, "_join", lambda *_: None),
    "the sides joined in one world": instead(blocks, "_join", only_windowed),
    "ties the other way": ties,
    "after is not certain": instead(
        blocks, "certainly_after", lambda _right, up, row, ordered: row.span.end > up.span.start
    ),
    "a no must be later": instead(gate, "opposed", strict_no),
    "no is no word": instead(gate, "opposed", lambda *_: False),
    "earlier words count too": instead(blocks, "_supersede", lambda *_: None),
    "everyone answers what they like": instead(
        gate, "enough", lambda right, world, rows, count, same, one=None: right(world, rows, count, same=False)
    ),
    "each side may answer another item": instead(
        gate, "level", lambda right, world, rows, tree, same, one=None: right(world, rows, tree, same=same)
    ),
    "everyone is one of them": instead(gate, "expected", lambda right, *given: right(*given)[:1]),
    "nobody may be everyone": instead(
        gate,
        "_everyone",
        lambda right, world, rows, count: right(world, rows, count) or not gate.expected(world, *count.leaves),
    ),
    "for-each without its condition": instead(gate, "ranged", none_for_each),
    "for-each counts what hangs elsewhere": instead(gate, "below", lambda _right, world, *_: world.rows),
    "one less is enough": instead(gate, "_many", one_less),
    "from-different is not asked": instead(gate, "_many", same_kind),
    "roles are counted without people": instead(
        gate, "_roles", lambda _right, rows: len(frozenset().union(*(row.roles for row in rows)))
    ),
    "nothing is unverifiable": instead(gate, "_unverifiable", lambda *_: False),
    "a waiver ends a day early": instead(waivers, "void", until_excluded),
    "the owner may waive": instead(waivers, "void", by_the_owner),
    "a no can be waived": all_waived,
    "unknown blocks nothing": instead(
        gate, "in_force", lambda right, *given: True if right(*given) is None else right(*given)
    ),
    "the proving side may be silent": instead(gate, "_proven", lambda *_: True),
    "everything before is carried": instead(
        journey, "_beyond", lambda _right, world, _gate: list(world.journey.gates.values())
    ),
    "nothing is carried": instead(journey, "_beyond", lambda *_: []),
    "only direct links": instead(
        links, "_nearest", lambda _right, link, what, start: link if link.fact.what == what else None
    ),
    "machines speak": no_state("machine-sent"),
    "strangers speak": no_state("uninvited"),
    "who left still counts": no_state("left"),
    "what is incomplete counts": no_state("incomplete"),
    "anybody may take back": instead(resolve, "_may_retire", lambda *_: True),
    "nobody may take back": instead(resolve, "_may_retire", lambda *_: False),
    "copies never conflict": instead(resolve, "_content", lambda *_: None),
    "nothing is replaced": instead(resolve, "_retire", lambda *_: None),
    "the first reading counts": instead(resolve, "_read", lambda right, world, read: right(world, read[:1])),
    "anybody may read": instead(resolve, "_may_read", lambda *_: True),
    "what came to be known late was always known": instead(
        resolve,
        "_visible",
        lambda right, facts, *given: right([known_always(each) for each in facts], *given),
    ),
    "every currency is the own one": instead(
        resolve,
        "typed",
        lambda right, value, field: right(str(value).split()[0] if field.type == "money" else value, field),
    ),
    "an amount in another currency is none": instead(resolve, "other_currency", lambda *_: False),
    "two fields always fit": two_fields_hold,
    "the gap is one more": instead(
        journey,
        "gap_between",
        lambda right, *given: one_more if isinstance(one_more := right(*given), str) else one_more + 1,
    ),
    "a role once held is held for ever": instead(
        resolve, "row_of", lambda right, world, *given: all_roles(right(world, *given))
    ),
}
