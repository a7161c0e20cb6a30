"""A case goes to another queue or person, by whoever has it or by a supervisor."""

from dataclasses import dataclass

from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import CaseId, PersonId
from handrail_server.core.cases.transfer import Passing
from handrail_server.core.work.pass_on import reassign, transfer
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.desk import Worked, at_case, on_case
from handrail_server.house.house import House
from handrail_server.house.write import Write


async def transfer_case(
    house: House,
    caller: Caller,
    case: CaseId,
    passing: Passing,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """The case waits there, its age kept."""
    return await on_case(
        house, caller, case, lambda desk: transfer(desk.case, desk.conversation, desk.crew, desk.me, passing), recording
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reassigning:
    """To whom, why, and whether beyond their capacity."""

    person: PersonId
    why: str
    override: bool = False


async def reassign_case(
    house: House, caller: Caller, case: CaseId, given: Reassigning, recording: Recording[Worked] | None = None
) -> Worked:
    """A supervisor gives the case to a person."""

    async def attempt(write: Write) -> Worked:
        desk = await at_case(house, write, caller, case, more=(given.person,))
        to = desk.crew.get(given.person)
        if to is None:
            raise NotFound(f"There is no person `{given.person}`.", field="person")
        work = reassign(desk.case, desk.conversation, desk.crew, desk.me, to=to, why=given.why, override=given.override)
        return await desk.do(work)

    return await decided(house, caller.org, attempt, recording)
