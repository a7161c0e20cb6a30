"""A policy document as a form, edits of it, and the difference of two."""

from typing import Annotated, Literal

import msgspec

from handrail_server.api.wire.policy import PolicyProblem
from handrail_server.api.wire.shape import Line, Reply, Request

Document = Annotated[str, msgspec.Meta(min_length=1, max_length=1_000_000, description="A policy, as YAML.")]
Step = Annotated[str, msgspec.Meta(max_length=200)] | Annotated[int, msgspec.Meta(ge=0, le=100_000)]
PathShape = Annotated[
    tuple[Step, ...],
    msgspec.Meta(
        min_length=1,
        max_length=12,
        description="Keys from the top of the document; a list's item by its place, or by its `id`, `act` or `skill`.",
    ),
]
SettingValue = bool | float | str | tuple[str, ...] | None


class PolicyFormRequest(Request, frozen=True, kw_only=True):
    """`POST /v1/policy/form`."""

    document: Document
    scope: PathShape = ("organisation",)


class PolicyEdit(Request, frozen=True, kw_only=True):
    """One edit: exactly one of `set`, `remove` and `adopt`."""

    path: PathShape
    set: object = msgspec.UNSET
    """What shall stand there: text, number, flag, list or map. What is missing on the way is made."""
    remove: Literal[True] | msgspec.UnsetType = msgspec.UNSET
    adopt: Literal[True] | msgspec.UnsetType = msgspec.UNSET
    """Choose a default as it stands."""


class PolicyEdits(Request, frozen=True, kw_only=True):
    """`POST /v1/policy/edits`."""

    document: Document
    edits: Annotated[tuple[PolicyEdit, ...], msgspec.Meta(min_length=1, max_length=100)]
    scope: PathShape = ("organisation",)


class PolicyCompared(Request, frozen=True, kw_only=True):
    """`POST /v1/policy/difference`: each side is a version or a document."""

    before: Document | Annotated[int, msgspec.Meta(ge=1)]
    after: Document | Annotated[int, msgspec.Meta(ge=1)]


class ChoiceReply(Reply, frozen=True, kw_only=True):
    """One of a closed set."""

    value: str
    label: Line


class SettingReply(Reply, frozen=True, kw_only=True):
    """One setting: `value` stands at `path`, None where nothing does; `in_force` is what holds in this scope."""

    path: tuple[str | int, ...]
    label: str
    about: str | None
    control: Literal["number", "choice", "flag", "line", "text", "day", "names", "amounts"]
    value: SettingValue
    in_force: SettingValue
    source: str
    """Where `in_force` comes from: `here`, `organisation` or `built_in`."""
    choices: tuple[ChoiceReply, ...]
    least: float | None
    most: float | None
    step: float | None
    unit: str | None


class ScopeReply(Reply, frozen=True, kw_only=True):
    """A place where settings stand."""

    path: tuple[str | int, ...]
    kind: str
    name: str | None
    unchosen: int


class ThresholdReply(Reply, frozen=True, kw_only=True):
    """A reason with its settings."""

    code: str
    title: str
    path: tuple[str | int, ...]
    always: bool
    below: bool
    stated: bool
    chosen: bool
    fields: tuple[SettingReply, ...]
    owned: tuple[SettingReply, ...]


class LimitReply(Reply, frozen=True, kw_only=True):
    """How much an agent may move by itself."""

    path: tuple[str | int, ...]
    act: str
    fields: tuple[SettingReply, ...]


class WindowReply(Reply, frozen=True, kw_only=True):
    """When an agent may work: minutes from midnight."""

    path: tuple[str | int, ...]
    days: tuple[str, ...]
    opens: int
    closes: int
    utc_offset: int


class ToolSetting(Reply, frozen=True, kw_only=True):
    """A tool, or `*` for every other."""

    path: tuple[str | int, ...]
    tool: str
    stated: bool
    fields: tuple[SettingReply, ...]


class RuleReply(Reply, frozen=True, kw_only=True):
    """A rule of the organisation's own: in words, and as it is written."""

    id: str
    path: tuple[str | int, ...]
    title: str
    when: str
    words: str
    hard: bool
    chosen: bool
    fields: tuple[SettingReply, ...]
    owned: tuple[SettingReply, ...]


class RouteStepReply(Reply, frozen=True, kw_only=True):
    """One place in a route's chain, and when it is asked."""

    target: str
    words: str
    after_seconds: int


class SkillNeedReply(Reply, frozen=True, kw_only=True):
    """A skill that the person needs."""

    skill: str
    path: tuple[str | int, ...]
    words: str
    fields: tuple[SettingReply, ...]


class RouteReply(Reply, frozen=True, kw_only=True):
    """How a case travels."""

    id: str
    path: tuple[str | int, ...]
    words: str
    reasons: tuple[str, ...]
    chain: tuple[RouteStepReply, ...]
    landing: str
    skills: tuple[SkillNeedReply, ...]
    fields: tuple[SettingReply, ...]


class MessageReply(Reply, frozen=True, kw_only=True):
    """What the customer hears on one occasion, by language."""

    code: str
    title: str
    path: tuple[str | int, ...]
    stated: bool
    texts: dict[str, str]


class FormReply(Reply, frozen=True, kw_only=True):
    """A policy at one scope, and what is the organisation's as a whole."""

    name: str
    scope: tuple[str | int, ...]
    scopes: tuple[ScopeReply, ...]
    thresholds: tuple[ThresholdReply, ...]
    costs: tuple[SettingReply, ...]
    charter: tuple[SettingReply, ...]
    limits: tuple[LimitReply, ...]
    hours: tuple[WindowReply, ...]
    tools: tuple[ToolSetting, ...]
    routed: tuple[SettingReply, ...]
    rules: tuple[RuleReply, ...]
    routes: tuple[RouteReply, ...]
    messages: tuple[MessageReply, ...]
    general: tuple[SettingReply, ...]
    reasons: tuple[ChoiceReply, ...]


class PolicyFormReply(Reply, frozen=True, kw_only=True):
    """A document with its form and the checker's findings."""

    document: str
    valid: bool
    problems: tuple[PolicyProblem, ...]
    form: FormReply | None
    """None where the document cannot be read; `problems` say why."""


class DetailReply(Reply, frozen=True, kw_only=True):
    """One setting, before and after."""

    label: str
    before: str | None
    after: str | None


class ChangeReply(Reply, frozen=True, kw_only=True):
    """One thing that is not as it was."""

    path: tuple[str | int, ...]
    kind: Literal["added", "changed", "removed"]
    scope: str | None
    thing: str
    title: str
    before: str | None
    after: str | None
    details: tuple[DetailReply, ...]


class DiffLineReply(Reply, frozen=True, kw_only=True):
    """A line of the text difference; `gap` stands for lines that are the same."""

    mark: Literal["same", "removed", "added", "gap"]
    before: int | None
    after: int | None
    text: str


class PolicyDifference(Reply, frozen=True, kw_only=True):
    """What changed, in words and line by line."""

    changes: tuple[ChangeReply, ...]
    lines: tuple[DiffLineReply, ...]
