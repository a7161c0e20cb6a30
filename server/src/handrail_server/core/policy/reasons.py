"""The built-in reasons: what each reads, how strong it is, and what it does where no policy says otherwise.

A hard reason always fires. A policy may move its threshold within `HARDEST`, send it elsewhere and choose its words;
it cannot make it soft, nor answer it with less than stands here. Every number is a starting point, *not yet chosen*
until somebody adopts or changes it; the weights are stated beliefs, not measured ones (see `failure`).
"""

from dataclasses import dataclass
from typing import Final

from handrail_server.core.policy.decision import Strength, Verdict
from handrail_server.core.policy.fields import SCORE, Field, flag, number, text

HARDEST: Final = 0.9
"""A hard reason's threshold lies at or below this: none can be set so high that it never fires."""
BLIND: Final = "blind"
EXPECTED_COST: Final = "expected_cost"
OUT_OF_SCOPE: Final = "out_of_scope"
OVER_AUTHORITY: Final = "over_authority"
AMOUNT: Final = "amount"
ASKS_FIRST: Final = "asks_first"
LOOKS_REPEATED: Final = "looks_repeated"
LOW_CONFIDENCE: Final = "low_confidence"
ESTIMATED_CONFIDENCE: Final = "estimated_confidence"
FROM_THE_CHARTER: Final = (OUT_OF_SCOPE, OVER_AUTHORITY, AMOUNT, ASKS_FIRST, LOOKS_REPEATED)
"""Hard reasons that come of the charter and the action rules, not of a score."""

_HAND: Final = Verdict.HAND_OVER
_ASK: Final = Verdict.ASK_FIRST
_HOLD: Final = Verdict.HOLD
_GO: Final = Verdict.PROCEED


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A reason's effective threshold. It fires where the input is at least `at` (for a confidence: below)."""

    code: str
    title: str
    """What it means, as the first half of a line."""
    reads: str
    """The input that is compared."""
    below: bool = False
    kind: str | None = None
    """The signal's kind that it is about; None: every kind."""
    strength: Strength
    at: float
    then: Verdict
    said: Verdict
    acting: Verdict
    when_blind: Verdict
    weight: float
    seals: bool = False
    signal: str
    """The signal that gives the evidence."""
    patience: int = 0
    """In so many of the customer's first turns it does not fire alone where the signal is about a situation."""


def _hard(  # noqa: PLR0913  a row of the table below
    code: str,
    title: str,
    at: float = 0.5,
    *,
    then: Verdict = _HAND,
    acting: Verdict | None = None,
    when_blind: Verdict = _GO,
    seals: bool = False,
    signal: str | None = None,
    kind: str | None = None,
) -> Threshold:
    return Threshold(
        code=code, title=title, reads=f"signal.{signal or code}.score", kind=kind, strength=Strength.HARD, at=at,
        then=then, said=then, acting=acting or then, when_blind=when_blind, weight=0.0, seals=seals,
        signal=signal or code,
    )  # fmt: skip


def soft(
    code: str,
    title: str,
    at: float,
    *,
    weight: float,
    then: Verdict = _HAND,
    said: Verdict | None = None,
    acting: Verdict = _GO,
) -> Threshold:
    """A soft reason on a signal of the same name."""
    return Threshold(
        code=code, title=title, reads=f"signal.{code}.score", strength=Strength.SOFT, at=at, then=then,
        said=said or then, acting=acting, when_blind=_GO, weight=weight, signal=code,
    )  # fmt: skip


def _confidence(code: str, title: str, at: float, said: Verdict, weight: float) -> Threshold:
    return Threshold(
        code=code, title=title, reads="turn.confidence", below=True, strength=Strength.SOFT, at=at,
        then=_HOLD, said=said, acting=_ASK, when_blind=_GO, weight=weight, signal="low_confidence",
    )  # fmt: skip


