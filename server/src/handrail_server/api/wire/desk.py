"""What lies on a desk: drafts, canned replies, who is looking."""

from typing import Annotated

import msgspec

from handrail_server.api.wire.shape import MOST_SAFE, Line, Moment, Reply, Request

Version = Annotated[int, msgspec.Meta(ge=0, le=MOST_SAFE)]


class DraftRequest(Request, frozen=True, kw_only=True):
    """`PUT /v1/conversations/{conversation}/draft`: `version` is the one that you read, 0 where there was none."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=20_000)]
    version: Version = 0


class DraftReply(Reply, frozen=True, kw_only=True):
    """The reply that is being written; `version` 0: there is none."""

    text: str | None
    version: int
    person: str | None
    at: Moment | None


class ViewingRequest(Request, frozen=True, kw_only=True):
    """`POST /v1/conversations/{conversation}/viewing`: you look, and perhaps write; again within `next_seconds`."""

    writes: bool = False


class ViewerReply(Reply, frozen=True, kw_only=True):
    """Somebody who looks."""

    person: str
    name: str
    writes: bool


class ViewersReply(Reply, frozen=True, kw_only=True):
    """Who else looks at this conversation."""

    viewers: tuple[ViewerReply, ...]
    next_seconds: int


class CannedRequest(Request, frozen=True, kw_only=True):
    """`PUT /v1/canned-replies/{reply}`: `text` may hold places such as `{customer.first_name|there}`."""

    shortcut: Annotated[str, msgspec.Meta(min_length=1, max_length=32)]
    title: Line
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=1_000)]


class CannedReply(Reply, frozen=True, kw_only=True):
    """Words that people say often."""

    id: str
    shortcut: str
    title: str
    text: str
    filled: str | None = None
    """As it would be said in the conversation that was asked about."""
    missing: tuple[str, ...] = ()
    """What of it is not known there; it stands in braces still."""


class CannedReplies(Reply, frozen=True, kw_only=True):
    """All of them, by shortcut; `places` is what may stand in braces."""

    replies: tuple[CannedReply, ...]
    places: tuple[str, ...]
    may_manage: bool
