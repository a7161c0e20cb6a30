"""The numbers of fitted models over an engine: packed, and sealed, since they are made of what customers said."""

import asyncio
import hashlib
import zlib
from typing import Final

import msgspec

from handrail_server.adapters.store import queries
from handrail_server.adapters.store.engine import Engine
from handrail_server.adapters.store.keyring import Keyring
from handrail_server.core.basics.ids import KeyId, OrgId
from handrail_server.ports.learning import Taught

_encode: Final = msgspec.json.Encoder(order="deterministic").encode
_TAUGHT: Final = msgspec.json.Decoder(Taught)


class StoreWeights:
    """The `Weights` port. A digest is the SHA-256 of the numbers as JSON with sorted names."""

    def __init__(self, engine: Engine, *, keys: Keyring) -> None:
        self._engine = engine
        self._keys = keys

    async def keep(self, org: OrgId, taught: Taught, *, key: KeyId) -> str:
        """See `Weights`."""
        sealing = await self._keys.key(org, key)
        assert sealing is not None, "the organisation's own key is never destroyed"
        digest, packed = await asyncio.to_thread(_packed, taught)
        body = sealing.seal(packed, _bound(org, digest))
        await self._engine.run(queries.KEEP_WEIGHTS, org=org, digest=digest, key_id=key, body=body)
        return digest

    async def taught(self, org: OrgId, digest: str) -> Taught | None:
        """See `Weights`."""
        for row in await self._engine.read(queries.WEIGHTS, org=org, digest=digest):
            key = await self._keys.key(org, KeyId(row.key_id))
            if key is not None:
                return await asyncio.to_thread(_unpacked, key.open(row.body, _bound(org, digest)), digest)
        return None


def _packed(taught: Taught) -> tuple[str, bytes]:
    content = _encode(taught)
    return hashlib.sha256(content).hexdigest(), zlib.compress(content)


def _unpacked(packed: bytes, digest: str) -> Taught | None:
    content = zlib.decompress(packed)
    return _TAUGHT.decode(content) if hashlib.sha256(content).hexdigest() == digest else None


def _bound(org: OrgId, digest: str) -> bytes:
    """Numbers open in their own organisation only."""
    return f"handrail weights v1\n{org}\n{digest}".encode()
