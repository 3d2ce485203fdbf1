"""Tests of a framework: a story of people and dated facts, and what gatecoach must say about it."""

from gatecoach.scenario.naming import check
from gatecoach.scenario.result import Difference, Result
from gatecoach.scenario.running import run

__all__ = ["Difference", "Result", "check", "run"]
