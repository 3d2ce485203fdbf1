"""Tests of a framework: a story of people and dated facts, and what gatecoach must say about it."""

from gatecoach.scenario.result import Difference, Result
from gatecoach.scenario.running import run, run_all

__all__ = ["Difference", "Result", "run", "run_all"]
