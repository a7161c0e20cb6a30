"""Data keys: made once per owner, kept wrapped by the master key, remembered unwrapped while they are in use."""

from collections import OrderedDict
from typing import Final

from handrail_server.adapters.store import queries
from handrail_server.adapters.store.engine import Engine
from handrail_server.core.basics.errors import Unavailable
from handrail_server.core.basics.ids import KeyId, OrgId
from handrail_server.ledger.cipher import DataKey, MasterKey, new_data_key

_REMEMBERED: Final = 10_000


class Keyring:
    """The organisation's data keys."""

    def __init__(self, engine: Engine, master: MasterKey) -> None:
        self._engine = engine
        self._master = master
        self._keys: OrderedDict[tuple[OrgId, KeyId], DataKey] = OrderedDict()

    async def of_owner(self, org: OrgId, owner: str) -> KeyId:
        """The owner's key, durable before it is returned; two who make it at once get the same one."""
        for found in await self._engine.read(queries.KEY_OF_OWNER, org=org, owner=owner):
            return KeyId(found.id)
        made = new_data_key()
        wrapped = made.wrapped(self._master, org)
        if await self._engine.run(queries.KEEP_KEY, org=org, name=made.id, owner=owner, wrapped=wrapped):
            self._remember(org, made)
            return made.id
        (kept,) = await self._engine.read(queries.KEY_OF_OWNER, org=org, owner=owner)
        return KeyId(kept.id)

    async def key(self, org: OrgId, key: KeyId) -> DataKey | None:
        """The key, or None where it was destroyed; raises `Unavailable` where there never was one."""
        if at_hand := self._keys.get((org, key)):
            self._keys.move_to_end((org, key))
            return at_hand
        for found in await self._engine.read(queries.KEY, org=org, name=key):
            if found.wrapped is None:
                return None
            return self._remember(org, self._master.unwrap(found.wrapped, org, key))
        raise Unavailable("A data key is missing from the store.", fix="Restore the store from a backup.")

    def _remember(self, org: OrgId, key: DataKey) -> DataKey:
        self._keys[org, key.id] = key
        if len(self._keys) > _REMEMBERED:
            self._keys.popitem(last=False)
        return key
