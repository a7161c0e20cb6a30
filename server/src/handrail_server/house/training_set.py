"""The organisation's labels as lines to learn from, conversation by conversation."""

from collections.abc import AsyncIterator
from typing import Final

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import CaseId, ConversationId, OrgId, TurnNumber
from handrail_server.core.cases.case import Case
from handrail_server.core.learning.cleaning import Cleaner
from handrail_server.core.learning.rows import CaseRow, ConversationRow
from handrail_server.core.learning.training import TrainingRow, labelled, row
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Turn
from handrail_server.house.house import House
from handrail_server.house.lessons import SAID, names_in
from handrail_server.house.opened_book import opened_book

_TURNS: Final = 200
"""Of one conversation: the turns around what is learnt."""


async def training_rows(house: House, org: OrgId) -> AsyncIterator[TrainingRow]:
    """Of each labelled escalation the turn that led to it; of each judged sample what the customer said.

    In the order of the conversations' ids, so that the same labels give the same lines. A judged conversation that
    needed a person teaches by its last words, one that needed nobody by all of them.
    """
    book = (await opened_book(house, org)).book
    cases: dict[str, list[CaseRow]] = {}
    for case in list(book.cases.values()):
        if labelled(case):
            cases.setdefault(case.conversation, []).append(case)
    for talk in sorted(book.conversations.values(), key=lambda talk: talk.id):
        if talk.id in cases or talk.needed_a_person is not None:
            async for found in _of_talk(house, org, talk, cases.get(talk.id, [])):
                yield found


async def _of_talk(house: House, org: OrgId, talk: ConversationRow, cases: list[CaseRow]) -> AsyncIterator[TrainingRow]:
    loaded = await house.journal.find(org, Conversation, ConversationId(talk.id))
    if loaded is None or loaded.state.sealed:
        return
    states = await house.library.named(org, Case, [CaseId(case.id) for case in cases])
    led = {found.state.id: found.state.turn for found in states if found.state.turn is not None}
    first = min(led.values(), default=TurnNumber(1))
    stored = await house.library.turns(org, loaded.state.id, after=first - 1, limit=_TURNS)
    said = tuple(each.turn for each in stored if each.status in SAID)
    readings = {each.turn.number: each.judged.signals for each in stored if each.judged is not None}
    clean = Cleaner(said, readings, await names_in(house, org, loaded.state, said))
    theirs = {turn.number: turn for turn in said if turn.author.kind is ActorKind.CUSTOMER}
    for case in cases:
        turn = theirs.get(led.get(CaseId(case.id), TurnNumber(0)))
        if turn is not None:
            yield _row(talk, turn, clean, case)
    if not cases:
        for turn in list(theirs.values())[-1:] if talk.needed_a_person else theirs.values():
            yield _row(talk, turn, clean, None)


def _row(talk: ConversationRow, turn: Turn, clean: Cleaner, case: CaseRow | None) -> TrainingRow:
    return row(talk, text=clean.turns((turn,)), turn=turn.number, language=turn.language, case=case)
