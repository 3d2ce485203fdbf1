"""The command `gatecoach`: the only room that reads the clock, the environment and files nobody handed in.

Exit codes: 0 yes, 1 the answer is no, 2 usage or unreadable input, 3 our fault, 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; never raises."""
    try:
        import typer  # noqa: F401, PLC0415 - only the command line needs it, and it may be absent

        from gatecoach.cli.run import run  # noqa: PLC0415 - it needs typer
    except ModuleNotFoundError as error:
        if error.name != "typer":
            raise
        sys.stderr.write('The command line is an extra that is not installed: pip install "gatecoach[cli]"\n')
        return 2
    except KeyboardInterrupt:  # loading takes a moment
        sys.stderr.write("Interrupted.\n")
        return 130
    return run(arguments)
