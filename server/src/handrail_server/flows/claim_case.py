"""A person takes a case from its queue, or gives it back there."""

from handrail_server.core.basics.ids import CaseId
from handrail_server.core.work import claim
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.desk import Worked, on_case
from handrail_server.house.house import House


async def claim_case(
    house: House,
    caller: Caller,
    case: CaseId,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The case is the caller's; 409 where somebody has it already."""
    return await on_case(
        house, caller, case, lambda desk: claim.claim(desk.case, desk.conversation, desk.crew, desk.me), recording
    )


async def give_back_case(
    house: House,
    caller: Caller,
    case: CaseId,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The case waits again, its age kept."""
    return await on_case(
        house, caller, case, lambda desk: claim.give_back(desk.case, desk.conversation, desk.crew, desk.me), recording
    )
