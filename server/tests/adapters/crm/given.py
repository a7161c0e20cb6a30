"""A CRM's table in memory, and a moment."""

from collections.abc import Mapping, Sequence

from handrail_server.adapters.crm.table import Key
from handrail_server.core.basics.ids import CustomerId, OrgId
from handrail_server.core.basics.time import At

ACME = OrgId("acme")
ANN = CustomerId("ann")
NOW = At(1_780_000_000_000)


class MemoryTable:
    """Keeps documents as the store does: by organisation, kind and id."""

    def __init__(self) -> None:
        self.documents: dict[tuple[OrgId, Key], str] = {}

    async def get(self, org: OrgId, keys: Sequence[Key]) -> Mapping[Key, str]:
        return {key: self.documents[org, key] for key in keys if (org, key) in self.documents}

    async def names(self, org: OrgId, kind: str, *, after: str, limit: int) -> Sequence[str]:
        mine = sorted(key[1] for owner, key in self.documents if owner == org and key[0] == kind)
        return [name for name in mine if name > after][:limit]

    async def put(self, org: OrgId, documents: Mapping[Key, str]) -> None:
        self.documents |= {(org, key): document for key, document in documents.items()}

    async def swap(self, org: OrgId, key: Key, before: str, after: str) -> bool:
        if self.documents.get((org, key), before) != before:
            return False
        self.documents[org, key] = after
        return True
