"""What an author may write, as pydantic models, and how a file becomes one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gatecoach.definition.clauses import CheckDef, ClauseDef, ConditionDef, ForEachDef, WhenDef
from gatecoach.definition.evidence import BUILT_IN, GATE_BLOCKED, EvidenceDef, FieldDef, OutcomesDef
from gatecoach.definition.files import FrameworkFile, QuestionsFile
from gatecoach.definition.journey import (
    EndDef,
    GateDef,
    JourneyFile,
    RequirementDef,
    SignalDef,
    StageDef,
    WaiversDef,
)
from gatecoach.definition.loading import HEADS, Source
from gatecoach.definition.values import Text, say

if TYPE_CHECKING:
    from gatecoach.definition.mapping import MappingFile
    from gatecoach.definition.migration import MigrationFile
    from gatecoach.definition.scenario import ScenarioFile

__all__ = [
    "BUILT_IN",
    "GATE_BLOCKED",
    "CheckDef",
    "ClauseDef",
    "ConditionDef",
    "EndDef",
    "EvidenceDef",
    "FieldDef",
    "ForEachDef",
    "FrameworkFile",
    "GateDef",
    "JourneyFile",
    "MappingFile",
    "MigrationFile",
    "OutcomesDef",
    "QuestionsFile",
    "RequirementDef",
    "ScenarioFile",
    "SignalDef",
    "Source",
    "StageDef",
    "Text",
    "WaiversDef",
    "WhenDef",
    "say",
]


def __getattr__(name: str) -> Any:
    """The models of scenarios, mappings and migrations, which many programs never meet."""
    heads = {"ScenarioFile": "scenario", "MappingFile": "mapping", "MigrationFile": "migration"}
    if name not in heads:
        raise AttributeError(f"module 'gatecoach.definition' has no attribute {name!r}")
    return HEADS[heads[name]]
