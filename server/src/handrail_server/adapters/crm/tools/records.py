"""A customer's records, read, and added to so that two who add at once both remain."""

import json
from collections.abc import Callable, Mapping
from typing import Final

from handrail_server.adapters.crm.kinds import ACCOUNT, CUSTOMER
from handrail_server.adapters.crm.table import CrmTable, Key
from handrail_server.core.basics.ids import CustomerId, OrgId
from handrail_server.ports.tools import ToolFailed

RECORDS: Final = "records"
_TRIES: Final = 20

Records = Mapping[str, Mapping[str, object]]
Change = Callable[[Records], Mapping[str, Mapping[str, object]]]
"""From the records to those that are new or changed; raises `ToolFailed`."""


class Book:
    """The records of one customer, or of the account that they belong to."""

    def __init__(self, table: CrmTable, org: OrgId, customer: CustomerId | None) -> None:
        self._table = table
        self._org = org
        self._customer = customer

    async def read(self) -> Records:
        """All records of the customer, and of their account."""
        own, shared = await self._keys()
        found = await self._table.get(self._org, [own, *([shared] if shared else [])])
        return {name: record for text in found.values() for name, record in json.loads(text).items()}

    async def change(self, change: Change) -> None:
        """Add to the records of whoever the change is about: the account's where it has them, else the customer's."""
        own, shared = await self._keys()
        place = shared or own
        for _ in range(_TRIES):
            found = await self._table.get(self._org, [own, *([shared] if shared else [])])
            everything = {name: record for text in found.values() for name, record in json.loads(text).items()}
            new = change(everything)
            if not new:
                return
            before = found.get(place, "")
            kept = json.loads(before) if before else {}
            if await self._table.swap(self._org, place, before, json.dumps({**kept, **new})):
                return
        raise ToolFailed("Too many others changed the customer's records at the same time.")

    async def _keys(self) -> tuple[Key, Key | None]:
        customer = self._customer
        if customer is None:
            raise ToolFailed("It is not known who the customer is; they must sign in, or a person must check it.")
        found = await self._table.get(self._org, [(CUSTOMER, customer)])
        text = found.get((CUSTOMER, customer))
        if text is None:
            raise ToolFailed("The customer is not in the CRM.")
        account = json.loads(text).get("account")
        own = (RECORDS, f"{CUSTOMER}/{customer}")
        return own, (RECORDS, f"{ACCOUNT}/{account}") if account else None
