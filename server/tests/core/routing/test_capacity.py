"""Capacity: reserved, occupied, kept for wrap-up, free again; never too much, unless on the record."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from handrail_server.core.basics.effects import Deadline
from handrail_server.core.basics.errors import HandrailError, Invalid, MoveRefused
from handrail_server.core.basics.facts import Fact
from handrail_server.core.basics.ids import CaseId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.routing.capacity import (
    extend_wrap_up,
    occupy,
    release,
    reserve,
    subject,
    take,
    wrap_up,
)
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.person_facts import (
    CapacityKept,
    CapacityOccupied,
    CapacityOverridden,
    CapacityReleased,
    CapacityReserved,
)
from server.tests.core.routing.given import NOW, ROUTER, after, load, rep

ONE = CaseId("one")
ANA = rep("ana")


def facts(outcome: Outcome[Person]) -> list[type[Fact]]:
    return [type(fact) for fact in outcome.facts]


def reserved(person: Person = ANA, *, units: int = 2) -> Outcome[Person]:
    return reserve(person, ONE, units=units, channel="chat", turn=7, by=ROUTER, at=NOW)


def test_an_offer_reserves_and_accepting_occupies() -> None:
    offered = reserved()
    assert facts(offered) == [CapacityReserved]
    assert (offered.state.used, offered.state.turn, offered.state.last_assigned_at) == (2, 7, NOW)
    accepted = occupy(offered.state, ONE, by=ROUTER, at=NOW)
    assert facts(accepted) == [CapacityOccupied]
    assert accepted.state.used == 2
    assert not accepted.state.loads[0].offered


def test_an_offer_never_goes_beyond_capacity_or_a_channels_limit() -> None:
    with pytest.raises(MoveRefused):
        reserved(units=6)
    with pytest.raises(MoveRefused):
        reserved(replace(rep("ana", load("other")), channel_limits={"chat": 1}))


def test_accepting_what_is_not_reserved_is_refused() -> None:
    with pytest.raises(MoveRefused):
        occupy(ANA, ONE, by=ROUTER, at=NOW)


def test_the_same_case_is_taken_once() -> None:
    with pytest.raises(MoveRefused):
        reserved(reserved().state)
    taken = take(ANA, ONE, units=1, channel="chat", by=ROUTER, at=NOW)
    with pytest.raises(MoveRefused):
        take(taken.state, ONE, units=1, channel="chat", override="takeover", by=ROUTER, at=NOW)


def test_claiming_what_one_was_offered_occupies_the_reservation() -> None:
    assert facts(take(reserved().state, ONE, units=9, channel="chat", by=ROUTER, at=NOW)) == [CapacityOccupied]


def test_a_takeover_beyond_capacity_is_on_the_record() -> None:
    full = rep("ana", load("other", units=5))
    with pytest.raises(MoveRefused):
        take(full, ONE, units=1, channel="chat", by=ROUTER, at=NOW)
    outcome = take(full, ONE, units=1, channel="chat", override="takeover", by=ROUTER, at=NOW)
    assert facts(outcome) == [CapacityOverridden]
    assert outcome.state.used == 6
    fitting = take(ANA, ONE, units=1, channel="chat", override="takeover", by=ROUTER, at=NOW)
    assert facts(fitting) == [CapacityOccupied]


def test_release_frees_and_only_work_done_counts_as_idle_since() -> None:
    rescinded = release(reserved().state, ONE, by=ROUTER, at=after(30))
    assert facts(rescinded) == [CapacityReleased]
    assert (rescinded.state.used, rescinded.state.last_released_at) == (0, None)
    worked = occupy(reserved().state, ONE, by=ROUTER, at=NOW).state
    assert release(worked, ONE, by=ROUTER, at=after(30)).state.last_released_at == after(30)
    assert release(ANA, ONE, by=ROUTER, at=NOW) == Outcome(state=ANA)


def test_wrap_up_is_kept_by_the_server_and_ends_at_its_deadline() -> None:
    working = rep("ana", load("one"))
    wrapping = wrap_up(working, ONE, seconds=60, by=ROUTER, at=NOW)
    assert facts(wrapping) == [CapacityKept]
    assert wrapping.state.used == 1
    deadline = Deadline(subject=subject(ANA.id), name="wrap_up/one", due_at=after(60))
    assert wrapping.deadlines == (deadline,)
    ended = release(wrapping.state, ONE, by=ROUTER, at=after(60))
    assert ended.state.used == 0
    assert ended.deadlines == (replace(deadline, due_at=None),)


def test_wrap_up_is_extended_ten_times_and_not_eleven() -> None:
    person = wrap_up(rep("ana", load("one")), ONE, seconds=10, by=ROUTER, at=NOW).state
    for number in range(1, 11):
        outcome = extend_wrap_up(person, ONE, seconds=100, by=ROUTER, at=NOW)
        person = outcome.state
        assert outcome.deadlines[0].due_at == after(10 + 100 * number)
    with pytest.raises(MoveRefused):
        extend_wrap_up(person, ONE, seconds=100, by=ROUTER, at=NOW)


@pytest.mark.parametrize("seconds", [9, 3_601])
def test_wrap_up_is_10_to_3600_seconds(seconds: int) -> None:
    with pytest.raises(Invalid):
        wrap_up(rep("ana", load("one")), ONE, seconds=seconds, by=ROUTER, at=NOW)


def test_only_work_in_hand_is_wrapped_up() -> None:
    with pytest.raises(MoveRefused):
        wrap_up(rep("ana", load("one", offered=True)), ONE, seconds=60, by=ROUTER, at=NOW)
    with pytest.raises(MoveRefused):
        extend_wrap_up(rep("ana", load("one")), ONE, seconds=60, by=ROUTER, at=NOW)


CASES = st.sampled_from([CaseId(name) for name in "abcdefgh"])
UNITS = st.integers(1, 4)
CHANNELS = st.sampled_from(["chat", "voice"])


class Verbs(RuleBasedStateMachine):
    """Random verbs in random order: what is carried never exceeds what can be, but by recorded overrides."""

    def __init__(self) -> None:
        super().__init__()
        self.person = replace(ANA, capacity=6, channel_limits={"voice": 1})

    def then(self, outcome: Outcome[Person]) -> None:
        assert bool(outcome.facts) == (outcome.state != self.person)
        self.person = outcome.state

    @rule(case=CASES, units=UNITS, channel=CHANNELS)
    def is_offered(self, case: CaseId, units: int, channel: str) -> None:
        self._try(lambda: reserve(self.person, case, units=units, channel=channel, turn=1, by=ROUTER, at=NOW))

    @rule(case=CASES)
    def accepts(self, case: CaseId) -> None:
        self._try(lambda: occupy(self.person, case, by=ROUTER, at=NOW))

    @rule(case=CASES, units=UNITS, channel=CHANNELS, override=st.none() | st.just("takeover"))
    def takes(self, case: CaseId, units: int, channel: str, override: str | None) -> None:
        self._try(lambda: take(self.person, case, units=units, channel=channel, override=override, by=ROUTER, at=NOW))

    @rule(case=CASES)
    def releases(self, case: CaseId) -> None:
        self.then(release(self.person, case, by=ROUTER, at=NOW))

    @rule(case=CASES)
    def wraps_up(self, case: CaseId) -> None:
        self._try(lambda: wrap_up(self.person, case, seconds=60, by=ROUTER, at=NOW))

    @rule(case=CASES)
    def extends(self, case: CaseId) -> None:
        self._try(lambda: extend_wrap_up(self.person, case, seconds=60, by=ROUTER, at=NOW))

    @invariant()
    def carries_no_more_than_it_can(self) -> None:
        by_rule = [load for load in self.person.loads if not load.overridden]
        assert sum(load.units for load in by_rule) <= self.person.capacity
        assert sum(1 for load in by_rule if load.channel == "voice") <= 1

    @invariant()
    def carries_each_case_once(self) -> None:
        cases = [load.case for load in self.person.loads]
        assert len(cases) == len(set(cases))

    def _try(self, verb: object) -> None:
        assert callable(verb)
        before = self.person
        try:
            self.then(verb())
        except HandrailError:
            assert self.person == before


Verbs.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestVerbs = Verbs.TestCase


@given(st.lists(st.tuples(UNITS, CHANNELS), max_size=10))
def test_releasing_everything_leaves_nothing(wanted: list[tuple[int, str]]) -> None:
    person = replace(ANA, capacity=100)
    for number, (units, channel) in enumerate(wanted):
        person = take(person, CaseId(str(number)), units=units, channel=channel, by=ROUTER, at=NOW).state
    for number in range(len(wanted)):
        person = release(person, CaseId(str(number)), by=ROUTER, at=NOW).state
    assert person.used == 0
