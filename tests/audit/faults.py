"""Small faults of the audit, one at a time: each a plausible slip in one of its expressions."""

from __future__ import annotations

import dataclasses
import functools
import operator

import ibis

from gatecoach.audit import bits, counting, gates, items, joining, links, placing, prepare, requirements, words
from gatecoach.audit.counting import Tally
from gatecoach.audit.masks import Masks
from gatecoach.gate import CONTESTED, MISSING


def instead(home, name, wrong):
    """The fault of another function under that name; it is handed the right one first."""
    right = getattr(home, name)
    return lambda patch: patch(home, name, lambda *given, **named: wrong(right, *given, **named))


def without(rule):
    """The fault of leaving one look-up of the masks out."""
    return instead(Masks, rule, lambda _right, masks, word: masks._all(word))


def leaves(**more):
    """The fault of masks that read some numbers of every leaf with something added."""

    def wrong(right, masks, *given):
        right(masks, *given)
        masks.leaves = tuple(_more(leaf, more) for leaf in masks.leaves)

    return instead(Masks, "__init__", wrong)


def _more(leaf, more):
    now = {name: getattr(leaf, name) for name in more}
    return dataclasses.replace(leaf, **{name: value + more[name] for name, value in now.items() if value is not None})


def state(*overlooked):
    """The fault of overlooking what makes an item count for nothing."""

    def wrong(right, *given):
        found = right(*given)
        return found.mutate(state=found.state.isin(overlooked).ifelse(items.LIVE, found.state))

    return instead(items, "_with_state", wrong)


def nothing(home, name):
    """The fault of finding no row at all."""
    return instead(home, name, lambda right, *given: right(*given).filter(ibis.literal(False)))


def each(*faults):
    """Several patches that make one fault."""
    return lambda patch: [fault(patch) for fault in faults]


def one_world(right, pairs, bound, names, count):
    """The sides are joined among current items alone."""
    found = right(pairs, bound, names, count)
    full = (pairs["item"] * 0 + bits.FULL).bit_or()
    return {name: full if name.startswith("agreed_m0") else column for name, column in found.items()}


def ties(right, found):
    """Of two equal instants either may be the later one."""
    return right(found.mutate(end=found.end + 1, up_end=found.up_end + 1))


def uncertain(right, rows, names):
    """What may have come after something did."""
    found = right(rows.mutate(really=rows.end, end=rows.start), names)
    return found.mutate(end=found.really).drop("really")


def strict_no(_right, table, name):
    """A no has to be later than every yes to contest."""
    no, yes = table[f"{name}:against"], table[f"{name}:agreed"]
    return no.notnull() & (yes.isnull() | (no > yes))


def dates_of_words(side):
    """A word is as late as one end of the time it may have been spoken at."""

    def wrong(right, *given, words=None, **named):
        if words is not None:
            words = words.mutate(start=words[side], end=words[side])
        right(*given, words=words, **named)

    return instead(Tally, "__init__", wrong)


def one_of_them(right, tally, count):
    """Everyone is the first of them."""
    found = right(tally, count)
    return found.group_by("deal").agg(who=found.who.min())


def still_here(right, engine, *given):
    """Nobody who left is gone, nobody is still to come."""
    return engine.keep("people", right(engine, *given).mutate(here=ibis.literal(True)))


def hangs_anywhere(right, engine, prepared, requirement):
    """Every item of the deal hangs under each that is gone through."""
    ways, _ = right(engine, prepared, requirement)
    return ways, joining.met(prepared.rows.select("item", "deal"), ways, {"deal": "deal"}, {"up": "way"})


def merely_there(_right, rows, names, what):
    """An item is gone through whatever became of it."""
    return rows.kind == names.types[what]


def counts(change):
    """The fault of counts that ask for something else."""

    def wrong(right, *given, **named):
        *first, wanted = given
        right(*first, {name: change(count) for name, count in wanted.items()}, **named)

    return instead(Tally, "__init__", wrong)


def one_less(count):
    """One item fewer is as many as asked."""
    return dataclasses.replace(count, at_least=max(1, count.at_least - 1))


def same(count):
    """Items need not differ, unless in their roles."""
    return count if count.different == "role" else dataclasses.replace(count, different=None)


