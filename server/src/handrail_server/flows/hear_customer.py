"""The customer speaks through a channel that Handrail owns: stored before it is acknowledged, and the agent is asked.

What makes the answer is armed in the same commit (`house/nudges.py`), so that a crash loses no question.
"""

from dataclasses import dataclass

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.errors import Invalid, MoveRefused
from handrail_server.core.basics.ids import CustomerId
from handrail_server.core.turns.carrier import Carrier
from handrail_server.core.turns.hear import placed
from handrail_server.core.turns.turn import Turn
from handrail_server.core.turns.why import VerifiedBy
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.judgement import Judgement
from handrail_server.house.observing import Arriving, arrive, said
from handrail_server.house.write import Write


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A customer's words, and what the conversation is opened with if they are the first.

    `customer` only where a verified key says so, and `verified_by` which.
    """

    turn: Turn
    agent: str | None = None
    customer: CustomerId | None = None
    verified_by: VerifiedBy = VerifiedBy.CHANNEL
    flow: str | None = None
    carrier: Carrier = Carrier.CHANNEL


async def hear_customer(
    house: House, caller: Caller, heard: Heard, recording: Recording[Judgement] | None = None
) -> Judgement:
    """Take up the customer's words; what must be said at once is on its way when this returns."""
    if heard.turn.author.kind is not ActorKind.CUSTOMER or heard.carrier is Carrier.AGENT:
        raise Invalid("A channel brings a customer's words.", field="author")
    arriving = Arriving(
        turn=heard.turn,
        agent=heard.agent,
        customer=heard.customer,
        verified_by=heard.verified_by,
        flow=heard.flow,
        carrier=heard.carrier,
    )

    async def attempt(write: Write) -> Judgement:
        scene = await arrive(house, write, caller, arriving)
        if scene.conversation.carrier is not heard.carrier:
            raise MoveRefused("This conversation is carried by another channel.", field="conversation")
        return await said(scene, placed(scene.conversation, heard.turn))

    return await decided(house, caller.org, attempt, recording, of=heard.turn.conversation)
