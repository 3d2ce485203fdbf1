"""What the commands about one deal have in common: its options and how it is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gatecoach.cli.deal import Bundle, Deal, Origin, build, deal_journey, gather
from gatecoach.cli.options import Fetched
from gatecoach.cli.output import note
from gatecoach.framework import Framework, load


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where the framework, the people and the data of a command are."""

    framework: str
    people: Path | None
    data: Sequence[Path]
    fetched_by: Fetched
    trusted: Sequence[str]
    journey: str | None = None

    @property
    def origin(self) -> Origin:
        """How the mails got here."""
        return Origin(self.fetched_by.value, frozenset(self.trusted))

    def loaded(self) -> tuple[Framework, str, Bundle]:
        """The framework, the journey of deals, and all that the files hold."""
        framework = load(self.framework)
        journey = deal_journey(framework, self.journey)
        return framework, journey, gather(framework, journey, self.data, self.people)

    def deal(self, subject: str) -> Deal:
        """The deal of that id or name, with a note on stderr for whatever could not be used."""
        framework, journey, bundle = self.loaded()
        return build(framework, journey, subject, bundle, origin=self.origin, note=note)

    def words(self) -> list[str]:
        """These options as they would be typed again."""
        pairs = [("--data", str(each)) for each in self.data]
        pairs += [("--people", str(self.people))] if self.people else []
        pairs += [("--framework", self.framework)] if self.framework != "first-deal" else []
        pairs += [("--journey", self.journey)] if self.journey else []
        pairs += [("--fetched-by", self.fetched_by.value)] if self.fetched_by is not Fetched.UPLOAD else []
        pairs += [("--trusted", each) for each in self.trusted]
        return [word for pair in pairs for word in pair]
