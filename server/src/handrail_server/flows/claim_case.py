"""A person takes a case from its queue, or gives it back there."""

from handrail_server.core.basics.ids import CaseId
from handrail_server.core.work import claim
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.desk import Worked, at_case
from handrail_server.house.house import House
from handrail_server.house.write import Write


async def claim_case(
    house: House,
    caller: Caller,
    case: CaseId,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The case is the caller's; 409 where somebody has it already."""

    async def attempt(write: Write) -> Worked:
        desk = await at_case(house, write, caller, case)
        work = claim.claim(desk.case, desk.conversation, desk.crew, desk.me)
        return await desk.do(work)

    return await decided(house, caller.org, attempt, recording)


async def give_back_case(
    house: House,
    caller: Caller,
    case: CaseId,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The case waits again, its age kept."""

    async def attempt(write: Write) -> Worked:
        desk = await at_case(house, write, caller, case)
        work = claim.give_back(desk.case, desk.conversation, desk.crew, desk.me)
        return await desk.do(work)

    return await decided(house, caller.org, attempt, recording)
