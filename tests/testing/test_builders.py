"""The short ways to people, facts and deals, as an embedding program uses them in its tests."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

import gatecoach
from gatecoach.errors import UsageError
from gatecoach.testing import deal, mail, person, reading, told

DAY = dt.date(2026, 4, 2)
FIRST = gatecoach.load("first-deal")
PEOPLE = [person("anna", "customer", "key-stakeholder"), person("diaz", "seller", "rep")]


def test_a_deal_of_mails_is_decided():
    """Two mails and a reading meet a pair of the bundled framework."""
    sent = mail("m1", DAY, "diaz", "needs-review-sent")
    answer = mail("m2", DAY, "anna", "needs-review-answered", answers="m1", text="exactly our problem")
    subject = deal(FIRST, PEOPLE, [sent, answer, reading(answer, "confirms", "diaz")], journey="opportunity")
    gates = gatecoach.standing(subject, at=DAY).decisions.values()
    sides = [side for each in gates for one in each.requirements for side in one.sides.values()]
    assert {"m1", "m2"} <= {used for each in sides for used in each.used}


def test_a_person_has_roles_and_whatever_else_is_said():
    """Roles come after the side, other parts by name."""
    anna = person("anna", "customer", "key-stakeholder", "champion", name="Anna")
    assert (anna.name, [each.role for each in anna.roles]) == ("Anna", ["key-stakeholder", "champion"])


def test_a_reading_quotes_the_item():
    """Its quote is the item's text, so it stands in it."""
    answer = mail("m2", DAY, "anna", text="exactly our problem")
    assert reading(answer, "confirms", "diaz").stands_in(answer.text)


def test_what_is_told_has_a_teller_and_a_mail_has_a_source():
    """So that neither is told by nobody."""
    assert told("t1", DAY, "diaz", "needs-review-sent").told_by == "diaz"
    assert mail("m1", DAY, "diaz").source == "mail"


def test_a_fact_of_another_journey_is_refused():
    """A slip of the pen in a test is no silent nothing."""
    with pytest.raises(UsageError, match="reveiw"):
        deal(FIRST, PEOPLE, [mail("m1", DAY, "diaz", "needs-reveiw-sent")], journey="opportunity")


def test_without_hypothesis_the_builders_work_and_the_strategies_say_what_to_install():
    """Only the strategies need the extra, and they name it."""
    code = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "import gatecoach.testing as t\n"
        "t.person('a', 'seller')\n"
        "try: t.frameworks\n"
        "except Exception as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment())
    assert "gatecoach[test]" in done.stdout


def environment():
    """The environment of a fresh interpreter that finds this package."""
    return {**os.environ, "PYTHONPATH": str(Path(gatecoach.__file__).parents[1])}


def test_an_unknown_name_is_an_attribute_error():
    """As for any module."""
    with pytest.raises(AttributeError, match="framework"):
        gatecoach.testing.framework  # noqa: B018
