"""A dossier leaves the house: who took it, and how much of it they could read."""

from handrail_server.core.basics.ids import CaseId
from handrail_server.core.cases.case import Case
from handrail_server.core.learning.dossiers import dossier_made
from handrail_server.core.turns.conversation import Conversation
from handrail_server.house.caller import Caller
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.persons import acting_person
from handrail_server.house.write import Write


async def record_dossier(house: House, caller: Caller, case: CaseId, *, facts: int, withheld: int) -> None:
    """The fact is written before the dossier is handed out."""

    async def attempt(write: Write) -> None:
        await acting_person(house, write, caller)
        found = await house.journal.load(write.org, Case, case)
        talk = await house.journal.load(write.org, Conversation, found.state.conversation)
        made = dossier_made(found.state, facts=facts, withheld=withheld, by=caller.actor, at=write.at)
        write.change(found, made, key=talk.state.key)

    await decided(house, caller.org, attempt)
