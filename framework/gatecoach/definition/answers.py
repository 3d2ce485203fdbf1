"""What an answer to a question is: the one model that a question hands on, so it stands apart from the others."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from gatecoach.definition.values import Authored, Ids, mistake

FieldType = Literal["text", "date", "money", "number", "share", "choice", "term", "activity", "yes-no"]
CHOICE = "a choice names its values with `of: […]`, and no other type does"


class AnswerDef(Authored):
    """What an answer to a question is: who gives it, of which kind, and the evidence it becomes."""

    type: FieldType = "text"
    """What kind of value the answer is."""
    of: Ids = Field(default_factory=list)
    """The values of a choice, and of nothing else."""
    by: str
    """The side or the role that answers."""
    gives: str | None = None
    """The evidence that the answer becomes."""

    @model_validator(mode="after")
    def _choices(self) -> AnswerDef:
        if (self.type == "choice") != bool(self.of):
            raise mistake("GC015", CHOICE)
        return self
