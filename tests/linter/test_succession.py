"""Whether a map is whole: every word that a record may hold goes on, or is given up with a reason."""

from __future__ import annotations

import pytest
from linter.two_versions import findings_between
from migrating.two import DEAL1, MAP, NEW, OLD, V1, framework, renamed
from places import changed, marked

HEAD = "migration: spring\nfrom: acme@1\nto: acme@2\n"


def found(text, old=OLD, new=NEW):
    """Code, marked word, message and next step of every finding of a map."""
    return [(each.code, marked(each), each.message, each.hint) for each in findings_between(old, new, text)]


def test_a_whole_map_has_no_finding():
    """The one of these tests."""
    assert found(MAP) == []


def test_every_word_that_leads_nowhere_is_told_at_once():
    """With the row that would lead it on: the nearest of the new words, or what only the author knows."""
    told = {message.split('"')[1]: hint for code, _, message, hint in found(f"{HEAD}journeys: {{sale: deal}}\n")}
    assert told == {
        "buyer": 'write `buyer: …` below `roles:`, or `{gone: "why"}`',
        "user": 'write `user: …` below `roles:`, or `{gone: "why"}`',
        "looking": "write `looking: …` below `stages:`",
        "needs-confirmed.theirs": 'did you mean "needs-confirmed.confirmed-by-them"? write `needs-confirmed.theirs: '
        'needs-confirmed.confirmed-by-them` below `requirements:`, or `{gone: "why"}`',
        "offer-wanted": 'did you mean "offer-asked"? write `offer-wanted: offer-asked` below `gates:`, '
        'or `{gone: "why"}`',
        "amount": 'write `amount: …` below `fields:`, or `{gone: "why"}`',
        "fresh": 'did you mean "first"? write `fresh: first` below `fields.kind.values:`, or `{gone: "why"}`',
        "trial": 'write `trial: …` below `fields.kind.values:`, or `{gone: "why"}`',
        "review-sent": 'did you mean "recap-sent"? write `review-sent: recap-sent` below `evidence:`, '
        'or `{gone: "why"}`',
        "review-answered": 'did you mean "recap-answered"? write `review-answered: recap-answered` below `evidence:`, '
        'or `{gone: "why"}`',
        "fax-sent": 'did you mean "recap-sent"? write `fax-sent: recap-sent` below `evidence:`, or `{gone: "why"}`',
    }


@pytest.mark.parametrize(
    ("row", "lost", "place"),
    [
        ("stages: {looking: begun}\n", "looking", "migration"),
        ("    outcomes: {confirms: agrees}\n", "confirms", "review-answered"),
        ("{fresh: first, trial: {gone: we sell no trials}}", "trial", "values"),
        ("gates: {offer-wanted: offer-asked}\n", "offer-wanted", "migration"),
        ("  fax-sent: {gone: nobody has a fax}\n", "fax-sent", "evidence"),
        (", user: {gone: nobody used it}", "user", "roles"),
    ],
)
def test_a_word_that_is_left_out_is_told_where_its_row_belongs(row, lost, place):
    """Below the key of its kind where that is written, else at the head of the map."""
    text = changed(MAP, row, "{fresh: first}" if row.startswith("{fresh") else "")
    ((code, token, message, _),) = found(text)
    assert (code, token) == ("GC059", place)
    assert f'"{lost}"' in message
    assert "is in acme@1 and not in acme@2, and no row says what became of it" in message


def test_a_word_that_is_there_in_both_versions_is_not_what_another_one_became():
    """It is near, but it has gone on as itself."""
    old = framework(V1, DEAL1)
    new = framework(V1.replace('version: "1"', 'version: "2"').replace("user: {}", "helper: {}"), DEAL1)
    ((code, _, message, hint),) = found(HEAD, old, new)
    assert (code, '"user"' in message) == ("GC059", True)
    assert hint == 'write `user: …` below `roles:`, or `{gone: "why"}`'


def test_the_requirements_of_a_gate_go_with_it():
    """A gate that is given up takes them along; one whose every requirement has a row needs none."""
    gone = changed(MAP, "{offer-wanted: offer-asked}", "{offer-wanted: {gone: nobody asks}}")
    assert found(gone) == []
    own = changed(MAP, "gates: {offer-wanted: offer-asked}\n", "")
    own = changed(own, "requirements: {", "requirements: {offer-wanted.asked: offer-asked.asked, ")
    assert found(own) == []
    away = changed(MAP, "{offer-wanted: offer-asked}", "{offer-wanted: needs-confirmed}")
    assert [each[:2] for each in found(away)] == [("GC059", "requirements")]


def test_a_journey_that_is_left_out_is_one_finding():
    """Its words are not told one by one: nobody knows where they would go."""
    told = found(changed(MAP, "journeys: {sale: deal}\n", ""))
    assert [(code, token) for code, token, *_ in told] == [("GC059", "migration")]
    assert told[0][3] == 'write `sale: …` below `journeys:`, or `{gone: "why"}`'


