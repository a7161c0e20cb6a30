"""What people say about cases, turns and conversations afterwards."""

from typing import Annotated, Literal

import msgspec

from handrail_server.api.wire.shape import OptionalText, Request


class CaseLabel(Request, frozen=True, kw_only=True):
    """`POST /v1/cases/{case}/labels`."""

    label: Literal["needed", "avoidable", "late", "misrouted"]
    comment: OptionalText | None = None


class TurnLabel(Request, frozen=True, kw_only=True):
    """`POST /v1/conversations/{conversation}/turns/{turn}/labels`."""

    label: Literal["incorrect", "unhelpful", "harmful"]
    comment: OptionalText | None = None


class Rating(Request, frozen=True, kw_only=True):
    """`POST /v1/conversations/{conversation}/ratings`: what the customer said of it."""

    kind: Literal["csat", "nps"]
    score: Annotated[int, msgspec.Meta(ge=0, le=10)]
    comment: OptionalText | None = None


class ScoreCardRequest(Request, frozen=True, kw_only=True):
    """`POST /v1/cases/{case}/score-card`: a quality review's answers, 1 to 5 each."""

    scores: Annotated[tuple[Annotated[int, msgspec.Meta(ge=1, le=5)], ...], msgspec.Meta(min_length=1, max_length=20)]
    comment: OptionalText | None = None
