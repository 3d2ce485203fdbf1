"""What an author may write, as pydantic models, and how a file becomes one of them."""

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
from gatecoach.definition.loading import Source
from gatecoach.definition.scenario import ScenarioFile
from gatecoach.definition.values import Text, say

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
