"""An organisation's own conversations, as choosing a threshold needs them: every escalation, and the judged sample."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.ids import ConversationId, DecisionId, OrgId
from handrail_server.core.basics.time import At
from handrail_server.core.learning.book import Book
from handrail_server.core.learning.labels import drawn
from handrail_server.core.learning.rows import CaseRow, ConversationRow
from handrail_server.core.learning.tuning.ladder import Ladder
from handrail_server.core.learning.tuning.strata import Strata
from handrail_server.core.learning.tuning.tried import Tried
from handrail_server.core.policy.rehearsal import Recorded
from handrail_server.house.house import House
from handrail_server.house.opened_book import opened_book

MOST: Final = 2_000
"""Escalations, the newest; what is older than the oldest of them is left out altogether."""
_TURNS: Final = 500
"""Of one conversation, its first ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """The strata, and what they are drawn from."""

    strata: Strata
    since: At
    """When the first of them began."""
    drawn: int
    """How many of those handled alone the audit sample took, judged or not."""
    left_out: int
    """Conversations of that time that are neither: still open, or with a person in them without a hand-over."""


async def own_conversations(house: House, org: OrgId, ladder: Ladder, *, since: At, now: At) -> Own:
    """Those that began since then, under each number of the ladder."""
    book = (await opened_book(house, org)).book
    talks = sorted(
        (talk for talk in list(book.conversations.values()) if talk.opened_at >= since),
        key=lambda talk: -talk.opened_at,
    )
    cases = {talk.id: found for talk in talks if (found := _hand_overs(book, talk))}
    if len(cases) > MOST:
        since = [talk.opened_at for talk in talks if talk.id in cases][MOST - 1]
        talks = [talk for talk in talks if talk.opened_at >= since]
    alone = [talk for talk in talks if talk.handled_alone(now)]
    sampled = [talk for talk in alone if drawn(ConversationId(talk.id))]
    escalated = [await _escalated(house, org, ladder, cases[talk.id]) for talk in talks if talk.id in cases]
    sample = [await _judged(house, org, ladder, talk) for talk in sampled if talk.needed_a_person is not None]
    strata = Strata(escalated=escalated, sample=[each for each in sample if each is not None], alone=len(alone))
    return Own(
        strata=strata,
        since=min((talk.opened_at for talk in talks), default=now),
        drawn=len(sampled),
        left_out=len(talks) - len(escalated) - len(alone),
    )


def _hand_overs(book: Book, talk: ConversationRow) -> list[CaseRow]:
    cases = (book.cases[case] for case in talk.cases)
    return [case for case in cases if case.kind == "hand_over" and not case.practice]


async def _escalated(house: House, org: OrgId, ladder: Ladder, cases: Sequence[CaseRow]) -> Tried:
    """What asked for a person may be no turn: the agent itself, a person, a clock. It is looked up by its case."""
    conversation = cases[0].conversation
    recorded = await _recorded(house, org, conversation)
    for case in cases:
        judged = None if case.decision is None else await house.library.judged(org, DecisionId(case.decision))
        if judged is not None:
            recorded.append(Recorded(conversation=conversation, decision=judged.decision, signals=judged.signals))
    reaches = await asyncio.to_thread(ladder.reaches, recorded) if recorded else ladder.height
    return Tried(id=conversation, reaches=reaches, needed=_needed(cases), topic=cases[0].topic)


def _needed(cases: Sequence[CaseRow]) -> bool | None:
    """One that was needed is enough; that none was takes a label of each."""
    if any(case.labels and not case.avoidable for case in cases):
        return True
    return None if any(not case.labels for case in cases) else False


async def _judged(house: House, org: OrgId, ladder: Ladder, talk: ConversationRow) -> Tried | None:
    """None where its turns are gone."""
    recorded = await _recorded(house, org, talk.id)
    if not recorded:
        return None
    reaches = await asyncio.to_thread(ladder.reaches, recorded)
    return Tried(id=talk.id, reaches=reaches, needed=talk.needed_a_person, topic=talk.topic)


async def _recorded(house: House, org: OrgId, conversation: str) -> list[Recorded]:
    stored = await house.library.turns(org, ConversationId(conversation), limit=_TURNS)
    return [
        Recorded(conversation=conversation, decision=each.judged.decision, signals=each.judged.signals)
        for each in stored
        if each.judged is not None
    ]
