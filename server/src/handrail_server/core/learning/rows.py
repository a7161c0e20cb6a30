"""What the heads of one conversation or one case add up to."""

from dataclasses import dataclass, field

from handrail_server.core.basics.time import DAY, At

WITHIN = 7 * DAY
"""Reopened, or contacted again, within this time counts against a resolution."""
QUIET = DAY
"""A conversation that nobody closed is looked at a day after it began."""
UNSOLVED = frozenset({"no_answer", "unresolved", "unsolved", "abandoned"})
"""Outcomes of a closed case that solved nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A reason with its score, its threshold, and the policy version that fired it."""

    code: str
    score: str
    threshold: str | None
    rule: str
    strength: str
    policy: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A document of a case, without its words."""

    authoriser: str | None
    credential: str | None
    verified: bool
    attachments: int


@dataclass(slots=True)
class Mean:
    """The mean of numbers that come one by one."""

    count: int = 0
    total: float = 0.0

    def take(self, value: float) -> None:
        """One more."""
        self.count += 1
        self.total += value

    @property
    def mean(self) -> float:
        """The mean; 0 of none."""
        return round(self.total / self.count, 4) if self.count else 0.0


@dataclass(slots=True, kw_only=True)
class CaseRow:
    """One case."""

    id: str
    kind: str
    conversation: str
    agent: str
    customer: str | None
    channel: str
    language: str
    topic: str | None
    policy: int | None
    decision: str | None
    route: str
    requested_at: At
    opened_at: At
    severity: str
    sealed: bool
    practice: bool
    triggers: tuple[Trigger, ...]
    state: str = "requested"
    people: list[str] = field(default_factory=list)
    """Who accepted it, in order."""
    accepted_at: At | None = None
    first_words_at: At | None = None
    resolved_at: At | None = None
    ended_at: At | None = None
    handled_ms: int | None = None
    outcome: str | None = None
    disposition: str | None = None
    moved: int = 0
    """Transfers and requeues after somebody had accepted it."""
    escalated: int = 0
    overridden: bool = False
    decided: bool = False
    verified: bool = False
    re_asked: bool = False
    documents: list[Written] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    """By person, the newest."""

    @property
    def codes(self) -> frozenset[str]:
        """The codes of its reasons."""
        return frozenset(trigger.code for trigger in self.triggers)

    @property
    def avoidable(self) -> bool:
        """Most of those who labelled it say so; a draw counts for the escalation."""
        votes = list(self.labels.values())
        return 2 * votes.count("avoidable") > len(votes)

    @property
    def solved(self) -> bool:
        """Whether a person ended it with an outcome that solves something."""
        return self.state in ("closed", "handed_back") and self.outcome not in UNSOLVED


@dataclass(slots=True, kw_only=True)
class ConversationRow:
    """One conversation."""

    id: str
    agent: str
    channel: str
    customer: str | None
    opened_at: At
    topic: str | None = None
    query_type: str | None = None
    """The newest intent that the agent named as a code."""
    sentiment: Mean = field(default_factory=Mean)
    """Of the customer's turns, −1..1."""
    confidence: Mean = field(default_factory=Mean)
    """Of the agent's turns, 0..1."""
    closed_at: At | None = None
    person_spoke: bool = False
    cases: list[str] = field(default_factory=list)
    fired: set[str] = field(default_factory=set)
    """The thresholds and rules that fired in it."""
    reopened_at: list[At] = field(default_factory=list)
    csat: int | None = None
    nps: int | None = None
    sampled: bool = False
    needed_a_person: bool | None = None
    reply_labels: dict[tuple[int, str], str] = field(default_factory=dict)
    """By turn and person: of each person the newest label of a turn."""
    answers: dict[int, tuple[float, str | None]] = field(default_factory=dict)
    """Confidence and topic of the agent's turns that a person may come to judge: held ones, and the audit sample's."""
    settled: dict[int, str] = field(default_factory=dict)
    """What a person decided of a held reply: released, edited or discarded."""

    def handled_alone(self, now: At) -> bool:
        """Whether it is over, or a day old, and nobody but the agent was in it: what the audit sample is drawn from."""
        over = self.closed_at is not None or self.opened_at <= now - QUIET
        return over and not self.cases and not self.person_spoke
