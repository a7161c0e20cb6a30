"""What lies on people's desks beside the cases themselves: replies being written, and who is looking."""

from dataclasses import dataclass
from typing import Protocol

from handrail_server.core.basics.ids import ConversationId, KeyId, OrgId, PersonId
from handrail_server.core.basics.time import At


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The reply that is being written in a conversation, by whoever wrote at it last."""

    text: str
    version: int
    person: PersonId
    at: At


class Drafts(Protocol):
    """One reply in the making for each conversation; it stays when the page is left and when the owner changes."""

    async def of(self, org: OrgId, conversation: ConversationId) -> Draft | None:
        """The draft; None where there is none, or where its customer was erased."""
        ...

    async def keep(self, org: OrgId, conversation: ConversationId, draft: Draft, *, key: KeyId) -> int | None:
        """Write it over the version that it names (0: there was none); the new version, or None where it moved on.

        The text is sealed with the conversation's key, so that it is erased with it.
        """
        ...

    async def drop(self, org: OrgId, conversation: ConversationId) -> None:
        """It was sent, or is not needed."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewing:
    """A person who has a conversation open."""

    conversation: ConversationId
    person: PersonId
    writes: bool


class Viewers(Protocol):
    """Who has which conversation open: leases, no facts."""

    async def look(self, org: OrgId, viewing: Viewing, *, now: At, until: At) -> None:
        """They are looking until then."""
        ...

    async def look_away(self, org: OrgId, conversation: ConversationId, person: PersonId) -> None:
        """They left."""
        ...

    async def now(self, org: OrgId, *, now: At) -> tuple[Viewing, ...]:
        """Everybody who looks, by conversation and person."""
        ...
