"""A case is called off."""

from handrail_server.core.basics.ids import CaseId
from handrail_server.core.turns.action import Action
from handrail_server.core.work.withdraw import withdraw
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.desk import Worked, at_case
from handrail_server.house.house import House
from handrail_server.house.write import Write


async def withdraw_case(
    house: House, caller: Caller, case: CaseId, why: str, recording: Recording[Worked] | None = None
) -> Worked:
    """The case ends undecided; the action that waited on it is refused in the same commit."""

    async def attempt(write: Write) -> Worked:
        desk = await at_case(house, write, caller, case)
        asked = desk.case.asked
        action = await house.journal.load(write.org, Action, asked.action) if asked else None
        work = withdraw(desk.case, action.state if action else None, desk.conversation, desk.crew, desk.me, why=why)
        return await desk.do(work, action=action)

    return await decided(house, caller.org, attempt, recording)
