"""The tables that an audit reads: one row a fact, times as microseconds since 1970 (UTC) and days as ordinals.

Every dated row has `start`, `end` (first and last microsecond it may have been at), `day` (its day in the framework's
time zone) and `known` (from when on it was known). A value of a field stands in the column of its type: `number`,
`text`, `date` or `flag`; a value that cannot be read as its type has none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DATED = {"start": "int64", "end": "int64", "day": "int64", "known": "int64"}
VALUE = {"number": "decimal(38, 9)", "text": "string", "date": "int64", "flag": "boolean"}

TABLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "deals": {"deal": "string", "owner": "string", "sources": "int64"},
        "claims": {"deal": "string", "stage": "string", "rank": "int64", "dated": "boolean", **DATED},
        "evidence": {
            "deal": "string", "item": "int64", "id": "string", "source": "string", "what": "string", "by": "string",
            "told_by": "string", "replaces": "string", "grade": "int64", "machine_sent": "boolean",
            "revision": "int64", "content": "string", "words": "string", **DATED,
        },
        "fields": {"deal": "string", "item": "int64", "field": "string", "foreign": "boolean", **VALUE},
        "links": {"deal": "string", "item": "int64", "number": "int64", "answers": "string"},
        "statements": {
            "deal": "string", "about": "string", "outcome": "string", "quote": "string", "by": "string", **DATED,
        },
        "revocations": {"deal": "string", "revokes": "string", "by": "string", **DATED},
        "waivers": {
            "deal": "string", "id": "string", "requirement": "string", "by": "string", "until": "int64",
            "reason": "string", **DATED,
        },
        "values": {"deal": "string", "field": "string", "rank": "int64", **DATED, **VALUE},
        "people": {"deal": "string", "person": "string", "side": "string", "since": "int64", "left": "int64"},
        "roles": {"deal": "string", "person": "string", "role": "string", "first": "int64", "last": "int64"},
        "sources": {"deal": "string", "source": "string", "channel": "string"},
    }
)  # fmt: skip
"""The columns of each table and their types. Only `deals` needs rows."""
