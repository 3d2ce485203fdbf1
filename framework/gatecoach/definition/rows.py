"""Rows of facts in authored files: each becomes a fact, or findings at its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from gatecoach.errors import FactsError, Finding, GatecoachError
from gatecoach.facts import Fact
from gatecoach.source import Document

Row = dict[str, Any]
Made = TypeVar("Made", bound=Fact)


def made(
    document: Document, path: tuple[str | int, ...], kind: Callable[..., Made], row: Row, findings: list[Finding]
) -> Made | None:
    """The fact of a row, or its findings at their places."""
    try:
        return kind(**row)
    except FactsError as error:
        for each in error.findings:
            part = each.path.split(".")[0]
            here = (*path, part) if part in row else path
            at_key = each.code == "GC012"
            findings.append(document.finding(each.code, each.message, here, key=at_key, hint=each.hint))
    except GatecoachError as error:
        key = next((each for each in ("at", "known", "since", "left") if each in row), "")
        findings.append(document.finding("GC030", error.message, (*path, key) if key else path, hint=error.help))
    except TypeError:
        findings.append(document.finding("GC012", "this row has a key that is no word", path))
    return None
