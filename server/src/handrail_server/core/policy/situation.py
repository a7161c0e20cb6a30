"""All that a judgement may look at, gathered by the flow; and the same as inputs by name."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import DAY, MINUTE, At
from handrail_server.core.policy.document import Judged
from handrail_server.core.policy.fields import FIELDS, FieldType, Inputs, Schema, Value
from handrail_server.core.policy.loaded import LoadedPolicy
from handrail_server.core.signals.profile import Account, Profile
from handrail_server.core.signals.signal import Reading, Signal
from handrail_server.core.turns.agent import Agent
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import ConfidenceOrigin, Saying, Turn

_CALIBRATED: Final = "signal.low_confidence.raw"
"""The confidence as it was given, where it was calibrated."""
_PARTLY_READ: Final = 0.5
"""A signal that one detector read and another could not counts as read from this score on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A turn (or the turn that an action belongs to) and its surroundings, as they were before it."""

    turn: Turn | None
    signals: tuple[Signal, ...]
    before: Conversation
    agent: Agent
    profile: Profile | None = None
    profile_away: bool = False
    """The profile could not be fetched in time: what it would say is unknown, not absent."""
    object: str | None = None
    """The business object that this is about, where the agent says so."""
    now: At


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A tool call that the agent wants to make."""

    tool: str
    digest: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    """As `canonical.from_json_arguments` gives them."""
    amount: Money | None = None
    data: tuple[str, ...] = ()
    """Kinds of data that the call reads."""
    confidence: float | None = None
    earlier: tuple[str, ...] = ()
    """`tool digest` of the calls asked for before in this conversation, under other call ids."""
    spent_today: tuple[Money, ...] = ()
    """What the agent moved today by itself."""


def judged_as(turn: Turn | None) -> Judged | None:
    """What a turn is judged as; None for words of persons and of the system, which are not judged.

    No turn at all is silence: judged like the customer's last words, which still wait.
    """
    match turn.author.kind if turn else ActorKind.CUSTOMER:
        case ActorKind.CUSTOMER:
            return Judged.CUSTOMER_TURN
        case ActorKind.AGENT:
            return Judged.DRAFT if turn and turn.saying is Saying.PROPOSED else Judged.SAID
        case _:
            return None


def turn_inputs(policy: LoadedPolicy, situation: Situation, judged: Judged) -> Inputs:
    """Every input of the situation, by name. What could not be read is None; what is not there has no key."""
    inputs: Inputs = {"judged": judged.value, "at": float(situation.now)}
    _conversation(inputs, situation, judged)
    _profile(inputs, situation)
    _signals(inputs, policy.schema, situation.signals)
    if situation.turn is not None:
        _turn(inputs, situation.turn, judged)
    if judged is not Judged.CUSTOMER_TURN and ("turn.confidence" not in inputs or _CALIBRATED in inputs):
        _noticed_confidence(inputs)
    return inputs


def action_inputs(policy: LoadedPolicy, situation: Situation, proposal: Proposal) -> Inputs:
    """The same with the call; its amount as the policy reads it."""
    inputs = turn_inputs(policy, situation, Judged.ACTION)
    amount = amount_of(policy, situation, proposal)
    inputs["action.tool"] = proposal.tool
    inputs["action.data"] = json.dumps(proposal.data)
    inputs["action.repeated"] = f"{proposal.tool} {proposal.digest}" in proposal.earlier
    if amount is not None:
        spent = _spent(proposal, amount.currency)
        _put(inputs, "action.amount", amount.amount)
        _put(inputs, "action.exact_amount", str(amount.amount))
        _put(inputs, "action.currency", amount.currency)
        _put(inputs, "action.spent_today", spent)
        _put(inputs, "action.exact_spent", str(spent))
    if proposal.confidence is not None:
        _put(inputs, "turn.confidence", proposal.confidence)
        _put(inputs, "turn.confidence_origin", ConfidenceOrigin.MODEL.value)
    for name, field_type in policy.policy.inputs.arguments.items():
        _put(inputs, f"action.argument.{name}", _argument(proposal.arguments.get(name), field_type))
    return inputs


