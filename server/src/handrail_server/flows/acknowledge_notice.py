"""Somebody has seen a notice, and answers for it: it climbs no further."""

from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import CaseId, NoticeId
from handrail_server.core.cases.case import Case
from handrail_server.core.routing.notice import acknowledge
from handrail_server.core.turns.conversation import Conversation
from handrail_server.house.caller import Caller
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.persons import acting_person
from handrail_server.house.write import Write


async def acknowledge_notice(house: House, caller: Caller, notice: NoticeId) -> None:
    """Acknowledge a notice in the caller's own list, for everybody who has it. Again changes nothing."""
    mine = await house.notices.one(caller.org, caller.person, notice)
    if mine is None:
        raise NotFound(f"There is no notice `{notice}` in your list.", field="notice")
    if mine.case is not None:
        await _stop_climbing(house, caller, mine.case, notice)
    await house.notices.acknowledge(caller.org, notice, at=house.clock.now())


async def _stop_climbing(house: House, caller: Caller, case: CaseId, notice: NoticeId) -> None:
    async def attempt(write: Write) -> None:
        await acting_person(house, write, caller)
        loaded = await house.journal.load(write.org, Case, case)
        if all(known.id != notice for known in loaded.state.notices):
            return  # settled so long ago that only the facts know it
        conversation = await house.journal.load(write.org, Conversation, loaded.state.conversation)
        seen = acknowledge(loaded.state, notice, by=caller.actor, at=write.at)
        write.change(loaded, seen, key=conversation.state.key)

    await decided(house, caller.org, attempt)
