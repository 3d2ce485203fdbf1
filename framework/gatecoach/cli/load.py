"""What the commands about one deal have in common: its options and how it is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gatecoach.cli.bundle import Bundle, Origin, Wanted, carried, gather
from gatecoach.cli.deal import Deal, build, deal_journey
from gatecoach.cli.files import Kind, beside
from gatecoach.cli.options import FIRST, Fetched
from gatecoach.cli.output import note
from gatecoach.framework import load


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where the framework, the people and the data of a command are, and how they are to be read."""

    framework: str
    people: Path | None
    data: Sequence[Path]
    fetched_by: Fetched
    trusted: Sequence[str]
    journey: str | None = None
    mappings: Sequence[str] = ()
    keys: Path | None = None
    channels: Sequence[str] = ()

    @property
    def origin(self) -> Origin:
        """How the data got here."""
        return Origin(self.fetched_by.value, frozenset(self.trusted), self.keys)

    @property
    def wanted(self) -> Wanted:
        """Which data, and how they are to be read."""
        return Wanted(self.data, self.people, self.mappings, self.framework, self.origin, carried(self.channels))

    def beside(self, path: Path, *kinds: Kind) -> Inputs:
        """The same with what stands in the folder of the mails, entries or exports that are read."""
        return replace(self, data=list(dict.fromkeys([*self.data, *beside(path, kinds)])))

    def loaded(self) -> Bundle:
        """The framework, the journey of deals, and all that the files hold."""
        framework = load(self.framework)
        return gather(framework, deal_journey(framework, self.journey), self.wanted)

    def deal(self, subject: str) -> Deal:
        """The deal of that id or name, with a note on stderr for whatever could not be used."""
        return build(subject, self.loaded(), note)

    def words(self) -> list[str]:
        """These options as they would be typed again."""
        pairs = [("--data", str(each)) for each in self.data]
        pairs += [("--people", str(self.people))] if self.people else []
        pairs += [("--framework", self.framework)] if self.framework != FIRST else []
        pairs += [("--journey", self.journey)] if self.journey else []
        pairs += [("--mapping", each) for each in self.mappings]
        pairs += [("--channel", each) for each in self.channels]
        pairs += [("--keys", str(self.keys))] if self.keys else []
        pairs += [("--fetched-by", self.fetched_by.value)] if self.fetched_by is not Fetched.UPLOAD else []
        pairs += [("--trusted", each) for each in self.trusted]
        return [word for pair in pairs for word in pair]
