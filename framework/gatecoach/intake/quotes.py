"""A reading of a mail must rest on its words: the quote of a statement stands in the item's new text."""

from __future__ import annotations

from collections.abc import Iterable

from gatecoach.errors import Finding
from gatecoach.facts import Evidence, Statement

CODE = "GC029"


def check_quotes(statements: Iterable[Statement], evidence: Iterable[Evidence]) -> list[Finding]:
    """One finding for every statement whose quote is not, word for word, in what its item newly says.

    Every run of white space counts as one blank, in the quote as in the text: lines are broken on the way. Capitals
    and punctuation count. What the item quotes from others is not its text. Nothing raises.
    """
    texts: dict[str, list[str]] = {}
    for item in evidence:
        texts.setdefault(item.id, []).append(_words(item.text))
    found = []
    for each in statements:
        message, hint = _wrong(each, texts.get(each.about))
        if message:
            found.append(Finding(CODE, f"statement {each.id}: {message}", path=f"statements.{each.id}", hint=hint))
    return found


def _wrong(statement: Statement, texts: list[str] | None) -> tuple[str, str]:
    quote = _words(statement.quote)
    if not quote:
        return "it quotes nothing", "copy the words that show this outcome"
    if texts is None:
        return f"there is no item {statement.about}", "name the id of the message it reads"
    if not any(quote in text for text in texts):
        return (
            f'"{quote}" is not in what {statement.about} newly says',
            "copy the words exactly; quoted lines do not count",
        )
    return "", ""


def _words(text: str) -> str:
    return " ".join(text.split())
