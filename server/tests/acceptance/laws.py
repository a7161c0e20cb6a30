"""What must hold whatever a crowd did: the laws, read from what was stored."""

import io
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.cases.case import Case, CaseKind, CaseState
from handrail_server.core.cases.moves import OPEN, UNTAKEN
from handrail_server.core.routing.person import Person
from handrail_server.core.turns.control import HolderKind
from handrail_server.core.turns.conversation import Conversation
from handrail_server.demo.places import ORG
from handrail_server.house.house import House
from handrail_server.ledger.export import Entry, Export
from handrail_server.ledger.verify import Verification
from handrail_server.ports.reading import CaseFilter, Head
from server.tests.acceptance.crowd import MARK, Crowd

Armed = Callable[[], Awaitable[frozenset[tuple[str, str]]]]
"""Reads which deadlines stand, as subject and name; taking them by the port would move them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The store at rest."""

    conversations: dict[ConversationId, Conversation]
    cases: tuple[Case, ...]
    people: tuple[Person, ...]
    due: frozenset[tuple[str, str]]


async def check(crowd: Crowd, house: House, armed: Armed) -> None:
    """Nobody is at work: look at all that was stored."""
    assert not crowd.leaks
    found = await _found(house, armed)
    _every_open_case_has_its_conversation_and_a_deadline(found)
    _whoever_has_the_floor_something_ends_their_time(found)
    for person in found.people:
        _capacity_is_kept(person, found.cases)
    for talk in found.conversations:
        await _no_draft_was_let_through_stale(crowd, house, talk)
    await _ledger_verifies(crowd, house)


async def _found(house: House, armed: Armed) -> Found:
    conversations = (await house.library.conversations(ORG, limit=200)).items
    return Found(
        conversations={each.id: each for each in conversations},
        cases=await _cases(house),
        people=tuple(loaded.state for loaded in await house.library.people(ORG)),
        due=await armed(),
    )


async def _cases(house: House) -> tuple[Case, ...]:
    found: list[Case] = []
    cursor: str | None = None
    while True:
        page = await house.library.cases(ORG, CaseFilter(), cursor=cursor, limit=200)
        found.extend(page.items)
        if page.next is None:
            return tuple(found)
        cursor = page.next


def _every_open_case_has_its_conversation_and_a_deadline(found: Found) -> None:
    """No orphan, and no silent wait."""
    waited_for = {subject for subject, _ in found.due}
    open_cases = {case.id: case for case in found.cases if case.state in OPEN}
    for case in open_cases.values():
        assert f"case/{case.id}" in waited_for, f"{case.id}, {case.kind} {case.state}, waits in silence"
        of = found.conversations[case.conversation]
        known = {of.open_case, of.held_reply, *of.open_approvals}
        apart = case.state is CaseState.WRAPPING or (case.kind is CaseKind.REVIEW and case.held is None)
        assert apart or case.id in known, f"{case.id}, {case.kind} {case.state}, is unknown to its conversation"
    for talk in found.conversations.values():
        for name in filter(None, (talk.open_case, talk.held_reply, *talk.open_approvals)):
            assert name in open_cases, f"{talk.id} waits for {name}, which is over"


def _whoever_has_the_floor_something_ends_their_time(found: Found) -> None:
    """One holder, who has it for a reason that ends."""
    cases = {case.id: case for case in found.cases}
    for talk in found.conversations.values():
        case = cases[talk.open_case] if talk.open_case else None
        paused = (f"conversation/{talk.id}", "pause") in found.due
        assert paused == (talk.paused_until is not None)
        match talk.control.holder.kind:
            case HolderKind.QUEUE:
                assert case is not None
            case HolderKind.PERSON:
                assert case is not None or paused
            case HolderKind.NOBODY:
                assert paused or talk.closed_at is not None
            case HolderKind.AGENT:
                assert talk.control.holder.id == talk.agent
        if case is not None and case.owner is not None and case.state not in UNTAKEN:
            assert talk.control.holder.kind is HolderKind.PERSON


def _capacity_is_kept(person: Person, cases: Iterable[Case]) -> None:
    """Reserved ≤ capacity, and every unit is for a case that the person has, or is offered."""
    by_id = {case.id: case for case in cases}
    assert sum(load.units for load in person.loads if not load.overridden) <= person.capacity
    for load in person.loads:
        case = by_id[load.case]
        offered = any(offer.person == person.id for offer in case.offers)
        assert case.state in OPEN, f"{person.id} carries {case.id}, which is {case.state}"
        assert offered if load.offered else case.owner == person.id, f"{person.id} still carries {case.id}"


async def _no_draft_was_let_through_stale(crowd: Crowd, house: House, talk: ConversationId) -> None:
    """Law 1, told again from the facts: a draft was said only in the epoch of the turn that it answers."""
    epoch, holder = 1, HolderKind.AGENT.value
    for head in await _history(house, Subject(kind=SubjectKind.CONVERSATION, id=talk)):
        match head.verb:
            case "FloorTaken" | "FloorGiven":
                assert head.data["epoch"] == epoch + 1, "one more on the epoch with each holder"
                epoch, holder = epoch + 1, str(head.data["holder"])
            case "TurnObserved" if head.data["saying"] == "proposed" and head.data["status"] in ("said", "held"):
                floor = crowd.drafts[talk, str(head.data["turn"])]
                assert floor == epoch, f"{talk}: a draft of epoch {floor} was let through in {epoch}"
                assert holder == HolderKind.AGENT.value


async def _history(house: House, subject: Subject) -> list[Head]:
    found: list[Head] = []
    while page := await house.library.history(ORG, subject, after=len(found)):
        found.extend(head for head, _ in page)
    return found


async def _ledger_verifies(crowd: Crowd, house: House) -> None:
    """Every fact has its place, the tree is signed and whole, and no head holds anybody's words."""
    while await house.scribe.unplaced(limit=1):
        crowd.clock.wait(5)
        await crowd.scribe.place_once()
    note = await crowd.scribe.sign(ORG)
    size, _ = await house.scribe.tree(ORG)
    key = house.public_key(ORG)
    entries: list[Entry] = []
    while page := await house.scribe.entries(ORG, after=len(entries) - 1):
        entries += [Entry(number=number, head=entry.head, hash=entry.hash, body=entry.body) for number, entry in page]
    assert len(entries) == size
    assert not any(MARK.encode() in entry.head for entry in entries), "somebody's words stand in a head"
    lines = Export(org=ORG, checkpoint=note, public_key=key, entries=size).lines(entries)
    verified = Verification(public_key=key).read(io.BytesIO(b"".join(lines)))
    assert not verified.failures, verified.report()
