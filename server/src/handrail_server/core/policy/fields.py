"""Every input that a rule may read, with its type. What is not here cannot be written in a condition.

Texts of the conversation are not among them: what a text says is noticed by a detector and read as a signal, so that a
rule's inputs can be stored and shown with the decision.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class FieldType(StrEnum):
    """The types that conditions know."""

    NUMBER = "number"
    TEXT = "text"
    BOOL = "bool"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One input. An `optional` one may be absent: a rule asks `has(…)` first, or is blind without it."""

    type: FieldType
    about: str
    optional: bool = False
    within: tuple[float, float] | None = None
    """The values that a number can take."""
    choices: tuple[str, ...] = ()
    """The values that a text can take, where they are a closed set."""


Schema = Mapping[str, Field]
Value = str | float | bool
Inputs = dict[str, Value | None]
"""Inputs by path. An absent key: there is no such thing here. None: it could not be read (`blind` or `shut`)."""


def number(about: str, *, optional: bool = False, within: tuple[float, float] | None = None) -> Field:
    return Field(type=FieldType.NUMBER, about=about, optional=optional, within=within)


def text(about: str, *choices: str, optional: bool = False) -> Field:
    return Field(type=FieldType.TEXT, about=about, optional=optional, choices=choices)


def flag(about: str, *, optional: bool = False) -> Field:
    return Field(type=FieldType.BOOL, about=about, optional=optional)


_COUNT: Final = (0.0, float("inf"))
_SHARE: Final = (0.0, 1.0)
_AUTHORS: Final = ("customer", "agent", "person", "system")

FIELDS: Final[Schema] = {
    "judged": text("What is being judged.", "customer_turn", "said", "draft", "action"),
    "turn.number": number("The server's number of the turn.", optional=True, within=_COUNT),
    "turn.author": text("Who spoke.", *_AUTHORS, optional=True),
    "turn.channel": text("The channel the turn came by.", optional=True),
    "turn.language": text("The turn's language, such as `en`.", optional=True),
    "turn.topic": text("The topic, as the agent names it.", optional=True),
    "turn.intent": text("The intent, as the agent names it.", optional=True),
    "turn.length": number("Characters of the turn.", optional=True, within=_COUNT),
    "turn.attachments": number("How many files came with the turn.", optional=True, within=_COUNT),
    "turn.sources": number("How many sources the agent's answer rests on.", optional=True, within=_COUNT),
    "turn.tool_calls": number("How many tools the agent called.", optional=True, within=_COUNT),
    "turn.tools_failed": number("How many of them failed.", optional=True, within=_COUNT),
    "turn.late": flag("The turn was reported after the fact.", optional=True),
    "turn.failed": flag("The agent reported its own failure instead of an answer.", optional=True),
    "turn.amount": number("The amount that the turn is about, where the agent says so.", optional=True, within=_COUNT),
    "turn.currency": text("Its currency.", optional=True),
    "turn.confidence": number("How likely the agent's answer is right.", optional=True, within=_SHARE),
    "turn.confidence_origin": text(
        "Who says so.", "model", "log_probabilities", "retrieval", "judge", "estimated", optional=True
    ),
    "conversation.channel": text("The channel the conversation is in."),
    "conversation.language": text("The conversation's language, such as `en`."),
    "conversation.topic": text("The last topic that the agent named.", optional=True),
    "conversation.flow": text("The named business process, where the agent says so.", optional=True),
    "conversation.object": text("The business object it is about, where the agent says so.", optional=True),
    "conversation.turns": number("Turns so far, this one included.", within=_COUNT),
    "conversation.customer_turns": number("The customer's turns so far, this one included.", within=_COUNT),
    "conversation.agent_turns": number("The agent's turns so far, this one included.", within=_COUNT),
    "conversation.attempts": number("Answers and actions that did not end the matter.", within=_COUNT),
    "conversation.refusals": number("How often the agent said that it cannot help.", within=_COUNT),
    "conversation.actions": number("Actions the agent asked for.", within=_COUNT),
    "conversation.lowest_sentiment": number("The lowest sentiment so far, -1..1.", optional=True, within=(-1.0, 1.0)),
    "conversation.minutes": number("Minutes since it began.", within=_COUNT),
    "customer.known": flag("The customer has a record."),
    "customer.tier": text("The customer's tier.", optional=True),
    "customer.role": text("The contact's role, such as `CFO`.", optional=True),
    "customer.executive": flag("The contact is an executive.", optional=True),
    "customer.language": text("The customer's own language.", optional=True),
    "customer.health": number("0..1, higher is healthier.", optional=True, within=_SHARE),
    "customer.lifetime_value": number("Lifetime value, in its own currency.", optional=True),
    "customer.lifetime_currency": text("Its currency.", optional=True),
    "customer.contacts_30_days": number("Earlier contacts in the last 30 days.", optional=True, within=_COUNT),
    "customer.contacts_on_topic": number("Of these, on the present topic.", optional=True, within=_COUNT),
    "customer.usual_amount": number("The customer's usual (median) transfer.", optional=True, within=_COUNT),
    "account.known": flag("The customer belongs to an account."),
    "account.tier": text("The account's tier.", optional=True),
    "account.strategic": flag("The account is strategic.", optional=True),
    "account.lifetime_value": number("Lifetime value, in its own currency.", optional=True),
    "account.lifetime_currency": text("Its currency.", optional=True),
    "account.contract_size": number("Contract size, in its own currency.", optional=True, within=_COUNT),
    "account.contract_currency": text("Its currency.", optional=True),
    "account.contract_days_left": number("Days until the contract ends; negative afterwards.", optional=True),
    "account.health": number("0..1, higher is healthier.", optional=True, within=_SHARE),
    "account.has_owner": flag("Somebody owns the account.", optional=True),
    "agent.id": text("The agent's id."),
    "agent.version": text("The agent's version."),
    "agent.object": text("The policy object under which the agent is judged."),
    "agent.mode": text("How far Handrail acts on it.", "observe", "assist", "enforce"),
    "action.tool": text("The tool that the agent wants to call.", optional=True),
    "action.amount": number("The amount of the act.", optional=True, within=_COUNT),
    "action.currency": text("Its currency.", optional=True),
    "action.repeated": flag("The same call was asked for before in this conversation.", optional=True),
    "action.spent_today": number("What was already given today, in the act's currency.", optional=True, within=_COUNT),
}

SCORE: Final = number("How strong the signal is, 0..1; 0 where nothing was noticed.", within=_SHARE)
PREFIXES: Final = ("signal", "action.argument")
"""Families whose members a policy and the detectors name."""
