"""Ids as they are compared: without the check signs that some exports add to them."""

from __future__ import annotations

CHECKED = 15
"""How long ids are that may carry three check signs more: one for each five signs, saying which are capital letters."""
CAPITALS = bytes(49 if 65 <= each <= 90 else 48 for each in range(256))
SIGNS = {f"{each:05b}"[::-1].encode(): sign for each, sign in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345")}


def same(id_: str, length: int | None) -> str:
    """The id without what is more than `length`; three signs behind 15 only where they are its check signs.

    Two records whose ids differ behind those signs in another way are two records.
    """
    if not length or len(id_) <= length:
        return id_
    bare = id_[:length]
    if length != CHECKED or len(id_) != CHECKED + 3 or id_[CHECKED:] == check_signs(bare):
        return bare
    return id_


def check_signs(id_: str) -> str:
    """The three check signs of an id of 15 signs; nothing for one that cannot have any."""
    if not id_.isascii():
        return ""
    capitals = id_.encode().translate(CAPITALS)
    return SIGNS[capitals[:5]] + SIGNS[capitals[5:10]] + SIGNS[capitals[10:]]
