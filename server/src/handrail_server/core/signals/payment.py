"""A payment about to be made: the marks of fraud that the act itself shows, with those of the words before it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from handrail_server.core.basics.money import Money
from handrail_server.core.signals.detectors.fraud import FACTORS, Payment, payment_factors, payment_score
from handrail_server.core.signals.profile import Profile
from handrail_server.core.signals.signal import Evidence, Signal

DESTINATIONS: Final = ("destination", "beneficiary", "payee", "iban", "to_account", "recipient")
"""Arguments that say where money goes; a call without one of them is no payment."""
DETECTOR: Final = "payment@1"
FRAUD: Final = "fraud"


def assessed(
    signals: tuple[Signal, ...], arguments: Mapping[str, object], amount: Money | None, profile: Profile | None
) -> tuple[Signal, ...]:
    """The last turn's signals with the payment that is now to be made: unusual amount and destination are its marks."""
    destination = next((str(arguments[name]) for name in DESTINATIONS if arguments.get(name)), None)
    if destination is None:
        return signals
    said = next((signal for signal in signals if signal.name == FRAUD), None)
    payment = Payment(
        amount=amount.amount if amount else None,
        currency=amount.currency if amount else None,
        destination=destination,
        marks=_said(said),
    )
    factors = payment_factors(payment, profile)
    score = payment_score(factors)
    if not factors or (said is not None and said.score > score):
        return signals
    return (*(signal for signal in signals if signal is not said), _signal(said, factors, score, payment))


def _said(signal: Signal | None) -> frozenset[str]:
    factors = signal.values.get("factors") if signal else None
    return frozenset(str(factors).split(",")) & FACTORS.keys() if factors else frozenset()


def _signal(said: Signal | None, factors: tuple[str, ...], score: float, payment: Payment) -> Signal:
    values: dict[str, str | float | bool] = {
        "kind": "payment",
        "factors": ",".join(factors),
        "count": float(len(factors)),
    }
    if payment.amount is not None and payment.currency is not None:
        values.update(amount=float(payment.amount), exact=str(payment.amount), currency=payment.currency)
    named = tuple(Evidence(fact=f"payment.{factor}") for factor in factors)
    if said is None:
        return Signal(name=FRAUD, score=score, detector=DETECTOR, evidence=named, values=values)
    quoted = tuple(each for each in said.evidence if each.turn is not None)
    return replace(said, score=score, detector=DETECTOR, evidence=(*quoted, *named), values=values)
