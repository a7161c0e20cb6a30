"""Customers who come by themselves: the tokens they carry, what the shop vouches for, the files they bring."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, Protocol

from handrail_server.core.basics.ids import ConversationId, CustomerId, KeyId, OrgId
from handrail_server.core.basics.time import At
from handrail_server.core.turns.turn import Attachment

Purpose = Literal["session", "return"]
"""A session speaks and listens, for an hour; with the other one the same browser comes back, for a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One customer in one widget: all that its token opens is this conversation."""

    org: OrgId
    widget: str
    generation: int
    """The widget's secret when the visit began: a newer one ends it."""
    conversation: ConversationId
    customer: CustomerId | None
    """Whom the shop vouched for when the visit began."""
    until: At


class VisitTokens(Protocol):
    """Tokens that nobody can make or change but this installation. Nothing is stored: who only looks costs nothing."""

    def seal(self, visit: Visit, purpose: Purpose) -> str:
        """The visit as a token."""
        ...

    def open(self, token: str, purpose: Purpose) -> Visit | None:
        """The visit, None for what is no token of ours for this purpose. Whether it has run out is the caller's."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """Who the shop says this is."""

    customer: CustomerId
    until: At


class CustomerTokens(Protocol):
    """Reads tokens (JWT) that a shop's backend signs for a customer who is signed in there."""

    def read(self, token: str, *, secret: str, keys: tuple[str, ...], audience: str, now: At) -> Vouched:
        """Whom it vouches for; raises `Unauthenticated` that says what is wrong with it.

        HS256 with `secret`, or Ed25519 with one of `keys` (base64url); `sub` and `exp` are required, an `aud` must be
        `audience`.
        """
        ...


class Attachments(Protocol):
    """The bytes of files that came with turns. What they are called is content, as the bytes are."""

    async def put(
        self, org: OrgId, conversation: ConversationId, file: Attachment, content: bytes, *, key: KeyId, at: At
    ) -> None:
        """Keep it from `at` on, durable when this returns, readable for as long as the data key is there.

        The same file under the same id again changes nothing; raises `Reused` for another one.
        """
        ...

    async def get(self, org: OrgId, conversation: ConversationId, name: str) -> tuple[Attachment, bytes] | None:
        """The file, None where there is none or its key was destroyed."""
        ...

    async def used(self, org: OrgId, conversation: ConversationId) -> tuple[int, int]:
        """How many files the conversation has, and how many bytes they take, roughly."""
        ...

    async def unsettled(self, org: OrgId, *, before: At) -> tuple[ConversationId, ...]:
        """Conversations with files kept before that moment of which nobody has settled whether they were sent."""
        ...

    async def settle(self, org: OrgId, conversation: ConversationId, *, sent: Collection[str], before: At) -> int:
        """Of the files kept before that moment: those `sent` stay. How many were deleted.

        One that was not is put aside, where nobody finds it, and deleted when it is settled once more: a message that
        named it in the same moment is known by then, and brings it back.
        """
        ...

    async def remove(self, org: OrgId, conversation: ConversationId) -> None:
        """Delete all files of the conversation."""
        ...
