"""How a case was placed and rerouted, and who was told of it."""

from dataclasses import dataclass

from handrail_server.core.basics.facts import Fact
from handrail_server.core.basics.ids import NoticeId, PersonId, QueueId
from handrail_server.core.basics.money import Money
from handrail_server.core.cases.notice import Severity
from handrail_server.core.policy.route import SkillNeed
from handrail_server.core.routing.place import Candidate, Excluded
from handrail_server.core.routing.queue import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatesWeighed(Fact):
    """Whom a case was offered to and why them: enough to explain it, and to check that it would come out again."""

    queue: QueueId | None
    choice: Choice
    considered: int
    eligible: int
    chosen: tuple[PersonId, ...]
    candidates: tuple[Candidate, ...]
    exclusions: tuple[Excluded, ...]
    preferred: bool
    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandsWidened(Fact):
    """Nobody could take the work as it was asked for; it asks for less from now on."""

    skills: tuple[SkillNeed, ...]
    """What is still demanded."""
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRaised(Fact):
    """Somebody is being told."""

    notice: NoticeId
    severity: Severity
    reasons: tuple[str, ...]
    amount: Money | None
    recipients: tuple[PersonId, ...]
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFolded(Fact):
    """The same was raised again soon after; nobody is told twice."""

    notice: NoticeId
    reasons: tuple[str, ...]
    repeats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeClimbed(Fact):
    """Nobody acknowledged the notice in time; the next people are told."""

    notice: NoticeId
    rung: int
    recipients: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAcknowledged(Fact):
    """Somebody has seen it and answers for it."""

    notice: NoticeId
    seconds: int
    """Since it was raised."""
