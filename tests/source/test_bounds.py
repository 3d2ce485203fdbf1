"""The worst files anybody can write: answered in time and memory, and never the end of the interpreter."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ENGINE = Path(__file__).resolve().parents[2] / "framework"

ATTACK = r"""
import resource
resource.setrlimit(resource.RLIMIT_AS, (512 * 1024 * 1024,) * 2)
import sys
sys.path.insert(0, sys.argv[1])
from gatecoach.source import read

MIB = 1024 * 1024
bomb = "a: &a [lol,lol,lol,lol,lol,lol,lol,lol,lol]\n" + "".join(
    f"{n}: &{n} [{','.join([f'*{m}'] * 9)}]\n" for m, n in zip("abcdefgh", "bcdefghi")
)
merges = "a: &a {x: 1}\n" + "".join(f"{n}: &{n}\n  <<: [{','.join(['*a'] * 9)}]\n" for n in "bcdefgh")
worst = {
    "GC006": ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "[{a: " * 50_000, "[" * MIB],
    "GC005": [bomb, "[" + "1," * 500_000 + "]", "".join(f"- &a{n} x\n" for n in range(50_000)) + "- *" + "y" * 100_000],
    "GC007": ["x" * (2 * MIB)],
    "GC004": ["".join(f"%TAG !a{n}! x\n" for n in range(50_000)) + "--- a", "a: !!python/object/apply:os.abort []"],
    "GC009": [merges, "? " * 400_000],
    "GC001": ["a: \0" * 1000, b"\xff" * MIB],
    "GC002": ["'" + "a" * (MIB - 1), "@" * MIB, "a: " * 300_000, "a: &" + "b" * (MIB // 2) + " &c"],
    "GC003": ["".join(f"k{n}: v\n" for n in range(60_000)) + "k0: v\n", "a: 1\n" * 200_000],
    "GC008": ["---\n" * 250_000],
    "GC011": ["ask:\n" + "- a: b\n" * 20_000],
    "GC010": ["say: {" + ",".join(f"k{n}: a b" for n in range(20_000)) + "}"],
    "": ["a: " + "9" * (MIB - 3), "- 1e999999999\n", "# " + "x" * 500_000 + "\na: 1", "a: |\n" + " \n" * 500_000],
}
for code, texts in worst.items():
    for text in texts:
        document = read(text if isinstance(text, bytes) else text.encode(), "f.yaml")
        got = document.findings[0].code if document.findings else ""
        assert got == code, (code, got, text[:40])
        for finding in document.findings[:10]:
            assert finding.line >= 1 and finding.hint and finding.text()
print("all answered")
"""


def test_the_worst_files_are_answered_within_time_and_memory():
    """Bombs, deep brackets, huge files and endless words give findings within 30 s and 512 MB, in one process."""
    command = [sys.executable, "-c", ATTACK, str(ENGINE)]
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False, env=clean)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "all answered", "")