def roles_alone(_right, tally, counted, count):
    """Different roles may be those of one person."""
    held = counted.group_by(tally.keys).agg(held=counted.roles.bit_or())
    bits = tally.prepared.names.roles.values()
    many = functools.reduce(operator.add, (((held.held & (1 << bit)) != 0).cast("int64") for bit in bits))
    return held.filter(many >= count.at_least).select(*tally.keys)


def people_alone(_right, tally, counted, count):
    """Different roles are different people."""
    people = counted.filter(counted.roles != 0).group_by(tally.keys).agg(number=lambda row: row.who.nunique())
    return people.filter(people.number >= count.at_least).select(*tally.keys)


def sees_all(right, prepared):
    """Whatever is connected has every channel."""
    return right(prepared).mutate(connected=ibis.literal(bits.FULL, type="int64"))


def day_early(right, table, moments):
    """The last day of a waiver does not belong to it."""
    found = right(table, moments)
    return found.filter(found.until > found.today) if "until" in found.columns else found


def by_the_owner(right, engine, table, prepared):
    """Nobody owns a deal when a waiver is looked at."""
    moments = prepared.moments.mutate(owner=ibis.literal("nobody"))
    return right(engine, table, dataclasses.replace(prepared, moments=moments))


def waived_no(_right, table, name):
    """A waiver covers an explicit no."""
    if f"{name}:waiver" not in table.columns:
        return ibis.literal(False)
    return table[f"{name}:waiver"] & (table[name] >= MISSING) & (table[name] <= CONTESTED)


def blind_waiver(_right, table, name):
    """A waiver covers a side that is missing though a word of the other opposes."""
    if f"{name}:waiver" not in table.columns:
        return ibis.literal(False)
    return table[f"{name}:waiver"] & (table[name] >= MISSING) & (table[name] < CONTESTED)


def always_known(right, table, moments):
    """What came to be known late was always known."""
    return right(table.mutate(known=table.start), moments)


def once_held(right, keyed, key, tables, *more):
    """A role once held is held for ever."""
    roles = tables["roles"].mutate(first=ibis.literal(0), last=ibis.literal(10_000_000))
    return right(keyed, key, {**tables, "roles": roles}, *more)


def at_the_asked_moment(right, engine, tables, journey, at):
    """An ended deal is judged like any other."""
    found = right(engine, tables, journey, at)
    return engine.keep("moments", found.mutate(moment=ibis.literal(at.end), today=ibis.literal(at.day)))


def first_claim(right, engine, tables, journey, at):
    """Of two claims the earlier one holds."""
    claims = tables["claims"]
    first = claims.group_by("deal").agg(first=claims.start.min())
    older = joining.met(claims, first, {"deal": "deal", "start": "first"})
    return right(engine, {**tables, "claims": older}, journey, at)


def any_source(_right, rows, every, id_, _home, take):
    """A bare id means any item of that name."""
    return joining.met(rows, every, {"deal": "deal", id_: "id"}, take)


def only_one(right, rows, every, id_, *rest):
    """A bare id means the only item of that name, whatever its source."""
    return right(rows.mutate(**{rest[0]: ibis.literal("no source")}), every, id_, *rest)


def agreeing(right, *given, **named):
    """However often an item was read as a no, one yes is a yes."""
    return right(*given, **named).mutate(sign=ibis.literal(1))


def own_currency(right, tables, names):
    """An amount in another currency is none."""
    fields = tables["fields"]
    return right({**tables, "fields": fields.filter(fields.foreign == ibis.literal(False))}, names)


def any_is_all(right, tree, columns):
    """Any of several parts means all of them."""
    found = right(dataclasses.replace(tree, n=len(tree.parts)) if isinstance(tree, counting.AtLeast) else tree, columns)
    return found  # noqa: RET504 - one line of the fault a line


def least_of(right, table, name, requirement, **_):
    """Of several items to go through the best is enough."""
    return right(table.mutate(way=table.deal), name, requirement, several=True)


def gap_of_one_more(right, *given):
    """A number is one more; a reason stays."""
    found = right(*given)
    return found if isinstance(found, str) else found + 1


def the_same_thing_alone(_right, things):
    """Of an item about several things only what was said again is looked at."""
    several = things.group_by(words.SAID).agg(words=things.count())
    return joining.where(things, several.filter(several.words > 1), {name: name for name in words.SAID})


