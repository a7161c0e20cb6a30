"""What a case's move means for the conversation and for people's capacity, whichever verb or deadline moved it.

Every flow that moves a case goes through `followed`, so that no verb can forget to free somebody, or to move the floor.
"""

from dataclasses import dataclass
from typing import assert_never

from handrail_server.core.basics.actors import Actor, ActorKind
from handrail_server.core.basics.ids import QueueId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, CaseState
from handrail_server.core.cases.moves import UNTAKEN, Sort, is_open, sort_of
from handrail_server.core.policy.decision import Waiting
from handrail_server.core.routing.capacity import load_of, release, take
from handrail_server.core.routing.notice import acknowledge_all
from handrail_server.core.routing.person import Person
from handrail_server.core.turns.agent import Mode
from handrail_server.core.turns.attached import detach
from handrail_server.core.turns.control import HolderKind, by_person
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.dealt import deal_with
from handrail_server.core.turns.floor import give_to_agent, give_to_queue, take_floor
from handrail_server.core.turns.held import Draft, Mark, release_reply, settle_reply
from handrail_server.core.turns.sealing import unseal
from handrail_server.core.turns.turn import TurnStatus
from handrail_server.core.turns.why import FloorWhy
from handrail_server.core.work.work import Crew, Work

DIRECT = QueueId("direct")
"""The holder of the floor while a case waits for a named person, in no queue."""
TAKEN = (CaseState.ACCEPTED, CaseState.ENGAGED)

