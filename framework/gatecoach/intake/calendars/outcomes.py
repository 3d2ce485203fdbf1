"""What became of each calendar entry: one outcome, one stable rule, one plain sentence in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from gatecoach.intake.calendars.sentences import SENTENCES
from gatecoach.intake.outcomes import MailOutcome

SIGNED = {"proven": "object-signed", "authentic": "object-signed-alone"}
"""Why a grade that rests on the signature of the carrying mail is what it is: the entry stands in what was signed."""
PASSED_ON = "passed-on"
OBJECT_PROOFS: dict[str, dict[str, str]] = {
    "object-signed": {
        "en": "their domain signed the mail with the calendar entry in it.",
        "de": "Ihre Domain hat die Mail samt dem Kalendereintrag darin signiert.",
    },
    "object-signed-alone": {
        "en": "their domain signed the calendar entry, but not subject, date and number of the mail around it.",
        "de": "Ihre Domain hat den Kalendereintrag signiert, aber nicht Betreff, Datum und Nummer der Mail darum.",
    },
    PASSED_ON: {
        "en": "it is no better proven than that the invitation was passed on to whoever answers.",
        "de": "Sie ist nicht besser belegt als die Weitergabe der Einladung an den, der antwortet.",
    },
}


@dataclass(frozen=True, slots=True)
class CalendarOutcome(MailOutcome):
    """What became of one entry; `message_id` is the id that what it makes has, `uid` names the invitation.

    Of an input with several entries each has its own, told apart by a number behind the name.
    """

    uid: str = ""

    def text(self, language: str = "en") -> str:
        """One plain sentence: what the entry became and why; English where a language lacks it."""
        by_language = SENTENCES[self.outcome, self.rule]
        return by_language.get(language, by_language["en"]).format_map(self.params)

    def proof_text(self, language: str = "en") -> str:
        """Why its grade is what it is, in one sentence; nothing where nothing was made."""
        by_language = OBJECT_PROOFS.get(self.proof)
        return by_language.get(language, by_language["en"]) if by_language else MailOutcome.proof_text(self, language)
