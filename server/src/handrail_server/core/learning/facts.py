"""What people and customers say afterwards, and what a sample of the agent's own work showed."""

from dataclasses import dataclass
from enum import StrEnum

from handrail_server.core.basics.facts import Body, Fact
from handrail_server.core.basics.ids import AgentId, CaseId, ConversationId, PersonId, TurnNumber


class CaseLabel(StrEnum):
    """What a person thinks of an escalation."""

    NEEDED = "needed"
    AVOIDABLE = "avoidable"
    LATE = "late"
    MISROUTED = "misrouted"


class ReplyLabel(StrEnum):
    """What a person thinks of an agent's reply."""

    INCORRECT = "incorrect"
    UNHELPFUL = "unhelpful"
    HARMFUL = "harmful"


class RatingKind(StrEnum):
    """What the customer was asked: how satisfied (1–5), or how likely to recommend (0–10)."""

    CSAT = "csat"
    NPS = "nps"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLabelled(Fact):
    label: CaseLabel
    comment: Body[str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyLabelled(Fact):
    """What a person thinks of the agent's turn with this number."""

    number: int
    label: ReplyLabel
    comment: Body[str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyLabelWithdrawn(Fact):
    """A person took back what they had said of the agent's turn with this number."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRated(Fact):
    """What the customer said of it."""

    kind: RatingKind
    score: int
    comment: Body[str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSampled(Fact):
    """A conversation that the agent handled alone was drawn, for a person to judge."""

    agent: AgentId


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleJudged(Fact):
    """Whether the sampled conversation should have reached a person."""

    needed_a_person: bool
    comment: Body[str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAskedAgain(Fact):
    """A person asked the customer for what the packet already said."""

    case: CaseId
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonDrafted(Fact):
    """A person solved what the agent could not; a lesson was drawn from it, without personal data."""

    case: CaseId
    conversation: ConversationId
    agent: AgentId
    topic: str | None
    turns: tuple[TurnNumber, ...]
    question: Body[str]
    did: Body[str | None]
    answer: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonAdopted(Fact):
    """From now on the agent gets it when it asks; with the words as they were adopted."""

    question: Body[str]
    answer: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonDiscarded(Fact):
    """The agent does not get it, or no longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierMade(Fact):
    """Somebody took the case's dossier away: its facts with proofs, and as much content as they may read."""

    person: PersonId
    facts: int
    withheld: int
    """Of these, how many whose content was withheld from them."""
