"""What the embedded CRM asks of a store: JSON documents by kind and id."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from handrail_server.core.basics.ids import OrgId

Key = tuple[str, str]
"""Kind and id."""


class CrmTable(Protocol):
    """Documents of an organisation, each the text of one JSON object."""

    async def get(self, org: OrgId, keys: Sequence[Key]) -> Mapping[Key, str]:
        """Those of the documents that exist."""
        ...

    async def put(self, org: OrgId, documents: Mapping[Key, str]) -> None:
        """Write all of them, over what was there, in one transaction."""
        ...

    async def swap(self, org: OrgId, key: Key, before: str, after: str) -> bool:
        """Write one document over `before` (empty: none); False where something else stands there now."""
        ...

    async def names(self, org: OrgId, kind: str, *, after: str, limit: int) -> Sequence[str]:
        """The ids of the documents of a kind, in order, after this one."""
        ...