def test_a_word_that_only_another_journey_has_is_found_at_its_row():
    """What one journey calls so, the journey of these deals may not have."""
    lease = renamed(DEAL1, [("journey: sale", "journey: lease"), ("looking", "leasing")])
    lease2 = renamed(
        lease, [("review-sent", "recap-sent"), ("review-answered", "recap-answered"), ("size: big", "volume: large")]
    )
    new = framework(renamed(V1), renamed(DEAL1), lease2.replace("leasing", "started"))
    same = "requirements: {needs-confirmed.theirs: needs-confirmed.theirs}, gates: {offer-wanted: offer-wanted}"
    text = changed(MAP, "{sale: deal}", f"{{sale: deal, lease: {{stages: {{leasing: begun}}, {same}}}}}")
    told = findings_between(framework(V1, DEAL1, lease), new, text)
    assert [(each.code, marked(each)) for each in told] == [("GC014", "begun")]


def test_an_act_of_one_side_cannot_become_one_of_the_other():
    """Of evidence and of roles; the same word on another side is found as well."""
    assert [each[:2] for each in found(changed(MAP, "review-sent: recap-sent", "review-sent: recap-answered"))] == [
        ("GC061", "recap-answered")
    ]
    assert [each[:2] for each in found(changed(MAP, "buyer: sponsor", "buyer: rep"))] == [("GC061", "rep")]
    turned = framework(
        renamed(V1).replace("boss: {}", "").replace("sponsor: {}", "sponsor: {}, boss: {}"), renamed(DEAL1)
    )
    assert ("GC061", "roles") in [each[:2] for each in found(MAP, new=turned)]


def test_what_few_could_read_is_told_where_more_would_read_it():
    """Whether the type has a row or is called the same; a warning, for the author may have good reasons."""
    then = framework(V1.replace("fax-sent: {", "fax-sent: {private-to: [seller], "), DEAL1)
    row = "fax-sent: {gone: nobody has a fax}"
    assert found(MAP, old=then) == []  # given up
    text = changed(MAP, row, "fax-sent: recap-sent")
    ((code, token, message, hint),) = found(text, old=then)
    assert (code, token) == ("GC062", "recap-sent")
    assert message == 'the evidence "fax-sent" is private to seller, and "recap-sent" is read by more'
    assert "open to coach, coachee, customer, enablement, managers as well" in hint
    kept = renamed(V1).replace("evidence:\n", "evidence:\n  fax-sent: {side: seller}\n")
    same = changed(MAP, f"  {row}\n", "")
    assert [each[:2] for each in found(same, old=then, new=framework(kept, renamed(DEAL1)))] == [("GC062", "evidence")]
    private = kept.replace("fax-sent: {", "fax-sent: {private-to: [seller], ")
    assert found(same, old=then, new=framework(private, renamed(DEAL1))) == []
    assert [each.severity for each in findings_between(then, NEW, text)] == ["warning"]


def test_a_field_that_would_hold_other_values_is_told():
    """Of deals and of evidence, under a new name or its own; text takes every value, and what is given up none."""
    dated = framework(V1.replace("amount: {type: money}", "amount: {type: date}"), DEAL1)
    assert [each[:3] for each in found(MAP, old=dated)] == [
        ("GC063", "worth", 'the field "amount" holds values of the kind date, and "worth" of money')
    ]
    given_up = changed(MAP, "amount: worth", "amount: {gone: nobody asked}")
    assert found(given_up, old=dated) == []
    text = framework(renamed(V1).replace("worth: {type: money}", "worth: {type: text}"), renamed(DEAL1))
    assert found(MAP, old=dated, new=text) == []
    number = V1.replace(
        "size: {type: choice, of: [big, small], optional: true}", "size: {type: number, optional: true}"
    )
    told = found(MAP, old=framework(number, DEAL1.replace("with: {size: big}", "with: {size: 3}")))
    assert ("GC063", "volume") in [each[:2] for each in told]


def test_a_type_is_read_by_those_who_read_it_and_its_journey():
    """A journey that fewer read keeps its records private as well."""
    then = framework(
        V1, DEAL1.replace("sides: [customer, seller]\n", "sides: [customer, seller]\nprivate-to: [seller]\n")
    )
    assert {code for code, *_ in found(MAP, old=then)} == {"GC062"}


@pytest.mark.parametrize(
    ("row", "token", "words"),
    [
        ("confirms: agrees, rejects: agrees", "agrees", "is a no"), ("confirms: rejects", "rejects", "is a yes"),
        ("confirms: agrees, rejects: {gone: we forgive}", "we forgive", "a no cannot be given up"),
    ],
)  # fmt: skip
def test_a_no_stays_a_no(row, token, words):
    """Else an older yes would count again, and the customer never gave it."""
    ((code, word, message, hint),) = found(changed(MAP, "confirms: agrees", row))
    assert (code, word) == ("GC061", token)
    assert words in message
    assert hint
