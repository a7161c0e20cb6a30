"""The keys that bodies are sealed with, and the master key that those are wrapped with.

A data key's id is the SHA-256 of the key. AES-GCM alone does not commit to its key (one ciphertext can be made to open
under two keys, to two texts); since the id stands in the fact's head, a body opens only as what was recorded.
"""

import hashlib
import hmac
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from handrail_server.core.basics.canonical import canonical
from handrail_server.core.basics.ids import KeyId, OrgId
from handrail_server.ledger.chance import Chance

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
_MASTER_ID_BYTES: Final = 8

_nonces: Final = Chance(NONCE_BYTES)


class CannotOpen(Exception):
    """The key is not the one that this was sealed with, or the sealed bytes were changed."""


class DataKey:
    """The key of one customer's (or conversation's) content. Forgetting all copies of it erases the content."""

    __slots__ = ("_cipher", "_secret", "id")

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._cipher = AESGCM(_checked(secret))
        self.id = KeyId(hashlib.sha256(b"handrail data key v1\n" + secret).hexdigest())

    def __repr__(self) -> str:
        return f"DataKey({self.id})"

    def seal(self, content: bytes, bound_to: bytes, *, nonce: bytes | None = None) -> bytes:
        """The nonce and the ciphertext of `content`, which opens only beside the same `bound_to`."""
        return _seal(self._cipher, content, bound_to, nonce)

    def open(self, sealed: bytes, bound_to: bytes) -> bytes:
        """The content; raises CannotOpen."""
        return _open(self._cipher, sealed, bound_to)

    def wrapped(self, by: "MasterKey", org: OrgId, *, nonce: bytes | None = None) -> bytes:
        """This key as it may be stored: sealed by the master key, bound to its organisation and id."""
        return by.wrap(self._secret, _owner(org, self.id), nonce=nonce)


class MasterKey:
    """The key of the installation, kept in a file outside the store."""

    __slots__ = ("_cipher", "_id", "_secret")

    def __init__(self, secret: bytes) -> None:
        self._secret = _checked(secret)
        self._cipher = AESGCM(self._secret)
        self._id = hashlib.sha256(b"handrail master key v1\n" + secret).digest()[:_MASTER_ID_BYTES]

    def __repr__(self) -> str:
        return f"MasterKey({self.id})"

    @property
    def id(self) -> str:
        """Names the key without revealing it; each wrapped key begins with it."""
        return self._id.hex()

    def derived(self, purpose: str) -> bytes:
        """32 bytes for another purpose (HMAC-SHA-256), such as signing, that say nothing about this key."""
        return hmac.digest(self._secret, purpose.encode(), "sha256")

    def wrap(self, secret: bytes, owner: bytes, *, nonce: bytes | None = None) -> bytes:
        """`secret` sealed for storage, after this key's id."""
        return self._id + _seal(self._cipher, secret, owner, nonce)

    def unwrap(self, wrapped: bytes, org: OrgId, key_id: KeyId) -> DataKey:
        """The data key; raises CannotOpen where it was wrapped by another master key, or is not the key named."""
        if wrapped[:_MASTER_ID_BYTES] != self._id:
            raise CannotOpen(f"Wrapped by master key {wrapped[:_MASTER_ID_BYTES].hex()}, not by {self.id}.")
        key = DataKey(_open(self._cipher, wrapped[_MASTER_ID_BYTES:], _owner(org, key_id)))
        if key.id != key_id:
            raise CannotOpen("The wrapped key is not the one its id names.")
        return key


def new_secret() -> bytes:
    """256 random bits, for a data key or a master key."""
    return os.urandom(KEY_BYTES)


def new_data_key() -> DataKey:
    """A fresh data key."""
    return DataKey(new_secret())


def _owner(org: OrgId, key_id: KeyId) -> bytes:
    return canonical(["handrail data key", org, key_id])


def _checked(secret: bytes) -> bytes:
    if len(secret) != KEY_BYTES:  # AESGCM would take 16 or 24 without a word
        raise ValueError(f"A key has {KEY_BYTES} bytes, not {len(secret)}.")
    return secret


def _seal(cipher: AESGCM, content: bytes, bound_to: bytes, nonce: bytes | None) -> bytes:
    nonce = nonce or _nonces.draw()
    return nonce + cipher.encrypt(nonce, content, bound_to)


def _open(cipher: AESGCM, sealed: bytes, bound_to: bytes) -> bytes:
    try:
        return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to)
    except (InvalidTag, ValueError):
        raise CannotOpen("The sealed bytes do not open with this key.") from None
