"""The embedded CRM's documents over an engine."""

import json
from collections.abc import Mapping, Sequence

from handrail_server.adapters.store import queries
from handrail_server.adapters.store.engine import Engine
from handrail_server.core.basics.ids import OrgId

Key = tuple[str, str]


class StoreCrmTable:
    """Keeps the documents that `adapters/crm` reads and writes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def get(self, org: OrgId, keys: Sequence[Key]) -> Mapping[Key, str]:
        """Those of the documents that exist."""
        found = await self._engine.read(queries.CRM_DOCUMENTS, org=org, keys=json.dumps(list(keys)))
        return {(row.kind, row.id): row.document for row in found}

    async def put(self, org: OrgId, documents: Mapping[Key, str]) -> None:
        """Write all of them, over what was there, in one transaction."""
        rows = [[kind, name, document] for (kind, name), document in documents.items()]
        await self._engine.run(queries.KEEP_CRM, org=org, documents=json.dumps(rows))

    async def swap(self, org: OrgId, key: Key, before: str, after: str) -> bool:
        """Write one document over `before` (empty: none); False where something else stands there now."""
        kind, name = key
        changed = await self._engine.run(queries.SWAP_CRM, org=org, kind=kind, name=name, before=before, document=after)
        return bool(changed)

    async def names(self, org: OrgId, kind: str, *, after: str, limit: int) -> Sequence[str]:
        """The ids of the documents of a kind, in order, after this one."""
        found = await self._engine.read(queries.CRM_OF_KIND, org=org, kind=kind, after=after, limit=limit)
        return tuple(row.id for row in found)
