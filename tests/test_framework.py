"""Loading: where a framework may be, what makes two the same, and that nobody can change a loaded one."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest
from places import BASE, FRAMEWORK, JOURNEY, changed, write

from gatecoach.content import content_root
from gatecoach.errors import DefinitionError, UsageError
from gatecoach.framework import lint, load, scenarios
from gatecoach.place import bundled_ids


def packed(path, files):
    """A zip with these files."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def refusal(place):
    """Code, message and next step of the one finding with which a place is refused."""
    with pytest.raises(DefinitionError) as caught:
        load(place)
    (finding,) = caught.value.findings
    return finding.code, finding.message, finding.hint


def hash_of(folder, files):
    """The hash of a framework with these files."""
    shutil.rmtree(folder, ignore_errors=True)
    return load(write(folder, files)).hash


def test_a_bundled_framework_loads_by_its_id():
    """What we ship loads like a company's own, with its questions."""
    framework = load("first-deal")
    assert (framework.id, framework.version) == ("first-deal", "2026.1")
    assert {"opportunity", "gate-review"} <= set(framework.journeys) == set(framework.machines)
    assert framework.banks
    assert "first-deal" in bundled_ids()


def test_folder_and_zip_of_it_are_the_same_framework(tmp_path):
    """A folder, the same as text, a zip of it and a zip with the folder inside load to equal frameworks."""
    folder = write(tmp_path / "acme", BASE)
    flat = packed(tmp_path / "flat.zip", BASE)
    deep = packed(tmp_path / "deep.zip", {f"acme/{name}": text for name, text in BASE.items()})
    assert load(folder) == load(str(folder)) == load(f"{folder}/") == load(flat) == load(str(deep))


def test_the_bundled_files_in_a_folder_of_ones_own_are_the_bundled_framework(tmp_path):
    """Copying the bundled YAML changes nothing but the place."""
    for kind in ("stages", "questions"):
        shutil.copytree(content_root(kind) / "first-deal", tmp_path / kind)
    assert load(tmp_path) == load("first-deal")


def test_a_place_that_is_not_there_names_the_nearest_bundled_id(tmp_path):
    """Nothing there, a file instead of its folder, something that only ends like a zip: each with a next step."""
    assert refusal("first-dael") == ("GC017", 'there is no framework at "first-dael"', 'did you mean "first-deal"?')
    assert refusal("")[0] == "GC017"
    file = write(tmp_path, {"framework.yaml": FRAMEWORK}) / "framework.yaml"
    assert refusal(file)[2] == "give the folder that holds it"
    no_zip = write(tmp_path, {"x.zip": "no zip"}) / "x.zip"
    assert refusal(no_zip)[0] == "GC017"


def test_a_place_without_a_framework_file_says_so(tmp_path):
    """An empty folder and one with only a journey lack the file that says whose they are."""
    code, message, hint = refusal(tmp_path)
    assert (code, message) == ("GC017", f"{tmp_path} has no framework.yaml")
    assert "begins with `framework:`" in hint
    assert refusal(write(tmp_path, {"deal.yaml": JOURNEY})) == (code, message, hint)


def test_an_unreadable_framework_file_is_not_called_missing(tmp_path):
    """Where a file cannot be read, it may be the framework; then only its own finding is told."""
    write(tmp_path, {"framework.yaml": "framework: [", "deal.yaml": JOURNEY})
    assert [each.code for each in lint(tmp_path)] == ["GC002"]


def test_two_frameworks_in_one_place_are_a_finding(tmp_path):
    """The second is told, with the place of the first."""
    write(tmp_path, {**BASE, "z.yaml": FRAMEWORK})
    code, message, _ = refusal(tmp_path)
    assert (code, message) == (
        "GC017",
        f"a second framework in one place; the first is in {tmp_path}/framework.yaml",
    )


@pytest.mark.parametrize(("name", "kind"), [("opportunity.yaml", "journey"), ("bank.yaml", "bank")])
def test_a_journey_or_bank_defined_twice_is_a_finding(tmp_path, name, kind):
    """The second is told, with the file of the first."""
    write(tmp_path, {**BASE, "z/copy.yaml": BASE[name]})
    code, message, _ = refusal(tmp_path)
    assert code == "GC031"
    assert message.startswith(f"the {kind} ")
    assert message.endswith(f"is already defined in {tmp_path}/{name}")


