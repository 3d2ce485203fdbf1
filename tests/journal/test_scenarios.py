"""Every deal of the bundled scenarios, kept in a journal as it goes on: told again it is judged as it was shown."""

from __future__ import annotations

import pytest

from gatecoach.facts import moment
from gatecoach.framework import scenarios
from gatecoach.journal import MemoryJournal, Shown, keep, kept_subject, stream_of
from gatecoach.journal.records import SHOWN
from gatecoach.journey import standing
from gatecoach.place import bundled_ids
from gatecoach.scenario.naming import moments
from gatecoach.scenario.telling import Teller

LOADED = {place: scenarios(place) for place in bundled_ids()}
DEALS = [
    pytest.param(framework, document, scenario, id=f"{place} {document.name.rpartition('/')[2]}")
    for place, (framework, found) in LOADED.items()
    for document, scenario in found
    if not framework.journeys[scenario.journey].conversation
]


def told_again(journal, subject):
    """The subject of the journal, and the decision of each gate that was shown last."""
    name = subject.journey, subject.id
    events = journal.read(stream_of(journal, *name))
    shown = {each.data["gate"]: each.data["decision"] for each in events if each.kind == SHOWN}
    return kept_subject(journal, subject.framework, *name), shown


def plain(decision):
    """A decision without the digest of all that was known: a stage that is claimed again is kept once."""
    return {key: value for key, value in decision.items() if key != "digest"}


@pytest.mark.parametrize(("framework", "document", "scenario"), DEALS)
def test_a_deal_from_a_journal_is_judged_as_it_was_shown(framework, document, scenario):
    """After each moment of the story, all its decisions come out in the same words."""
    teller, journal = Teller(document, framework), MemoryJournal()
    subject = teller.subject(scenario)
    for path, each in moments(scenario):
        at = moment(each.at)
        subject, _ = subject.with_facts(teller.facts(each.given, subject.course, path, len(subject.facts)))
        now = standing(subject, at)
        keep(journal, subject, at=at, by="intake", shown=Shown(list(now.decisions.values())))
        again, shown = told_again(journal, subject)
        decisions = standing(again, at).decisions
        assert {name: plain(one.as_dict()) for name, one in decisions.items()} == {
            name: plain(one) for name, one in shown.items()
        }
        assert (standing(again, at).verified, standing(again, at).gap) == (now.verified, now.gap)


def test_there_are_scenarios_of_deals():
    """Else nothing was compared."""
    assert len(DEALS) > 20
