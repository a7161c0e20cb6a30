"""Who looks, and what of it they may see: rights and credentials as they are now, seals as each case has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from handrail_server.api.endpoint import Call
from handrail_server.core.basics.errors import Forbidden
from handrail_server.core.basics.ids import CaseId, ConversationId, OrgId
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.moves import is_open
from handrail_server.core.cases.seal import Reader, entitled, may_read, sealed_then
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.rights import Right, may, require
from handrail_server.core.turns.control import by_person
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.work.reader import reader_of
from handrail_server.house.house import House
from handrail_server.ports.reading import CaseFilter
from handrail_server.ports.writing import Loaded

B = TypeVar("B")
SEE_ALL: Final = (Right.READ_CONVERSATIONS, Right.MONITOR, Right.AUDIT)
PAGE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """A person who reads, with the rights they have at this moment."""

    person: Person
    now: At

    @property
    def reader(self) -> Reader:
        """The person with their credentials."""
        return reader_of(self.person)

    @property
    def sees_all(self) -> bool:
        """Whether all cases and conversations are theirs to look at; seals hold all the same."""
        return any(may(self.person, right) for right in SEE_ALL)

    def may_see(self, case: Case) -> bool:
        """Whether the case is theirs to look at: by right, by queue, or because they have to do with it."""
        me = self.person
        asked = {each.asked for each in case.consultations}
        return (
            self.sees_all
            or (case.queue is not None and case.queue in me.queues)
            or me.id in (case.owner, case.decided_by, *(offer.person for offer in case.offers))
            or not asked.isdisjoint({me.id, *me.queues})
        )

    def reads(self, case: Case) -> bool:
        """Whether its text may be shown to them."""
        return may_read(case, self.reader, self.now)

    def uncovers(self, case: Case) -> bool:
        """Whether regulated data in it is shown as it is: to whoever opened the seal, and to whoever works the case."""
        return self.reads(case) and (case.sealed or (is_open(case) and case.owner == self.person.id))

    def opened(self, conversation: Conversation) -> bool:
        """Whether they opened its personal data, and still have the right."""
        return self.person.id in conversation.opened_personal_data and may(self.person, Right.READ_PERSONAL_DATA)


async def viewer_of(call: Call[B]) -> Viewer:
    """The caller as somebody who reads; an agent's key, or a person who left, is refused."""
    found = await call.house.journal.find(call.caller.org, Person, call.caller.person)
    if found is None or not found.state.active:
        raise Forbidden("You do not work here any more.", fix="Ask an administrator.")
    return Viewer(person=found.state, now=call.now)


def require_one(viewer: Viewer, *rights: Right) -> None:
    """Let somebody through who has any of these rights; the refusal names the first."""
    if not any(may(viewer.person, right) for right in rights):
        require(viewer.person, rights[0])


async def seen_case(call: Call[B], viewer: Viewer, name: str) -> Loaded[Case]:
    """A case that is the viewer's to look at."""
    loaded = await call.house.journal.load(call.caller.org, Case, CaseId(name))
    if not viewer.may_see(loaded.state):
        require(viewer.person, SEE_ALL[0])
    return loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Seals:
    """What of a conversation is sealed to a viewer: all from a sealed case's reason to its end."""

    viewer: Viewer
    sealed: tuple[Case, ...]
    whole: bool = False

    def hides(self, at: At) -> bool:
        """Whether what was received then must not be shown."""
        over = sealed_then(self.sealed, at)
        if not over:
            return self.whole
        reader, now = self.viewer.reader, self.viewer.now
        opened = any(self.viewer.reads(case) for case in over)
        return not (opened and all(entitled(case, reader, now) for case in over))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A conversation with all of its cases, as a viewer may look at them."""

    loaded: Loaded[Conversation]
    cases: tuple[Case, ...]
    seals: Seals
    uncovered: bool
    """Regulated data is shown as it is."""

    @property
    def reads_personal(self) -> bool:
        """Whether personal data is shown as it is: to whoever works a case of it, and to whoever opened it."""
        return self.uncovered or self.seals.viewer.opened(self.conversation)

    @property
    def conversation(self) -> Conversation:
        """The conversation's state."""
        return self.loaded.state


async def seen_conversation(call: Call[B], viewer: Viewer, name: str) -> Seen:
    """A conversation that is the viewer's to look at: by right, or because they have to do with it."""
    loaded = await call.house.journal.load(call.caller.org, Conversation, ConversationId(name))
    seen = await seen_if_any(call.house, call.caller.org, viewer, loaded)
    if seen is None:
        require(viewer.person, SEE_ALL[0])
    assert seen is not None
    return seen


async def seen_if_any(house: House, org: OrgId, viewer: Viewer, loaded: Loaded[Conversation]) -> Seen | None:
    """The conversation where it is the viewer's to look at; None where it is not."""
    cases = await cases_of(house, org, loaded.state.id)
    holds = loaded.state.control.holder == by_person(viewer.person.id)
    if not (holds or viewer.sees_all or any(viewer.may_see(case) for case in cases)):
        return None
    return Seen(
        loaded=loaded,
        cases=cases,
        seals=seals_of(loaded.state, cases, viewer),
        uncovered=any(viewer.uncovers(case) for case in cases),
    )


def seals_of(conversation: Conversation, cases: Sequence[Case], viewer: Viewer) -> Seals:
    """The seals of a conversation; one that is sealed without a case hides everything."""
    sealed = tuple(case for case in cases if case.sealed)
    return Seals(viewer=viewer, sealed=sealed, whole=conversation.sealed and not sealed)


async def cases_of(house: House, org: OrgId, conversation: ConversationId) -> tuple[Case, ...]:
    """All cases of a conversation."""
    found: list[Case] = []
    cursor: str | None = None
    while True:
        page = await house.library.cases(org, CaseFilter(conversation=conversation), cursor=cursor, limit=PAGE)
        found.extend(page.items)
        if page.next is None:
            return tuple(found)
        cursor = page.next
