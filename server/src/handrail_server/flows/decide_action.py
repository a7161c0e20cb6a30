"""A person decides about an action that waits for approval."""

from dataclasses import dataclass

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import CaseId
from handrail_server.core.cases.case import Verification
from handrail_server.core.turns.action import Action
from handrail_server.core.work.decide import Ballot, approve_call, reject_call, verify_call
from handrail_server.house.ballots import owned
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.desk import Worked, at_case
from handrail_server.house.house import House
from handrail_server.house.write import Write


async def vote(
    house: House,
    caller: Caller,
    case: CaseId,
    ballot: Ballot,
    *,
    approves: bool,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """Approve or reject exactly the action with this digest."""

    async def attempt(write: Write) -> Worked:
        desk = await at_case(house, write, caller, case)
        if desk.case.asked is None:
            raise Invalid("This case asks about no action.", field="case")
        action = await house.journal.load(write.org, Action, desk.case.asked.action)
        verb = approve_call if approves else reject_call
        work = verb(desk.case, action.state, desk.conversation, desk.crew, desk.me, owned(desk, ballot))
        return await desk.do(work, action=action)

    return await decided(house, caller.org, attempt, recording)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifying:
    """How the client was contacted, and with what result."""

    means: str
    contact: str
    result: str
    confirmed: bool


async def verify_action(
    house: House,
    caller: Caller,
    case: CaseId,
    verifying: Verifying,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """Record that the client was contacted to verify the act."""

    async def attempt(write: Write) -> Worked:
        desk = await at_case(house, write, caller, case)
        verification = Verification(
            by=desk.me.person.id,
            at=write.at,
            means=verifying.means,
            contact=verifying.contact,
            result=verifying.result,
            confirmed=verifying.confirmed,
        )
        work = verify_call(desk.case, verification, desk.me)
        return await desk.do(work)

    return await decided(house, caller.org, attempt, recording)
