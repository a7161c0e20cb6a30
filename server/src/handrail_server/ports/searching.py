"""Finding conversations and customers by their words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from handrail_server.core.basics.ids import AgentId, ConversationId, CustomerId, OrgId
from handrail_server.core.turns.conversation import Conversation
from handrail_server.ports.reading import Page

Range = tuple[str, str]
"""The lowest and the highest word that would do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """By which words a conversation or a customer is found; `turn` is where they were said, 0 where they were not."""

    kind: str
    """`conversation` or `customer`."""
    id: str
    words: tuple[str, ...]
    turn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """Which conversations; None means any."""

    is_open: bool | None = None
    agent: AgentId | None = None
    customer: CustomerId | None = None


class Search(Protocol):
    """An index that holds no more than the turns do, and can be made from the ledger and them again."""

    async def conversations(
        self, org: OrgId, words: Sequence[Range], which: Narrowed, *, cursor: str | None = None, limit: int = 20
    ) -> Page[Conversation]:
        """Conversations with all of these words, the newest activity first."""
        ...

    async def turn(self, org: OrgId, conversation: ConversationId, words: Sequence[Range]) -> int | None:
        """The last turn of the conversation in which any of these words was said."""
        ...

    async def customers(
        self, org: OrgId, words: Sequence[Range], *, cursor: str | None = None, limit: int = 20
    ) -> Page[CustomerId]:
        """Customers with all of these words in their name, address, account or id, by id."""
        ...

    async def until(self, org: OrgId) -> int:
        """The last number of the ledger that has been read for the index; -1 where none has."""
        ...

    async def put(self, org: OrgId, entries: Sequence[Indexed], *, until: int) -> None:
        """Add to the index, and mark the ledger as read up to this number; repeating it changes nothing."""
        ...

    async def forget(self, org: OrgId, kind: str, name: str) -> None:
        """Take everything about a conversation or customer out of the index."""
        ...
