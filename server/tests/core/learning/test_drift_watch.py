"""An alarm is told once, again when it has grown by half, and anew after somebody answered for it."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.actors import Authenticated, agent, person, system
from handrail_server.core.basics.errors import Forbidden, NotFound
from handrail_server.core.basics.ids import AgentId, PersonId
from handrail_server.core.basics.time import DAY, At
from handrail_server.core.learning.drift import Compared, Kind, Series, Side
from handrail_server.core.learning.drift_watch import (
    DriftAcknowledged,
    DriftNoticed,
    DriftWatch,
    TellOfDrift,
    acknowledge_drift,
    begin_watch,
    notice_drift,
)

ADA = person(PersonId("ada"), Authenticated.API_KEY)
WATCHER = system("drift")
LOW = Series(kind=Kind.FIRING, rule="low_confidence")


def side(value: float) -> Side:
    return Side(value=value, between=(0.0, 1.0), of=1_000, since=At(0), until=At(DAY))


def moved(after: float, *, chance: float = 1e-9) -> tuple[Compared, ...]:
    return (Compared(series=LOW, before=side(0.05), after=side(after), chance=chance, bound=1e-6),)


def a_watch() -> DriftWatch:
    return begin_watch("acme", by=WATCHER, at=At(0)).state


def noticed(watch: DriftWatch, after: float, *, at: int = DAY, changed_at: int = 0) -> tuple[DriftWatch, int]:
    outcome = notice_drift(watch, moved(after), changed_at=At(changed_at), by=WATCHER, at=At(at))
    assert len(outcome.effects) == bool(outcome.facts)
    return outcome.state, len(outcome.facts)


def test_what_moved_is_a_fact_and_a_notice() -> None:
    outcome = notice_drift(a_watch(), moved(0.1), changed_at=At(0), by=WATCHER, at=At(DAY))
    (fact,), (effect,) = outcome.facts, outcome.effects
    assert isinstance(fact, DriftNoticed)
    assert isinstance(effect, TellOfDrift)
    assert (fact.alarm, fact.series, effect.series) == (1, LOW, ("low_confidence",))


def test_what_chance_explains_is_nothing() -> None:
    outcome = notice_drift(a_watch(), moved(0.1, chance=0.01), changed_at=At(0), by=WATCHER, at=At(DAY))
    assert (outcome.facts, outcome.effects) == ((), ())


def test_the_same_again_is_folded_until_it_has_grown_by_half() -> None:
    watch, _ = noticed(a_watch(), 0.1)
    assert noticed(watch, 0.11) == (watch, 0)
    grown, number = noticed(watch, 0.13)
    assert (number, grown.latest) == (1, 2)
    assert noticed(grown, 0.14) == (grown, 0)


def test_after_an_answer_or_a_change_of_what_judges_it_is_told_again() -> None:
    watch, _ = noticed(a_watch(), 0.1)
    answered = acknowledge_drift(watch, 1, by=ADA, at=At(2 * DAY))
    (fact,) = answered.facts
    assert isinstance(fact, DriftAcknowledged)
    assert answered.state.references == {"firing:low_confidence": 2 * DAY}
    assert noticed(answered.state, 0.1, at=30 * DAY)[1] == 1
    assert noticed(watch, 0.1, at=30 * DAY, changed_at=20 * DAY)[1] == 1
    assert acknowledge_drift(answered.state, 1, by=ADA, at=At(3 * DAY)).facts == ()


def test_only_a_person_answers_for_an_alarm_that_there_is() -> None:
    watch, _ = noticed(a_watch(), 0.1)
    with pytest.raises(Forbidden):
        acknowledge_drift(watch, 1, by=agent(AgentId("shop")), at=At(0))
    with pytest.raises(NotFound):
        acknowledge_drift(replace(watch, alarms=()), 1, by=ADA, at=At(0))
