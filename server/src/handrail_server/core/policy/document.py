"""The policy document: one version of all that is decided by configuration.

Settings stand at three levels, organisation → object (agent, topic or business object) → flow; the nearest that states
a setting wins, setting by setting. Every threshold and rule carries who owns it, why it is so, and when to look at it
again.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from handrail_server.core.basics.money import Money
from handrail_server.core.policy.charter import UNLIMITED, Charter
from handrail_server.core.policy.decision import Strength, Verdict, Waiting
from handrail_server.core.policy.fields import FieldType
from handrail_server.core.policy.route import Route

FORMAT: Final = "handrail/1"
ALL: Final = "*"


class Judged(StrEnum):
    """What is being judged."""

    CUSTOMER_TURN = "customer_turn"
    SAID = "said"
    """The agent's words, already spoken."""
    DRAFT = "draft"
    """The agent's words, before they are spoken."""
    ACTION = "action"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """Who answers for a setting. One that is not `chosen` is a default that nobody has adopted yet."""

    owner: str | None = None
    reason: str | None = None
    review: str | None = None
    """The day (ISO 8601) by which somebody looks at it again."""
    chosen: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdSetting(Owned):
    """What one scope says about a built-in reason; what is None comes from the next scope out."""

    at: float | None = None
    then: Verdict | None = None
    said: Verdict | None = None
    """Instead of `then`, where the agent has already said it."""
    acting: Verdict | None = None
    """Instead of `then`, where an action is judged."""
    strength: Strength | None = None
    when_blind: Verdict | None = None
    weight: float | None = None
    """What a full score adds to the log-odds that the agent fails; see `failure`."""
    waiting: Waiting | None = None
    patience: int | None = None
    """The customer's first turns, so many, with which the agent goes on alone where they are about a situation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Owned):
    """A condition of the organisation's own. A nearer rule of the same id replaces a farther one."""

    id: str
    when: str
    then: Verdict
    strength: Strength = Strength.SOFT
    when_blind: Verdict | None = None
    """What a hard rule does when it cannot be decided; None: actions ask first, all else proceeds with an alarm."""
    code: str | None = None
    """The reason's code; the rule's id where none is given."""
    line: str | None = None
    """What the reason says, in one line."""
    on: tuple[Judged, ...] = ()
    """What it judges; empty: actions where it reads the action or asks first, drafts where it holds, else every
    turn."""
    waiting: Waiting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """In one unit of the organisation's choice; only their ratio decides."""

    cost_of_error: Decimal | None = None
    cost_of_person: Decimal | None = None
    baseline: float | None = None
    """How often the agent fails where nothing at all was noticed, 0..1."""


class Ask(StrEnum):
    """When a tool asks first."""

    NEVER = "never"
    ABOVE = "above"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSetting:
    """What one scope says about a tool (or `*`)."""

    ask: Ask | None = None
    above: tuple[Money, ...] | None = None
    """With `ask: above`: what goes above, or comes in a currency that is not listed, asks first."""
    route: str | None = None
    """Says who approves, until when, and what must be written down."""
    amount_from: str | None = None
    """The argument that holds the amount, where the call does not state it."""
    currency_from: str | None = None
    currency: str | None = None
    """The currency where no argument names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one scope sets."""

    thresholds: dict[str, ThresholdSetting] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    costs: Costs = Costs()
    cool_down: int | None = None
    """Customer turns for which a soft reason that was dealt with stays quiet."""
    charter: Charter = UNLIMITED
    actions: dict[str, ActionSetting] = field(default_factory=dict)
    route_for: dict[str, str] = field(default_factory=dict)
    """Reason (or `reason.kind`, or `*`) → route."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishing:
    """What publishing a version takes, beside the right to do so."""

    second_person: bool = False
    """Somebody other than the author publishes."""
    rehearsal: bool = False
    """A rehearsal on recorded conversations comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredSignal:
    """A signal of the organisation's own: from a plug-in, or sent along by the agent's guardrails."""

    about: str = ""
    values: dict[str, FieldType] = field(default_factory=dict)
    expected: bool = False
    """It comes with every turn: where it is missing, it is blind, and not quiet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """Inputs that rules may read beside the built-in ones."""

    signals: dict[str, DeclaredSignal] = field(default_factory=dict)
    arguments: dict[str, FieldType] = field(default_factory=dict)
    """Arguments of tools, read as `action.argument.<name>`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Reasons that are treated in a special way, beside the built-in ones."""

    critical: tuple[str, ...] = ()
    """Reach supervisor and account owner at once."""
    compliance: tuple[str, ...] = ()
    """A case with one closes only with the documentation its route demands."""
    sealed: tuple[str, ...] = ()
    """Seal the conversation until somebody with the credential accepts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriticalNotices:
    """How critical notices travel."""

    to: tuple[str, ...] = ("supervisor", "account_owner")
    ladder_seconds: tuple[int, ...] = (120, 300, 900)
    """Unacknowledged after each of these, the next person is told."""
    fold_seconds: int = 300
    """Repeats within this time are one notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One version of the organisation's policy, as written."""

    format: str = FORMAT
    name: str
    language: str = "en"
    """The language of messages where the customer's has none."""
    publishing: Publishing = Publishing()
    inputs: Declared = Declared()
    organisation: Settings = Settings()
    agents: dict[str, Settings] = field(default_factory=dict)
    """By the agents' policy object."""
    topics: dict[str, Settings] = field(default_factory=dict)
    objects: dict[str, Settings] = field(default_factory=dict)
    flows: dict[str, Settings] = field(default_factory=dict)
    routes: dict[str, Route] = field(default_factory=dict)
    messages: dict[str, dict[str, str]] = field(default_factory=dict)
    """Reason (or `reason.kind`, or verdict) → language → what the customer is told."""
    marks: Marks = Marks()
    notices: CriticalNotices = CriticalNotices()
