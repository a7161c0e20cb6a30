"""A policy made ready to judge: its schema, its compiled rules, and what is in force at each place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import PolicyVersion
from handrail_server.core.basics.money import Money
from handrail_server.core.policy.cel import Condition, compile_condition
from handrail_server.core.policy.cel_types import check
from handrail_server.core.policy.decision import Strength, Verdict
from handrail_server.core.policy.document import Judged, Policy, Rule
from handrail_server.core.policy.fields import Inputs, Schema
from handrail_server.core.policy.schema import schema_of
from handrail_server.core.policy.scope import InForce, Place, in_force

_AGENTS_OWN: Final = tuple(
    f"turn.{name}" for name in ("confidence", "confidence_origin", "sources", "tool_calls", "tools_failed", "failed")
)
_STANDING: Final = ("customer.", "account.", "agent.", "conversation.channel", "conversation.language")
"""Inputs that stay as they are over the turns of a conversation."""
_ALWAYS_KEPT: Final = frozenset(
    {
        "at", "judged", "agent.object", "conversation.customer_turns", "conversation.flow", "conversation.language",
        "conversation.object", "conversation.topic", "turn.confidence", "turn.confidence_origin", "turn.language",
        "turn.number", "turn.topic",
    }
)  # fmt: skip
_KEPT_FAMILIES: Final = ("dealt.", "action.")
_KEPT_OF_SIGNALS: Final = frozenset({"score", "kind", "kinds", "about", "exact", "currency"})
_MOST_PLACES: Final = 4_096
_MOST_CHOICES: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A rule with its compiled condition."""

    rule: Rule
    scope: str
    condition: Condition
    on: tuple[Judged, ...]
    standing: bool
    """Nothing it reads changes from turn to turn: once dealt with, it stays dealt with."""
    hard: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What is in force at one place, with its rules ready and the inputs that any of them may read."""

    settings: InForce
    rules: tuple[Ready, ...]
    rules_on: Mapping[Judged, tuple[Ready, ...]]
    """Those of them that judge this."""
    reads: frozenset[str]
    asks: frozenset[str]
    named: frozenset[str]
    """These, and what every trace keeps."""
    quiet: tuple[str, ...]
    """Of these, the values of signals that mean nothing was noticed where they are missing."""
    _chosen: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)
    """What a trace keeps of inputs of these names: turns of one kind have the same ones."""

    def kept(self, inputs: Inputs) -> Inputs:
        """The inputs that a decision's trace keeps, in order: all that a decision of this place can depend on."""
        given = tuple(inputs)
        chosen = self._chosen.get(given)
        if chosen is None:
            if len(self._chosen) >= _MOST_CHOICES:
                self._chosen.clear()
            named = self.named
            paths = [path for path in given if path in named or path.startswith(_KEPT_FAMILIES) or _is_telling(path)]
            chosen = self._chosen[given] = tuple(sorted(paths))
        return {path: inputs[path] for path in chosen}


class LoadedPolicy:
    """One published version, ready to judge. It never changes; what it works out for a place is kept."""

    def __init__(self, policy: Policy, version: PolicyVersion) -> None:
        """Compile every rule; raises `Invalid` at the first that cannot be (`check_policy` reports all)."""
        self.policy: Final = policy
        self.version: Final = version
        self.schema: Final[Schema] = schema_of(policy)
        self._conditions: Final[dict[str, Condition]] = {}
        self._grounds: Final[dict[Place, Ground]] = {}
        for rule in all_rules(policy):
            self._conditions[rule.when] = _compiled(rule, self.schema)

    def place(self, inputs: Inputs) -> Place:
        """Where these inputs stand, by names that the policy knows."""
        policy = self.policy
        return Place(
            agent=_known(inputs.get("agent.object"), policy.agents),
            topic=_known(inputs.get("conversation.topic"), policy.topics),
            object=_known(inputs.get("conversation.object"), policy.objects),
            flow=_known(inputs.get("conversation.flow"), policy.flows),
        )

    def ground(self, place: Place) -> Ground:
        """What is in force there."""
        known = self._grounds.get(place)
        if known is None:
            if len(self._grounds) >= _MOST_PLACES:
                self._grounds.clear()
            known = self._grounds[place] = self._prepare(place)
        return known

    def amount_of(self, place: Place, tool: str, arguments: Mapping[str, object]) -> Money | None:
        """The amount that a call moves, read from the arguments that the policy names; None where it has none."""
        setting = self.ground(place).settings.action(tool)
        amount = _amount(arguments.get(setting.amount_from)) if setting.amount_from else None
        named = arguments.get(setting.currency_from) if setting.currency_from else None
        currency = named.upper() if isinstance(named, str) else setting.currency
        return None if amount is None or currency is None else Money(amount=amount, currency=currency)

    def _prepare(self, place: Place) -> Ground:
        settings = in_force(self.policy, place)
        rules = tuple(self._ready(scoped.rule, scoped.scope) for scoped in settings.rules)
        reads = frozenset(path for ready in rules for path in ready.condition.reads)
        asks = frozenset(path for ready in rules for path in ready.condition.asks)
        quiet = tuple(sorted(path for path in reads | asks if self._is_quiet(path)))
        named = reads | asks | _ALWAYS_KEPT
        return Ground(
            settings=settings,
            rules=rules,
            rules_on={judged: tuple(ready for ready in rules if judged in ready.on) for judged in Judged},
            reads=reads,
            asks=asks,
            named=named,
            quiet=quiet,
        )

    def _is_quiet(self, path: str) -> bool:
        family, _, rest = path.partition(".")
        declared = self.policy.inputs.signals.get(rest.partition(".")[0])
        return family == "signal" and not (declared and declared.expected)

    def _ready(self, rule: Rule, scope: str) -> Ready:
        condition = self._conditions[rule.when]
        return Ready(
            rule=rule,
            scope=scope,
            condition=condition,
            on=rule.on or on_by_default(rule, condition.reads),
            standing=all(path.startswith(_STANDING) for path in condition.reads),
            hard=rule.strength is Strength.HARD,
        )


def _is_telling(path: str) -> bool:
    return path.startswith("signal.") and path.rpartition(".")[2] in _KEPT_OF_SIGNALS


def on_by_default(rule: Rule, reads: tuple[str, ...]) -> tuple[Judged, ...]:
    """What a rule judges that does not say so itself."""
    if rule.then is Verdict.ASK_FIRST or any(path.startswith("action.") for path in reads):
        return (Judged.ACTION,)
    if rule.then is Verdict.HOLD:
        return (Judged.DRAFT,)
    if any(path in _AGENTS_OWN for path in reads):
        return (Judged.SAID, Judged.DRAFT)
    return (Judged.CUSTOMER_TURN, Judged.SAID, Judged.DRAFT)


def all_rules(policy: Policy) -> Iterator[Rule]:
    """The rules of every scope."""
    for named in (policy.agents, policy.topics, policy.objects, policy.flows):
        for settings in named.values():
            yield from settings.rules
    yield from policy.organisation.rules


def _compiled(rule: Rule, schema: Schema) -> Condition:
    checked = check(rule.when, schema)
    if checked.faults or checked.tree is None:
        fault = checked.faults[0]
        raise Invalid(f"Rule {rule.id}: {fault.message}", field=f"rules.{rule.id}.when", fix=fault.fix)
    return compile_condition(rule.when, checked.tree)


def _known(value: object, names: Mapping[str, object]) -> str | None:
    return value if isinstance(value, str) and value in names else None


def _amount(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None
