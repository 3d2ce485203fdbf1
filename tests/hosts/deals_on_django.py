"""The tests of the application on the Django page; Django's own test runner runs them."""

# ruff: noqa: PT009, PT027 - Django's own test runner runs them
from __future__ import annotations

from datetime import UTC, datetime, timedelta

from deals import gates
from deals.forms import DealForm
from deals.models import Contact, Deal, Fact, Member
from deals.waiving import waive
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import TestCase
from django.utils import timezone, translation

import gatecoach as gc

ANNA = "anna@pumps.example"


NOW = timezone.now()


def ago(days):
    """So many days before these tests began."""
    return NOW - timedelta(days=days)


class Gates(TestCase):
    """A deal whose owner wants it further than the customer's acts support."""

    def setUp(self):
        """A rep, a director, and a deal at its first stage with one contact."""
        self.rep = Member.objects.create(username="r.diaz")
        self.director = Member.objects.create(username="m.lee")
        self.director.user_permissions.add(Permission.objects.get(codename="waive_requirement"))
        self.director = Member.objects.get(pk=self.director.pk)
        self.deal = Deal.objects.create(name="Line 3", owner=self.rep, amount=48_000)
        Contact.objects.create(deal=self.deal, email=ANNA, role="key-stakeholder")

    def mail(self, id, what, by, days, **more):
        """A mail that a connected mailbox saw."""
        return gc.Evidence(id=id, source="imap", what=what, by=by, at=ago(days), grade="observed", **more)

    def open_first_gate(self):
        """Everything the first gate asks for."""
        accepted = gc.Statement(id="s1", about="m2", outcome="accepts", quote="gladly", by="r.diaz", at=ago(7))
        typed = gc.Evidence(id="t1", what="account-researched", by="r.diaz", told_by="r.diaz", at=ago(9))
        return gates.keep(
            self.deal,
            [
                self.mail("m1", "invitation-sent", "r.diaz", 9),
                self.mail("m2", "invitation-answered", ANNA, 8, answers=["m1"], text="gladly"),
                self.mail("m3", "reason-asked", "r.diaz", 7),
                self.mail("m4", "reason-given", ANNA, 6, answers=["m3"]),
                accepted,
                typed,
            ],
        )

    def form(self, stage, deal=None):
        """The form with another stage chosen."""
        deal = deal or Deal.objects.get(pk=self.deal.pk)
        return DealForm({"name": deal.name, "stage": stage, "amount": deal.amount}, instance=deal)

    def test_a_stage_without_evidence_is_an_error_of_its_field(self):
        """All reasons stand at the stage; the rest of the form is as before."""
        form = self.form("discovery")
        self.assertFalse(form.is_valid())
        self.assertEqual(set(form.errors), {"stage"})
        self.assertGreaterEqual(len(form.errors["stage"]), 2)

    def test_the_reasons_are_in_the_users_language(self):
        """English and German differ."""
        english = list(self.form("discovery").errors["stage"])
        with translation.override("de"):
            german = list(self.form("discovery").errors["stage"])
        self.assertTrue(english[0].startswith("Missing on the customer side"))
        self.assertTrue(german[0].startswith("Fehlt auf der Kundenseite"))

    def test_with_the_customers_acts_the_stage_is_taken(self):
        """Nothing stands in the way any more, and the deal is saved."""
        self.assertEqual(self.open_first_gate(), ())
        form = self.form("discovery")
        self.assertTrue(form.is_valid(), form.errors)
        form.save()
        self.assertEqual(Deal.objects.get(pk=self.deal.pk).stage, "discovery")

    def test_a_script_is_held_back_too(self):
        """Saving past the form raises; the stored stage stays."""
        self.deal.stage = "discovery"
        with self.assertRaises(ValidationError) as caught:
            self.deal.save()
        self.assertEqual(set(caught.exception.message_dict), {"stage"})
        self.assertEqual(Deal.objects.get(pk=self.deal.pk).stage, "lead")

    def test_a_new_deal_begins_as_a_lead(self):
        """What has no facts yet cannot be further."""
        with self.assertRaises(ValidationError):
            Deal.objects.create(name="Line 4", owner=self.rep, stage="proposal")

    def test_other_fields_can_be_edited_while_the_stage_no_longer_holds(self):
        """The gates are asked when the stage changes, not on every save."""
        Deal.objects.filter(pk=self.deal.pk).update(stage="proposal")
        deal = Deal.objects.get(pk=self.deal.pk)
        deal.amount = 50_000
        deal.save()
        self.assertTrue(self.form("proposal").is_valid())

    def test_facts_are_kept_once(self):
        """The same import again adds no row, and what is kept comes back as it was."""
        self.open_first_gate()
        before = Fact.objects.count()
        self.open_first_gate()
        self.assertEqual((before, Fact.objects.filter(row__fact="statement").count()), (6, 1))
        self.assertEqual(len(gates.subject_of(self.deal).facts), Fact.objects.count())

    def test_a_fact_that_cannot_be_the_deals_is_told(self):
        """An unknown type is refused with a reason, the rest is kept."""
        (reason,) = gates.keep(self.deal, [self.mail("x", "invitation-snet", "r.diaz", 1)])
        self.assertIn("invitation-sent", reason.text("en"))
        self.assertEqual(Fact.objects.count(), 0)

    def test_a_waiver_needs_the_permission(self):
        """A rep has it not."""
        until = timezone.localdate() + timedelta(days=7)
        with self.assertRaises(PermissionDenied):
            waive(self.deal, "mutual-interest.reason-is-theirs", self.rep, until, "They told us.")

    def test_a_director_may_waive_what_is_missing(self):
        """The gate opens with the waiver, and not beside a requirement that may never be waived."""
        until = timezone.localdate() + timedelta(days=7)
        self.assertEqual(
            waive(self.deal, "mutual-interest.reason-is-theirs", self.director, until, "Seen on site."), ()
        )
        self.assertFalse(self.form("discovery").is_valid())
        gates.keep(
            self.deal,
            [
                self.mail("m1", "invitation-sent", "r.diaz", 9),
                self.mail("m2", "invitation-answered", ANNA, 8, answers=["m1"], text="gladly"),
                gc.Statement(id="s1", about="m2", outcome="accepts", quote="gladly", by="r.diaz", at=ago(7)),
            ],
        )
        self.assertTrue(self.form("discovery").is_valid())

    def test_a_waiver_of_something_unknown_is_told(self):
        """With the nearest right name."""
        until = timezone.localdate() + timedelta(days=7)
        (reason,) = waive(self.deal, "mutual-interest.reason-is-their", self.director, until, "x")
        self.assertIn("reason-is-theirs", reason.text("en"))

    def test_what_the_deal_was_known_to_be_at_an_earlier_time(self):
        """Every answer is as of a moment; before the reply there was none."""
        self.open_first_gate()
        self.deal.stage = "discovery"
        self.assertEqual(gates.why_not(self.deal, timezone.now()), [])
        self.assertNotEqual(gates.why_not(self.deal, datetime(2020, 1, 1, tzinfo=UTC)), [])
