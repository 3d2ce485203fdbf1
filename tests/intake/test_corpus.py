"""The table of mails: each becomes what it says, every rule is met and missed, and no order changes anything."""

from __future__ import annotations

import pytest
from intake.corpus import CORPUS
from intake.signing import needs_dkim

from gatecoach.intake import read_mail
from gatecoach.intake.outcomes import PROOFS, SENTENCES

ROWS = pytest.mark.parametrize("row", CORPUS, ids=[f"{each.about}: {each.note}" for each in CORPUS])


@ROWS
def test_a_mail_becomes_what_the_table_says(row, mail, context):
    """Outcome, rule, grade and the reason for the grade; and a sentence in each language."""
    if row.sign is not None:
        needs_dkim()
    read = read_mail(row.batch(mail), context(**row.changes(context().labels)))
    became = next(each for each in read.outcomes if each.name == "it")
    assert f"{became.outcome} {became.rule}" == row.becomes
    items = {each.id: each for each in read.evidence}
    grade = items[became.message_id].grade if became.made else ""
    assert became.made == ((became.message_id,) if grade else ())
    assert (row.grade or grade, row.proof or became.proof) == (grade, became.proof)
    assert became.text().endswith((".", "which.", "that."))
    assert became.text("de") != became.text()
    assert bool(became.proof_text("de")) is bool(became.made)


@ROWS
def test_the_order_of_a_batch_changes_nothing(row, mail, context):
    """Backwards the same becomes of each, and the same evidence is made in the same order."""
    if row.sign is not None:
        needs_dkim()
    batch, known = row.batch(mail), context(**row.changes(context().labels))
    there, back = read_mail(batch, known), read_mail(batch[::-1], known)
    assert there.evidence == back.evidence
    assert sorted(there.outcomes, key=repr) == sorted(back.outcomes, key=repr)


def test_every_rule_has_a_mail_that_it_is_for_and_one_that_it_leaves():
    """No rule stands in the catalogue that the table does not meet, and none without a neighbour that misses it."""
    met = {each.about for each in CORPUS if each.becomes.endswith(f" {each.about}")}
    missed = {each.about for each in CORPUS if not each.becomes.endswith(f" {each.about}")}
    rules = {rule for _, rule in SENTENCES}
    assert rules - met == set()
    assert rules - missed == set()
    assert {*SENTENCES} == {tuple(each.becomes.split()) for each in CORPUS}


def test_every_row_is_about_a_rule_or_a_grade():
    """The table holds nothing by a slip of the pen, and at least eighty mails."""
    assert {each.about for each in CORPUS} - {rule for _, rule in SENTENCES} == {"grade"}
    assert {each.proof for each in CORPUS} - {*PROOFS} == {""}
    assert len(CORPUS) >= 80
    assert len({(each.about, each.note) for each in CORPUS}) == len(CORPUS)
