"""Exports of a CRM → subjects with claims, fields, people and evidence, by a mapping; nothing is dropped silently."""

from gatecoach.intake.crm.context import CrmContext
from gatecoach.intake.crm.intake import CrmIntake, read_crm, stream_crm
from gatecoach.intake.crm.reading import crm_rows
from gatecoach.intake.crm.rejects import Reject, RejectsWriter, Tally, rejects_csv
from gatecoach.intake.crm.subjects import CrmSubject

__all__ = [
    "CrmContext",
    "CrmIntake",
    "CrmSubject",
    "Reject",
    "RejectsWriter",
    "Tally",
    "crm_rows",
    "read_crm",
    "rejects_csv",
    "stream_crm",
]