def test_a_damaged_zip_is_refused_with_a_finding(tmp_path):
    """A member that does not unpack ends nothing but its own reading."""
    path = packed(tmp_path / "a.zip", BASE)
    path.write_bytes(path.read_bytes().replace(b"framework: acme", b"framework: xxxx"))
    findings = lint(path)
    assert ("GC017", "this file cannot be read") in [(each.code, each.message) for each in findings]
    path.write_bytes(path.read_bytes().replace(b"PK\x01\x02", b"PK\x09\x09"))
    assert refusal(path) == ("GC017", f'the zip "{path}" is damaged', "pack it again")
    path.write_bytes(b"")
    assert refusal(path)[1] == f'the zip "{path}" is damaged'


@pytest.mark.parametrize(("name", "method"), [("a.zip", "open"), ("folder", "iterdir")])
def test_a_place_that_may_not_be_read_is_not_called_missing(tmp_path, monkeypatch, name, method):
    """The system's reason is told for a zip and for a folder."""

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.zip").write_bytes(b"PK")
    (tmp_path / "folder").mkdir()
    monkeypatch.setattr(f"pathlib.Path.{method}", refuse)
    path = tmp_path / name
    assert refusal(path) == ("GC017", f'"{path}" cannot be read', "Permission denied")


def test_layout_does_not_change_the_hash(tmp_path):
    """File names, the order of files and of keys, comments and flow or block style are not what was authored."""
    first = hash_of(tmp_path / "a", BASE)
    renamed = {f"{9 - number}.yml": text for number, text in enumerate(BASE.values())}
    remarked = {name: f"# a remark\n{text}# the end\n" for name, text in BASE.items()}
    block = changed(FRAMEWORK, "  review-sent: {side: seller}", "  review-sent:\n    side: seller")
    order = changed(FRAMEWORK, '\nversion: "1"\n', "\n") + "version: '1'\n"
    assert hash_of(tmp_path / "a", renamed) == hash_of(tmp_path / "b", remarked) == first
    assert hash_of(tmp_path / "a", {**BASE, "framework.yaml": block}) == first
    assert hash_of(tmp_path / "a", {**BASE, "framework.yaml": order}) == first


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("opportunity.yaml", "say: They confirmed", "say: They have confirmed"),
        ("framework.yaml", 'version: "1"', 'version: "2"'),
        ("review.yaml", "{talk: {}, follow-up: {}}", "{talk: {title: Talk}, follow-up: {}}"),
        ("bank.yaml", "What is new?", "What was new?"),
    ],
)
def test_other_words_change_the_hash(tmp_path, name, old, new):
    """A changed sentence, version, title or question makes another framework."""
    first = hash_of(tmp_path / "a", BASE)
    assert hash_of(tmp_path / "a", {**BASE, name: changed(BASE[name], old, new)}) != first


def test_an_order_that_means_something_changes_the_hash(tmp_path):
    """Stages are in the order of their rank, so the same stages in another order are another journey."""
    stages = "{talk: {}, follow-up: {}}"
    gate = "  looked:\n    from: talk\n    to: gap\n    requires: {it: {say: Seen., for-each: plan-written}}\n"
    text = changed(
        BASE["review.yaml"], "gates:\n", f"gates:\n{gate.replace('-written}', '-written, coach: plan-accepted}')}"
    )
    one = changed(text, stages, "{talk: {}, gap: {}, follow-up: {}}")
    other = changed(text, stages, "{talk: {}, follow-up: {}, gap: {}}")
    first = hash_of(tmp_path / "a", {**BASE, "review.yaml": one})
    assert hash_of(tmp_path / "a", {**BASE, "review.yaml": other}) != first


def test_frameworks_are_equal_and_hashable_by_what_was_authored(tmp_path):
    """Two loads of one place are one value; nothing else is equal to it."""
    one, again = load(write(tmp_path / "a", BASE)), load(write(tmp_path / "b", BASE))
    other = load(write(tmp_path / "c", {**BASE, "framework.yaml": changed(FRAMEWORK, "acme", "other")}))
    assert one == again != other
    assert len({one, again, other}) == 2
    assert one != one.hash
    assert repr(one) == f"Framework('acme', version='1', hash='{one.hash[:12]}')"


def test_a_loaded_framework_cannot_be_changed():
    """Neither its parts, nor what it indexes, nor what was authored can be replaced."""
    framework = load("first-deal")
    with pytest.raises(dataclasses.FrozenInstanceError):
        framework.version = "2"
    with pytest.raises(TypeError):
        framework.journeys["x"] = framework.journey("opportunity")
    with pytest.raises(TypeError):
        framework.machines["x"] = None
    with pytest.raises(ValueError, match="frozen"):
        framework.definition.version = "2"


