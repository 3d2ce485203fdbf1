"""Signed checkpoints, with Ed25519 (extra `sign`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatecoach.errors import UsageError
from gatecoach.journal.checkpoint import Checkpoint

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def new_key() -> tuple[bytes, bytes]:
    """A new key: the private half to sign with and the public half to give away, both as PEM."""
    from cryptography.hazmat.primitives import serialization as form  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    public = key.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
    return private, public


def signed(checkpoint: Checkpoint, private_key: bytes) -> Checkpoint:
    """The checkpoint with a signature.

    Raises:
        UsageError: this is no Ed25519 key.
    """
    return checkpoint._replace(signature=_private(private_key).sign(checkpoint.signed_bytes()).hex())


def is_signed(checkpoint: Checkpoint, public_key: bytes) -> bool:
    """Whether the checkpoint is as the owner of that key signed it.

    Raises:
        UsageError: this is no Ed25519 key.
    """
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415

    key = _public(public_key)
    try:
        key.verify(bytes.fromhex(checkpoint.signature), checkpoint.signed_bytes())
    except (InvalidSignature, ValueError):
        return False
    return True


def _private(pem: bytes) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415

    try:
        key = load_pem_private_key(pem, None)
    except (ValueError, TypeError) as error:
        raise _no_key() from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key()
    return key


def _public(pem: bytes) -> Ed25519PublicKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415

    try:
        key = load_pem_public_key(pem)
    except (ValueError, TypeError) as error:
        raise _no_key() from error
    if not isinstance(key, Ed25519PublicKey):
        raise _no_key()
    return key


def _no_key() -> UsageError:
    help_ = "Give the key as unencrypted PEM; `gatecoach.journal.sign.new_key` makes one."
    return UsageError("bad-key", "this is no Ed25519 key", help=help_)
