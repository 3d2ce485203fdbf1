"""A company's framework laid over a bundled one: override by id, drop with `remove`, pinned to a version."""

from __future__ import annotations

import pytest

from gatecoach import lint, load

HEAD = 'gatecoach: 1\nframework: acme\nversion: "7"\nextends: {base}\n'
OPPORTUNITY = """\
journey: opportunity
gates:
  mutual-interest:
    title: They want to talk
    requires:
      they-want-to-talk: {say: "They said why."}
"""


@pytest.fixture
def place(tmp_path):
    """A function: a place of these files, the framework file extending `base`."""

    def make(files=(), base="first-deal@2026.1", more="", name="acme"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "framework.yaml").write_text(HEAD.format(base=base) + more, encoding="utf-8")
        for file, text in dict(files).items():
            (folder / file).write_text(text, encoding="utf-8")
        return folder

    return make


def codes(folder):
    """The codes of all findings of a place, with the file each stands in."""
    return [(each.code, each.file.rpartition("/")[2]) for each in lint(folder)]


QUESTIONS = """\
questions: {name}
for: opportunity
bank:
  {name}-one: {{ask: "Did they write?", closes: mutual-interest}}
"""


def test_of_the_base_nothing_but_errors_is_told(place):
    """What is only suspicious there is for its own authors; the own files are judged as ever."""
    place({"bank.yaml": QUESTIONS.format(name="theirs")}, name="base")
    child = place({"bank.yaml": QUESTIONS.format(name="ours").replace("Did they", "Have they")}, base="base@7")
    assert codes(child) == [("GC047", "bank.yaml")]
    assert lint(child)[0].file == str(child / "bank.yaml")
    (child.parent / "base/bank.yaml").write_text(
        QUESTIONS.format(name="theirs").replace("closes", "closs"), encoding="utf-8"
    )
    assert ("GC012", str(child.parent / "base/bank.yaml")) in [(each.code, each.file) for each in lint(child)]


def test_a_remark_of_the_base_silences_nothing_of_ours(place):
    """And is not told to be idle here either: it was written for the base."""
    remark = "# gatecoach: allow GC047 because it opens the talk"
    place({"bank.yaml": QUESTIONS.format(name="theirs").rstrip() + f" {remark}\n"}, name="base")
    child = place({"bank.yaml": QUESTIONS.format(name="ours")}, base="base@7")
    assert "GC056" not in [code for code, _ in codes(child)]
    assert "GC047" in [code for code, _ in codes(child)]


def test_what_is_not_named_is_inherited(place):
    """An empty child has every journey, type and question of its base, under its own name and version."""
    child, base = load(place()), load("first-deal")
    assert (child.id, child.version) == ("acme", "7")
    assert set(child.journeys) == set(base.journeys)
    assert child.journeys["opportunity"].leaves == base.journeys["opportunity"].leaves
    assert [len(bank.bank) for bank in child.banks] == [len(bank.bank) for bank in base.banks]
    assert child.hash != base.hash


def test_what_is_named_overrides_by_id_and_keeps_the_rest(place):
    """A new title and a new sentence; the pair of evidence and its questions stay."""
    gate = load(place({"o.yaml": OPPORTUNITY})).journeys["opportunity"].gates["mutual-interest"]
    (requirement,) = gate.requirements
    assert (gate.title, requirement.text[""]) == ("They want to talk", "They said why.")
    assert set(requirement.sides) == {"customer", "seller"}
    assert requirement.ask != ()


def test_remove_drops_by_path(place):
    """A requirement and the question that closes it go together; a whole journey goes from the framework file."""
    files = {
        "o.yaml": "journey: opportunity\nremove: [gates.needs-confirmed.requires.corrections-taken]\n",
        "q.yaml": "questions: opportunity-bank\nremove: [bank.nc-changed]\n",
    }
    framework = load(place(files, more="remove: [journeys.gate-review]\n"))
    gate = framework.journeys["opportunity"].gates["needs-confirmed"]
    assert [each.id for each in gate.requirements] == ["needs-are-theirs"]
    assert set(framework.journeys) == {"opportunity"}


def test_a_name_that_was_removed_is_missed_where_it_is_used(place):
    """The finding stands in the file of the base that still uses it."""
    folder = place({"o.yaml": "journey: opportunity\nremove: [gates.needs-confirmed.requires.corrections-taken]\n"})
    assert codes(folder) == [("GC014", "opportunity.yaml")]


@pytest.mark.parametrize(
    ("base", "words"),
    [
        ("first-deal", "pinned to its version"),
        ("first-deal@1999.1", "at version 2026.1, not 1999.1"),
        ("frist-deal@2026.1", 'no framework "frist-deal"'),
    ],
)
def test_a_base_that_does_not_fit_is_one_finding(place, base, words):
    """Unpinned, another version, or not there: each says so at the word."""
    (finding,) = lint(place(base=base))
    assert (finding.code, finding.line) == ("GC035", 4)
    assert words in finding.message
    assert finding.hint


@pytest.mark.parametrize("path", ["gates.nothing", "stages.discovery.nothing"])
def test_removing_what_is_not_there_is_a_finding(place, path):
    """A path that leads nowhere is named."""
    assert codes(place({"o.yaml": f"journey: opportunity\nremove: [{path}]\n"})) == [("GC035", "o.yaml")]


def test_a_framework_may_extend_the_folder_beside_it_over_several_levels(place):
    """A region extends a company, which extends a bundled framework."""
    place({"o.yaml": OPPORTUNITY}, name="company")
    region = place(base="acme@7", name="region", more="roles: {customer: {cfo: {title: CFO}}}\n")
    assert codes(region) == [("GC035", "framework.yaml")]  # the folder is called company
    (region / "framework.yaml").write_text(HEAD.format(base="company@7"), encoding="utf-8")
    assert load(region).journeys["opportunity"].gates["mutual-interest"].title == "They want to talk"


def test_a_circle_is_a_finding_and_no_endless_walk(place):
    """Two folders that extend each other."""
    place(base="two@7", name="one")
    assert ("GC035", "framework.yaml") in codes(place(base="one@7", name="two"))


def test_own_order_holds_where_own_names_every_id(place):
    """A child that lists all stages gives their order; new ones stand where it puts them."""
    stages = "stages:\n  discovery: {}\n  pilot: {phase: problem-noticed}\n  needs-analysis: {}\n  solution-fit: {}\n"
    gates = """\
gates:
  piloted:
    from: discovery
    to: pilot
    requires: {go: {say: "They began.", seller: invitation-sent, customer: invitation-answered}}
"""
    folder = place({"o.yaml": f"journey: opportunity\n{stages}{gates}"})
    assert list(load(folder).journeys["opportunity"].stages) == ["discovery", "pilot", "needs-analysis", "solution-fit"]
