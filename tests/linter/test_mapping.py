"""Mappings are linted like everything else: names the framework lacks, formats that mislead, bases not there."""

from __future__ import annotations

import tempfile

import pytest
from intake.exports import FRAMEWORK, JOURNEY, RENEWAL
from places import BASE, findings_of, marked, split, write

from gatecoach.codes import CODES
from gatecoach.codes.mappings import MAPPINGS
from gatecoach.framework import load

HEAD = "mapping: own\nfor: opportunity\n"
DEALS = "deals: {in: deals, id: Id, stage: Stage}\n"
PLACE = {"framework.yaml": FRAMEWORK, "opportunity.yaml": JOURNEY}


def found(text, *more, severity="error"):
    """Code, marked word and next step of each finding of that severity in a mapping."""
    files = PLACE | {"own.yaml": text} | {f"more-{number}.yaml": each for number, each in enumerate(more)}
    here = [each for each in findings_of(files) if each.file.endswith(("own.yaml", "more-0.yaml"))]
    return [(each.code, marked(each), each.hint) for each in here if each.severity == severity]


UNKNOWN = {
    "stages: {A: propsal}\n" + DEALS: ("GC014", "propsal", 'did you mean "proposal"?'),
    "roles: {A: byer}\n" + DEALS: ("GC014", "byer", 'did you mean "buyer"?'),
    "pipelines: {P: {stages: {A: wn}}}\n" + DEALS: ("GC014", "wn", 'did you mean "won"?'),
    "pipelines: {P: {for: renewl}}\n" + DEALS: ("GC014", "renewl", "known: opportunity"),
    "deals: {id: Id, stage: {column: S, values: {A: losst}}}": ("GC014", "losst", 'did you mean "lost"?'),
    "contacts: {c: {id: Id, role: {column: R, values: {A: usr}}}}": ("GC014", "usr", 'did you mean "user"?'),
    "deals: {id: Id, fields: {amont: A}}": ("GC014", "amont", 'did you mean "amount"?'),
    "deals: {id: Id, fields: {kind: {column: K, values: {A: nww}}}}": ("GC014", "nww", 'did you mean "new"?'),
    "activities: {a: {id: I, deal: D, at: T, what: caled}}": ("GC014", "caled", 'did you mean "called"?'),
    "activities: {a: {id: I, deal: D, at: T, what: {column: K, values: {A: notd}}}}": (
        "GC014", "notd", 'did you mean "noted"?',
    ),
    "activities: {a: {id: I, deal: D, at: T, what: {column: K, otherwise: notd}}}": (
        "GC014", "notd", 'did you mean "noted"?',
    ),
    "activities: {a: {id: I, deal: D, at: T, what: review-sent, fields: {pags: P}}}": (
        "GC014", "pags", 'did you mean "pages"?',
    ),
    "events: {e: {deal: d, by: b, captured: true, what: caled}}": ("GC014", "caled", 'did you mean "called"?'),
    "events: {e: {deal: d, stage: {column: s, values: {A: wn}}}}": ("GC014", "wn", 'did you mean "won"?'),
    "stages: {Won: won, WON: lost}\n" + DEALS: ("GC031", "WON", "keep one, or write `compare: exact`"),
    "contacts: {c: {id: I, each: list}}": ("GC015", "list", "take `each` out, or read another format"),
}  # fmt: skip


@pytest.mark.parametrize("text", UNKNOWN)
def test_a_name_that_the_framework_lacks_is_found_with_the_nearest_one(text):
    """At its own token, one finding for one cause; with the right name the place loads."""
    assert found(HEAD + text) == [UNKNOWN[text]]


def test_a_time_zone_that_nobody_knows_is_found():
    """Times without a zone could not be placed."""
    assert [each[:2] for each in found(f"{HEAD}reading: {{zone: Europe/Berln}}\n{DEALS}")] == [
        ("GC014", "Europe/Berln")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "stages: {A: none, B: won}\nroles: {A: none, B: user}\n" + DEALS,
        "reading: {compare: exact}\nstages: {Won: won, WON: lost}\n" + DEALS,
        "stages: {Won: won, won: won}\n" + DEALS,
        "deals: {id: Id, fields: {kind: {column: K, values: {A: none}}}}",
        "activities: {a: {id: I, deal: D, at: T, what: {column: K, values: {A: none}}, fields: {pages: P}}}",
    ],
)
def test_what_is_said_rightly_is_no_finding(text):
    """`none` is a word of its own; one name may stand twice where it means the same."""
    assert found(HEAD + text) == []


