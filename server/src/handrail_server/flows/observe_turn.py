"""A turn was said: hear it, notice, decide, open and pack, place, commit. What was said is never refused."""

from dataclasses import dataclass

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import CustomerId
from handrail_server.core.turns.hear import placed
from handrail_server.core.turns.turn import Turn
from handrail_server.core.turns.why import VerifiedBy
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.judgement import Judgement
from handrail_server.house.observing import Arriving, arrive, person_spoke, said
from handrail_server.house.write import Write


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """A turn as it came in, and what its conversation is opened with if it is the first."""

    turn: Turn
    floor: int | None = None
    agent: str | None = None
    customer: CustomerId | None = None
    flow: str | None = None


async def observe_turn(
    house: House, caller: Caller, observed: Observed, recording: Recording[Judgement] | None = None
) -> Judgement:
    """Take up a turn and say what to do now."""
    arriving = Arriving(
        turn=observed.turn,
        agent=observed.agent,
        customer=observed.customer,
        verified_by=VerifiedBy.APPLICATION,
        flow=observed.flow,
    )

    async def attempt(write: Write) -> Judgement:
        scene = await arrive(house, write, caller, arriving)
        turn = placed(scene.conversation, observed.turn)
        if turn.author.kind is ActorKind.PERSON:
            return await person_spoke(scene, turn)
        return await said(scene, turn, observed.floor)

    return await decided(house, caller.org, attempt, recording, of=observed.turn.conversation)
