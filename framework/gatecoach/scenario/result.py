"""What came of a scenario: it holds, or here is where it does not, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gatecoach.errors import Finding


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as expected: its place in the expectation, what was expected, what was said, and why."""

    place: str
    expected: Any
    found: Any
    why: str = ""
    line: int = 0

    def text(self) -> str:
        """The difference for people, indented below the scenario's name."""
        lines = [f"    line {self.line}: {self.place}", f"        expected  {told(self.expected)}"]
        lines += [f"        found     {told(self.found)}"]
        return "\n".join([*lines, f"        because   {self.why}"] if self.why else lines)

    def as_dict(self) -> dict[str, Any]:
        """The difference for a machine."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Result:
    """One scenario, run: it holds when it has neither findings nor differences. `line` is told where it does not."""

    name: str
    file: str
    line: int
    findings: tuple[Finding, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether everything is as expected."""
        return not self.findings and not self.differences

    def text(self) -> str:
        """What does not hold, for people; one line where everything does."""
        if self.holds:
            return f"{self.file}: holds: {self.name}"
        head = f"{self.file}:{self.line}: does not hold: {self.name}"
        findings = [each.text() for each in self.findings]
        return "\n".join([head, *findings, *(each.text() for each in self.differences)])

    def as_dict(self) -> dict[str, Any]:
        """The result for a machine."""
        return {
            "scenario": self.name,
            "file": self.file,
            "line": self.line,
            "holds": self.holds,
            "findings": [each.as_dict() for each in self.findings],
            "differences": [each.as_dict() for each in self.differences],
        }


def told(value: Any) -> str:
    """A value as authors write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {told(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(told(each) for each in value) + "]"
    return "nothing" if value is None or value == "" else str(value)
