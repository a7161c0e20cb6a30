"""The watch for drift: begun once, an alarm for what moved, and what people did about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from handrail_server.core.basics.actors import Actor, ActorKind
from handrail_server.core.basics.effects import Deadline, Effect
from handrail_server.core.basics.errors import Forbidden, NotFound
from handrail_server.core.basics.facts import Fact, Subject, SubjectKind
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.learning.drift import Compared, Kind, Series, Side

DRIFT_DUE: Final = "drift_due"
"""The deadline of the day's comparison."""
GROWN: Final = 1.5
"""So many times the difference that was told of is told of again."""
KEPT: Final = 100
"""Alarms beyond this number are left to the facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftWatched(Fact):
    """From here on what is seen lately is compared with a reference once a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftNoticed(Fact):
    """A series moved by more than chance explains."""

    alarm: int
    series: Series
    before: Side
    after: Side
    chance: float
    bound: float
    repeats: int | None
    """The alarm of the same series that stood already, where it has grown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftAcknowledged(Fact):
    """Somebody answers for it; the series gets a new reference from here on."""

    alarm: int
    series: Series


@dataclass(frozen=True, slots=True, kw_only=True)
class TellOfDrift(Effect):
    """Tell those who may publish the policy."""

    series: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftAlarm:
    """What moved, as it was when it was noticed."""

    id: int
    series: Series
    before: Side
    after: Side
    chance: float
    noticed_at: At
    acknowledged_at: At | None = None
    acknowledged_by: str | None = None

    @property
    def by(self) -> float:
        """How far it moved."""
        return abs(self.after.value - self.before.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftWatch:
    """The newest alarms of an organisation, and since when a series has a reference of its own."""

    id: str
    begun_at: At
    latest: int = 0
    alarms: tuple[DriftAlarm, ...] = ()
    """The newest last."""
    references: Mapping[str, At]
    """By series: when an alarm of it was last acknowledged."""


def watch_subject(org: str) -> Subject:
    """An organisation's watch, as the subject of facts."""
    return Subject(kind=SubjectKind.DRIFT, id=org)


def begin_watch(org: str, *, by: Actor, at: At) -> Outcome[DriftWatch]:
    """The first comparison is due at once."""
    due = Deadline(subject=watch_subject(org), name=DRIFT_DUE, due_at=at)
    watch = DriftWatch(id=org, begun_at=at, references={})
    return Outcome(state=watch, facts=(DriftWatched(by=by, at=at),), deadlines=(due,))


def notice_drift(
    watch: DriftWatch, found: Sequence[Compared], *, changed_at: At, by: Actor, at: At
) -> Outcome[DriftWatch]:
    """An alarm for each series that moved, told of once; the same again is folded until it has grown by half."""
    state, facts = watch, []
    for each in found:
        standing = _standing(watch, each.series, changed_at)
        if not each.moved or (standing is not None and abs(each.after.value - each.before.value) < GROWN * standing.by):
            continue
        alarm = DriftAlarm(
            id=state.latest + 1,
            series=each.series,
            before=each.before,
            after=each.after,
            chance=each.chance,
            noticed_at=at,
        )
        facts.append(
            DriftNoticed(
                alarm=alarm.id,
                series=each.series,
                before=each.before,
                after=each.after,
                chance=each.chance,
                bound=each.bound,
                repeats=None if standing is None else standing.id,
                by=by,
                at=at,
            )
        )
        state = replace(state, latest=alarm.id, alarms=(*state.alarms, alarm)[-KEPT:])
    if not facts:
        return Outcome(state=watch)
    told = TellOfDrift(lane="drift", series=tuple(_name(fact.series) for fact in facts))
    return Outcome(state=state, facts=tuple(facts), effects=(told,))


def acknowledge_drift(watch: DriftWatch, alarm: int, *, by: Actor, at: At) -> Outcome[DriftWatch]:
    """A person answers for it: what is now is the series' reference from here on. Again changes nothing."""
    if by.kind is not ActorKind.PERSON or by.reported_by is not None:
        raise Forbidden("Only a person answers for drift.")
    found = next((each for each in watch.alarms if each.id == alarm), None)
    if found is None:
        raise NotFound(f"There is no alarm {alarm} here.", field="alarm", fix="Read the list of alarms.")
    if found.acknowledged_at is not None:
        return Outcome(state=watch)
    alarms = tuple(
        replace(each, acknowledged_at=at, acknowledged_by=by.id)
        if each.series == found.series and each.acknowledged_at is None
        else each
        for each in watch.alarms
    )
    state = replace(watch, alarms=alarms, references={**watch.references, str(found.series): at})
    return Outcome(state=state, facts=(DriftAcknowledged(alarm=alarm, series=found.series, by=by, at=at),))


def _standing(watch: DriftWatch, series: Series, changed_at: At) -> DriftAlarm | None:
    """The newest alarm of the series that nobody answered for since what judges was last changed."""
    for each in reversed(watch.alarms):
        if each.series == series and each.acknowledged_at is None and each.noticed_at >= changed_at:
            return each
    return None


def _name(series: Series) -> str:
    return series.rule if series.kind is Kind.FIRING and series.rule else f"drift_{series.kind}"
