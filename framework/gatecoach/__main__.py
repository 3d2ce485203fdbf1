"""`python -m gatecoach`: the same as the command `gatecoach`."""

from __future__ import annotations

import sys

from gatecoach.cli import main

if __name__ == "__main__":
    sys.exit(main())
