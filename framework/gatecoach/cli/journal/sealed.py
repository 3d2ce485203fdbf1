"""Checkpoints as files: read, and their signatures made and checked with keys that are files too."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from gatecoach.cli.journal.at import placed
from gatecoach.errors import JournalError, UsageError

if TYPE_CHECKING:
    from gatecoach.journal import Checkpoint

MADE = "Give a file that `gatecoach journal checkpoint --out FILE` wrote."
EXTRA = 'Install it: pip install "gatecoach[sign]".'


def checkpoint_in(path: Path | None, public_key: Path | None) -> Checkpoint | None:
    """The checkpoint of a file, signed by the owner of the key where one is named; nothing where no file is.

    Raises:
        UsageError: a file that cannot be read or is no checkpoint, a key without one, or another signature.
    """
    from gatecoach.journal import Checkpoint

    if path is None:
        if public_key is not None:
            raise UsageError("no-checkpoint", "a key checks a checkpoint", place="--public-key", help=MADE)
        return None
    try:
        row = json.loads(_bytes(path))
        found = Checkpoint.from_dict(row if isinstance(row, dict) else {})
    except (ValueError, RecursionError, JournalError):
        raise UsageError("bad-checkpoint", "this is no checkpoint of a journal", place=str(path), help=MADE) from None
    if public_key is not None:
        _refuse_unsigned(found, path, public_key)
    return found


def signed_with(checkpoint: Checkpoint, private_key: Path) -> Checkpoint:
    """The checkpoint with a signature.

    Raises:
        UsageError: the key cannot be read or is none, or the extra is not there.
    """
    _needs_extra()
    from gatecoach.journal import sign

    pem = _bytes(private_key)
    try:
        return sign.signed(checkpoint, pem)
    except UsageError as error:
        raise placed(error, str(private_key), _key_help(private=True)) from None


def _refuse_unsigned(checkpoint: Checkpoint, path: Path, public_key: Path) -> None:
    _needs_extra()
    from gatecoach.journal import sign

    pem = _bytes(public_key)
    try:
        signed = sign.is_signed(checkpoint, pem)
    except UsageError as error:
        raise placed(error, str(public_key), _key_help(private=False)) from None
    if not signed:
        words = f"this checkpoint is not signed with the key of {public_key}"
        raise UsageError("other-signature", words, place=str(path), help="Ask whoever keeps the checkpoints.")


def _needs_extra() -> None:
    try:
        import cryptography  # noqa: F401
    except ModuleNotFoundError:
        words = "signatures need cryptography, which is not installed"
        raise UsageError("sign-needs-extra", words, help=EXTRA) from None


def _key_help(*, private: bool) -> str:
    made = "openssl genpkey -algorithm ed25519" if private else "openssl pkey -in KEY -pubout"
    return f"Give the {'private' if private else 'public'} half as plain PEM, as `{made}` writes it."


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        words = f"it cannot be read: {error.strerror}"
        raise UsageError("no-such-file", words, place=str(path), help="Check its name and your rights.") from None
