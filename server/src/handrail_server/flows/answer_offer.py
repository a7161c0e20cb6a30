"""A person answers an offer: takes the case, or leaves it to the next."""

from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.ids import CaseId, OfferId
from handrail_server.core.work import offers
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.desk import Desk, Worked, at_case
from handrail_server.house.house import House
from handrail_server.house.write import Write


async def accept_offer(
    house: House,
    caller: Caller,
    case: CaseId,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The case is the caller's; everybody else's offer of it is taken back."""

    async def attempt(write: Write) -> Worked:
        desk = await at_case(house, write, caller, case)
        work = offers.accept_offer(desk.case, standing(desk), desk.conversation, desk.crew, desk.me)
        return await desk.do(work)

    return await decided(house, caller.org, attempt, recording)


async def decline_offer(
    house: House,
    caller: Caller,
    case: CaseId,
    why: str,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The caller is left out of this round."""

    async def attempt(write: Write) -> Worked:
        desk = await at_case(house, write, caller, case)
        work = offers.decline_offer(desk.case, standing(desk), desk.conversation, desk.crew, desk.me, why=why)
        return await desk.do(work)

    return await decided(house, caller.org, attempt, recording)


def standing(desk: Desk) -> OfferId:
    """The caller's offer of this case; 409 where it has been taken back."""
    for offer in desk.case.offers:
        if offer.person == desk.me.person.id:
            return offer.id
    raise MoveRefused("This case is not offered to you now.", fix="It was taken, timed out, or moved on.")