def test_the_journey_is_named_where_there_are_several():
    """And an unknown one is no reason to blame the stages, too."""
    assert found("mapping: own\n" + DEALS) == []
    assert [each[:2] for each in found("mapping: own\n" + DEALS, RENEWAL)] == [("GC013", "own")]
    wrong = f"mapping: own\nfor: renewl\nstages: {{A: nowhere}}\n{DEALS}"
    assert [each[:2] for each in found(wrong, RENEWAL)] == [("GC014", "renewl")]


MISTAKES = {
    "no column": ("deals: {id: {optional: true}}", "GC013", "names no column"),
    "two kinds of column": ("deals: {id: {column: A, around: B}}", "GC013", "names no column"),
    "no direction": (
        "activities: {a: {id: I, deal: D, at: T, direction: {otherwise: seller}}}", "GC013", "what decides",
    ),
    "a direction without values": (
        "activities: {a: {id: I, deal: D, at: T, direction: {column: X}}}", "GC013", "values",
    ),
    "another side": (
        "activities: {a: {id: I, deal: D, at: T, direction: {column: X, values: {A: buyer}}}}", "GC015",
        "cannot stand here",
    ),
    "no meaning": ("activities: {a: {id: I, deal: D, at: T, what: {otherwise: none}}}", "GC013", "which evidence"),
    "no deal": ("activities: {a: {id: I, at: T}}", "GC013", "which deal"),
    "a deal twice": ("activities: {a: {id: I, at: T, deal: D, linked: {id: X, deal: Y}}}", "GC013", "which deal"),
    "a label without a message": ("activities: {a: {id: I, at: T, deal: D, becomes: label}}", "GC013", "label"),
    "an event of no kind": ("events: {e: {deal: d}}", "GC013", "one kind of fact"),
    "an event of two kinds": ("events: {e: {deal: d, stage: s, about: a}}", "GC013", "one kind of fact"),
    "evidence that nobody tells": ("events: {e: {deal: d, what: called, by: b}}", "GC013", "who tells it"),
    "evidence that two tell": (
        "events: {e: {deal: d, what: called, by: b, captured: true, entered-by: x}}", "GC013", "who tells it",
    ),
    "evidence of nobody": ("events: {e: {deal: d, what: called, captured: true}}", "GC013", "who did it"),
    "a reading without words": ("events: {e: {deal: d, about: a, outcome: o, by: b}}", "GC013", "quote"),
    "one sign for two things": ("reading: {thousands: point}\n" + DEALS, "GC015", "same sign"),
    "no format": ("reading: {times: tomorrow}\n" + DEALS, "GC015", "no format"),
    "a format without a year": ("reading: {times: DD.MM.}\n" + DEALS, "GC015", "no format"),
    "half a day without saying which": ('reading: {times: "M/D/YYYY h:mm"}\n' + DEALS, "GC015", "no format"),
    "nothing to read": ("stages: {A: won}", "GC013", "reads nothing"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "code", "words"), MISTAKES.values(), ids=MISTAKES)
def test_a_mapping_that_cannot_be_meant_is_refused_in_the_author_s_words(text, code, words):
    """One finding, with a next step where there is one."""
    (one,) = [each for each in findings_of(PLACE | {"own.yaml": HEAD + text}) if each.file.endswith("own.yaml")]
    assert (one.code, one.severity) == (code, "error")
    assert words in one.message + one.hint


@pytest.mark.parametrize("code", sorted(MAPPINGS))
def test_the_examples_of_the_codes_show_what_they_say(code):
    """The wrong one has exactly this finding more than the right one."""
    wrong, right = (findings_of({**BASE, **split(text)}) for text in (CODES[code].wrong, CODES[code].right))
    more = [each for each in wrong if each.code == code]
    assert (len(more), [each for each in right if each.code == code]) == (1, [])
    assert {each.code for each in wrong} - {code} == {each.code for each in right}
    assert more[0].severity == "warning"


