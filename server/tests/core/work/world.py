"""A small world in memory that takes up what verbs do, as the store would: states, deadlines, and what must hold."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count

import msgspec

from handrail_server.core.basics.effects import Deadline, Effect
from handrail_server.core.basics.errors import HandrailError
from handrail_server.core.basics.facts import Fact, Subject, SubjectKind
from handrail_server.core.basics.ids import CaseId, CommitId, OrgId, PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, CaseState
from handrail_server.core.cases.consult import consult_due
from handrail_server.core.cases.escalate import accept_due
from handrail_server.core.cases.expiry import expire
from handrail_server.core.cases.moves import OVER, is_open
from handrail_server.core.cases.offers import offer_due
from handrail_server.core.cases.requeue import reply_due
from handrail_server.core.resolution.land import broken_promise_due
from handrail_server.core.resolution.wrap_up import end_due, quiet_due
from handrail_server.core.routing.capacity import release
from handrail_server.core.routing.person import Person
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.control import HolderKind
from handrail_server.core.turns.conversation import STATE_LIMIT, Conversation
from handrail_server.core.turns.delivery import DeliverWords, may_send
from handrail_server.core.turns.facts import FloorGiven, FloorTaken
from handrail_server.core.turns.floor import end_pause
from handrail_server.core.work.follow import followed
from handrail_server.core.work.work import Acting, Work, concerned
from handrail_server.ledger.cipher import DataKey
from handrail_server.ledger.record import Place, record_facts
from server.tests.core.work.given import T0, WORKER, a_conversation, acting

KEY = DataKey(bytes(32))
PLACE = Place(org=OrgId("acme"), commit=CommitId("commit"), subject=Subject(kind=SubjectKind.CONVERSATION, id="c1"))
TAKEN = (CaseState.ACCEPTED, CaseState.ENGAGED)
Moves = dict[str, Callable[[Case, At], Outcome[Case]]]

MOVED_BY_TIME: Moves = {
    "case_accept": lambda case, at: accept_due(case, by=WORKER, at=at),
    "case_offer": lambda case, at: offer_due(case, by=WORKER, at=at),
    "case_reply": lambda case, at: reply_due(case, by=WORKER, at=at),
    "case_expiry": lambda case, at: expire(case, by=WORKER, at=at),
    "consult_due": lambda case, at: consult_due(case, by=WORKER, at=at),
}


@dataclass(kw_only=True)
class World:
    """One conversation with its cases and people."""

    people: dict[PersonId, Person]
    conversation: Conversation = field(default_factory=a_conversation)
    cases: dict[CaseId, Case] = field(default_factory=dict)
    actions: dict[CaseId, Action] = field(default_factory=dict)
    deadlines: dict[tuple[str, str], At] = field(default_factory=dict)
    now: At = T0
    names: "count[int]" = field(default_factory=lambda: count(1))
    refused: int = 0

    def name(self, prefix: str) -> str:
        return f"{prefix}_{next(self.names)}"

    def me(self, person: Person) -> Acting:
        return acting(self.people[person.id], self.now)

    def crew(self, case: Case | None) -> dict[PersonId, Person]:
        return {} if case is None else {name: self.people[name] for name in concerned(case)}

    def open_case(self) -> Case | None:
        case = self.conversation.open_case
        return self.cases[case] if case is not None else None

    def attempt(self, verb: Callable[[], Work]) -> None:
        """Take up what the verb does; a refused verb changes nothing."""
        try:
            work = verb()
        except HandrailError:
            self.refused += 1
            return
        self.take_up(work)

    def take_up(self, work: Work) -> None:
        for subject in (work.case, work.opened, work.action, *work.others, *work.people):
            if subject is not None:
                _assert_recordable(subject.facts)
        for moved in (work.case, work.opened, *work.others):
            if moved is not None:
                self.cases[moved.state.id] = moved.state
                self._arm(moved.deadlines)
        if work.action is not None and work.case is not None:
            self.actions[work.case.state.id] = work.action.state
        for person in work.people:
            self.people[person.state.id] = person.state
            self._arm(person.deadlines)
        if work.conversation is not None:
            self.say(work.conversation)

    def say(self, outcome: Outcome[Conversation]) -> None:
        """Take up the conversation's new state, and check law 1 as the transaction that accepts it would."""
        _assert_recordable(outcome.facts)
        before, after = self.conversation.control, outcome.state.control
        assert after.epoch - before.epoch == _moves_of_floor(outcome.facts), "one more on the epoch with each holder"
        assert (after.epoch == before.epoch) <= (after.holder == before.holder)
        for effect in outcome.effects:
            _assert_may_go(effect, outcome.state)
        self.conversation = outcome.state
        self._arm(outcome.deadlines)

    def pass_time(self, milliseconds: int) -> None:
        """Let the clock run; everything that falls due happens, in order."""
        until = At(self.now + milliseconds)
        for _ in range(60):
            due = [(at, key) for key, at in self.deadlines.items() if at <= until]
            if not due:
                break
            at, key = min(due)
            self.now = max(self.now, at)
            self._fire(*key, at)
        self.now = until

    def _fire(self, subject: str, name: str, at: At) -> None:
        kind, _, id_ = subject.partition("/")
        if kind == SubjectKind.CONVERSATION:
            self.say(end_pause(self.conversation, by=WORKER, at=self.now))
        elif kind == SubjectKind.PERSON:
            freed = release(self.people[PersonId(id_)], CaseId(name.partition("/")[2]), by=WORKER, at=self.now)
            self.take_up(Work(people=(freed,)))
        else:
            self._fire_case(self.cases[CaseId(id_)], name)
        if self.deadlines.get((subject, name)) == at:
            del self.deadlines[subject, name]

    def _fire_case(self, case: Case, name: str) -> None:
        crew, at = self.crew(case), self.now
        match name:
            case "case_wrap_up":
                work = end_due(case, self.conversation, crew, by=WORKER, at=at)
            case "case_silence":
                work = quiet_due(case, self.conversation, crew, wrap_up_seconds=60, by=WORKER, at=at)
            case "case_promise":
                work = broken_promise_due(case, self.conversation, crew, by=WORKER, at=at)
            case _:
                moved = MOVED_BY_TIME[name](case, at)
                work = followed(case, moved, self.conversation, crew, by=WORKER, at=at)
        self.take_up(work)

    def _arm(self, deadlines: tuple[Deadline, ...]) -> None:
        for deadline in deadlines:
            key = (str(deadline.subject), deadline.name)
            if deadline.due_at is None:
                self.deadlines.pop(key, None)
            else:
                self.deadlines[key] = deadline.due_at

    def has_deadline(self, subject: str) -> bool:
        return any(of == subject for of, _ in self.deadlines)

    def check(self) -> None:
        """What must hold after every verb."""
        self._check_floor()
        self._check_cases()
        for person in self.people.values():
            self._check_capacity(person)
        assert len(msgspec.json.encode(self.conversation)) <= STATE_LIMIT

    def _check_floor(self) -> None:
        """Whoever has the floor, something ends their time: nothing waits in silence."""
        conversation, case = self.conversation, self.open_case()
        paused = (str_of(conversation), "pause") in self.deadlines
        assert paused == (conversation.paused_until is not None)
        match conversation.control.holder.kind:
            case HolderKind.QUEUE:
                assert case is not None
            case HolderKind.PERSON:
                assert case is not None or paused
            case HolderKind.NOBODY:
                assert paused or conversation.closed_at is not None
            case HolderKind.AGENT:
                assert conversation.control.holder.id == conversation.agent

    def _check_cases(self) -> None:
        for case in self.cases.values():
            assert self.has_deadline(f"case/{case.id}") == is_open(case), (case.state, self.deadlines)
        attached = (self.conversation.open_case, self.conversation.held_reply, *self.conversation.open_approvals)
        for name in filter(None, attached):
            assert self.cases[name].state not in OVER
        waiting = self.open_case()
        if waiting is not None and waiting.state in TAKEN:
            assert self.conversation.control.holder.kind is HolderKind.PERSON

    def _check_capacity(self, person: Person) -> None:
        within = sum(load.units for load in person.loads if not load.overridden)
        assert within <= person.capacity
        for load in person.loads:
            case = self.cases[load.case]
            offered = any(offer.person == person.id for offer in case.offers)
            assert is_open(case), f"{person.id} still carries {case.id}, which is {case.state}"
            assert offered if load.offered else case.owner == person.id
        carried = {load.case for load in person.loads if not load.offered}
        assert {case.id for case in self.cases.values() if case.owner == person.id and case.state in TAKEN} <= carried


def str_of(conversation: Conversation) -> str:
    return f"conversation/{conversation.id}"


def _assert_recordable(facts: tuple[Fact, ...]) -> None:
    """Every fact has a canonical head and a body that can be sealed."""
    records = record_facts(facts, PLACE, KEY)
    assert all(b"lamp" not in record.head for record in records), "customer text stands in a head"


def _moves_of_floor(facts: tuple[Fact, ...]) -> int:
    return sum(isinstance(fact, FloorTaken | FloorGiven) for fact in facts)


def _assert_may_go(effect: Effect, conversation: Conversation) -> None:
    if isinstance(effect, DeliverWords):
        assert may_send(effect, conversation.control), "an agent's words go out in their own epoch only"


def with_capacity(person: Person, capacity: int) -> Person:
    return replace(person, capacity=capacity)
