"""Facts of deals in a journal, as commands read them: by deal, as well proven as the reader vouches for."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cli.raw_deal import CONNECTED, LABELS, OURS, letter, write
from cli.small_deal import AT, COACH, WHOLE
from journal.dealings import DAY, REPLY, deal

from gatecoach.cli.bundle import Bundle, Wanted, gather
from gatecoach.cli.keeping import joined, kept_deals, tell_rejected
from gatecoach.coaching import Event
from gatecoach.errors import JournalError, Reason
from gatecoach.facts import Evidence, Label, Person
from gatecoach.framework import load
from gatecoach.intake.records import Records
from gatecoach.journal import keep, open_journal, stream_of
from gatecoach.journal.known import Known, known, subject_of
from gatecoach.subject import Subject


@pytest.fixture(scope="module")
def framework():
    """The framework of the deal."""
    return load("first-deal")


def test_of_a_journal_the_facts_of_one_journey_are_read_by_deal(tmp_path, framework):
    """With the grade up to which it is believed; the streams of other journeys are left alone."""
    path = tmp_path / "deals.jsonl"
    with open_journal(path) as journal:
        keep(journal, deal(REPLY), at=DAY, by="intake")
    found = kept_deals(path, framework, "opportunity", "proven")
    assert {id_: each.facts for id_, each in found.items()} == {"006A": [REPLY]}
    assert kept_deals(path, framework, "opportunity", "asserted")["006A"].facts[0].grade == "asserted"
    assert kept_deals(path, framework, "gate-review", "proven") == {}


def test_facts_that_were_kept_under_another_framework_are_refused(tmp_path):
    """With the next step, for their words may mean something else."""
    path = tmp_path / "deals.jsonl"
    with open_journal(path) as journal:
        keep(journal, deal(REPLY), at=DAY, by="intake")
    with pytest.raises(JournalError, match="gatecoach migrate"):
        kept_deals(path, load("b2b"), "opportunity", "proven")


def test_a_journal_of_an_early_version_is_refused_with_a_next_step(folder, run):
    """Whoever reads or writes it: a deal in the name of a stream would stay for ever."""
    stream = "deal:opportunity:006A"
    with open_journal("deals.jsonl") as journal:
        journal.append(stream, 0, [Event(id="e", stream=stream, kind="fact-taken-in", at=DAY, by="intake")])
    words = ("--data", "deal", "--at", AT)
    for command in (
        ("decide", "006A", "needs-confirmed", *words, "--data", "deals.jsonl"),
        ("decide", "006A", "needs-confirmed", *words, "--journal", "deals.jsonl"),
        ("intake", "crm", "deal", "--at", AT, "--journal", "deals.jsonl"),
        (*COACH, *words, "--journal", "deals.jsonl"),
    ):
        done = run(*command)
        assert (done.code, "[old-journal] Take the facts into a new journal" in done.err) == (2, True), command


def test_a_deal_is_judged_from_its_journal_as_from_the_mails(folder, run):
    """The mails may be gone by then; a journal that somebody hands in proves nothing by itself."""
    said = "{id: s1, about: reply@pumps.example, outcome: confirms, quote: all, by: r.diaz, at: 2026-03-03}"
    read = f"{LABELS}statements:\n  - {said}\n"
    write(folder / "deal", mails__1_eml=letter(OURS), mails__2_eml=letter(second=1), facts_yaml=read)
    words = ("decide", "006A", "needs-confirmed", "--check", "--at", AT)
    whole = run(*words, "--data", "deal", *CONNECTED)
    assert whole.code == 0
    run("intake", "mail", "deal", "--at", AT, "--journal", "deals.jsonl", *CONNECTED)
    write(
        folder / "kept",
        people_yaml=(folder / "deal/people.yaml").read_text("utf-8"),
        crm_json=(folder / "deal/crm.json").read_text("utf-8"),
    )
    write(folder / "kept", facts_yaml=read[read.index("statements") :])
    kept_words = (*words, "--data", "kept", "--data", "deals.jsonl")
    assert run(*kept_words, *CONNECTED).out == whole.out
    assert run(*kept_words, "--fetched-by", "upload").code == 1
    both = run(*words, "--data", "deal", "--data", "deals.jsonl", *CONNECTED)
    assert (both.code, both.out) == (0, whole.out)
    run("intake", "mail", "deal", "--at", AT, "--journal", "uploaded.jsonl")
    mixed = run(*words, "--data", "deal", "--data", "uploaded.jsonl", *CONNECTED)
    assert (mixed.code, mixed.out) == (0, whole.out)


def test_what_intake_keeps_is_told_again_as_a_deal(folder, run, framework):
    """Whose it is, who takes part, which channels its items came through, and the labels beside the facts."""
    write(folder / "deal", mails__1_eml=letter(OURS), mails__2_eml=letter(second=1), facts_yaml=LABELS)
    for kind in ("mail", "crm"):
        assert run("intake", kind, "deal", "--at", AT, "--journal", "deals.jsonl", *CONNECTED).code == 0
    with open_journal("deals.jsonl") as journal:
        found = known(journal.read(stream_of(journal, "opportunity", "006A")))
    told = subject_of(framework, found)
    assert (told.owner, sorted(each.id for each in told.people)) == ("r.diaz", ["anna", "bo", "m.lee", "r.diaz"])
    assert {told.sources[each.source] for each in told.facts if isinstance(each, Evidence)} == {"mail"}
    assert {"mail", "crm"} <= set(told.sources.values())
    assert sorted(each.label for each in found.labels) == ["invitation-sent", "needs-review-sent"]
    (claim,) = told.claims
    assert claim.stage == "solution-fit"


def test_talks_and_facts_live_in_one_journal(folder, run):
    """Neither command takes the other's streams for its own."""
    write(folder / "mails", a_eml=letter(OURS), facts_yaml=LABELS)
    taken = run("intake", "mail", "mails", "--data", "deal", "--at", AT, "--journal", "gatecoach.db")
    assert taken.code == 0, taken.err
    assert run(*COACH, "--data", "deal", "--at", AT, answers=WHOLE).code == 0
    assert run("ics", "gatecoach.db", "--at", AT).code == 0


