"""What became of each message: one outcome, one stable rule, one plain sentence, and how its origin is proven."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gatecoach.intake.sentences import OUTCOMES, PROOFS, SENTENCES, Outcome

__all__ = ["OUTCOMES", "PROOFS", "SENTENCES", "MailOutcome", "Outcome", "RefusedError"]


@dataclass(frozen=True, slots=True)
class MailOutcome:
    """What became of one file: `outcome` by `rule`, the parameters of its sentence, the evidence it made.

    `outcome` is `evidence`, `contact` (somebody wrote, and nothing follows), `review` (a person should look), `no` or
    `reject` (it was not read). `name` is the name it was handed in by, `message_id` is empty where it has none; `made`
    are the ids of the evidence. `proof` says why the evidence has its grade and no higher one; it is empty where
    nothing was made. `text` and `proof_text` say `rule` (with `params`) and `proof` in English (`en`) or German (`de`).
    """

    name: str
    message_id: str
    outcome: Outcome
    rule: str
    params: Mapping[str, str] = field(default_factory=dict)
    made: tuple[str, ...] = ()
    proof: str = ""

    def text(self, language: str = "en") -> str:
        """One plain sentence: what the message became and why; English where a language lacks it."""
        by_language = SENTENCES[self.outcome, self.rule]
        return by_language.get(language, by_language["en"]).format_map(self.params)

    def proof_text(self, language: str = "en") -> str:
        """Why its grade is what it is, in one sentence; nothing where nothing was made."""
        by_language = PROOFS.get(self.proof, {})
        return by_language.get(language, by_language.get("en", ""))


class RefusedError(Exception):
    """Inside intake only: a message that cannot be read, by which rule; it ends as an outcome `reject`."""

    def __init__(self, rule: str, **params: str) -> None:
        """Keep the rule and the parameters of its sentence."""
        super().__init__(rule)
        self.rule = rule
        self.params = params
