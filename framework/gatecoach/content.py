"""Where the bundled YAML is: the only module that knows how the package was installed."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def content_root(kind: str) -> Traversable:
    """The folder of bundled `stages` or `questions`: inside a wheel or zip, else beside the engine."""
    packed = files("gatecoach") / kind
    if packed.is_dir():
        return packed
    return Path(__file__).resolve().parents[2] / kind