def test_a_journal_to_read_is_one_and_nothing_is_made_in_what_is_none(folder, run):
    """An export is named as such, and somebody's own database stays as it is."""
    with open_journal("deals.db") as journal:
        keep(journal, deal(REPLY), at=DAY, by="intake")
    assert run("journal", "export", "deals.db", "--out", "export.jsonl").code == 0
    for words in (("--data", "export.jsonl"), ("--data", "deal", "--journal", "export.jsonl")):
        done = run("decide", "006A", "needs-confirmed", "--at", AT, *words)
        assert (done.code, "[an-export]" in done.err) == (2, True), words
    with closing(sqlite3.connect("own.db")) as own, own:
        own.execute("CREATE TABLE orders (id INTEGER)")
    before = (folder / "own.db").read_bytes()
    done = run("decide", "006A", "needs-confirmed", "--at", AT, "--data", "own.db")
    assert (done.code, "[no-journal-here]" in done.err) == (2, True)
    assert (folder / "own.db").read_bytes() == before


def test_rows_of_kinds_that_the_framework_does_not_know_are_told_in_one_line(capsys):
    """Where one is nearly known it has a line of its own, with what was meant."""
    strange = [Reason("unknown-evidence", f"m{n}", {"what": "fax", "hint": "known: a, b"}) for n in range(3)]
    near = Reason("unknown-evidence", "m9", {"what": "replly", "hint": 'did you mean "reply"?'})
    tell_rejected([*strange, near])
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("not kept: m9: ")
    assert lines[1:] == ["not kept: 3 rows of kinds that the framework does not know (fax)"]


def test_what_else_is_not_kept_has_a_line_each(capsys):
    """A field or a stage is no kind of evidence, however many of them are strange."""
    fields = [Reason("unknown-field", name, {"field": name, "hint": "known: amount"}) for name in ("worth", "size")]
    waived = [Reason("unknown-requirement", f"w{n}", {"what": f"a.b{n}", "hint": "known: a.c"}) for n in range(2)]
    tell_rejected([*fields, *waived])
    lines = capsys.readouterr().err.splitlines()
    assert [each.split(": ")[1] for each in lines] == ["worth", "size", "w0", "w1"]


FULL = ("standing", "006A", "--at", AT, *CONNECTED)


