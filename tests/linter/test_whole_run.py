"""One run tells everything: all files, in order, each cause once, and nothing that only follows from another."""

from __future__ import annotations

import zipfile

from places import BANK, BASE, FRAMEWORK, JOURNEY, TALK, changed, findings_of, marked, write

from gatecoach.framework import lint, linted, load


def codes(files):
    """Code, file name and line of each finding of a place."""
    return [(each.code, each.file.removeprefix("acme/"), each.line) for each in findings_of(files)]


def test_the_base_place_of_these_tests_is_clean():
    """Findings of the other tests come from their one change."""
    assert findings_of(BASE) == []


def test_all_findings_of_all_files_in_one_run_sorted_by_file_and_line():
    """A misspelt key in one file hides neither the unknown name in another nor what is wrong further down."""
    files = {
        "framework.yaml": changed(FRAMEWORK, "by: [buyer]", "by: [byer]"),
        "opportunity.yaml": changed(changed(JOURNEY, "    to:", "    too:"), "say:", "saay:"),
        "review.yaml": changed(
            changed(TALK, "for-each: plan-w", "for-each: plann-w"), "coachee: plan-w", "coachee: plann-w"
        ),
        "bank.yaml": BANK,
    }
    assert codes(files) == [
        ("GC014", "framework.yaml", 12),
        ("GC012", "opportunity.yaml", 9),
        ("GC012", "opportunity.yaml", 12),
        ("GC014", "review.yaml", 14),
        ("GC014", "review.yaml", 19),
    ]


def test_an_unknown_id_used_twice_is_told_at_both_places():
    """Each use has its own place to mend."""
    text = changed(
        changed(JOURNEY, "seller: review-sent", "seller: review-snt"),
        "customer: review-answered",
        "customer: review-snt",
    )
    found = findings_of({**BASE, "opportunity.yaml": text})
    assert [(each.code, each.line, marked(each)) for each in found] == [
        ("GC014", 13, "review-snt"),
        ("GC014", 14, "review-snt"),
    ]


def test_an_evidence_that_is_gone_does_not_make_its_users_wrong_in_other_ways():
    """Without the declaration each use is unknown, and no side, link or window is blamed for it."""
    start = FRAMEWORK.index("  review-answered:")
    assert codes({**BASE, "framework.yaml": FRAMEWORK[:start]}) == [("GC014", "opportunity.yaml", 14)]


def test_a_file_that_cannot_be_read_is_not_missed_by_the_others():
    """Phases, banks and conversations that need the broken journey are not blamed."""
    talk = changed(TALK, "sides:", "about: opportunity\nsides:")
    assert codes({**BASE, "review.yaml": talk, "opportunity.yaml": "journey: ["}) == [("GC002", "opportunity.yaml", 2)]


def test_without_a_readable_framework_only_the_files_themselves_are_judged():
    """Nobody knows the names, so none is unknown; mistakes inside other files are still told."""
    files = {**BASE, "framework.yaml": "framework: [", "opportunity.yaml": changed(JOURNEY, "say:", "saay:")}
    assert codes(files) == [("GC002", "framework.yaml", 2), ("GC012", "opportunity.yaml", 12)]


def test_one_missing_gate_is_one_finding_however_many_stages_follow():
    """Only the stage that no gate leads to is told, not those that lie behind it."""
    gate = JOURNEY[JOURNEY.index("  needs-confirmed:") :]
    stages = changed(JOURNEY, "gates:", "  closing: {phase: needs-built}\n  signing: {phase: needs-built}\ngates:")
    text = changed(stages, "    to: proposal", "    to: closing")
    last = (
        changed(gate, "needs-confirmed:", "last:").replace("needs-analysis", "closing").replace("proposal", "signing")
    )
    assert codes({**BASE, "opportunity.yaml": text + last}) == [("GC022", "opportunity.yaml", 5)]
    proposal = changed(gate, "needs-confirmed:", "offer:").replace("proposal", "signing")
    text = changed(stages + last + proposal, "    to: proposal", "    to: signing")
    assert [line for *_, line in codes({**BASE, "opportunity.yaml": text})] == [5, 6]


def test_a_very_long_name_does_not_flood_the_message():
    """What an author wrote is quoted in short."""
    (found,) = findings_of({**BASE, "opportunity.yaml": changed(JOURNEY, "to: proposal", f"to: {'x' * 50_000}")})
    assert len(found.message) < 120


