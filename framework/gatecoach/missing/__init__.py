"""What would open a gate: a decision with more facts, and the smallest sets of evidence that are still missing.

`smallest` is exact over the steps of `universe`: every way it gives opens the gate, and nothing smaller does.
"""

from gatecoach.missing.asking import Smallest, smallest, what_if
from gatecoach.missing.ways import Hypothetical, Way

__all__ = ["Hypothetical", "Smallest", "Way", "smallest", "what_if"]
