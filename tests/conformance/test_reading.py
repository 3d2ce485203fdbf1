"""The corpus is read strictly: what is misspelt or no longer true fails, and nothing mends itself."""

from __future__ import annotations

import pytest
from conformance import readings
from conformance.corpus import CorpusError, cases, failure, merged
from conformance.tables import _case, document_of
from places import changed

SMALL = """\
corpus: small
files:
  framework.yaml:
    gatecoach: 1
    framework: tiny
    version: "1"
    phases: {looking: {}, choosing: {}}
    roles: {customer: {}, seller: {}}
  deal.yaml:
    journey: deal
    sides: [customer, seller]
    stages: {first: {phase: looking}, second: {phase: choosing}}
    evidence: {offer: {side: seller}, visit: {side: customer}}
    gates: {go: {from: first, to: second, requires: {it: {say: "They came.", seller: offer, customer: visit}}}}
people: {anna: {side: customer}, rita: {side: seller}}
journey: deal
at: 2026-03-31
cases:
  - note: they came
    given: [{id: o1, day: 2026-03-02, what: offer, by: rita}, {id: v1, day: 2026-03-03, what: visit, by: anna}]
    expect: {go: {passes: true, requirements: {it: {customer: met}}}}
  - note: the side is misspelt
    files: {deal.yaml: {sides: [customr, seller]}}
    findings: [GC014]
"""


@pytest.fixture
def read(tmp_path):
    """The cases of a corpus with one file of this text."""

    def reading(text):
        (tmp_path / "small.yaml").write_text(text, encoding="utf-8")
        return cases(tmp_path)

    return reading


def test_a_true_corpus_holds(read):
    """Both cases hold, the one with findings as well."""
    assert [failure(each) for each in read(SMALL)] == ["", ""]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("customer: met}", "customer: missing}", "expected  missing\n        found     met"),
        ("passes: true", "passes: false", "expected  false\n        found     true"),
        ("by: anna}", "by: ana}", 'unknown person "ana"'),
        ("[GC014]", "[GC015]", "expected ['GC015']"),
        ("[GC014]", "[GC014, GC014]", "expected ['GC014', 'GC014']"),
        ("[GC014]", "[]", "expected []"),
        ("[GC014]", "[{code: GC014, line: 7}]", "'line': 7"),
        ("visit: {side: customer}", "visit: {side: custmer}", "does not load"),
    ],
)
def test_what_is_not_true_fails_and_says_why(read, old, new, why):
    """A wrong expectation, a misspelt row, other findings than named: each case says what is otherwise."""
    assert any(why in failure(each) for each in read(changed(SMALL, old, new)))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("journey: deal\nat", "jurney: deal\nat", "unknown keys ['jurney']"),
        ("    findings", "    finding", "unknown keys ['finding']"),
        ("note: the side is misspelt", "note: they came", "a note stands twice"),
        ("  - note: they came\n    given", "  - given", "a case has a note"),
        ("    findings: [GC014]\n", "", "either expects"),
        ("    findings: [GC014]\n", "    findings: [GC014]\n    boundary: {within: easter}\n", "a boundary is one of"),
        ("    findings: [GC014]\n", "    findings: [GC014]\n    boundary: {before: plain}\n", "a boundary is one of"),
    ],
)
def test_a_corpus_that_is_written_wrongly_is_not_read(read, old, new, why):
    """Unknown keys, notes that stand twice and cases that expect nothing are errors."""
    with pytest.raises(CorpusError) as error:
        read(changed(SMALL, old, new))
    assert why in str(error.value)


BESIDE = """\
  - note: what the base says holds here as well
    files:
      framework.yaml: {extends: base@2, phases: null}
      ../base/framework.yaml: {gatecoach: 1, framework: base, version: "2", phases: {looking: {}, choosing: {}}}
    given: [{id: o1, day: 2026-03-02, what: offer, by: rita}]
    expect: {go: {open: it.customer}}
  - note: what is wrong in the base is told of its own file
    files:
      framework.yaml: {extends: base@2, phases: null}
      ../base/framework.yaml: {gatecoach: 1, framework: base, version: "2", phases: {looking: {}, Choosing: {}}}
    findings: [{code: GC018, file: ../base/framework.yaml}]
  - note: a registered check is known to every place
    files: {deal.yaml: {fields: {seats: {type: number}}, gates: {go: {when: {seats: {passes: even}}}}}}
    fields: {seats: 3}
    expect: {go: {on-path: false}}
"""


