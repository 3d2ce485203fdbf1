"""Findings as other programs read them: marks on the lines of a change at GitHub, and SARIF 2.1.0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from gatecoach.codes import CODES
from gatecoach.errors import Finding

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
"""How GitHub calls the severities; SARIF calls them as we do."""
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def github(findings: Sequence[Finding]) -> str:
    """A workflow command a finding, which GitHub shows at its line."""
    return "".join(f"{_command(each)}\n" for each in findings)


def _command(finding: Finding) -> str:
    end = finding.column + max(finding.length, 1) - 1
    place = {"line": finding.line, "endLine": finding.line, "col": finding.column, "endColumn": end}
    parts = {"file": finding.file, **(place if finding.line else {}), "title": finding.code}
    shown = ",".join(f"{key}={_property(str(value))}" for key, value in parts.items() if value)
    return f"::{COMMANDS[finding.severity]} {shown}::{_data(_message(finding))}"


def _message(finding: Finding) -> str:
    return f"{finding.message}\n{finding.hint}" if finding.hint else finding.message


def _data(text: str) -> str:
    """Text that ends no command: GitHub reads these three signs back."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """The same for a value beside others, in which colon and comma have a meaning."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def sarif(findings: Sequence[Finding], version: str) -> Mapping[str, Any]:
    """All findings as one run of SARIF 2.1.0, with the page of each code that occurs."""
    codes = sorted({each.code for each in findings})
    driver = {"name": "gatecoach", "version": version, "rules": [_rule(code) for code in codes]}
    results = [_result(each, codes.index(each.code)) for each in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> Mapping[str, Any]:
    page = CODES[code]
    shown = {"Wrong": page.wrong, "Right": page.right}
    examples = "".join(f"\n{name}:\n\n```yaml\n{text}```\n" for name, text in shown.items() if text)
    return {
        "id": code,
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": page.why},
        "help": {"text": f"gatecoach explain {code}", "markdown": f"{page.why}\n{examples}"},
        "defaultConfiguration": {"level": page.severity},
    }


def _result(finding: Finding, rule: int) -> Mapping[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.file)}}
    if finding.line:
        end = finding.column + max(finding.length, 1)
        place["region"] = {"startLine": finding.line, "startColumn": finding.column, "endColumn": end}
    location: dict[str, Any] = {"physicalLocation": place} if finding.file else {}
    if finding.path:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.path}]
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": _message(finding)},
        "locations": [location] if location else [],
    }
