"""Health, card, bank account or identity data in a turn: it shuts the gate, so that nothing more is read."""

import re
from dataclasses import dataclass

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.detectors.identity_numbers import numbers_in
from handrail_server.core.signals.detectors.regulated_terms import HEALTH
from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.signal import Signal
from handrail_server.core.signals.spoken import MOST_EVIDENCE, spans, together
from handrail_server.core.signals.view import View

_LONG_NUMBER = re.compile(r"[0-9][0-9 .-]{4,20}[0-9]")
_PROVED = 0.97
_HEALTH_ALONE = 0.35
"""One weak health word says nothing: `my doctor recommended your airline`."""


@dataclass(frozen=True, slots=True)
class RegulatedData:
    """`kind`: health, card, bank_account, identity; `kinds` where there are several. Numbers are proved."""

    name: str = "regulated_data"
    version: str = "1"
    reads: Reads = Reads.TEXT
    signals: tuple[str, ...] = ("regulated_data",)
    phrases: tuple[Phrases, ...] = HEALTH

    def notice(self, view: View) -> tuple[Signal, ...]:
        if view.author in {ActorKind.SYSTEM, ActorKind.PERSON}:
            return ()
        health = [hit for hit in view.hits.get(self.name, ()) if not hit.quoted]
        numbers = list(numbers_in(view.folded)) if _LONG_NUMBER.search(view.folded) else []
        distinct = {view.folded[hit.start : hit.end]: hit.weight for hit in health}
        ill = together(distinct.values())
        if ill <= _HEALTH_ALONE and not numbers:
            return ()
        found = sorted({number.kind for number in numbers} | ({"health"} if ill > _HEALTH_ALONE else set()))
        values: dict[str, str | float | bool] = {"kind": numbers[0].kind if numbers else "health"}
        if len(found) > 1:
            values["kinds"] = ",".join(found)
        return (
            Signal(
                name=self.name,
                score=max(ill, _PROVED if numbers else 0.0),
                detector=f"{self.name}@{self.version}",
                evidence=tuple(number.evidence(view) for number in numbers[:MOST_EVIDENCE]) + spans(view, health),
                values=values,
            ),
        )


REGULATED_DATA = RegulatedData()
