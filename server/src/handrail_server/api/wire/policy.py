"""Policy versions and what the checker says."""

from typing import Annotated, Literal

import msgspec

from handrail_server.api.wire.shape import Line, Moment, Reply, Request


class PolicyDraft(Request, frozen=True, kw_only=True):
    """`POST /v1/policy/versions`: a YAML document; `POST /v1/policy/check` looks at one without keeping it."""

    document: Annotated[str, msgspec.Meta(min_length=1, max_length=1_000_000)]
    why: Line = "edited"


class PolicyProblem(Reply, frozen=True, kw_only=True):
    """Something wrong (or doubtful) in a policy document."""

    severity: Literal["error", "warning"]
    path: str
    line: int
    column: int
    message: str
    fix: str | None


class PolicyCheck(Reply, frozen=True, kw_only=True):
    """What the checker found."""

    valid: bool
    problems: tuple[PolicyProblem, ...]


class Obstacle(Reply, frozen=True, kw_only=True):
    """What keeps you from publishing a version, and what to do about it."""

    message: str
    fix: str | None


class PolicyVersionReply(Reply, frozen=True, kw_only=True):
    """One version of the policy."""

    version: int
    state: Literal["draft", "rehearsed", "published", "retired"]
    digest: str
    why: str
    by: str
    at: Moment
    rehearsed: bool
    published_by: str | None
    published_at: Moment | None
    obstacles: tuple[Obstacle, ...]
    """What keeps you, the reader, from publishing it now; none: you may."""


class PolicyReply(Reply, frozen=True, kw_only=True):
    """The policy's versions, newest first."""

    published: int
    second_person: bool
    """The version in force demands that somebody other than the author publishes the next one."""
    rehearsal: bool
    """The version in force demands a rehearsal of the next one."""
    shadow: int | None
    """The draft that decides beside the version in force, without effect."""
    may_draft: bool
    """You may write a new version, adopt defaults, rehearse, decide in the shadow, and put drafts aside."""
    versions: tuple[PolicyVersionReply, ...]


class PolicyDocument(Reply, frozen=True, kw_only=True):
    """A version's document, as written."""

    version: int
    document: str


class RehearsalRequest(Request, frozen=True, kw_only=True):
    """`POST /v1/policy/versions/{version}/rehearsal`."""

    conversations: Annotated[int, msgspec.Meta(ge=1, le=500)] = 100
    """How many, the newest first."""


class RehearsedDecision(Reply, frozen=True, kw_only=True):
    """A decision that the version would have made otherwise."""

    conversation: str
    decision: str
    turn: int | None
    before: str
    after: str
    reasons_before: tuple[str, ...]
    reasons_after: tuple[str, ...]


class RehearsalReply(Reply, frozen=True, kw_only=True):
    """What the version would have done on recorded conversations."""

    version: int
    conversations: int
    decisions: int
    escalated_before: int
    """Conversations that were handed to a person."""
    escalated: int
    """Conversations that the version would have handed to a person."""
    changed: int
    """Conversations of which it would have decided anything otherwise."""
    blind: int
    """Decisions for which what was recorded does not say all that the version reads."""
    examples: tuple[RehearsedDecision, ...]
    """The newest decisions that change, at most 50."""


class BesideReply(Reply, frozen=True, kw_only=True):
    """A decision, and the other one that the version in the shadow would have made."""

    at: Moment
    conversation: str
    decision: str
    turn: int | None
    made: str
    shadow: str
    reasons: tuple[str, ...]
    """Of the version in the shadow."""


class ShadowReply(Reply, frozen=True, kw_only=True):
    """What a version decided in the shadow of the one in force, ever since it first did. Nothing came of it."""

    version: int
    since: Moment | None
    until: Moment | None
    conversations: int
    decisions: int
    escalated_before: int
    """Conversations that were handed to a person."""
    escalated: int
    """Conversations that the version would have handed to a person."""
    changed: int
    """Conversations of which it would have decided anything otherwise."""
    blind: int
    """Decisions for which the version could not read all that it asks for."""
    examples: tuple[BesideReply, ...]
    """The newest decisions that would have been others, at most 50."""


class NumberOf(Reply, frozen=True, kw_only=True):
    """How often, by name."""

    name: str
    times: int


class FiredReply(Reply, frozen=True, kw_only=True):
    """How often a threshold or rule fired, and where."""

    rule: str
    title: str
    own: bool
    """A rule of the organisation's own."""
    times: int
    alone: int
    """Of these, how often it was the only reason."""
    last_at: Moment | None
    scopes: tuple[NumberOf, ...]
    """Whose number or rule it was."""
    agents: tuple[NumberOf, ...]
    topics: tuple[NumberOf, ...]
    verdicts: tuple[NumberOf, ...]


class Firings(Reply, frozen=True, kw_only=True):
    """Which threshold or rule fired where, the most frequent first, and those of the policy in force that never did."""

    fired: tuple[FiredReply, ...]
    silent: tuple[FiredReply, ...]
    number: int
    """The ledger number up to which it is counted."""


class FiringReply(Reply, frozen=True, kw_only=True):
    """One time that it fired."""

    at: Moment
    scope: str | None
    conversation: str
    decision: str
    code: str
    verdict: str
    decided: str
    score: float
    threshold: float | None
    agent: str | None
    topic: str | None
    policy: int | None


class RuleFirings(Reply, frozen=True, kw_only=True):
    """The newest times that one threshold or rule fired."""

    rule: str
    title: str
    firings: tuple[FiringReply, ...]
    next: str | None


class AdoptionRequest(Request, frozen=True, kw_only=True):
    """`POST /v1/policy/adoptions`: choose a default of the version in force as it stands."""

    setting: Line
    """Its path, such as `organisation.thresholds.low_confidence`."""


class ProposalRequest(Request, frozen=True, kw_only=True):
    """`POST /v1/policy/proposals`: choose a threshold's number from the organisation's own labels and audit sample."""

    threshold: Line = "low_confidence"
    """The code of the reason whose number is chosen."""
    way: Literal["errors", "needless", "cost"] = "errors"
    rate: Annotated[float, msgspec.Meta(gt=0, lt=1)] = 0.02
    """That is allowed, of all conversations; by cost it means nothing."""
    delta: Annotated[float, msgspec.Meta(gt=0, lt=1)] = 0.05
    """The chance that the promise is wrong."""
    days: Annotated[int, msgspec.Meta(ge=1, le=730)] = 90
    """Conversations that began in so many days."""
    minutes: Annotated[float, msgspec.Meta(ge=0, le=1_440)] = 10.0
    """Of a person, for an escalation."""


class CertificateReply(Reply, frozen=True, kw_only=True):
    """Of all conversations like these at most `bound` go wrong so, wrongly said with a chance of at most `delta`."""

    of: Literal["errors", "needless"]
    sample: int
    """Judged conversations of the audit sample that it rests on."""
    seen: int
    """Of these, how many would have gone wrong so."""
    bound: float
    alpha: float | None
    """The rate that was allowed, where one was."""
    delta: float


class ProposalReply(Reply, frozen=True, kw_only=True):
    """A draft with the number; nothing judges by it before a person publishes it."""

    version: int
    threshold: str
    stands: float
    at: float
    sentence: str
    """For repeating: the document opens with it."""
    statistics: tuple[str, ...]
    certificates: tuple[CertificateReply, ...]
    conversations: int
    escalated: int
    """Estimated, as the next two."""
    needless: int
    missed: int
