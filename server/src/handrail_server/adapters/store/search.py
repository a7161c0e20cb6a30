"""The index of words, over an engine.

The rarest word leads: what has it is looked up, and the others are checked one by one. Where even the rarest is common,
the newest conversations are walked until the page is full.
"""

from collections.abc import Sequence
from typing import Final

from handrail_server.adapters.store import queries
from handrail_server.adapters.store.codec import Codec, written
from handrail_server.adapters.store.cursor import cursor as cursor_of
from handrail_server.adapters.store.cursor import place
from handrail_server.adapters.store.engine import Engine
from handrail_server.adapters.store.rows import Scalar
from handrail_server.core.basics.ids import ConversationId, CustomerId, OrgId
from handrail_server.core.turns.conversation import Conversation
from handrail_server.ports.reading import Page
from handrail_server.ports.searching import Indexed, Narrowed, Range

COMMON: Final = 10_000
"""A word with so many rows leads no search: looking all of them up would take longer than walking to a full page."""
_BEGINNING: Final = (2**62, "")


class StoreSearch:
    """Finds conversations and customers by their words."""

    def __init__(self, engine: Engine, *, codec: Codec, common: int = COMMON) -> None:
        self._engine = engine
        self._codec = codec
        self._common = common

    async def conversations(
        self, org: OrgId, words: Sequence[Range], which: Narrowed, *, cursor: str | None = None, limit: int = 20
    ) -> Page[Conversation]:
        """Conversations with all of these words, the newest activity first."""
        active_at, name = place(cursor, tuple[int, str]) if cursor else _BEGINNING
        rarest, rows = await self._rarest(org, "conversation", words)
        values: dict[str, Scalar] = {
            "org": org,
            "active_at": active_at,
            "name": name,
            "is_open": which.is_open,
            "agent": which.agent,
            "customer": which.customer,
            "limit": limit + 1,
        }
        if rarest is None or rows >= self._common:
            found = await self._engine.read(
                queries.CONVERSATIONS_BY_ACTIVITY, **values, others=written([list(each) for each in words])
            )
        else:
            others = [list(each) for each in words if each != rarest]
            found = await self._engine.read(
                queries.CONVERSATIONS_BY_WORD, **values, low=rarest[0], high=rarest[1], others=written(others)
            )
        items = tuple(self._codec.state(Conversation, row.state) for row in found[:limit])
        more = len(found) > limit
        return Page(items=items, next=cursor_of((found[limit - 1].active_at, found[limit - 1].id)) if more else None)

    async def turn(self, org: OrgId, conversation: ConversationId, words: Sequence[Range]) -> int | None:
        """The last turn of the conversation in which any of these words was said."""
        others = written([list(each) for each in words])
        (found,) = await self._engine.read(queries.TURN_OF_WORDS, org=org, name=conversation, others=others)
        return found.number

    async def customers(
        self, org: OrgId, words: Sequence[Range], *, cursor: str | None = None, limit: int = 20
    ) -> Page[CustomerId]:
        """Customers with all of these words in their name, address, account or id, by id."""
        (name,) = place(cursor, tuple[str]) if cursor else ("",)
        rarest, _ = await self._rarest(org, "customer", words)
        if rarest is None:
            return Page(items=())
        others = written([list(each) for each in words if each != rarest])
        found = await self._engine.read(
            queries.CUSTOMERS_BY_WORD,
            org=org,
            low=rarest[0],
            high=rarest[1],
            name=name,
            others=others,
            limit=limit + 1,
        )
        items = tuple(CustomerId(row.text) for row in found[:limit])
        return Page(items=items, next=cursor_of((items[-1],)) if len(found) > limit else None)

    async def until(self, org: OrgId) -> int:
        """The last number of the ledger that has been read for the index; -1 where none has."""
        (found,) = await self._engine.read(queries.INDEXED_UNTIL, org=org)
        return -1 if found.number is None else found.number

    async def put(self, org: OrgId, entries: Sequence[Indexed], *, until: int) -> None:
        """Add to the index, and mark the ledger as read up to this number; repeating it changes nothing."""
        rows = [[each.kind, each.id, each.turn, list(each.words)] for each in entries]
        await self._engine.run(queries.INDEX_WORDS, org=org, entries=written(rows), number=until)

    async def forget(self, org: OrgId, kind: str, name: str) -> None:
        """Take everything about a conversation or customer out of the index."""
        await self._engine.run(queries.DROP_WORDS, org=org, kind=kind, name=name)

    async def _rarest(self, org: OrgId, kind: str, words: Sequence[Range]) -> tuple[Range | None, int]:
        """The word with the fewest rows, and how many it has: the number of a common word stands for more as well."""
        rarest, fewest = None, self._common + 1
        for low, high in words:
            (found,) = await self._engine.read(
                queries.COUNT_WORDS, org=org, kind=kind, low=low, high=high, most=self._common
            )
            if (found.number or 0) < fewest:
                rarest, fewest = (low, high), found.number or 0
        return rarest, fewest