def test_a_second_place_stands_beside_the_first_and_checks_are_registered(read):
    """A file whose name begins with ../ is one of the base, and is named so where it has a finding."""
    assert [failure(each) for each in read(SMALL + BESIDE)] == [""] * 5
    told = failure(read(SMALL + changed(BESIDE, "file: ../base/framework.yaml", "file: framework.yaml"))[3])
    assert "found    [{'code': 'GC018', 'file': '../base/framework.yaml'}]" in told


def test_the_boundary_of_a_case_is_kept(read):
    """The word and the calendar that a case is about are known of it."""
    told = changed(SMALL, "    findings: [GC014]\n", "    findings: [GC014]\n    boundary: {since: new-year}\n")
    assert [each.boundary for each in read(told)] == [{}, {"since": "new-year"}]


def test_a_word_unknown_to_scenarios_is_an_error(read):
    """What a scenario could not say, a case cannot say either."""
    wrong = changed(SMALL, "{customer: met}}}}", "{custmer: met}}}}")
    with pytest.raises(CorpusError, match="custmer"):
        failure(read(wrong)[0])


def test_files_are_merged_deeply():
    """Mappings are merged, null takes out, lists and texts replace."""
    base = {"a": {"b": 1, "c": [1, 2]}, "d": 1}
    assert merged(base, {"a": {"c": [3], "e": {}}, "d": None}) == {"a": {"b": 1, "c": [3], "e": {}}}
    assert merged({"a": {"b": 1}}, {"a": "text"}) == {"a": "text"}


def test_a_row_of_a_table_has_every_cell(tmp_path):
    """A row that is cut short is no row."""
    (tmp_path / "algebra.yaml").write_text("tables: {}\n", encoding="utf-8")
    document = document_of(tmp_path / "algebra.yaml")
    with pytest.raises(CorpusError, match="a cell for each"):
        _case(document, "all", "met", ["met"])


EXPORT = {
    "note": "one deal and one row that is none",
    "files": {"own.yaml": {"mapping": "own", "deals": {"in": "deals", "id": "Id", "stage": "Stage"}}},
    "exports": {"deals.csv": "Id|Stage\n1|first\n|first"},
    "reads": {"1": {"claimed": ["first"], "evidence": {}}},
    "rejects": ["no-id deals row 3.Id"],
}


def reading(**changed_to):
    """What is wrong with a reading, changed as wanted."""
    shared = document_of(readings.PATH).tree["files"]
    return readings.misread(readings._reading(shared, EXPORT | changed_to))


def test_a_true_reading_holds():
    """The deal, and the row that is told."""
    assert reading() == ""


@pytest.mark.parametrize(
    ("changed_to", "why"),
    [
        ({"reads": {}}, "the deals are ['1']"),
        ({"reads": {"1": {"claimed": ["second"]}}}, "1 claimed: ['first']"),
        ({"reads": {"1": {"evidence": {"a": {}}}}}, "the items are []"),
        ({"rejects": []}, "rejects: ['no-id deals row 3.Id']"),
        ({"skipped": {"dropped": 1}}, "skipped: {}"),
        ({"files": {"own.yaml": {"mapping": "own"}}}, "does not load"),
    ],
)
def test_a_reading_that_is_not_true_is_told(changed_to, why):
    """Each part that a case names is compared, and what it leaves out must not be there."""
    assert why in reading(**changed_to)


def test_a_reading_that_is_misspelt_is_told():
    """Another key would be one that nobody looks at."""
    with pytest.raises(CorpusError, match="reject"):
        reading(reject=[])
