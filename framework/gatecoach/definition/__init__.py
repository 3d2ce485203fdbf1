"""What an author may write, as pydantic models, and how a file becomes one of them.

A name is imported when it is first asked for: whoever decides about a compiled framework needs no models.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatecoach.lazily import by_name

if TYPE_CHECKING:
    from gatecoach.definition.clauses import CheckDef, ClauseDef, ConditionDef, ForEachDef, WhenDef
    from gatecoach.definition.evidence import BUILT_IN, EvidenceDef, FieldDef, OutcomesDef
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
    from gatecoach.definition.mapping import MappingFile
    from gatecoach.definition.migration import MigrationFile
    from gatecoach.definition.plain import GATE_BLOCKED, say
    from gatecoach.definition.scenario import ScenarioFile
    from gatecoach.definition.values import Text

__all__ = [
    "BUILT_IN",
    "GATE_BLOCKED",
    "HEADS",
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
__getattr__ = by_name(
    __name__,
    clauses=("CheckDef", "ClauseDef", "ConditionDef", "ForEachDef", "WhenDef"),
    evidence=("BUILT_IN", "EvidenceDef", "FieldDef", "OutcomesDef"),
    files=("FrameworkFile", "QuestionsFile"),
    journey=("EndDef", "GateDef", "JourneyFile", "RequirementDef", "SignalDef", "StageDef", "WaiversDef"),
    loading=("HEADS", "Source"),
    mapping=("MappingFile",),
    migration=("MigrationFile",),
    plain=("GATE_BLOCKED", "say"),
    scenario=("ScenarioFile",),
    values=("Text",),
)
