"""Every claim of the page on decisions names a case or a test that exists, and every near miss has its row there."""

from __future__ import annotations

import pytest
from claims import MARKER, PAGE, ROOT, Claim, claims_in, names_in, never_named

from gatecoach.definition.scenario import NEAR_MISSES
from gatecoach.gate import LEVELS

TEXT = PAGE.read_text(encoding="utf-8")
CLAIMS = claims_in(TEXT)


@pytest.fixture(scope="module")
def names():
    """Every case and every test there is."""
    return names_in(ROOT / "tests")


def test_the_page_is_really_read():
    """It holds well over a hundred claims; each begins where the page says."""
    assert len(CLAIMS) > 120
    lines = TEXT.splitlines()
    assert all(lines[each.line - 1].strip()[:12] in each.text for each in CLAIMS if not each.text.startswith("|"))


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"line-{claim.line}")
def test_a_claim_names_its_case(claim):
    """No paragraph, list item or row of a table claims anything without showing it."""
    assert claim.markers, claim.text


def test_what_a_claim_names_exists(names):
    """The title of each marker is the note of a case, or the name of a test, in the file it links to."""
    wrong = [
        (each.line, file, name) for each in CLAIMS for file, name in each.markers if name not in names.get(file, ())
    ]
    assert wrong == []


def test_what_other_pages_name_exists(names):
    """A page that shows a case beside what it says names one that is there."""
    texts = {page.name: page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("*.md")}
    found = {name: MARKER.findall(text) for name, text in texts.items()}
    assert len(found["evidence-and-grades.md"]) > 15
    assert [
        (page, each) for page, held in found.items() for each in held if each[1] not in names.get(each[0], ())
    ] == []


def test_a_marker_is_a_link_into_the_tests():
    """No marker is lost by a slip of the pen: the sign stands nowhere but in one."""
    assert TEXT.count("[°]") == sum(part.startswith("(../tests/") for part in TEXT.split("[°]")[1:])
    assert TEXT.count("°") == TEXT.count("[°]") + 1, "the sign is explained once, and used in markers only"


@pytest.mark.parametrize(("title", "words"), [("status", LEVELS), ("near miss", NEAR_MISSES)])
def test_every_word_of_a_table_has_one_row(title, words):
    """The five statuses, and every near miss there is, with its meaning and its next step."""
    table = TEXT.partition(f"\n| {title} |")[2].partition("\n\n")[0].splitlines()[2:]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    assert sorted(row[0].partition("]")[0].strip("[") for row in rows) == sorted(str(each) for each in words)
    assert all(all(row) for row in rows)


PAGE_OF_TWO = """\
# A page

It says something before its first section, which needs nothing.

## Rules

One rule that goes on
over two lines. [°](../tests/conformance/words.yaml "a note")

These follow:

- a rule; [°](../tests/test_gate.py "test_a")
  [°](../tests/test_gate.py "test_b")
- a rule of nothing:

```yaml
- no rule
```

| status | meaning |
|---|---|
| [met](../tests/conformance/words.yaml "a note") | a row |
"""


def test_claims_are_told_from_what_leads_to_them():
    """Paragraphs, items and rows are claims; titles, leading sentences, heads of tables and code are none."""
    gate = "test_gate.py"
    assert claims_in(PAGE_OF_TWO) == [
        Claim(7, "One rule that goes on over two lines.", (("conformance/words.yaml", "a note"),)),
        Claim(12, "- a rule;", ((gate, "test_a"), (gate, "test_b"))),
        Claim(14, "- a rule of nothing:", ()),
        Claim(22, "|  | a row |", (("conformance/words.yaml", "a note"),)),
    ]


def test_cases_that_are_never_named_are_known():
    """They are told by file, for information; tests of the engine are not counted."""
    names = {"conformance/a.yaml": {"one", "two"}, "conformance/b.yaml": {"three"}, "test_c.py": {"test_d"}}
    assert never_named([("conformance/a.yaml", "one")], names) == {
        "conformance/a.yaml": ["two"],
        "conformance/b.yaml": ["three"],
    }
