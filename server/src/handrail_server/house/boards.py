"""Each organisation's board, kept in memory and brought up to date by the heads of what happened.

Asking costs what has changed since somebody asked last, however much is stored or live. Nobody asks: nothing is done.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from handrail_server.core.basics.facts import SubjectKind
from handrail_server.core.basics.ids import CaseId, ConversationId, CustomerId, OrgId
from handrail_server.core.basics.time import MINUTE, At
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.moves import OPEN, is_open
from handrail_server.core.routing.person import Person
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.work.board import LIVE, Board
from handrail_server.core.work.urgency import Bars
from handrail_server.core.work.watched import waiting, watched
from handrail_server.ports.knowing import Customers
from handrail_server.ports.reading import CaseFilter, Library
from handrail_server.ports.writing import Loaded

MOST: Final = 2_000
"""Conversations without an open case on one board, the newest; those with one are always there."""
PAGE: Final = 500
AGAIN: Final = 20_000
"""Behind by more heads than this the board is read anew: that is less work than to follow."""
NAMED_FOR: Final = 10 * MINUTE
"""How long a customer's name is kept before the CRM is asked again."""
NAMES: Final = 20_000


@dataclass(slots=True)
class Kept:
    """A board, the people beside it, and what is read for them."""

    board: Board | None = None
    people: dict[str, Person] = field(default_factory=dict)
    people_changed: int = -1
    """The ledger number up to which the board was read when a person changed last."""
    names: dict[CustomerId, tuple[str | None, At]] = field(default_factory=dict)
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The board at a moment."""

    board: Board
    people: tuple[Person, ...]
    people_changed: int
    names: dict[CustomerId, tuple[str | None, At]]
    at: At


class Boards:
    """A process that starts anew reads what is live, and has the same board."""

    def __init__(self) -> None:
        self._kept: defaultdict[OrgId, Kept] = defaultdict(Kept)

    async def of(self, library: Library, customers: Customers, org: OrgId, *, bars: Bars, now: At) -> Shown:
        """The organisation's board with every fact that has its place in the ledger by now."""
        kept = self._kept[org]
        async with kept.reading:
            last = await library.last_number(org)
            if kept.board is None or last - kept.board.number > AGAIN:
                kept.board = await _read(library, org, number=last, now=now)
                kept.people = {each.state.id: each.state for each in await library.people(org)}
                kept.people_changed = last
            else:
                await _follow(library, org, kept, kept.board)
            kept.board.set_bars(bars)
            await _name(customers, org, kept, kept.board, now=now)
            people = tuple(sorted(kept.people.values(), key=lambda person: (person.name, person.id)))
            return Shown(board=kept.board, people=people, people_changed=kept.people_changed, names=kept.names, at=now)


async def _read(library: Library, org: OrgId, *, number: int, now: At) -> Board:
    """What is live now. `number` was read before, so that what happens meanwhile is followed again, at no harm."""
    board = Board(number, now)
    for talk in await library.live(org, since=At(now - LIVE), limit=MOST):
        board.put_talk(watched(talk.state, talk.version))
    which, cursor, more = CaseFilter(states=tuple(sorted(OPEN))), None, True
    while more:
        page = await library.cases(org, which, cursor=cursor, limit=PAGE)
        await _put_cases(library, org, board, await library.named(org, Case, {case.id for case in page.items}))
        cursor, more = page.next, page.next is not None
    return board


async def _follow(library: Library, org: OrgId, kept: Kept, board: Board) -> None:
    """Read again whatever the heads since then are about, each once."""
    touched: defaultdict[SubjectKind, set[str]] = defaultdict(set)
    while heads := await library.heads(org, after=board.number, limit=PAGE):
        for head in heads:
            touched[head.subject.kind].add(head.subject.id)
        board.number = heads[-1].number if heads[-1].number is not None else board.number
    await _put_talks(library, org, board, touched[SubjectKind.CONVERSATION])
    await _put_cases(library, org, board, await library.named(org, Case, touched[SubjectKind.CASE]))
    for person in await library.named(org, Person, touched[SubjectKind.PERSON]):
        kept.people_changed = board.number
        kept.people.pop(person.state.id, None)
        if person.state.active:
            kept.people[person.state.id] = person.state


async def _put_talks(library: Library, org: OrgId, board: Board, names: Iterable[str]) -> None:
    for talk in await library.named(org, Conversation, set(names)):
        board.put_talk(watched(talk.state, talk.version))


async def _put_cases(library: Library, org: OrgId, board: Board, cases: tuple[Loaded[Case], ...]) -> None:
    """Cases as they are, with the conversations that they keep on the board."""
    unseen: set[ConversationId] = set()
    for case in cases:
        if is_open(case.state):
            board.put_case(waiting(case.state, case.version))
            if case.state.conversation not in board:
                unseen.add(case.state.conversation)
        else:
            board.end_case(CaseId(case.state.id), case.state.conversation)
    await _put_talks(library, org, board, unseen)


async def _name(customers: Customers, org: OrgId, kept: Kept, board: Board, *, now: At) -> None:
    """Ask the CRM for the names that are not known; never for a conversation that is sealed."""
    if len(kept.names) > NAMES:
        kept.names.clear()
    wanted = [
        customer for customer in board.customers() if kept.names.get(customer, (None, At(0)))[1] < now - NAMED_FOR
    ]
    found = await asyncio.gather(*(customers.profile(org, customer, now=now) for customer in wanted))
    for customer, (profile, _) in zip(wanted, found, strict=True):
        kept.names[customer] = (profile.name if profile else None, now)
