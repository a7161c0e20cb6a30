"""Practice on the wire."""

from typing import Literal

from handrail_server.api.wire.shape import Moment, Reply, Request, Text

Author = Literal["customer", "agent", "person", "system"]
LabelName = Literal["needed", "avoidable", "late", "misrouted"]


class ExerciseLine(Reply, frozen=True, kw_only=True):
    """A case to practise on, in the list."""

    id: str
    origin: Literal["made_up", "finished"]
    title: str
    topic: str | None
    channel: str
    at: Moment | None = None
    """When it ended; None where it was made up."""


class Exercises(Reply, frozen=True, kw_only=True):
    """Cases to practise on: those made up for newcomers, then finished ones that you may look at."""

    exercises: tuple[ExerciseLine, ...]


class Spoken(Reply, frozen=True, kw_only=True):
    """A turn."""

    author: Author
    text: str
    confidence: float | None


class PracticeReason(Reply, frozen=True, kw_only=True):
    """Why a person was asked for."""

    code: str
    line: str


class Known(Reply, frozen=True, kw_only=True):
    """What the customer has said already."""

    name: str
    value: str


class ExerciseReply(ExerciseLine, frozen=True, kw_only=True):
    """What a person sees who claims it. How it went on is kept back until the answer."""

    customer: str | None
    why: tuple[PracticeReason, ...]
    before: tuple[Spoken, ...]
    known: tuple[Known, ...]


class PracticeAnswer(Request, frozen=True, kw_only=True):
    """`POST /v1/practice/{exercise}/answer`: what you would say, and what you think of the escalation."""

    reply: Text
    label: LabelName


class LabelCount(Reply, frozen=True, kw_only=True):
    """How many people gave this label."""

    label: LabelName
    count: int


class PracticeReview(Reply, frozen=True, kw_only=True):
    """What was done and why, and how your answer compares. Nothing of it is kept."""

    exercise: str
    after: tuple[Spoken, ...]
    outcome: str | None
    disposition: str | None
    suggestion: str | None
    lesson: str | None
    label: LabelName
    agrees: bool | None
    """Whether most of those who labelled it said the same; None where nobody did."""
    labels: tuple[LabelCount, ...]
    asked_again: tuple[str, ...]
    """What you asked for although the customer had said it."""
