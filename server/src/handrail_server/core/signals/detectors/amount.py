"""Amounts of money that a turn names; the policy compares them with limits."""

from dataclasses import dataclass

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.signal import Signal
from handrail_server.core.signals.spoken import MOST_EVIDENCE
from handrail_server.core.signals.view import View


@dataclass(frozen=True, slots=True)
class NamedAmount:
    """`amount` (the largest, as a number), `exact` (as decimal text), `currency`, `count`. Score 1: it stands there."""

    name: str = "amount"
    version: str = "1"
    reads: Reads = Reads.TEXT
    signals: tuple[str, ...] = ("amount",)

    def notice(self, view: View) -> tuple[Signal, ...]:
        if not view.amounts or view.author not in {ActorKind.CUSTOMER, ActorKind.AGENT}:
            return ()
        largest = max(view.amounts, key=lambda amount: amount.value)
        return (
            Signal(
                name=self.name,
                score=1.0,
                detector=f"{self.name}@{self.version}",
                evidence=tuple(view.evidence(amount.start, amount.end) for amount in view.amounts[:MOST_EVIDENCE]),
                values={
                    "amount": largest.value,
                    "exact": largest.exact,
                    "currency": largest.currency,
                    "count": float(len(view.amounts)),
                },
            ),
        )


AMOUNT = NamedAmount()
