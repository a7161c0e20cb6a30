"""What happened, in the past tense.

Each room declares its facts as frozen dataclasses that inherit from `Fact`. A field is part of the *head* (ids, codes,
numbers, times: never customer text) unless it is marked `Body[...]`; bodies are encrypted with the customer's key.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, TypeVar

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.time import At

T = TypeVar("T")

BODY = "body"
Body = Annotated[T, BODY]
"""Marks a fact's field as content: encrypted at rest, erased with the customer's key."""


class SubjectKind(StrEnum):
    """The aggregates whose version guards their facts. Approvals and reviews are cases; an action is its execution."""

    CONVERSATION = "conversation"
    CASE = "case"
    ACTION = "action"
    ANSWER = "answer"
    """The answer in the making of a conversation that Handrail stands around."""
    AGENT = "agent"
    PERSON = "person"
    LESSON = "lesson"
    LEARNING = "learning"
    """What the organisation's own labels taught: proposed versions, and those in force."""
    DRIFT = "drift"
    """The watch for drift, and its alarms."""
    POLICY = "policy"
    ORGANISATION = "organisation"
    OPINIONS = "opinions"
    """The second opinions that an organisation asks for: what was shown to a model, and the day's budget."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One aggregate of an organisation."""

    kind: SubjectKind
    id: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened to one subject. The class name is the verb."""

    by: Actor
    at: At

    @property
    def verb(self) -> str:
        """The fact's name on the wire, in the ledger and in the console."""
        return type(self).__name__
