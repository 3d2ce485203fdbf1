"""Reasons in the words of the people who read them: ids become the titles and names that the framework gives."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gatecoach.decision import SideResult
from gatecoach.definition import say
from gatecoach.errors import Reason
from gatecoach.facts import Evidence, Statement
from gatecoach.subject import Subject
from gatecoach.texts import reason_text
from gatecoach.time import span
from gatecoach.wording import TERMS, term

COUNTED = re.compile(r"\d days?\b|the same day|a later day|an earlier day")
"""The words of a condition that counts days from the day of an item."""


@dataclass(frozen=True, slots=True)
class Words:
    """Titles and names for one subject's reasons."""

    subject: Subject

    def reason(self, reason: Reason) -> str:
        """The sentence of a reason, or of a word that a talk refused."""
        return self.sentence(reason.code, {"place": reason.place, **reason.params})

    def sentence(self, code: str, params: Mapping[str, Any]) -> str:
        """The sentence of any code with its parameters said as titles."""
        said = {name: self._said(name, value, params) for name, value in params.items()}
        more = ""
        if code == "quorum-short" and params.get("missing"):
            more = f" Still to come: {said['missing']}."
        if code == "field-not-accepted" and COUNTED.search(str(params.get("asked", ""))):
            more = " Days are counted from the day it was said."
        return reason_text(code, said) + more

    def person(self, name: str) -> str:
        """A person's name; an id or address that is nobody's stays as it is."""
        found = self.subject.person(name)
        return (found.name or found.id) if found else name

    def place(self, name: str) -> str:
        """The title of a stage or end."""
        return self.subject.course.title_of(name)

    def kind(self, name: str) -> str:
        """The title of an evidence type, in quotes; another word stays as it is."""
        found = self.subject.course.types.get(name)
        return f'"{say(found.title, default=name)}"' if found else name

    def role(self, name: str) -> str:
        """The title of a role."""
        roles = (each for side in self.subject.framework.definition.roles.values() for each in side.items())
        return next((say(found.title, default=name) for id_, found in roles if id_ == name), name)

    def item(self, id_: str) -> Evidence | None:
        """The item of that id."""
        return next((each for each in self.subject.facts if isinstance(each, Evidence) and each.id == id_), None)

    def reading(self, item: Evidence) -> str:
        """How an item was read, and by whom; nothing where nobody has read it."""
        made = [each for each in self.subject.facts if isinstance(each, Statement) and each.about == item.id]
        return "; ".join(["", *(f'read as "{each.outcome}" by {self.person(each.by)}' for each in made)])

    def day(self, item: Evidence) -> dt.date:
        """The day of an item, in the framework's time zone."""
        return dt.date.fromordinal(span(item.at, self.subject.framework.time_zone).day)

    def latest(self, side: SideResult) -> Evidence | None:
        """The newest of the items that count for a side."""
        used = [item for item in map(self.item, side.used) if item is not None]
        return max(used, key=lambda each: span(each.at, self.subject.framework.time_zone).start, default=None)

    def field(self, name: str, what: object = None) -> str:
        """The short name of a field of the subject, or of items of a type; its id where it has none."""
        return self.subject.course.field_called(name, what=str(what) if what else None)

    def _apart(self, name: str, what: object) -> str:
        """In what items have to differ: persons, days, roles, sources, or values of a field."""
        known = name in TERMS["different"]["en"]
        return term("different", name, "en") if known else f"values of {self.field(name, what)}"

    def _said(self, name: str, value: Any, params: Mapping[str, Any]) -> Any:
        what = params.get("what")
        say_one = {
            "apart": lambda each: self._apart(each, what),
            "fields": lambda each: self.field(each, what),
            "field": lambda each: self.field(each, what),
            "roles": self.role,
            "who": self.person,
            "told": self.person,
            "missing": self.person,
            "answers": self.kind,
            "what": self.kind,
            "step": self.place,
            "end": self.place,
        }.get(name)
        if say_one is None:
            return value
        if isinstance(value, list | tuple):
            return ", ".join(say_one(str(each)) for each in value)
        return say_one(str(value))