@pytest.mark.parametrize(
    ("formats", "alike"),
    [
        ("[DD/MM/YYYY, MM/DD/YYYY]", True), ("[DD.MM.YY, YY.MM.DD]", True), ("[MM-DD-YY, YY-MM-DD]", True),
        ("[DD/MM/YYYY, DD.MM.YYYY]", False), ("[DD/MM/YYYY, YYYY/MM/DD]", False), ("[iso, epoch-ms]", False),
        ('[DD/MM/YYYY, "DD/MM/YYYY HH:mm"]', False), ("DD/MM/YYYY", False),
    ],
)  # fmt: skip
def test_formats_that_read_one_text_as_two_days_are_told(formats, alike):
    """An export in the second would be read wrongly, and nobody would see it."""
    for text in (
        f"reading: {{times: {formats}}}\n{DEALS}",
        f"deals: {{id: I, since: {{column: S, format: {formats}}}}}",
    ):
        assert [code for code, *_ in found(HEAD + text, severity="warning")] == (["GC057"] if alike else [])


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ("what: review-answered", True), ("what: {column: K, values: {A: review-answered}}", True),
        ("what: review-answered, captured: true", False), ("what: review-sent", False), ("what: none", False),
    ],
)  # fmt: skip
def test_evidence_of_the_customer_that_the_seller_would_tell_is_told(spec, told):
    """It would count for nothing, and the author would wonder."""
    text = f"{HEAD}activities: {{a: {{id: I, deal: D, at: T, {spec}}}}}"
    assert [code for code, *_ in found(text, severity="warning")] == (["GC058"] if told else [])


BASES = {
    "salesfroce@1": 'did you mean "salesforce"?',
    "salesforce": "write salesforce@1",
    "salesforce@2": "write salesforce@1",
    "own@1": "extend a mapping that does not lead back here",
}


@pytest.mark.parametrize("base", BASES)
def test_a_base_that_is_not_there_is_one_finding(base):
    """Nothing else is blamed on the mapping that lacks it."""
    assert found(f"{HEAD}extends: {base}\n") == [("GC035", base, BASES[base])]


def test_a_mapping_is_laid_over_its_base():
    """By id; `remove` takes something out, and what the base says about other frameworks is no finding."""
    text = f"{HEAD}extends: salesforce@1\nremove: [activities.task, deals.fields.close-date]\ndeals: {{stage: Phase}}\n"
    with tempfile.TemporaryDirectory() as folder:
        mapping = load(write(folder, PLACE | {"own.yaml": text})).mappings["own"]
    assert (mapping.deals.id.column, mapping.deals.stage.column) == (["Id"], ["Phase"])
    assert set(mapping.deals.fields) == {"amount"}
    assert set(mapping.activities) == {"email", "event", "invitation-answer"}
    assert (mapping.version, mapping.extends, mapping.remove) == (None, None, [])


def test_what_is_wrong_in_a_base_of_one_s_own_is_told_there():
    """A mapping may extend another one of the same place, which extends a bundled one."""
    under = 'mapping: base\nversion: "3"\nfor: opportunity\nextends: salesforce@1\nstages: {A: propsal}\n'
    assert found(f"{HEAD}extends: base@3\n", under) == [("GC014", "propsal", 'did you mean "proposal"?')] * 1
    assert found(f"{HEAD}extends: base@3\nremove: [stages.B]\n", under.replace("propsal", "won")) == [
        ("GC035", "stages.B", "write the path of ids, joined by dots")
    ]


def test_a_mapping_twice_is_one_too_many():
    """Nobody would know which is meant."""
    assert [each[0] for each in found(HEAD + DEALS, HEAD + DEALS)] == ["GC031"]


def test_how_exports_are_read_is_no_part_of_what_the_gates_mean():
    """Deals stay pinned to the same framework when a column is renamed."""
    hashes = set()
    for text in (HEAD + DEALS, HEAD + DEALS.replace("Id", "Number")):
        with tempfile.TemporaryDirectory() as folder:
            hashes.add(load(write(folder, PLACE | {"own.yaml": text})).hash)
    assert len(hashes) == 1
