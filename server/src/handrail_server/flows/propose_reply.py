"""The agent asks before it speaks: the draft is said, held, handed over, or refused because the floor has moved."""

from dataclasses import dataclass, replace

from handrail_server.core.turns.hear import placed
from handrail_server.core.turns.turn import Turn
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.judgement import Judgement
from handrail_server.house.proposing import judge_draft, keep, refusal
from handrail_server.house.scene import enter
from handrail_server.house.write import Write


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A draft, with the floor token of the turn that it answers."""

    draft: Turn
    floor: int


async def propose_reply(
    house: House, caller: Caller, proposed: Proposed, recording: Recording[Judgement] | None = None
) -> Judgement:
    """Judge a draft before it is spoken. A stale one is kept for the person and answered with `stale`."""

    async def attempt(write: Write) -> Judgement:
        scene = await enter(house, write, caller, proposed.draft.conversation)
        draft = placed(scene.conversation, replace(proposed.draft, channel=scene.conversation.channel))
        why = refusal(scene, draft, proposed.floor)
        if why is not None:
            return keep(scene, draft, proposed.floor, why)
        return await judge_draft(scene, draft, proposed.floor)

    return await decided(house, caller.org, attempt, recording, of=proposed.draft.conversation)
