"""Deals of the desk for its tests: made by hand, and made up."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from gatecoach.desk import Deal, Lack
from gatecoach.signals import Signal
from gatecoach.ways import Distance

COACH = Signal("go", "quiet", "Nothing for two weeks.", "coach", (), 20)
PARK = Signal("go", "silent", "Nothing for a month.", "park", (), 40)
LEAVE = Signal("go", "asked", "They ask and give nothing.", "disqualify", ("c1",))


def lack(place="go.it", status="missing", sides=("customer",), rank=(0, 0)):
    """Something that is lacking at a place."""
    gate, requirement = place.split(".")
    return Lack(gate, requirement, f"{requirement.capitalize()} is so.", status, sides, rank)


def deal(id, gap=1, worth=None, **more):
    """A deal with a gap and what it is worth."""
    amount = None if worth is None else Decimal(worth)
    return Deal(id=id, **{"claimed": "third", "verified": "first", "gap": gap, "worth": amount, **more})


SIGNS = st.lists(st.sampled_from([COACH, COACH, PARK, LEAVE]), max_size=2, unique=True).map(tuple)
GAPS = st.one_of(st.integers(0, 4), st.sampled_from([*Distance]))
WORTHS = st.one_of(st.none(), st.integers(0, 5).map(lambda each: Decimal(each * 1000)))
LACKS = st.lists(st.sampled_from(["go.it", "go.more", "on.last"]), max_size=3, unique=True).map(
    lambda places: tuple(lack(each, rank=(0, number)) for number, each in enumerate(sorted(places)))
)
ANY_DEAL = st.builds(
    Deal, id=st.sampled_from([f"d{number}" for number in range(40)]), owner=st.sampled_from(["rita", "max", ""]),
    gap=GAPS, ended=st.sampled_from([False, False, False, True]), worth=WORTHS, signs=SIGNS, lacks=LACKS,
)  # fmt: skip
DEALS = st.lists(ANY_DEAL, max_size=14, unique_by=lambda each: each.id)
"""Any deals, each id once."""