FAULTS = {
    **{f"no {rule.strip('_')}": without(rule) for rule in (
        "_type", "_side", "_role", "_told", "_link", "_after", "_channel", "_grade", "_sign", "_test", "_age",
    )},
    "what is not current counts": instead(words, "_asked", lambda _right, prepared, _leaves: prepared.rows),
    "a window one day longer": leaves(within=1),
    "an age one day more": leaves(no_older_than=1),
    "an age one day less": leaves(no_older_than=-1),
    "a grade one less": leaves(grade=-1),
    "the sides not joined": instead(
        words, "_joined", lambda _right, _engine, rows, *_: rows
    ),
    "the sides joined in one world": instead(words, "_agreed", one_world),
    "ties the other way": instead(links, "_timed", ties),
    "after is not certain": instead(prepare, "_with_firsts", uncertain),
    "a no must be later": instead(counting, "_opposed", strict_no),
    "no is no word": instead(counting, "_opposed", lambda *_: ibis.literal(False)),
    "a no is spoken at the start of its day": dates_of_words("start"),
    "a yes is spoken at the end of its day": dates_of_words("end"),
    "earlier words count too": instead(words, "_without_outdated", lambda _right, _engine, *given: given[:2]),
    "of what was said again the rest is forgotten": instead(words, "_said_again", the_same_thing_alone),
    "every gate proves itself": instead(gates, "_proves_itself", lambda *_: True),
    "everyone answers what they like": instead(requirements, "_same", lambda *_: False),
    "each side may answer another item": instead(requirements, "_shared", lambda *_: set()),
    "everyone is one of them": instead(Tally, "_expected", one_of_them),
    "everyone is also who left": instead(prepare.first, "people", still_here),
    "for-each without its condition": instead(requirements, "holds", lambda *_: ibis.literal(True)),
    "for-each counts what hangs elsewhere": instead(requirements, "_ways", hangs_anywhere),
    "for-each over what is gone": instead(requirements, "stands", merely_there),
    "for-each asks for one of them": instead(requirements, "_worst", least_of),
    "one less is enough": counts(one_less),
    "from-different is not asked": counts(same),
    "roles are counted without people": instead(Tally, "_roles", roles_alone),
    "people are counted without roles": instead(Tally, "_roles", people_alone),
    "any of several is all": instead(requirements, "level", any_is_all),
    "nothing is unverifiable": instead(requirements, "connected_channels", sees_all),
    "a waiver ends a day early": instead(gates, "visible", day_early),
    "the owner may waive": instead(gates, "_with_waivers", by_the_owner),
    "a no can be waived": instead(gates, "waived", waived_no),
    "a no of one side is no no": instead(gates, "waived", blind_waiver),
    "nothing is taken back": nothing(gates, "_taken_back"),
    "unknown blocks nothing": instead(gates, "_held", lambda right, *given: right(*given).fill_null(True)),
    "the proving side may be silent": instead(gates, "_proven", lambda *_: ibis.literal(True)),
    "nothing is carried": instead(placing, "_is_carried", lambda *_, **__: False),
    "everything is carried": instead(placing, "_is_carried", lambda _right, _journey, name, stood, *, bare:
                                     stood[name].bare_carriable if bare else stood[name].carriable),
    "the gap is one more": instead(placing, "gap_between", gap_of_one_more),
    "only direct links": lambda patch: patch(links, "HOPS", 1),
    "machines speak": state(items.MACHINE),
    "who left still counts": state(items.LEFT),
    "what is incomplete counts": state(items.INCOMPLETE),
    "copies never conflict": state(items.CONFLICT),
    "anybody may take back": instead(links, "_allowed", lambda _right, rows, *_: rows.select("old").distinct()),
    "nobody may take back": nothing(links, "_allowed"),
    "nothing is replaced": nothing(links, "_replaced"),
    "what answers an older version stays": nothing(links, "_fallen"),
    "a bare id means any item": instead(links, "meant", any_source),
    "the own source is not first": instead(links, "meant", only_one),
    "one yes is a yes": instead(links, "readings", agreeing),
    "what came to be known late was always known": each(
        instead(items, "visible", always_known), instead(links, "visible", always_known)
    ),
    "a role once held is held for ever": each(
        instead(items, "roles_at", once_held), instead(counting, "roles_at", once_held)
    ),
    "ended deals go on": instead(prepare.first, "moments", at_the_asked_moment),
    "the first claim holds": instead(prepare.first, "moments", first_claim),
    "an amount in another currency is none": instead(items, "_lacking", own_currency),
}  # fmt: skip
