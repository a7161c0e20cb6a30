"""What was said becomes findable: the ledger is read behind the turns, never in their way.

A word is indexed where anybody may read it: nothing that is sealed at that moment, no regulated data. What is sealed
later is withheld when it is found, with the rights of whoever looks.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from typing import Final

import structlog

from handrail_server.core.basics.facts import SubjectKind
from handrail_server.core.basics.ids import CaseId, ConversationId, CustomerId, OrgId
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.redaction import redactor
from handrail_server.core.cases.seal import sealed_then
from handrail_server.core.cases.search import code_word, words_in
from handrail_server.core.signals.profile import Profile
from handrail_server.core.turns.conversation import Conversation
from handrail_server.house.house import House
from handrail_server.ports.reading import CaseFilter, Head, StoredTurn
from handrail_server.ports.searching import Indexed

PAUSE: Final = 0.5
BATCH: Final = 400
"""Facts read at once: a conversation is read once for all of its turns among them."""
SLICE: Final = 20
"""Turns written at once, on the event loop: two hundred took 4 to 7 ms, in which nobody else was answered."""
BREATH: Final = 0.02
"""Seconds of rest after each slice: under full load the index falls behind, and catches up at 1,000 turns a second."""
_CASE_VERBS: Final = frozenset({"CaseRequested", "ReasonsJoined"})
_TALK_VERBS: Final = frozenset({"ConversationOpened", "CustomerIdentified", "TurnObserved"})
_PAGE: Final = 200

log = structlog.get_logger()


class Indexer:
    """The loop over what has been placed in each organisation's ledger."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                read = await self.index_once()
            except Exception:
                log.exception("The search index could not be brought up to date.")
                read = 0
            if not read:
                await asyncio.sleep(PAUSE)

    async def index_once(self) -> int:
        """Take up the next facts of every organisation; how many it was."""
        return sum([await self._of(org) for org in await self._house.library.organisations()])

    async def _of(self, org: OrgId) -> int:
        house = self._house
        after = await house.search.until(org)
        heads = await house.library.heads(org, after=after, limit=BATCH)
        if not heads:
            return 0
        entries = [entry async for entry in self._entries(org, heads)]
        number = heads[-1].number
        assert number is not None
        for first in range(0, len(entries), SLICE):
            await house.search.put(org, entries[first : first + SLICE], until=after)
            await asyncio.sleep(BREATH)
        await house.search.put(org, (), until=number)
        return len(heads)

    async def _entries(self, org: OrgId, heads: Sequence[Head]) -> AsyncIterator[Indexed]:
        turns: dict[str, set[int]] = defaultdict(set)
        for head in heads:
            if head.subject.kind is SubjectKind.CONVERSATION and head.verb in _TALK_VERBS:
                number = head.data.get("number")
                turns[head.subject.id] |= {number} if isinstance(number, int) else set()
        for name, numbers in turns.items():
            async for entry in self._talk(org, ConversationId(name), numbers):
                yield entry
            await asyncio.sleep(0)  # reads at hand do not wait, so nobody else would come to their turn
        for name in dict.fromkeys(head.subject.id for head in heads if head.verb in _CASE_VERBS):
            case = await self._house.journal.find(org, Case, CaseId(name))
            if case is not None:
                codes = (code_word(reason.code) for reason in case.state.reasons)
                yield _indexed("conversation", case.state.conversation, (*words_in(name), *codes))
        if any(head.verb == "CustomersImported" for head in heads):
            async for entry in self._imported(org):
                yield entry

    async def _talk(self, org: OrgId, name: ConversationId, numbers: set[int]) -> AsyncIterator[Indexed]:
        found = await self._house.journal.find(org, Conversation, name)
        if found is None:
            return
        talk = found.state
        yield _indexed("conversation", name, words_in(name))
        if talk.customer is not None:
            profile, _ = await self._house.customers.profile(org, talk.customer, now=self._house.clock.now())
            yield _customer(talk.customer, profile)
        if not numbers:
            return
        cases = (await self._house.library.cases(org, CaseFilter(conversation=name), limit=_PAGE)).items
        whole = talk.sealed and not any(case.sealed for case in cases)
        first, last = min(numbers), max(numbers)
        for stored in await self._house.library.turns(org, name, after=first - 1, limit=last - first + 1):
            if stored.turn.number in numbers and not whole and not sealed_then(cases, stored.turn.received_at):
                yield _indexed("conversation", name, words_in(_plain(stored)), stored.turn.number)

    async def _imported(self, org: OrgId) -> AsyncIterator[Indexed]:
        after = ""
        while page := await self._house.imports.named(org, after=after, limit=_PAGE):
            after = page[-1]
            for customer in page:
                profile, _ = await self._house.customers.profile(org, customer, now=self._house.clock.now())
                yield _customer(customer, profile)


def _plain(stored: StoredTurn) -> str:
    """What the turn says to anybody: regulated data is covered."""
    turn = stored.turn
    readings = {turn.number: stored.judged.signals} if stored.judged else {}
    return redactor((turn,), readings, reads_personal=True).turn(turn.number, turn.text)


def _customer(customer: CustomerId, profile: Profile | None) -> Indexed:
    known = (profile.name, profile.email, profile.phone, profile.account and profile.account.name) if profile else ()
    words = (word for text in (customer, *known) if text for word in words_in(text))
    return _indexed("customer", customer, tuple(dict.fromkeys(words)))


def _indexed(kind: str, name: str, words: tuple[str, ...], turn: int = 0) -> Indexed:
    return Indexed(kind=kind, id=name, words=words, turn=turn)
