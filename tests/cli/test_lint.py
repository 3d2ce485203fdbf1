"""`gatecoach lint`: what it tells of every severity, in which shape, and with which exit code."""

from __future__ import annotations

import json
import re

import pytest
from jsonschema import Draft202012Validator
from places import BASE, changed, write
from scenario.stories import DEAL, FILES

import gatecoach
from gatecoach.cli.findings import github, sarif
from gatecoach.codes import CODES
from gatecoach.errors import Finding

DEALS, BANK = "opportunity.yaml", "bank.yaml"
CLOSED = changed(BASE[BANK], "What is new?", "Did they write?")
NOTED = changed(BASE[BANK], "What is new?", "Who wrote? What was it?")
BROKEN = changed(BASE[DEALS], "to: proposal", "to: propsal")


def place(folder, name="own", **files):
    """A folder with the base place and these files in place of its own."""
    write(folder / name, {**BASE, **{f"{file}.yaml": text for file, text in files.items()}})
    return name


@pytest.mark.parametrize(
    ("files", "usual", "strict"),
    [
        ({}, 0, 0),
        ({"bank": NOTED}, 0, 0),
        ({"bank": CLOSED}, 0, 1),
        ({"opportunity": BROKEN}, 1, 1),
    ],
    ids=["nothing", "a note", "a warning", "an error"],
)
def test_errors_say_no_and_warnings_do_so_where_it_is_strict(run, folder, files, usual, strict):
    """A note never does."""
    name = place(folder, **files)
    assert (run("lint", name).code, run("lint", name, "--strict").code) == (usual, strict)


def test_the_last_line_counts_by_severity(run, folder):
    """In the order of their weight; what there is not is not counted."""
    text = changed(CLOSED, "bank:\n", 'bank:\n  more: {ask: "Who? And what?", closes: needs-confirmed}\n')
    place(folder, bank=text, opportunity=BROKEN)
    done = run("lint", "own")
    assert done.out.endswith("\n3 findings in 2 files: 1 error, 1 warning, 1 note\n")
    assert ": warning: this question is closed" in done.out
    assert ": note: these are several questions at once" in done.out
    assert run("lint", place(folder, "good")).out == "no findings\n"


def test_a_scenario_that_cannot_be_read_hides_no_other(run, folder):
    """What the others name in vain is told in the same run."""
    vain = changed(DEAL, "needs-confirmed:", "needs-confirmd:")
    empty = DEAL.partition("expect:")[0] + "expect: {}\n"
    write(folder / "own", {**FILES, "a.yaml": vain, "b.yaml": empty})
    done = run("lint", "own")
    assert done.code == 1
    assert 'unknown gate "needs-confirmd" [GC014]' in done.out
    assert "own/b.yaml:12:9: error: this expects nothing, so it can never fail [GC015]" in done.out


def test_one_annotation_a_finding_for_github(run, folder):
    """The place as properties, code as the title, and the next step on a line of its own."""
    place(folder, bank=CLOSED, opportunity=BROKEN)
    done = run("lint", "own", "--format", "github")
    assert done.code == 1
    warning, error = done.out.splitlines()
    place_of = "file=own/bank.yaml,line=4,endLine=4,col=16,endColumn=32,title=GC047"
    words = 'this question is closed: "Did" asks for yes or no'
    assert warning == f"::warning {place_of}::{words}%0Aask it openly: begin with What, How, Who, Which or When"
    place_of = "file=own/opportunity.yaml,line=9,endLine=9,col=9,endColumn=15,title=GC014"
    assert error == f'::error {place_of}::unknown stage or end "propsal"%0Adid you mean "proposal"?'
    assert run("lint", place(folder, "good"), "--format", "github").out == ""
    assert run("lint", place(folder, "noted", bank=NOTED), "--format", "github").out.startswith("::notice file=noted")


HARD = Finding("GC047", "100% of:\r\nthis, and that", "a,b:c/100%.yaml", 3, 5, 4, "abcd efgh", severity="warning")


def decoded(text):
    """What GitHub makes of the escapes of a command."""
    return re.sub("%(25|0D|0A|3A|2C)", lambda found: chr(int(found[1], 16)), text)


def test_no_sign_of_a_finding_ends_a_command_of_github():
    """Percent, line ends, colons and commas come back as they were."""
    line = github([HARD])
    assert line.count("\n") == 1
    properties, _, message = line.rstrip("\n").removeprefix("::warning ").partition("::")
    found = dict(part.partition("=")[::2] for part in properties.split(","))
    assert decoded(found["file"]) == HARD.file
    assert (found["line"], found["col"], found["endColumn"]) == ("3", "5", "8")
    assert decoded(message) == HARD.message


def test_a_finding_without_a_place_has_no_line_for_github():
    """Only what is known is said."""
    assert github([Finding("GC017", "no framework")]) == "::error title=GC017::no framework\n"


TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
REGION = {
    "type": "object",
    "required": ["startLine", "startColumn", "endColumn"],
    "properties": {key: {"type": "integer", "minimum": 1} for key in ("startLine", "startColumn", "endColumn")},
    "additionalProperties": False,
}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RULE = {
    "type": "object",
    "required": ["id", "shortDescription", "fullDescription", "help", "defaultConfiguration"],
    "properties": {
        "id": {"type": "string"},
        "shortDescription": TEXT,
        "fullDescription": TEXT,
        "help": {**TEXT, "required": ["text", "markdown"]},
        "defaultConfiguration": {"type": "object", "required": ["level"], "properties": {"level": LEVEL}},
    },
    "additionalProperties": False,
}
PLACED = {
    "type": "object",
    "required": ["artifactLocation"],
    "properties": {
        "artifactLocation": {"type": "object", "required": ["uri"], "properties": {"uri": {"format": "uri-reference"}}},
        "region": REGION,
    },
    "additionalProperties": False,
}
RESULT = {
    "type": "object",
    "required": ["ruleId", "ruleIndex", "level", "message", "locations"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": TEXT,
        "locations": {
            "type": "array",
            "items": {
                "properties": {"physicalLocation": PLACED, "logicalLocations": {"type": "array", "minItems": 1}},
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
SARIF = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "properties": {
                            "driver": {
                                "required": ["name", "version", "rules"],
                                "properties": {"rules": {"type": "array", "items": RULE}},
                            }
                        }
                    },
                    "columnKind": {"const": "unicodeCodePoints"},
                    "results": {"type": "array", "items": RESULT},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
"""What of SARIF 2.1.0 (OASIS) is used here: its required properties, and no other."""


def test_sarif_has_what_the_standard_asks_for(run, folder):
    """A run with the tool, a rule for each code that occurs, and a result for each finding."""
    place(folder, bank=CLOSED, opportunity=BROKEN)
    done = run("lint", "own", "--format", "sarif")
    assert done.code == 1
    log = json.loads(done.out)
    assert [*Draft202012Validator(SARIF).iter_errors(log)] == []
    (only,) = log["runs"]
    assert only["tool"]["driver"]["version"] == gatecoach.__version__
    assert [each["id"] for each in only["tool"]["driver"]["rules"]] == ["GC014", "GC047"]
    warning, error = only["results"]
    assert (error["ruleId"], error["ruleIndex"], error["level"]) == ("GC014", 0, "error")
    assert (warning["ruleId"], warning["ruleIndex"], warning["level"]) == ("GC047", 1, "warning")
    assert error["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "own/opportunity.yaml"},
        "region": {"startLine": 9, "startColumn": 9, "endColumn": 16},
    }
    assert error["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "gates.needs-confirmed.to"}]


def test_a_rule_of_sarif_is_the_page_of_its_code(run, folder):
    """Title, reason and both examples, with the usual level."""
    place(folder, bank=CLOSED)
    (rule,) = json.loads(run("lint", "own", "--format", "sarif").out)["runs"][0]["tool"]["driver"]["rules"]
    page = CODES["GC047"]
    assert (rule["shortDescription"]["text"], rule["fullDescription"]["text"]) == (page.title, page.why)
    assert all(part in rule["help"]["markdown"] for part in (page.why, page.wrong, page.right))
    assert rule["defaultConfiguration"]["level"] == "warning"


def test_without_findings_there_is_a_run_without_results(run, folder):
    """So that a tool that reads it sees that nothing is left."""
    log = json.loads(run("lint", place(folder), "--format", "sarif").out)
    assert [*Draft202012Validator(SARIF).iter_errors(log)] == []
    assert log["runs"][0]["results"] == []


def test_names_of_files_are_written_as_addresses_in_sarif():
    """Spaces and other signs are escaped; a finding without a place has no region."""
    (one, two) = sarif([HARD, Finding("GC017", "no framework", file="my place")], "1")["runs"][0]["results"]
    assert one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%2Cb%3Ac/100%25.yaml"
    assert two["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "my%20place"}}}]


def test_our_check_of_sarif_is_able_to_fail():
    """What the standard asks for and is left out, or what it does not know, is seen."""
    good = sarif([HARD], "1")
    assert [*Draft202012Validator(SARIF).iter_errors(good)] == []
    (only,) = good["runs"]
    for wrong in ({"version": "2.0.0"}, {"runs": []}, {"runs": [{**only, "results": [{"ruleId": "GC047"}]}]}):
        assert [*Draft202012Validator(SARIF).iter_errors({**good, **wrong})]


def test_every_shape_can_be_written_to_a_file(run, folder):
    """Nothing goes to stdout then."""
    name = place(folder, bank=CLOSED)
    for shape in ("text", "json", "github", "sarif"):
        done = run("lint", name, "--format", shape, "--out", f"{shape}.out")
        assert done.out == ""
        assert "GC047" in (folder / f"{shape}.out").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", ["GC047", "GC049", "GC014"])
def test_explain_says_whether_the_framework_loads_all_the_same(run, code):
    """Of a warning and a note, and how to say that it is meant; of an error it is plain."""
    told = " ".join(run("explain", code).out.split())
    severity = CODES[code].severity
    assert (f"This is a {severity}: the framework loads all the same." in told) is (severity != "error")
    assert (f"# gatecoach: allow {code} because …" in told) is (severity != "error")
    assert json.loads(run("explain", code, "--format", "json").out)["severity"] == severity