_ALL: Final = (
    _hard("explicit_request", "The customer asks for a person"),
    _hard("agent_request", "The agent itself asks for a person"),
    _hard("safety", "Somebody's safety is at stake", when_blind=_HAND),
    _hard("legal_threat", "The customer speaks of legal steps"),
    _hard("regulated_data", "Regulated data was given", when_blind=_HAND, seals=True),
    _hard("regulated_decision", "A decision is asked that the law keeps for people", when_blind=_HAND, seals=True),
    _hard("fraud", "The customer reports fraud", kind="reported"),
    _hard(
        "suspicious_payment", "The payment shows marks of fraud", signal="fraud", kind="payment", then=_GO, acting=_ASK
    ),
    _hard("account_takeover", "The customer reports that somebody else is in the account"),
    _confidence(LOW_CONFIDENCE, "The agent's confidence", 0.75, _HAND, 3.0),
    _confidence(ESTIMATED_CONFIDENCE, "The confidence that we estimate", 0.5, _GO, 1.5),
    soft("out_of_scope", "The agent says that it cannot help with this", 0.75, weight=1.2),
    soft("sentiment", "The customer's feelings are bad", 0.75, weight=2.0),
    soft("unsupported_answer", "The answer says what no source carries", 0.6, weight=1.5, then=_HOLD, said=_GO),
    soft("commitment", "The agent commits the organisation", 0.75, weight=0.6, then=_HOLD, said=_GO),
    soft("repeated_failure", "The agent's answers do not help", 0.7, weight=2.0),
    soft("repeat_contact", "The customer has come again and again", 0.9, weight=1.6),
    soft("public_review", "The customer speaks of a public review", 0.75, weight=1.4),
    soft("churn", "The customer speaks of leaving", 0.75, weight=1.2),
    soft("contract_termination", "The customer speaks of ending the contract", 0.75, weight=1.2),
    soft("opportunity", "The sale is bigger than the agent", 0.7, weight=0.8),
    soft("opportunity_at_risk", "A sale or renewal is at risk", 0.7, weight=1.0),
    soft("billing_dispute", "The customer disputes a bill", 0.85, weight=1.0),
    soft("refund_request", "The customer wants money back", 1.0, weight=0.3, then=_GO),
    soft("complexity", "The matter is complex", 0.9, weight=1.2),
    soft("false_promise", "The agent promises a person whom nobody asked", 0.5, weight=1.5),
    soft("injection", "The turn gives the agent orders", 0.8, weight=1.0, then=_GO, acting=_ASK),
    soft("agent_error", "The agent is in trouble", 0.8, weight=2.5),
    soft("silence", "The customer waits without an answer", 0.8, weight=1.0),
    soft("customer_tier", "The customer's tier", 1.0, weight=0.0, then=_GO),
    soft("customer_value", "The customer's value", 0.9, weight=0.0, then=_GO),
    soft("contract_size", "The contract's size", 0.9, weight=0.0, then=_GO),
    soft("strategic_account", "The account is strategic", 0.5, weight=0.0, then=_GO),
    soft("executive_contact", "The contact is an executive", 0.5, weight=0.0, then=_GO),
)

BUILT_IN: Final = {reason.code: reason for reason in _ALL}

_NUMBERS: Final = {
    "repeated_failure": ("attempts", "likeness"),
    "repeat_contact": ("count", "on_topic"),
    "low_confidence": ("confidence", "raw"),
    "unsupported_answer": ("claims", "missing"),
    "fraud": ("amount", "count"),
    "amount": ("amount", "count"),
    "customer_value": ("amount",),
    "contract_size": ("amount", "ends_in_days"),
    "complexity": ("count",),
    "agent_error": ("in_a_row",),
    "silence": ("seconds",),
}
_TEXTS: Final = {
    "low_confidence": ("origin", "why"),
    "fraud": ("factors", "currency"),
    "amount": ("currency",),
    "customer_tier": ("tier",),
    "customer_value": ("currency",),
    "contract_size": ("currency",),
}
_FEELINGS: Final = ("anger", "disappointment", "distress", "frustration", "hostility", "long_waiting", "problem")
PATIENT: Final = ("sentiment",)
"""Reasons whose signal tells what it is about, and which may therefore wait for the agent's answer."""
SITUATION: Final = "situation"
SIGNALS: Final = tuple(dict.fromkeys((*(reason.signal for reason in _ALL), "amount")))
"""The built-in signals, by name."""


def signal_fields(name: str) -> dict[str, Field]:
    """The inputs of a built-in signal, by path."""
    fields = {
        "score": SCORE,
        "noticed": flag("It was noticed at all."),
        "kind": text("Its kind."),
        "kinds": text("All its kinds, joined by commas."),
        **{value: number(f"The signal's {value}.") for value in _NUMBERS.get(name, ())},
        **{value: text(f"The signal's {value}.") for value in _TEXTS.get(name, ())},
    }
    if name == "sentiment":
        fields["kind"] = text("The kind of feeling.", "", "positive", "neutral", *_FEELINGS)
        fields["valence"] = number("From -1, bad, to 1, good.", within=(-1.0, 1.0))
        fields["about"] = text("The situation that the customer is in, nobody blamed; else empty.", "", SITUATION)
        fields["lately"] = number("The worst of the customer's two turns before, -1..1.", within=(-1.0, 1.0))
        fields["trend"] = number("Against the customer's last turns; negative: it grows worse.", within=(-2.0, 2.0))
    return {f"signal.{name}.{value}": field for value, field in fields.items()}
