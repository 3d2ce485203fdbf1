"""A plan is made of a whole map alone; it names every word in full, as a journal keeps it."""

from __future__ import annotations

import pytest
from migrating.two import DEAL1, MAP, NEW, OLD, V1, framework, plan, renamed
from places import changed

from gatecoach.errors import DefinitionError, UsageError
from gatecoach.migrating import plan_of, read_map


def test_every_word_that_is_called_otherwise_is_named_in_full():
    """A requirement goes with its gate; what is gone is nothing; what stays the same is not there."""
    course = plan().courses["sale"]
    assert (course.old, course.new) == ("sale", "deal")
    assert {kind: dict(words) for kind, words in course.renames.items()} == {
        "journey": {"sale": "deal"},
        "roles": {"buyer": "sponsor", "user": None},
        "stages": {"looking": "begun"},
        "requirements": {
            "needs-confirmed.theirs": "needs-confirmed.confirmed-by-them",
            "offer-wanted.asked": "offer-asked.asked",
        },
        "fields": {"amount": "worth"},
        "values": {"kind.fresh": "first", "kind.trial": None},
        "evidence": {"review-sent": "recap-sent", "review-answered": "recap-answered", "fax-sent": None},
        "outcomes": {"review-answered.confirms": "agrees"},
        "evidence-fields": {"review-answered.size": "volume"},
        "evidence-values": {"review-answered.size.big": "large"},
    }
    assert course.whys == {
        ("roles", "user"): "nobody used it",
        ("values", "kind.trial"): "we sell no trials",
        ("evidence", "fax-sent"): "nobody has a fax",
    }


def test_a_map_that_leaves_words_out_is_refused_with_all_of_them():
    """With the code of an incomplete map; nothing is planned."""
    with pytest.raises(DefinitionError) as refused:
        plan("migration: spring\nfrom: acme@1\nto: acme@2\njourneys: {sale: deal}\n")
    assert refused.value.code == "incomplete-map"
    lost = [each.message.split('"')[1] for each in refused.value.findings]
    assert sorted(lost) == sorted(
        ["buyer", "user", "looking", "needs-confirmed.theirs", "offer-wanted", "amount", "fresh", "trial",
         "review-sent", "review-answered", "fax-sent"]
    )  # fmt: skip
    assert {each.code for each in refused.value.findings} == {"GC059"}
    assert all(each.file == "map.yaml" and each.line and each.hint for each in refused.value.findings)


def test_without_a_map_everything_has_to_be_called_the_same():
    """The findings have no place then, and the error says that a map is wanted."""
    with pytest.raises(DefinitionError, match="name it with --map") as refused:
        plan_of(OLD, NEW)
    assert {(each.file, each.line) for each in refused.value.findings} == {("", 0)}
    same = framework(V1.replace('version: "1"', 'version: "2"'), DEAL1)
    course = plan_of(OLD, same).courses["sale"]
    assert (course.new, dict(course.renames)) == ("sale", {})


def test_what_a_map_only_warns_of_keeps_nobody_from_moving():
    """The plan has it, for whoever shows the plan; errors beside it refuse the map as ever."""
    private = framework(V1.replace("fax-sent: {", "fax-sent: {private-to: [seller], "), DEAL1)
    text = changed(MAP, "fax-sent: {gone: nobody has a fax}", "fax-sent: recap-sent")
    made = plan(text, old=private)
    assert [(each.code, each.file) for each in made.warnings] == [("GC062", "map.yaml")]
    assert plan().warnings == ()
    with pytest.raises(DefinitionError) as refused:
        plan(changed(text, "buyer: sponsor", "buyer: sponsr"), old=private)
    assert "GC062" in {each.code for each in refused.value.findings}


def test_a_map_of_other_versions_is_refused_with_that_alone():
    """Its words are not looked at: they belong to other versions."""
    with pytest.raises(DefinitionError) as refused:
        plan(MAP.replace("acme@1", "acme@0").replace("looking: begun", "looking: nowhere"))
    assert refused.value.code == "bad-map"
    assert [(each.code, each.hint) for each in refused.value.findings] == [("GC060", "give acme@0, or write acme@1")]


def test_the_same_framework_twice_is_no_move():
    """Whatever the map says."""
    with pytest.raises(UsageError, match="nothing has to move"):
        plan(old=OLD, new=OLD)


def test_a_journey_may_be_given_up_and_then_none_of_its_words_is_asked_for():
    """Its deals stay where they are; the reason is kept."""
    other = renamed(DEAL1, [("journey: sale", "journey: lease"), ("looking", "leasing")])
    old = framework(V1, DEAL1, other)
    course = plan(changed(MAP, "{sale: deal}", "{sale: deal, lease: {gone: nobody leases}}"), old=old).courses["lease"]
    assert (course.new, course.why) == (None, "nobody leases")


def test_rows_of_one_journey_go_before_those_of_all():
    """Two journeys may call the same thing alike and go different ways."""
    other = renamed(DEAL1, [("journey: sale", "journey: lease")])
    old = framework(V1, DEAL1, other)
    text = changed(MAP, "{sale: deal}", "{sale: deal, lease: {to: deal, stages: {looking: fitting}}}")
    courses = plan(text, old=old).courses
    assert courses["sale"].renames["stages"] == {"looking": "begun"}
    assert courses["lease"].renames["stages"] == {"looking": "fitting"}


@pytest.mark.parametrize(
    ("text", "error", "code"),
    [
        ("mapping: a\ndeals: {in: a, id: b}\n", UsageError, "no-map"),
        ("migration: spring\n", DefinitionError, "bad-map"),
        ("migration: [\n", DefinitionError, "bad-map"),
    ],
)
def test_a_file_that_is_no_map_is_refused(text, error, code):
    """With its findings where it has some."""
    with pytest.raises(error) as refused:
        read_map(text.encode(), "map.yaml")
    assert refused.value.code == code


def test_the_digest_is_that_of_what_was_written():
    """Not of how it is laid out."""
    assert plan().digest == plan(f"# a remark\n{MAP}").digest
    assert plan().digest != plan(MAP.replace("nobody used it", "nobody had it")).digest