_HELD_STATUS = {
    CaseState.RELEASED: TurnStatus.RELEASED,
    CaseState.DISCARDED: TurnStatus.DISCARDED,
    CaseState.EXPIRED: TurnStatus.DISCARDED,
    CaseState.WITHDRAWN: TurnStatus.WITHDRAWN,
}
_FLOOR_WHY = {
    CaseState.WRAPPING: FloorWhy.RESOLVED,
    CaseState.HANDED_BACK: FloorWhy.HANDED_BACK,
    CaseState.LANDED: FloorWhy.LANDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a case was moved, where that matters for what follows."""

    note: str | None = None
    """For the agent, where the floor goes back to it."""
    override: str | None = None
    """A code such as `takeover`: the owner takes the case beyond their capacity, which is recorded."""
    warm: bool = False
    """The person who passes the case on keeps the floor until the next one accepts."""


PLAIN = Manner()


def followed(
    before: Case,
    moved: Outcome[Case],
    conversation: Conversation,
    crew: Crew,
    *,
    manner: Manner = PLAIN,
    by: Actor,
    at: At,
) -> Work:
    """The case's move with all that follows from it; `before` is the case as it was loaded."""
    moved = _answered_for(before, moved, by, at)
    after = moved.state
    outcome = _conversation(before, after, conversation, manner, by, at)
    return Work(
        case=moved,
        conversation=outcome if outcome.facts else None,
        people=carried(after, crew, override=manner.override, by=by, at=at),
        marks=_marks(after) if conversation.held_reply == after.id else (),
    )


def _answered_for(before: Case, moved: Outcome[Case], by: Actor, at: At) -> Outcome[Case]:
    """Whoever takes the case, or ends it, answers for its notices: they climb no further."""
    after = moved.state
    taken = after.owner is not None and after.owner != before.owner
    ended = by.kind is ActorKind.PERSON and not is_open(after)
    return moved.then(acknowledge_all(after, by=by, at=at)) if taken or ended else moved


def carried(case: Case, crew: Crew, *, override: str | None = None, by: Actor, at: At) -> tuple[Outcome[Person], ...]:
    """Everybody's capacity as the case now needs it: its owner's in use, what is offered reserved, all else free.

    Wrap-up keeps what it has: ending it is `resolution`'s. Beyond the capacity only with `override`, which is recorded.
    """
    moved = (_carries(case, person, override=override, by=by, at=at) for person in crew.values())
    return tuple(outcome for outcome in moved if outcome.facts)


def _carries(case: Case, person: Person, *, override: str | None, by: Actor, at: At) -> Outcome[Person]:
    load = load_of(person, case.id)
    if is_open(case) and person.id == case.owner:
        # A case whose documentation is late stays with its person after the capacity for writing it up was freed.
        if case.state is CaseState.WRAPPING or (load is not None and not load.offered):
            return Outcome(state=person)
        return take(person, case.id, units=case.item.weight, channel=case.item.channel, override=override, by=by, at=at)
    if load is None or any(offer.person == person.id for offer in case.offers):
        return Outcome(state=person)
    return release(person, case.id, by=by, at=at)


def _conversation(
    before: Case, after: Case, conversation: Conversation, manner: Manner, by: Actor, at: At
) -> Outcome[Conversation]:
    sort = sort_of(after)
    match sort:
        case Sort.HAND_OVER:
            return _floor(before, after, conversation, manner, by, at)
        case Sort.APPROVAL:
            return _same(conversation) if is_open(after) else detach(conversation, after.id, by=by, at=at)
        case Sort.HELD_REPLY:
            return _draft(after, conversation, by, at)
        case Sort.QUALITY:
            return _same(conversation)
        case never:
            assert_never(never)


def _floor(
    before: Case, after: Case, conversation: Conversation, manner: Manner, by: Actor, at: At
) -> Outcome[Conversation]:
    """The floor: the case's person's, or its queue's while it waits silently, or the agent's once it is over."""
    if conversation.open_case != after.id:
        return _same(conversation)
    if after.state in UNTAKEN:
        return _same(conversation) if manner.warm else _waits(before, after, conversation, by, at)
    if after.state not in TAKEN:
        return _over(before, after, conversation, manner.note, by, at)
    if after.owner is None or after.owner == before.owner:
        return _same(conversation)
    return take_floor(conversation, after.owner, why=FloorWhy.ACCEPTED, by=by, at=at)


def _waits(before: Case, after: Case, conversation: Conversation, by: Actor, at: At) -> Outcome[Conversation]:
    """Waiting again. Once a person has spoken the customer waits for people, and no longer for the agent."""
    silent = conversation.control.holder.kind is HolderKind.QUEUE
    lost = before.owner is not None and conversation.control.holder == by_person(before.owner)
    if not (silent or lost):
        return _same(conversation)
    passed_on = after.transfers > before.transfers
    why = FloorWhy.TRANSFERRED if passed_on else FloorWhy.REQUEUED if lost else FloorWhy.HANDED_OVER
    if after.promised_for is not None and after.waiting is Waiting.AGENT_STAYS:
        return give_to_agent(conversation, why=FloorWhy.LANDED, by=by, at=at)
    spoken = after.waiting is Waiting.SILENT or after.first_words_at is not None
    if silent or (spoken and conversation.mode is Mode.ENFORCE):
        return give_to_queue(conversation, after.queue or DIRECT, why=why, by=by, at=at)
    return give_to_agent(conversation, why=why, by=by, at=at)


def _over(
    before: Case, after: Case, conversation: Conversation, note: str | None, by: Actor, at: At
) -> Outcome[Conversation]:
    """The agent goes on; what a person dealt with is marked, so that it fires again only on new evidence."""
    why = _FLOOR_WHY.get(after.state, FloorWhy.WITHDRAWN)
    holder = conversation.control.holder.kind
    outcome = _same(conversation)
    if holder is HolderKind.QUEUE or (holder is HolderKind.PERSON and before.owner is not None):
        outcome = give_to_agent(conversation, why=why, note=note, by=by, at=at)
    if before.owner is not None:
        scores = tuple((reason.code, reason.score) for reason in after.reasons)
        outcome = outcome.then(deal_with(outcome.state, scores, by=by, at=at))
        outcome = outcome.then(unseal(outcome.state, after.id, by=by, at=at))
    return outcome.then(detach(outcome.state, after.id, by=by, at=at))


def _draft(after: Case, conversation: Conversation, by: Actor, at: At) -> Outcome[Conversation]:
    if is_open(after) or after.held is None or conversation.held_reply != after.id:
        return _same(conversation)
    if after.state is CaseState.RELEASED and after.outcome != TurnStatus.EDITED:
        draft = Draft(number=after.held.turn, text=after.held.text, epoch=after.held.epoch)
        return release_reply(conversation, draft, by=by, at=at)
    return settle_reply(conversation, after.held.turn, _status(after), by=by, at=at)


def _marks(after: Case) -> tuple[Mark, ...]:
    if is_open(after) or after.held is None:
        return ()
    return (Mark(number=after.held.turn, status=_status(after)),)


def _status(after: Case) -> TurnStatus:
    return TurnStatus.EDITED if after.outcome == TurnStatus.EDITED else _HELD_STATUS[after.state]


def _same(conversation: Conversation) -> Outcome[Conversation]:
    return Outcome(state=conversation)