def signal_inputs(policy: LoadedPolicy, signals: tuple[Signal, ...]) -> Inputs:
    """The inputs that these signals are read as."""
    inputs: Inputs = {}
    _signals(inputs, policy.schema, signals)
    return inputs


def amount_of(policy: LoadedPolicy, situation: Situation, proposal: Proposal) -> Money | None:
    """What the call moves: as the policy reads it from the arguments, else as the call states it.

    What would run decides, so that no statement can make an amount smaller than the arguments have it.
    """
    topic = (situation.turn.topic if situation.turn else None) or situation.before.topic
    inputs: Inputs = {
        "agent.object": situation.agent.policy_object,
        "conversation.topic": topic,
        "conversation.object": situation.object,
        "conversation.flow": situation.before.flow,
    }
    return policy.amount_of(policy.place(inputs), proposal.tool, proposal.arguments) or proposal.amount


def _put(inputs: Inputs, path: str, value: Value | Decimal | None) -> None:
    if value is not None:
        inputs[path] = value if isinstance(value, str | bool) else float(value)


def _turn(inputs: Inputs, turn: Turn, judged: Judged) -> None:
    inputs |= {
        "turn.number": float(turn.number),
        "turn.author": turn.author.kind.value,
        "turn.channel": turn.channel,
        "turn.length": float(len(turn.text)),
        "turn.attachments": float(len(turn.attachments)),
        "turn.late": turn.late,
    }
    _put(inputs, "turn.language", turn.language)
    _put(inputs, "turn.topic", turn.topic)
    _put(inputs, "turn.intent", turn.intent)
    _put(inputs, "turn.amount", turn.amount)
    _put(inputs, "turn.currency", turn.currency)
    if judged is Judged.CUSTOMER_TURN:
        return
    inputs |= {
        "turn.sources": float(len(turn.sources)),
        "turn.tool_calls": float(len(turn.tool_calls)),
        "turn.tools_failed": float(sum(call.failed for call in turn.tool_calls)),
        "turn.failed": turn.error is not None,
    }
    if turn.confidence is not None:
        _put(inputs, "turn.confidence", turn.confidence.value)
        _put(inputs, "turn.confidence_origin", turn.confidence.origin.value)


def _conversation(inputs: Inputs, situation: Situation, judged: Judged) -> None:
    before, agent, turn = situation.before, situation.agent, situation.turn
    by_customer = turn is not None and judged is Judged.CUSTOMER_TURN
    by_agent = judged in {Judged.SAID, Judged.DRAFT}
    inputs |= {
        "conversation.channel": before.channel,
        "conversation.language": before.language,
        "conversation.turns": float(before.turns + (by_customer or by_agent)),
        "conversation.customer_turns": float(before.customer_turns + by_customer),
        "conversation.agent_turns": float(before.agent_turns + by_agent),
        "conversation.attempts": float(before.attempts),
        "conversation.refusals": float(before.refusals),
        "conversation.actions": float(before.actions),
        "conversation.minutes": max(0, situation.now - before.opened_at) / MINUTE,
        "agent.id": agent.id,
        "agent.version": agent.version,
        "agent.object": agent.policy_object,
        "agent.mode": before.mode.value,
    }
    _put(inputs, "conversation.topic", (turn.topic if turn else None) or before.topic)
    _put(inputs, "conversation.flow", before.flow)
    _put(inputs, "conversation.object", situation.object)
    _put(inputs, "conversation.lowest_sentiment", before.lowest_sentiment)
    for dealt in before.dealt:
        _put(inputs, f"dealt.{dealt.reason}.turn", dealt.turn)
        _put(inputs, f"dealt.{dealt.reason}.score", dealt.score)
        _put(inputs, f"dealt.{dealt.reason}.customer_turns", dealt.customer_turns)


