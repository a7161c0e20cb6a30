"""Reading a sealed case, with the credential and for a stated purpose."""

from handrail_server.core.basics.ids import CaseId
from handrail_server.core.cases import seal
from handrail_server.core.work.reader import reader_of
from handrail_server.core.work.work import Work
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.desk import Worked, at_case
from handrail_server.house.house import House
from handrail_server.house.write import Write


async def open_seal(
    house: House, caller: Caller, case: CaseId, purpose: str, recording: Recording[Worked] | None = None
) -> Worked:
    """Open the seal for the caller; each opening is a fact with its purpose."""

    async def attempt(write: Write) -> Worked:
        desk = await at_case(house, write, caller, case)
        reader = reader_of(desk.me.person)
        opened = seal.open_seal(desk.case, reader=reader, purpose=purpose, by=caller.actor, at=write.at)
        return await desk.do(Work(case=opened))

    return await decided(house, caller.org, attempt, recording)
