"""A person decides about an agent's draft that waits for release."""

from handrail_server.core.basics.ids import CaseId, TurnId
from handrail_server.core.work import decide
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.desk import Worked, at_case, on_case
from handrail_server.house.house import House
from handrail_server.house.write import Write


async def release_draft(
    house: House,
    caller: Caller,
    case: CaseId,
    text: str | None,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The draft goes out: as it is, or with other words, whose author is then the caller."""

    async def attempt(write: Write) -> Worked:
        desk = await at_case(house, write, caller, case)
        if text is None:
            work = decide.release_draft(desk.case, desk.conversation, desk.crew, desk.me)
        else:
            turn = TurnId(house.ids.new("turn"))
            work = decide.edit_draft(desk.case, desk.conversation, desk.crew, desk.me, turn=turn, text=text)
        return await desk.do(work)

    return await decided(house, caller.org, attempt, recording)


async def discard_draft(
    house: House,
    caller: Caller,
    case: CaseId,
    why: str,
    recording: Recording[Worked] | None = None,
    *,
    note: str | None = None,
) -> Worked:
    """The draft is never said."""
    return await on_case(
        house,
        caller,
        case,
        lambda desk: decide.discard_draft(desk.case, desk.conversation, desk.crew, desk.me, why=why, note=note),
        recording,
    )
