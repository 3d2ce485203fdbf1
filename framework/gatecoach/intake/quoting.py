"""A mail that names none of ours and quotes one: how much of our words it holds, under the same subject."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gatecoach.intake.headers import Mail

ENOUGH = 0.6
"""This share of our runs of words must stand in the other mail."""
RUN = 5
FEWEST = 5
"""A text of ours with fewer runs than this says too little to be known again."""
MAX_WORDS = 5_000
REPLIES = ("re", "aw", "sv", "antw", "vs", "res", "rif", "odp", "ynt", "ref")
FORWARDS = ("fw", "fwd", "wg", "tr", "rv", "vl", "enc", "doorst")
"""What mail programs of several languages write before the subject."""
_MARK = re.compile(rf"\s*({'|'.join((*REPLIES, *FORWARDS))})(\[\d{{1,3}}\])?\s*:", re.IGNORECASE)
AUTOMATIC = (
    "automatic reply", "auto reply", "auto-reply", "autoreply", "auto response", "out of office", "out of the office",
    "automatische antwort", "abwesenheit", "réponse automatique", "absence du bureau", "respuesta automática",
    "fuera de la oficina", "risposta automatica", "automatisch antwoord", "resposta automática", "autosvar",
    "automatiskt svar", "odpowiedź automatyczna",
)  # fmt: skip
"""How the subjects of automatic answers begin."""


@dataclass(frozen=True, slots=True)
class Ours:
    """One of our labelled mails as it would be quoted: its bare subject and its runs of words."""

    message_id: str
    subject: str
    runs: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, mail: Mail) -> Ours:
        """What is compared of this mail."""
        return cls(mail.message_id, bare_subject(mail.subject), _runs(mail.text))


def quoted(mail: Mail, ours: Iterable[Ours]) -> str:
    """The id of the mail of ours that this one quotes most of, under the same subject; empty where it quotes none."""
    subject = bare_subject(mail.subject)
    candidates = [each for each in ours if each.subject == subject and len(each.runs) >= FEWEST] if subject else []
    if not candidates:
        return ""
    there = _runs(mail.body)
    shares = [(len(each.runs & there) / len(each.runs), each.message_id) for each in candidates]
    share, id_ = max(shares)
    return id_ if share >= ENOUGH else ""


def bare_subject(subject: str) -> str:
    """The subject without what mail programs put before it, in lower case."""
    text = subject.strip()
    while mark := _MARK.match(text):
        text = text[mark.end() :].strip()
    return " ".join(text.casefold().split())


def is_forward(subject: str) -> bool:
    """Whether the first mark before the subject says that the mail was passed on."""
    mark = _MARK.match(subject)
    return mark is not None and mark[1].casefold() in FORWARDS


def is_automatic(subject: str) -> bool:
    """Whether the subject is that of an automatic answer: it begins so, and nobody replied to it since."""
    return subject.strip().casefold().startswith(AUTOMATIC)


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())[:MAX_WORDS]
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
