"""One Salesforce export by the bundled mapping, for a host that names stages and roles itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gatecoach.errors import UsageError
from gatecoach.facts import Person
from gatecoach.intake.crm import CrmContext, CrmIntake, read_crm
from gatecoach.intake.crm.context import Course
from gatecoach.place import mapping_of

MAPPING = "salesforce"


def read_salesforce(
    data: bytes, name: str, *, stages: Mapping[str, str], roles: Mapping[str, str], people: Iterable[Person] = ()
) -> CrmIntake:
    """The subjects in this export; `stages` and `roles` name ours by their title or id there, in any case.

    A contact whose address one of `people` uses is that person, exactly as given. What is no Salesforce
    export at all raises `FactsError`; a row that does not fit is a finding and the rest is read.
    """
    mapping = mapping_of(MAPPING)
    if mapping is None:
        raise UsageError("unknown-mapping", "the bundled mappings are not there", help="Install gatecoach again.")
    context = CrmContext(mapping, "", {"": Course(stages=stages)}, roles, people=tuple(people))
    return read_crm([(name, data)], context)
