"""The second opinion: a model that is asked about turns afterwards."""

from typing import Annotated, Literal

import msgspec

from handrail_server.api.wire.shape import Line, Name, Reply, Request, Score
from handrail_server.core.signals.opinion.settings import LONGEST_SECONDS, MOST_A_DAY, MOST_AT_ONCE

_Names = Annotated[tuple[Name, ...], msgspec.Meta(max_length=200)]
_Topics = Annotated[tuple[Line, ...], msgspec.Meta(max_length=200)]


class OpinionRequest(Request, frozen=True, kw_only=True):
    """`PUT /v1/second-opinion`."""

    on: bool = True
    address: Line
    """Where the endpoint is: up to, and without, `/chat/completions`."""
    model: Line
    key: Annotated[str, msgspec.Meta(min_length=1, max_length=500)] | None = None
    """The endpoint's key. It is kept sealed and never shown; absent, the one that is set stays for the same address."""
    agents: _Names = ()
    """Only these agents' conversations; all where none is named."""
    topics: _Topics = ()
    """Only these topics; all where none is named."""
    asking: Literal["sample", "unsure"] = "unsure"
    """About a share of the turns, or of those where the strongest built-in signal lies between `low` and `high`."""
    share: Score = 1.0
    low: Score = 0.2
    high: Score = 0.8
    seconds: Annotated[int, msgspec.Meta(ge=1, le=LONGEST_SECONDS)] = 10
    """How long one request may take."""
    daily: Annotated[int, msgspec.Meta(ge=1, le=MOST_A_DAY)] = 1_000
    """Requests a day (UTC)."""
    at_once: Annotated[int, msgspec.Meta(ge=1, le=MOST_AT_ONCE)] = 4
    """Requests under way in one server process."""


class OpinionReply(Reply, frozen=True, kw_only=True):
    """Of whom a second opinion is asked. Without an address nobody ever was."""

    on: bool
    address: str | None
    model: str | None
    key_set: bool
    agents: tuple[str, ...]
    topics: tuple[str, ...]
    asking: Literal["sample", "unsure"]
    share: float
    low: float
    high: float
    seconds: int
    daily: int
    at_once: int
    asked_today: int
    """Requests of today (UTC), those that failed among them."""
    signals: tuple[str, ...]
    """What it can notice."""
    unread: tuple[str, ...]
    """Of these, what the policy in force does not declare: it is recorded, and nothing follows from it."""
