"""Where a reason leads: a target, what it demands of the person, and what happens if nobody is there."""

from dataclasses import dataclass
from enum import StrEnum

from handrail_server.core.basics.money import Money
from handrail_server.core.policy.decision import Waiting


class TargetKind(StrEnum):
    """What a route can point at."""

    QUEUE = "queue"
    PERSON = "person"
    ACCOUNT_OWNER = "account_owner"
    DEDICATED_QUEUE = "dedicated_queue"
    SUPERVISOR = "supervisor"
    DEPARTMENT = "department"
    ON_CALL = "on_call"
    """Whoever is on call in the organisation: the last people asked before a landing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A place where work can go; `id` is absent where the CRM names it (account owner, dedicated queue)."""

    kind: TargetKind
    id: str | None = None


class LandingKind(StrEnum):
    """The truthful next steps where nobody is to be had."""

    CALL_BACK = "call_back"
    EMAIL = "email"
    HAND_BACK = "hand_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """The end of every fallback chain. A call-back or e-mail is promised within `promise_seconds`, then requeued."""

    kind: LandingKind = LandingKind.EMAIL
    promise_seconds: int = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillNeed:
    """A skill with its minimum level, 0–10. With `drop_after` it is additional: dropped when nobody has it in time."""

    skill: str
    level: int = 0
    drop_after: int | None = None
    """Seconds from the original request; None: required, never dropped."""
    drop_priority: int = 0
    """The highest drops first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Documentation:
    """What must be written down before a case with a compliance reason closes, or an approval is decided."""

    ground: bool = False
    verification: bool = False
    """How the client was contacted, by whom, with what result."""
    authoriser: bool = False
    attachments: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Approvers:
    """Who may decide an action: a role, a credential, and a limit of authority."""

    role: str = "approver"
    credential: str | None = None
    expires_seconds: int = 3_600
    valid_seconds: int = 900
    """How long an approval may be used after it was given."""
    agent_owner: bool = False
    """Whether the owner of the agent that asks may approve too; otherwise it takes somebody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """How a case travels. Every route ends in a landing: nothing waits in silence (law 3)."""

    id: str
    target: Target
    fallbacks: tuple[Target, ...] = ()
    landing: Landing = Landing()
    skills: tuple[SkillNeed, ...] = ()
    credentials: tuple[str, ...] = ()
    """Kinds of licence or certificate that the person must hold, unexpired."""
    rank: int = 50
    """Lower goes first."""
    secondary_rank: int = 0
    weight: int = 1
    """Units of a person's capacity."""
    accept_within: int = 120
    """Seconds from the request until somebody should have accepted; then the next target."""
    offer_seconds: int = 30
    reply_within: int = 300
    """Seconds from accepting to the first words; then the case is requeued."""
    waiting: Waiting | None = None
    notices: tuple[str, ...] = ()
    """Notice targets beside the queue: `supervisor`, `account_owner`, `slack:…`."""
    critical: bool = False
    documentation: Documentation = Documentation()
    approvers: Approvers = Approvers()
    suggestion: str | None = None
    """The recommended resolution path, shown to the person."""
    draft: str | None = None
    """A suggested reply; may greet by name with `{name}`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityLimit:
    """Up to which amount a role may decide a kind of act."""

    act: str
    up_to: Money
