"""`gatecoach schema`: a schema on stdout or in a file, with the ids of a place where one is named."""

from __future__ import annotations

import json

from gatecoach.report.schema import decision_schema
from gatecoach.schema import json_schema


def test_without_a_place_it_is_the_schema_of_the_language(run):
    """The plain schema is what the library gives."""
    done = run("schema")
    assert (done.code, json.loads(done.out), done.err) == (0, json_schema(), "")


def test_with_a_place_it_knows_the_ids(run):
    """The ids of the framework are offered under the keys that name them."""
    done = run("schema", "first-deal")
    schema = json.loads(done.out)
    assert "needs-review-sent" in schema["$defs"]["clause"]["properties"]["answers"]["enum"]
    assert schema["$defs"]["gate"]["required"] == ["from", "to", "requires"]


def test_a_framework_that_extends_another_may_be_partial(run, folder):
    """Files that are laid over a base need not say again what the base says."""
    (folder / "mine").mkdir()
    text = 'gatecoach: 1\nframework: mine\nversion: "1"\nextends: first-deal@2026.1\n'
    (folder / "mine/framework.yaml").write_text(text, encoding="utf-8")
    schema = json.loads(run("schema", "mine").out)
    assert schema["$defs"]["gate"]["required"] == []
    assert "solution-fit" in schema["$defs"]["gate"]["properties"]["to"]["enum"]


def test_of_a_decision(run):
    """`--decision` gives the schema of decisions, which knows no place."""
    assert json.loads(run("schema", "--decision").out) == decision_schema()
    refused = run("schema", "first-deal", "--decision")
    assert (refused.code, refused.out) == (2, "")
    assert "Leave PLACE out" in refused.err


def test_into_a_file(run, folder):
    """With `--out` the schema is in the file, and stdout is empty."""
    done = run("schema", "--out", "s.json")
    assert (done.code, done.out) == (0, "")
    assert json.loads((folder / "s.json").read_text(encoding="utf-8")) == json_schema()


def test_a_place_that_cannot_be_used_is_said(run):
    """Without a framework at that place nothing is written."""
    done = run("schema", "no-such-place")
    assert (done.code, done.out) == (2, "")
    assert "no-such-place" in done.err
