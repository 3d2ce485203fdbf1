"""YAML text to a plain tree with positions on demand: bounded, typed by six plain rules, safe on anybody's text.

Only `true`, `false`, `null`, whole numbers and decimals are typed; every other word is text. Nothing an
author can write ends the interpreter, runs code or takes more than a bounded time: what cannot be read
becomes a finding with a code, a place and a next step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatecoach.lazily import by_name

if TYPE_CHECKING:
    from gatecoach.source.document import Document
    from gatecoach.source.place import Place
    from gatecoach.source.reader import MAX_BYTES, MAX_DEPTH, MAX_VALUES, read
    from gatecoach.source.sentences import SENTENCES

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_VALUES", "SENTENCES", "Document", "Place", "read"]
__getattr__ = by_name(
    __name__,
    document=("Document",),
    place=("Place",),
    reader=("MAX_BYTES", "MAX_DEPTH", "MAX_VALUES", "read"),
    sentences=("SENTENCES",),
)
