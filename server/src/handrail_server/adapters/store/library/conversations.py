"""Conversations, their turns and their guarded calls."""

from typing import Final

from handrail_server.adapters.store import queries
from handrail_server.adapters.store.codec import judged_of, turn_of
from handrail_server.adapters.store.cursor import cursor as cursor_of
from handrail_server.adapters.store.cursor import place
from handrail_server.adapters.store.library.shelf import Shelf, loaded
from handrail_server.adapters.store.queries import ActiveSeen, TurnSeen
from handrail_server.core.basics.ids import AgentId, ConversationId, CustomerId, DecisionId, OrgId, TurnId
from handrail_server.core.basics.time import At
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.conversation import Conversation
from handrail_server.ports.reading import Page, StoredTurn
from handrail_server.ports.writing import Judged, Loaded

_BEGINNING: Final = (2**62, "")
"""Later than all activity: where the first page begins."""


class Conversations(Shelf):
    """What was said and done."""

    async def turns(
        self, org: OrgId, conversation: ConversationId, *, after: int = 0, limit: int = 200
    ) -> tuple[StoredTurn, ...]:
        """Turns in their order, with number > `after`."""
        found = await self._engine.read(queries.TURNS, org=org, conversation=conversation, after=after, limit=limit)
        return tuple(_stored(row) for row in found)

    async def turn(self, org: OrgId, conversation: ConversationId, turn: TurnId) -> StoredTurn | None:
        """One turn by the sender's id."""
        for row in await self._engine.read(queries.TURN, org=org, conversation=conversation, name=turn):
            return _stored(row)
        return None

    async def judged(self, org: OrgId, decision: DecisionId) -> Judged | None:
        """A decision with its signals."""
        for row in await self._engine.read(queries.JUDGED, org=org, decision=decision):
            return judged_of(row.text)
        return None

    async def conversations(
        self,
        org: OrgId,
        *,
        agent: AgentId | None = None,
        customer: CustomerId | None = None,
        is_open: bool | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[Conversation]:
        """Conversations, the newest activity first."""
        active_at, name = place(cursor, tuple[int, str]) if cursor else _BEGINNING
        query = queries.OPEN_CONVERSATIONS if is_open else queries.CONVERSATIONS
        if customer is not None:
            query = queries.CONVERSATIONS_OF_CUSTOMER
        found = await self._engine.read(
            query,
            org=org,
            agent=agent,
            customer=customer,
            is_open=is_open,
            active_at=active_at,
            name=name,
            limit=limit + 1,
        )
        items = tuple(self._codec.state(Conversation, row.state) for row in found[:limit])
        return Page(items=items, next=_next(found, limit))

    async def live(self, org: OrgId, *, since: At, limit: int) -> tuple[Loaded[Conversation], ...]:
        """Open conversations with a turn since then, the newest first."""
        rows = await self._engine.read(queries.LIVE_CONVERSATIONS, org=org, since=since, limit=limit)
        return tuple(loaded(self._codec, Conversation, row) for row in rows)

    async def actions(
        self, org: OrgId, conversation: ConversationId, *, act: tuple[str, str] | None = None
    ) -> tuple[Action, ...]:
        """The guarded calls of a conversation, oldest first; of one act where its tool and digest are given."""
        found = await self._engine.read(
            queries.ACTIONS, org=org, conversation=conversation, digest=None if act is None else " ".join(act)
        )
        return tuple(self._codec.state(Action, row.text) for row in found)

    async def action_by_call(self, org: OrgId, conversation: ConversationId, call_id: str) -> Action | None:
        """A guarded call by the framework's call id."""
        named = {"org": org, "conversation": conversation, "call_id": call_id}
        for row in await self._engine.read(queries.ACTION_BY_CALL, **named):
            return self._codec.state(Action, row.text)
        return None


def _stored(row: TurnSeen) -> StoredTurn:
    judged = judged_of(row.judged) if row.judged else None
    return StoredTurn(turn=turn_of(row.turn), status=row.status, judged=judged)


def _next(found: list[ActiveSeen], limit: int) -> str | None:
    return cursor_of((found[limit - 1].active_at, found[limit - 1].id)) if len(found) > limit else None