def _profile(inputs: Inputs, situation: Situation) -> None:
    """A profile that was not looked at (gate shut, CRM away) leaves every one of its inputs unread."""
    shut = any(signal.reading is Reading.SHUT for signal in situation.signals)
    if shut or situation.profile_away:
        inputs.update({path: None for path in FIELDS if path.startswith(("customer.", "account."))})
        return
    profile = situation.profile
    _put(inputs, "customer.known", profile is not None)
    _put(inputs, "account.known", profile is not None and profile.account is not None)
    if profile is None:
        return
    _put(inputs, "customer.tier", profile.tier)
    _put(inputs, "customer.role", profile.role)
    _put(inputs, "customer.executive", profile.executive)
    _put(inputs, "customer.language", profile.language)
    _put(inputs, "customer.health", profile.health)
    _money(inputs, "customer.lifetime", "value", profile.lifetime_value)
    _put(inputs, "customer.contacts_30_days", profile.contacts_30_days)
    topic = inputs.get("conversation.topic")
    if profile.contacts_by_topic is not None and isinstance(topic, str):
        _put(inputs, "customer.contacts_on_topic", profile.contacts_by_topic.get(topic, 0))
    _put(inputs, "customer.usual_amount", profile.usual_amount)
    if profile.account is not None:
        _account(inputs, profile.account, situation.now)


def _account(inputs: Inputs, account: Account, now: At) -> None:
    _put(inputs, "account.tier", account.tier)
    _put(inputs, "account.strategic", account.strategic)
    _money(inputs, "account.lifetime", "value", account.lifetime_value)
    _money(inputs, "account.contract", "size", account.contract_size)
    if account.contract_ends is not None:
        _put(inputs, "account.contract_days_left", (account.contract_ends - now) / DAY)
    _put(inputs, "account.health", account.health)
    _put(inputs, "account.has_owner", account.owner is not None)


def _money(inputs: Inputs, stem: str, what: str, money: Money | None) -> None:
    if money is not None:
        _put(inputs, f"{stem}_{what}", money.amount)
        _put(inputs, f"{stem}_currency", money.currency)


def _signals(inputs: Inputs, schema: Schema, signals: tuple[Signal, ...]) -> None:
    for signal in signals:
        stem = f"signal.{signal.name}."
        if signal.reading is Reading.READ:
            inputs[stem + "score"] = float(signal.score)
            inputs[stem + "noticed"] = True
            for name, value in signal.values.items():
                _put(inputs, stem + name, value)
    for signal in signals:
        if signal.reading is Reading.READ:
            continue
        stem = f"signal.{signal.name}."
        score = inputs.get(stem + "score")
        if not (isinstance(score, float) and score >= _PARTLY_READ):
            inputs.update({path: None for path in schema if path.startswith(stem)})
            inputs[stem + "score"] = None


def _noticed_confidence(inputs: Inputs) -> None:
    """What confidence is worth, where that is known; else where the agent supplies none, the one that was estimated,
    unread where that could not be.
    """
    if "signal.low_confidence.score" in inputs:
        for name in ("confidence", "origin"):
            path = f"signal.low_confidence.{name}"
            wanted = "turn.confidence" if name == "confidence" else "turn.confidence_origin"
            inputs[wanted] = inputs.get(path)


def _spent(proposal: Proposal, currency: str) -> Decimal:
    return sum((money.amount for money in proposal.spent_today if money.currency == currency), Decimal(0))


def _argument(value: object, wanted: FieldType) -> Value | None:
    match wanted, value:
        case FieldType.BOOL, bool():
            return value
        case FieldType.NUMBER, int() if not isinstance(value, bool):
            return float(value)
        case FieldType.NUMBER, str():
            return _decimal(value)
        case FieldType.TEXT, str():
            return value
        case _:
            return None


def _decimal(text: str) -> float | None:
    """A number that canonical JSON carries as text; None where the text is none."""
    try:
        return float(text)
    except ValueError:
        return None
