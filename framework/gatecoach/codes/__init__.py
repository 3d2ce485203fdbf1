"""The one table of finding codes: what each means, why it is a finding, and how to mend it.

A code never changes its meaning and is never used again for another. One file a family; merged here.
"""

from gatecoach.codes.code import Code, Severity, table
from gatecoach.codes.journeys import JOURNEYS
from gatecoach.codes.language import LANGUAGE
from gatecoach.codes.mappings import MAPPINGS
from gatecoach.codes.migrations import MIGRATIONS
from gatecoach.codes.questions import QUESTIONS
from gatecoach.codes.reader import READER

__all__ = ["CODES", "Code", "Severity"]

CODES: dict[str, Code] = table(
    *READER.values(),
    *LANGUAGE.values(),
    *JOURNEYS.values(),
    *MAPPINGS.values(),
    *QUESTIONS.values(),
    *MIGRATIONS.values(),
)
"""Every code by its id; `gatecoach explain CODE` shows one."""
