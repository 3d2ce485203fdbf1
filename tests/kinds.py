"""The kinds of journals that tests run over."""

from __future__ import annotations

import pytest

KINDS = ["memory", "jsonl", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
