"""Signed checkpoints: C2SP tlog-checkpoint in a C2SP signed note, Ed25519.

One signing key serves the installation; each organisation's key name is its ledger's origin, so a checkpoint of one
organisation can never pass for another's. Reading and verifying stand in verify.py.
"""

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from handrail_server.core.basics.ids import OrgId
from handrail_server.ledger.dossier import sealed_text
from handrail_server.ledger.verify import (
    ED25519,
    Broken,
    Checkpoint,
    key_hash,
    origin_of,
    read_checkpoint,
    read_key,
    verify_checkpoint,
)

__all__ = ["Broken", "Checkpoint", "Signer", "checkpoint_of", "read_checkpoint", "read_key", "verify_checkpoint"]


def checkpoint_of(org: OrgId, size: int, root: bytes) -> Checkpoint:
    """What an organisation's ledger is at `size` entries."""
    return Checkpoint(origin_of(org), size, root)


class Signer:
    """Signs checkpoints with an Ed25519 key, made from its 32-byte seed."""

    __slots__ = ("_key", "_public")

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self._public = self._key.public_key().public_bytes_raw()

    def __repr__(self) -> str:
        return f"Signer({self._public.hex()})"

    def public_key(self, org: OrgId) -> str:
        """The organisation's verifier key, `name+hash+key`, as it is published."""
        name = origin_of(org)
        return f"{name}+{key_hash(name, self._public).hex()}+{_base64(ED25519 + self._public)}"

    def sign(self, checkpoint: Checkpoint) -> str:
        """The checkpoint as a signed note."""
        text = f"{checkpoint.origin}\n{checkpoint.size}\n{_base64(checkpoint.root)}\n"
        signature = key_hash(checkpoint.origin, self._public) + self._key.sign(text.encode())
        return f"{text}\n\u2014 {checkpoint.origin} {_base64(signature)}\n"

    def seal(self, org: OrgId, words: bytes) -> str:
        """The signature of a dossier's words, see dossier.py."""
        return _base64(self._key.sign(sealed_text(origin_of(org), words)))


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()
