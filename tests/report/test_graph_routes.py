"""The lines of a picture: straight to the neighbour, else over a gutter, else over a track at the edge."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report.drawn import branched

from gatecoach.report.pictures.cells import rows
from gatecoach.report.pictures.routes import LINE, MOST_TRACKS, Ground, plan
from gatecoach.report.pictures.values import picture

CHAIN = (("s0", "s1"), ("s1", "s2"), ("s2", "s3"))
ONE, TWO, ALL = 366.0, 720.0, 3000.0
"""Widths that hold one cell with a gate, two, and all of them."""


def planned(ways, width, stages=4):
    """The plan of the lines of a journey with these ways."""
    return plan(rows(picture(branched(ways, stages), "big"), width))


def ground(ways, width, stages=4):
    """Where everything lies when its tracks begin at the width."""
    found = rows(picture(branched(ways, stages), "big"), width)
    return Ground(found, plan(found), 0.0, width, 0.0)


def test_a_gate_leads_straight_to_its_neighbour():
    """In one row no line bends, and no gutter has any room for one."""
    found = planned(CHAIN, ALL)
    assert (found.straight, found.routes, found.tracks) == (((0, 0), (0, 1), (0, 2)), (), 0)
    assert set(found.gutters) == {0}


def test_at_the_end_of_a_row_a_line_turns_through_the_gutter():
    """One line a gutter, and no track."""
    found = planned(CHAIN, ONE)
    assert found.straight == ()
    assert [(each.source, each.target, each.track, each.direct) for each in found.routes] == [
        ((n, 0), (n + 1, 0), None, True) for n in range(3)
    ]
    assert found.gutters[1:4] == (1, 1, 1)


def test_what_skips_a_row_runs_in_a_track():
    """Down into one gutter, along the edge, and out of the gutter above its stage."""
    found = planned((*CHAIN, ("s1", "s3")), ONE)  # rows: s0, s1 to s2, s1 to s3, s2, s3
    far = {(each.source[0], each.target[0]): each.track for each in found.routes}
    assert far == {(0, 1): None, (1, 3): 0, (2, 4): 1, (3, 4): None}
    assert found.gutters == (0, 1, 1, 2, 2, 0)


def test_what_skips_a_cell_of_its_own_row_runs_around_it():
    """Under the row, along the edge, and over it again."""
    found = planned((*CHAIN, ("s2", "won")), ALL)  # s2 is shown twice, and the end comes behind s3
    assert [(each.source, each.target, each.track) for each in found.routes] == [
        ((0, 2), (0, 4), 0),
        ((0, 3), (0, 5), 1),
    ]
    assert found.gutters == (2, 2)


def test_tracks_are_used_again_where_they_are_free():
    """Two lines that do not meet share one; two that do have one each."""
    fork = (("s0", "s1"), ("s0", "s2"), ("s1", "s2"), ("s2", "s3"))
    assert planned(fork, ONE).tracks == 2
    assert planned((*fork, ("s3", "s4"), ("s3", "s5"), ("s4", "s5")), ONE, stages=6).tracks == 2


def test_there_are_never_more_tracks_than_there_is_room_for():
    """The lines that are left out are still told by their gates."""
    found = planned((*CHAIN, *[("s0", "s3")] * 12), ONE)
    assert found.tracks == MOST_TRACKS
    assert sum(each.track is not None for each in found.routes) == MOST_TRACKS
    assert len(found.routes) < 15


def spans(found):
    """For each track the gutters between which each of its lines runs."""
    used = [each for each in found.routes if each.track is not None]
    return {
        track: [sorted((each.source[0] + 1, each.target[0])) for each in used if each.track == track]
        for track in {each.track for each in used}
    }


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(1, 5)).filter(lambda way: way[0] < way[1]), max_size=10),
    st.sampled_from([ONE, TWO, ALL]),
)
def test_no_two_lines_lie_on_each_other(more, width):
    """In a gutter each has a height of its own, in a track no two run at the same height; all ways are there."""
    ways = (*((f"s{n}", f"s{n + 1}") for n in range(5)), *((f"s{a}", f"s{b}") for a, b in more))
    found = planned(ways, width, stages=6)
    assert len(found.straight) + len(found.routes) <= len(ways)
    assert len(found.straight) + len(found.routes) == len(ways) or found.tracks == MOST_TRACKS
    taken = [(each.source[0] + 1, each.first) for each in found.routes]
    taken += [(each.target[0], each.second) for each in found.routes if each.track is not None]
    assert len(taken) == len(set(taken))
    assert all(line < found.gutters[gutter] for gutter, line in taken)
    for each in spans(found).values():
        assert all(a[1] < b[0] or b[1] < a[0] for a, b in itertools.combinations(each, 2))


@pytest.mark.parametrize("width", [ONE, TWO])
def test_lines_turn_in_gutters_and_nowhere_else(width):
    """Every level part of a route but its first lies between two rows, apart from the others."""
    found = ground((*CHAIN, ("s0", "s3"), ("s0", "s2"), ("s1", "s3")), width)
    gutters = [(found.gutter(n), found.gutter(n) + found.deep(n)) for n in range(len(found.rows) + 1)]
    levels = set()
    for route in found.plan.routes:
        points = found.points(route, 0.0)
        for (_, y), (_, to_y) in itertools.pairwise(points[1:]):
            if y == to_y:
                assert any(top < y < bottom for top, bottom in gutters)
                levels.add(y)
    ordered = sorted(levels)
    assert len(ordered) == sum(found.plan.gutters)
    assert all(b - a >= LINE for a, b in itertools.pairwise(ordered))


def test_rows_lie_below_each_other_without_a_gap_but_the_gutter():
    """The last gutter ends where the rows do."""
    found = ground((*CHAIN, ("s0", "s3")), ONE)
    for number, row in enumerate(found.rows):
        assert found.head(number) + row.height == pytest.approx(found.gutter(number + 1))
    assert found.bottom >= found.gutter(len(found.rows))
