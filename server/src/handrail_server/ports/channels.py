"""How words reach the customer where Handrail owns the channel."""

from dataclasses import dataclass
from typing import Protocol

from handrail_server.core.basics.ids import ConversationId, CustomerId, OrgId
from handrail_server.core.turns.delivery import DeliverControl, DeliverWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message of a conversation's lane, which has begun to send: the floor was checked in that transaction."""

    org: OrgId
    conversation: ConversationId
    channel: str
    customer: CustomerId | None
    parcel: str
    effect: DeliverWords | DeliverControl


class Channel(Protocol):
    """One way to the customer, such as web chat. Messages of a conversation come one after the other."""

    async def deliver(self, outgoing: Outgoing) -> None:
        """Return when the customer can see it, or raise `Undeliverable`. The same parcel may come again."""
        ...
