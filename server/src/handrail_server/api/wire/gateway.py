"""What an application passes on where Handrail stands around the agent."""

from typing import Annotated

import msgspec

from handrail_server.api.wire.conversations import AttachmentReference
from handrail_server.api.wire.shape import END, Moment, Name, Request, Text


class CustomerMessage(Request, frozen=True, kw_only=True):
    """`POST /v1/conversations/{conversation}/customer-messages`: the customer's words, for Handrail to get answered.

    The first one opens the conversation. What is to be said to the customer comes back as deliveries.
    """

    id: Name
    text: Text
    channel: Name = "chat"
    customer: Name | None = None
    """Who it is, where your application has verified it."""
    language: Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*" + END)] | None = None
    said_at: Moment | None = None
    flow: Name | None = None
    attachments: Annotated[tuple[AttachmentReference, ...], msgspec.Meta(max_length=20)] = ()
