"""One defect, many cases."""

from handrail_server.core.basics.ids import CaseId
from handrail_server.core.cases.case import Case
from handrail_server.core.work import ask
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.desk import Worked, at_case
from handrail_server.house.enact import enact
from handrail_server.house.house import House
from handrail_server.house.write import Write


async def link_cases(
    house: House, caller: Caller, case: CaseId, other: CaseId, defect: str, recording: Recording[Worked] | None = None
) -> Worked:
    """Both cases carry the defect's code, and each knows the other."""

    async def attempt(write: Write) -> Worked:
        desk = await at_case(house, write, caller, case)
        linked = await house.journal.load(write.org, Case, other)
        work = ask.link(desk.case, (linked.state,), defect, desk.me)
        assert desk.loaded is not None
        await enact(desk.scene, work, case=desk.loaded, hands=desk.hands, others={other: linked})
        return Worked(conversation=desk.conversation, case=work.case.state if work.case else desk.case)

    return await decided(house, caller.org, attempt, recording)
