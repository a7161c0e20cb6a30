"""A person answers an offer: takes the case, or leaves it to the next."""

from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.ids import CaseId, OfferId
from handrail_server.core.work import offers
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.desk import Desk, Worked, on_case
from handrail_server.house.house import House


async def accept_offer(
    house: House,
    caller: Caller,
    case: CaseId,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The case is the caller's; everybody else's offer of it is taken back."""
    return await on_case(
        house,
        caller,
        case,
        lambda desk: offers.accept_offer(desk.case, standing(desk), desk.conversation, desk.crew, desk.me),
        recording,
    )


async def decline_offer(
    house: House,
    caller: Caller,
    case: CaseId,
    why: str,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The caller is left out of this round."""
    return await on_case(
        house,
        caller,
        case,
        lambda desk: offers.decline_offer(desk.case, standing(desk), desk.conversation, desk.crew, desk.me, why=why),
        recording,
    )


def standing(desk: Desk) -> OfferId:
    """The caller's offer of this case; 409 where it has been taken back."""
    for offer in desk.case.offers:
        if offer.person == desk.me.person.id:
            return offer.id
    raise MoveRefused("This case is not offered to you now.", fix="It was taken, timed out, or moved on.")