def test_a_journal_alone_tells_all_of_a_deal(folder, run):
    """People, owner, claim and readings come back with the facts; only its name in the CRM is not kept."""
    said = "{id: s1, about: reply@pumps.example, outcome: confirms, quote: all, by: r.diaz, at: 2026-03-03}"
    write(
        folder / "deal",
        mails__1_eml=letter(OURS),
        mails__2_eml=letter(second=1),
        facts_yaml=f"{LABELS}statements:\n  - {said}\n",
    )
    told = run(*FULL, "--data", "deal", "--journal", "deals.db")
    alone = run(*FULL, "--data", "deals.db")
    assert (alone.code, alone.out) == (0, told.out.replace("Line 3 (006A)", "006A"))
    assert "Rosa Diaz" in alone.out.splitlines()[0]
    again = run(*FULL, "--data", "deals.db", "--journal", "deals.db")
    assert again.err.endswith("nothing new for deals.db\n")


def test_mails_are_read_with_the_people_and_labels_of_a_journal(folder, run):
    """What is said in files now holds before what is kept; what only the journal knows counts as if it stood there."""
    write(folder / "deal", mails__1_eml=letter(OURS), facts_yaml=LABELS)
    assert run("intake", "mail", "deal", "--at", AT, "--journal", "deals.db", *CONNECTED).code == 0
    write(folder / "mails", a_eml=letter(OURS), b_eml=letter(second=1))
    bare = run("intake", "mail", "mails", "--at", AT, "--deal", "006A")
    kept = run("intake", "mail", "mails", "--data", "deals.db", "--at", AT, "--deal", "006A")
    assert "2 messages: 2 evidence" in kept.out
    assert "2 evidence" not in bare.out


def test_of_two_deals_in_a_journal_each_has_its_own_people_and_labels(folder, run):
    """Nobody takes part in a deal because a journal knows them from another one."""
    stranger = Person(id="eve", side="customer", name="Eve", roles=[{"role": "key-stakeholder"}])
    with open_journal("deals.db") as journal:
        keep(journal, deal(REPLY), at=DAY, by="intake")
        keep(journal, Subject(load("first-deal"), "opportunity", "006B", people=[stranger]), at=DAY, by="intake")
    bundle = gather(load("first-deal"), "opportunity", Wanted([Path("deals.db")]))
    assert "eve" in {each.id for each in bundle.everybody()}
    assert [each.id for each in bundle.people_of("006B")] == ["eve"]
    assert "eve" not in {each.id for each in bundle.people_of("006A")}
    assert set(bundle.named()) == {"006A", "006B"}


def test_a_label_that_files_say_anew_stands_for_the_kept_one(framework):
    """Or a mail would be two things at once; kept labels count for their own deal alone."""
    old, other = (Label(label="invitation-sent", message=each, by="r.diaz", at=DAY) for each in ("m1", "m2"))
    new = Label(label="needs-review-sent", message="m1", by="r.diaz", at=DAY)
    kept = {id_: Known("s", {}, "opportunity", id_, labels=[old, other]) for id_ in ("006A", "006B")}
    bundle = Bundle(framework, "opportunity", records=[Records(labels=(new.model_copy(update={"subject": "006A"}),))])
    bundle.kept = kept
    told = [(each.message, each.label, each.subject) for each in bundle.labels]
    assert told == [
        ("m1", "needs-review-sent", "006A"),
        ("m2", "invitation-sent", "006A"),
        ("m1", "invitation-sent", "006B"),
        ("m2", "invitation-sent", "006B"),
    ]
    assert bundle.labels_of("006A")[1:] == (other,)


def test_of_two_journals_the_word_of_the_first_holds_and_both_count():
    """A deal may have been kept in two places."""
    first = Known("a", {}, "opportunity", "006A", owner="r.diaz", fields={"amount": 1}, facts=[REPLY])
    second = Known(
        "b", {}, "opportunity", "006A", owner="m.lee", claimed="needs-analysis", fields={"amount": 2, "x": 3}
    )
    second.facts = [REPLY, REPLY.model_copy(update={"id": "other"})]
    found = joined(first, second)
    assert (found.owner, found.claimed, found.fields) == ("r.diaz", "needs-analysis", {"amount": 1, "x": 3})
    assert [each.id for each in found.facts] == [REPLY.id, "other"]
    assert joined(None, second) is second
