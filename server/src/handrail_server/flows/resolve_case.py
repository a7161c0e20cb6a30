"""What came of a case: resolved, wrapped up, closed, or handed back to the agent; a lesson is drawn from it."""

from handrail_server.core.basics.ids import CaseId
from handrail_server.core.cases.case import Document
from handrail_server.core.cases.wrap_up import Resolution
from handrail_server.core.resolution.resolve import Return, hand_back, resolve, write_up
from handrail_server.core.resolution.wrap_up import end, extend
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.desk import Worked, at_case, on_case
from handrail_server.house.house import House
from handrail_server.house.lessons import draft_lesson
from handrail_server.house.write import Write


async def resolve_case(
    house: House,
    caller: Caller,
    case: CaseId,
    resolution: Resolution,
    document: Document | None,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The talk is over; the caller writes it up."""

    async def attempt(write: Write) -> Worked:
        desk = await at_case(house, write, caller, case)
        work = resolve(desk.case, desk.conversation, desk.crew, desk.me, resolution, record=document)
        await draft_lesson(desk, note=resolution.note, outcome=resolution.outcome)
        return await desk.do(work)

    return await decided(house, caller.org, attempt, recording)


async def write_up_case(
    house: House,
    caller: Caller,
    case: CaseId,
    document: Document,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """Write down what a compliance case demands."""

    async def attempt(write: Write) -> Worked:
        desk = await at_case(house, write, caller, case)
        work = write_up(desk.case, document, desk.me)
        return await desk.do(work)

    return await decided(house, caller.org, attempt, recording)


async def extend_wrap_up(
    house: House,
    caller: Caller,
    case: CaseId,
    seconds: int,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """More time to write it up."""
    return await on_case(house, caller, case, lambda desk: extend(desk.case, desk.me, seconds=seconds), recording)


async def end_wrap_up(
    house: House,
    caller: Caller,
    case: CaseId,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The caller is done."""
    return await on_case(
        house, caller, case, lambda desk: end(desk.case, desk.conversation, desk.crew, desk.me), recording
    )


async def hand_back_case(
    house: House,
    caller: Caller,
    case: CaseId,
    given: Return,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The agent goes on with a note of what was done, decided and promised."""

    async def attempt(write: Write) -> Worked:
        desk = await at_case(house, write, caller, case)
        work = hand_back(desk.case, desk.conversation, desk.crew, desk.me, desk.scene.agent.state, given)
        await draft_lesson(desk, note=given.note, outcome=None)
        return await desk.do(work)

    return await decided(house, caller.org, attempt, recording)