def test_threads_may_load_and_use_one_framework(tmp_path):
    """Many threads that load and ask at once see the same framework and no error."""
    shared, seen = load(write(tmp_path, BASE)), []

    def ask():
        return load(tmp_path) == shared, shared.gate("opportunity", "needs-confirmed").target

    def use():
        seen.extend(ask() for _ in range(20))

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=use) for _ in range(4)]
        [each.start() for each in threads]
        [each.join() for each in threads]
    finally:
        sys.setswitchinterval(before)
    assert seen == [(True, "proposal")] * 80


@pytest.mark.parametrize(
    ("ask", "code", "said"),
    [
        (lambda framework: framework.journey("oportunity"), "unknown-journey", 'no journey "oportunity"'),
        (lambda framework: framework.gate("opportunity", "needs-confirmd"), "unknown-gate", 'no gate "needs-confirmd"'),
        (lambda framework: framework.gate("oportunity", "x"), "unknown-journey", 'no journey "oportunity"'),
    ],
)
def test_an_unknown_journey_or_gate_is_a_usage_error_with_the_nearest_name(ask, code, said):
    """A mistake of the calling program is raised, and names what may have been meant."""
    with pytest.raises(UsageError) as caught:
        ask(load("first-deal"))
    assert caught.value.code == code
    assert said in caught.value.message
    assert caught.value.help in ('did you mean "opportunity"?', 'did you mean "needs-confirmed"?')


def test_answered_by_names_what_a_reply_becomes():
    """The types that answer a type, of deals only: what is said in a conversation comes by no mail."""
    pairs = load("first-deal").answered_by()
    assert pairs["needs-review-sent"] == ("needs-review-answered",)
    assert "commitment" not in pairs


def test_a_refused_framework_tells_how_much_is_wrong(tmp_path):
    """The exception counts the findings and shows each of them."""
    write(tmp_path, {**BASE, "opportunity.yaml": JOURNEY.replace("review-", "revu-")})
    with pytest.raises(DefinitionError, match="2 findings") as caught:
        load(tmp_path)
    assert str(caught.value).count("[GC014]") == len(caught.value.findings) == 2


def test_a_scenario_that_is_broken_stops_lint_but_not_the_loading(tmp_path):
    """A framework in use is not taken down by one of its tests."""
    shutil.copytree(Path(str(content_root("stages") / "first-deal")), tmp_path / "place")
    (tmp_path / "place" / "test.yaml").write_text("scenario: a\njourney: opportunity\nat: 2026-01-01\ngvien: []\n")
    assert load(tmp_path / "place").hash == load(tmp_path / "place").hash
    assert [each.code for each in lint(tmp_path / "place")] == ["GC012"]
    with pytest.raises(DefinitionError, match="gvien"):
        scenarios(tmp_path / "place")


def test_a_scenario_beside_it_hides_no_error_of_the_framework(tmp_path):
    """Loading leaves tests alone, which is no reason to look less closely at the rest."""
    write(tmp_path, {**BASE, "opportunity.yaml": JOURNEY.replace("sides:", "about: nowhere\nsides:")})
    alone = sorted(each.code for each in lint(tmp_path))
    (tmp_path / "test.yaml").write_text("scenario: a\njourney: opportunity\nat: 2026-01-01\ngiven: []\n")
    with pytest.raises(DefinitionError) as caught:
        load(tmp_path)
    assert sorted(each.code for each in caught.value.findings) == alone != []


def test_what_many_programs_never_meet_is_not_imported():
    """Neither the public names nor a loaded framework need the models of tests and exports, or words of questions."""
    code = (
        "import sys, gatecoach\n"
        "[getattr(gatecoach, name) for name in gatecoach.__all__]\n"
        "gatecoach.load('first-deal')\n"
        "print(*sorted(each for each in sys.modules if each.startswith('gatecoach')))"
    )
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert "gatecoach.framework" in found
    unmet = {"gatecoach.definition.scenario", "gatecoach.definition.mapping", "gatecoach.linter.words.de"}
    assert unmet.isdisjoint(found)


def test_the_journey_of_deals_is_the_one_that_says_so_or_the_only_one(tmp_path):
    """Of several without a word there is none to choose; a talk is never one."""
    assert load("b2b").deals == ("opportunity",)
    assert load("first-deal").deals == ("opportunity",)
    text = 'gatecoach: 1\nframework: acme\nversion: "1"\nextends: b2b@2026.1\n'
    (tmp_path / "framework.yaml").write_text(text + "deals: lead\n", encoding="utf-8")
    assert load(tmp_path).deals == ("lead",)
    (tmp_path / "framework.yaml").write_text(text + "remove: [deals]\n", encoding="utf-8")
    assert {"opportunity", "lead", "handover"} < {*load(tmp_path).deals}
    assert not any(load(tmp_path).journeys[each].conversation for each in load(tmp_path).deals)