def test_thousands_of_unknown_names_give_a_bounded_number_of_findings():
    """The first five hundred of a family are told; the rest comes once these are mended."""
    many = ", ".join(f"x{number}" for number in range(2000))
    text = changed(JOURNEY, "customer: review-answered", f"customer: {{what: [{many}]}}")
    assert len(findings_of({**BASE, "opportunity.yaml": text})) == 500


def test_the_bundled_first_deal_is_clean_and_asks_enough():
    """What we ship has no finding, and every gate of its opportunity has six questions at least."""
    assert lint("first-deal") == []
    framework = load("first-deal")
    asked = [question.closes for bank in framework.banks for question in bank.bank.values()]
    for gate in framework.journey("opportunity").gates:
        assert sum(each.partition(".")[0] == gate for each in asked) >= 6


def test_warnings_that_may_follow_from_an_error_are_not_told():
    """The evidence that a misspelt name no longer asks for is not blamed for that."""
    text = changed(JOURNEY, "customer: review-answered", "customer: review-answred")
    assert codes({**BASE, "opportunity.yaml": text}) == [("GC014", "opportunity.yaml", 14)]
    mended = changed(JOURNEY, "customer: review-answered", "customer: {any: [{what: review-answered}]}")
    unused = changed(FRAMEWORK, "evidence:\n", "evidence:\n  call: {side: customer}\n")
    assert codes({**BASE, "opportunity.yaml": mended, "framework.yaml": unused}) == [("GC044", "framework.yaml", 9)]


def test_an_error_in_a_scenario_hides_no_warning():
    """Scenarios are tests of the framework and no part of it."""
    unused = changed(FRAMEWORK, "evidence:\n", "evidence:\n  call: {side: customer}\n")
    scene = "scenario: a scene\njourney: opportunity\nat: 2026-03-01\nexpect: {}\n"
    found = codes({**BASE, "framework.yaml": unused, "scene.yaml": scene})
    assert found == [("GC044", "framework.yaml", 9), ("GC015", "scene.yaml", 4)]


def test_a_framework_with_warnings_loads(tmp_path):
    """Only errors keep it from that; `linted` gives both at once, with its scenarios."""
    scene = "scenario: a scene\njourney: opportunity\nat: 2026-03-01\nexpect: {needs-confirmed: {passes: false}}\n"
    unused = changed(FRAMEWORK, "evidence:\n", "evidence:\n  call: {side: customer}\n")
    place = write(tmp_path, {**BASE, "framework.yaml": unused, "scene.yaml": scene})
    assert load(place).id == "acme"
    seen = linted(place)
    assert [each.code for each in seen.findings] == ["GC044"]
    assert seen.framework == load(place)
    assert [each.scenario for _, each in seen.scenarios] == ["a scene"]


def test_what_cannot_be_used_is_not_compiled(tmp_path):
    """Neither with an error, nor where there is no framework at all."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    broken = write(tmp_path / "one", {**BASE, "opportunity.yaml": changed(JOURNEY, "to: proposal", "to: nowhere")})
    nothing = write(tmp_path / "two", {"bank.yaml": BANK})
    for place, code in ((broken, "GC014"), (nothing, "GC017")):
        seen = linted(place)
        assert (seen.framework, seen.scenarios, seen.findings[0].code) == (None, [], code)


def test_a_zip_and_a_folder_have_the_same_warnings(tmp_path):
    """The files of a place are its own, however they are packed and however its name is written."""
    files = {**BASE, "bank.yaml": changed(BANK, "What is new?", "Is it new?")}
    folder = tmp_path / "acme"
    folder.mkdir()
    write(folder, files)
    with zipfile.ZipFile(tmp_path / "acme.zip", "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    for place in (folder, f"{folder}/", tmp_path / "acme.zip"):
        assert [(each.code, each.severity) for each in lint(place)] == [("GC047", "warning")]


def test_among_very_many_names_the_nearest_is_not_looked_for():
    """Looking for it would take minutes in a file of twenty thousand names; the finding itself stays."""
    many = "".join(f"  e{number}: {{side: seller}}\n" for number in range(2000))
    files = {"framework.yaml": FRAMEWORK + many, "opportunity.yaml": JOURNEY.replace("answered", "answred")}
    assert [each.hint for each in findings_of(files)] == ["check how it is spelt where it is declared"]
