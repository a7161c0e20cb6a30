"""Asking another person or department inside a case, and their answer."""

from handrail_server.core.basics.ids import CaseId
from handrail_server.core.basics.time import later
from handrail_server.core.work import ask
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.desk import Worked, at_case, on_case
from handrail_server.house.house import House
from handrail_server.house.write import Write


async def consult(
    house: House,
    caller: Caller,
    case: CaseId,
    asked: str,
    question: str,
    seconds: int,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The customer's thread is unchanged."""

    async def attempt(write: Write) -> Worked:
        desk = await at_case(house, write, caller, case)
        asking = ask.Question(
            id=house.ids.new("consultation"), asked=asked, text=question, due_at=later(write.at, seconds=seconds)
        )
        work = ask.consult(desk.case, asking, desk.me)
        return await desk.do(work)

    return await decided(house, caller.org, attempt, recording)


async def answer_consultation(
    house: House,
    caller: Caller,
    case: CaseId,
    consultation: str,
    text: str,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """Answer what the caller, or a queue of theirs, was asked."""
    return await on_case(
        house, caller, case, lambda desk: ask.answer(desk.case, consultation, text, desk.me), recording
    )
