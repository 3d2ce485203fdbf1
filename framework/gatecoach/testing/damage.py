"""What goes wrong in a made-up deal: each damage takes one thing that an item needs to count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from gatecoach.facts import AnyFact, Evidence, Revocation
from gatecoach.testing.acts import Life
from gatecoach.testing.people import SOURCES, TODAY, day, instant

Damage = Callable[[Life, Evidence], Sequence[AnyFact]]


def damage(life: Life, times: int) -> list[AnyFact]:
    """All facts of a life with so many things gone wrong."""
    extra: list[AnyFact] = []
    for _ in range(times if life.items else 0):
        item = life.choice.pick(life.items)
        extra += life.choice.pick(DAMAGES)(life, item)
    return [*life.items, *life.readings, *extra]


def _changed(life: Life, item: Evidence, **changes: object) -> Sequence[AnyFact]:
    life.items[life.items.index(item)] = item.model_copy(update=changes)
    return ()


def _gone(life: Life, item: Evidence) -> Sequence[AnyFact]:
    life.items.remove(item)
    return ()


def _somebody_else(life: Life, item: Evidence) -> Sequence[AnyFact]:
    return _changed(life, item, by=life.choice.pick([*(each.id for each in life.people), "stranger"]))


def _other_teller(life: Life, item: Evidence) -> Sequence[AnyFact]:
    tellers = [*(each.id for each in life.people), None, "stranger", "imap"]
    return _changed(life, item, told_by=life.choice.pick(tellers))


def _other_source(life: Life, item: Evidence) -> Sequence[AnyFact]:
    return _changed(life, item, source=life.choice.pick([*SOURCES, "elsewhere", None]))


def _by_machine(life: Life, item: Evidence) -> Sequence[AnyFact]:
    return _changed(life, item, machine_sent=True)


def _lower_grade(life: Life, item: Evidence) -> Sequence[AnyFact]:
    return _changed(life, item, grade="asserted")


def _other_links(life: Life, item: Evidence) -> Sequence[AnyFact]:
    """No link, a dangling one, any other or a circle."""
    links = [(), ("nowhere",), (life.choice.pick(life.items).id,), (item.id,), (*item.answers, *item.answers)]
    return _changed(life, item, answers=life.choice.pick(links))


def _other_time(life: Life, item: Evidence) -> Sequence[AnyFact]:
    """Another day, the whole day, or the very moment of another item."""
    number = life.choice.number(0, TODAY + 3)
    other = life.choice.pick(life.items).at
    return _changed(life, item, at=life.choice.pick([day(number), instant(number, 9), other, _date_of(item)]))


def _same_moment(life: Life, item: Evidence) -> Sequence[AnyFact]:
    """The moment of what it answers, or that whole day."""
    up = next((each for each in life.items if each.id in item.answers), item)
    return _changed(life, item, at=life.choice.pick([up.at, _date_of(up)]))


def _older(life: Life, item: Evidence) -> Sequence[AnyFact]:
    return _changed(life, item, at=instant(life.choice.number(0, 15), 9))


def _date_of(item: Evidence) -> dt.date:
    return item.at.date() if isinstance(item.at, dt.datetime) else item.at


def _known_late(life: Life, item: Evidence) -> Sequence[AnyFact]:
    return _changed(life, item, known=life.choice.pick([instant(TODAY, 9), instant(TODAY, 20), day(TODAY + 1)]))


def _other_fields(life: Life, item: Evidence) -> Sequence[AnyFact]:
    """A field that is gone, or holds something else or nothing that can be read."""
    item = life.choice.pick([each for each in life.items if each.fields] or [item])
    if not item.fields:
        return ()
    name = life.choice.pick(sorted(item.fields))
    value = life.choice.pick([None, "", "unreadable", "2026-04-01", 2, True])
    fields = {key: each for key, each in item.fields.items() if key != name}
    return _changed(life, item, fields=fields if value is None else {**fields, name: value})


def _unread(life: Life, item: Evidence) -> Sequence[AnyFact]:
    life.readings[:] = [each for each in life.readings if each.about != item.id]
    return ()


def _worded(life: Life, item: Evidence) -> Evidence:
    """One of the items that may be read as a no; the item itself where there is none."""
    kinds = life.journey.types
    able = {id_ for id_, each in kinds.items() if each.outcomes and each.outcomes.against}
    return life.choice.pick([each for each in life.items if each.what in able] or [item])


def _read_otherwise(life: Life, item: Evidence) -> Sequence[AnyFact]:
    """Another reading, of any sign, at any time."""
    item = _worded(life, item)
    kind = life.journey.types.get(item.what or "")
    if kind is None or kind.outcomes is None:
        return ()
    outcome = life.choice.pick([*kind.outcomes.for_, *kind.outcomes.against, *kind.outcomes.against, "unheard-of"])
    moment = life.choice.pick([item.at, instant(life.choice.number(0, TODAY + 2), 9)])
    if life.choice.chance(40):
        _unread(life, item)
    return [life.reading(item, outcome).model_copy(update={"id": f"r-{item.id}-{outcome}", "at": moment})]


def _another_word(life: Life, item: Evidence) -> Sequence[AnyFact]:
    """A word of the other sign on the same thing, by the same or another person."""
    item = _worded(life, item)
    kind = life.journey.types.get(item.what or "")
    if kind is None or kind.outcomes is None or not kind.outcomes.against:
        return ()
    moment = life.choice.pick([item.at, item.at, _date_of(item), instant(life.choice.number(10, TODAY), 15)])
    by = life.choice.pick([item.by, life.choice.pick(life.people).id])
    told = by if item.told_by == item.by else item.told_by
    grade = life.choice.pick([item.grade, "asserted"])
    changes = {"id": f"w{len(life.items)}", "at": moment, "by": by, "grade": grade, "told_by": told}
    word = item.model_copy(update=changes)
    life.items.append(word)
    return [life.reading(word, life.choice.pick(kind.outcomes.against))]


def _replaced(life: Life, item: Evidence) -> Sequence[AnyFact]:
    """A newer version, of the same or another actor, source and type."""
    by = life.choice.pick([item.by, item.by, life.choice.pick(life.people).id])
    what = life.choice.pick([item.what, item.what, item.what, None])
    moment = life.choice.pick([item.at, instant(life.choice.number(10, TODAY), 16)])
    source = life.choice.pick([item.source, None, "elsewhere"])
    changes = {"id": f"v{len(life.items)}", "replaces": item.id, "by": by, "what": what, "at": moment, "source": source}
    life.items.append(item.model_copy(update=changes))
    return ()


def _quoted(life: Life, item: Evidence) -> Sequence[AnyFact]:
    """Its own words, which a reading quotes or does not; or a reading of nobody who is known."""
    readings = [each for each in life.readings if each.about == item.id]
    if readings and life.choice.chance(40):
        life.readings.remove(readings[0])
        return [readings[0].model_copy(update={"by": life.choice.pick(["stranger", "imap"])})]
    return _changed(life, item, text=life.choice.pick(["We said it in  their words.", "Something else."]))


def _revoked(life: Life, item: Evidence) -> Sequence[AnyFact]:
    by = life.choice.pick([item.by, item.source or item.by, life.choice.pick(life.people).id, "stranger"])
    moment = instant(life.choice.number(0, TODAY + 2), 17)
    return [Revocation(id=f"k-{item.id}", revokes=item.id, by=by, at=life.choice.pick([moment, moment.date()]))]


def _copied(life: Life, item: Evidence) -> Sequence[AnyFact]:
    """The same again, another revision, another content, or the same id from another source."""
    changes: dict[str, object] = life.choice.pick(
        [
            {},
            {"revision": item.revision + 1, "grade": "asserted"},
            {"by": life.choice.pick(life.people).id},
            {"text": "other words"},
            {"known": instant(TODAY, 12)},
            {"source": "cal" if item.source == "imap" else "imap"},
        ]
    )
    return [item.model_copy(update=changes)]


DAMAGES: tuple[Damage, ...] = (
    _gone, _somebody_else, _other_teller, _other_source, _by_machine, _lower_grade, _other_links, _other_time,
    _older, _known_late, _other_fields, _unread, _read_otherwise, _read_otherwise, _another_word, _another_word,
    _replaced, _replaced, _revoked, _revoked, _copied, _quoted, _same_moment,
)  # fmt: skip
