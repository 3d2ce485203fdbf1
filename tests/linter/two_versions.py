"""Two versions of a small framework in the folders `old` and `new`, and the map between them."""

from __future__ import annotations

import tempfile

from places import BASE, write

from gatecoach.definition.loading import read_authored
from gatecoach.framework import load
from gatecoach.linter import ordered
from gatecoach.linter.project import Spot
from gatecoach.linter.recorded import recorded
from gatecoach.linter.succession import whole


def loaded(files):
    """The framework of these files; what they lack is that of the base place."""
    with tempfile.TemporaryDirectory() as folder:
        return load(write(folder, {"opportunity.yaml": BASE["opportunity.yaml"], **files}))


def versions(files):
    """The older and the newer framework of files in two folders."""
    return [
        loaded({name.removeprefix(f"{each}/"): text for name, text in files.items() if name.startswith(f"{each}/")})
        for each in ("old", "new")
    ]


def findings_between(old, new, text):
    """Everything that keeps a map from moving records from one framework to the other."""
    source, findings = read_authored(text.encode(), "map.yaml")
    if findings:
        return findings
    known = [recorded(each.definition, [one.definition for one in each.journeys.values()]) for each in (old, new)]
    return ordered(whole(Spot(source.document), source.model, *known))


def between(files):
    """The findings of the map that stands beside both folders."""
    (text,) = [text for name, text in files.items() if "/" not in name]
    return findings_between(*versions(files), text)
