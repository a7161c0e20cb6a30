"""A person asks for a quality review of what was said."""

from handrail_server.core.basics.ids import CaseId, ConversationId
from handrail_server.core.basics.time import DAY, At
from handrail_server.core.policy.imposed import FLAGGED
from handrail_server.core.work.ask import Review, flag
from handrail_server.core.work.decide import score_review as scored
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.desk import Worked, at_conversation, on_case, unasked
from handrail_server.house.house import House
from handrail_server.house.write import Write

REVIEW_WITHIN = 7 * DAY


async def flag_conversation(
    house: House, caller: Caller, conversation: ConversationId, recording: Recording[Worked] | None = None
) -> Worked:
    """Open a quality review with the usual questions."""

    async def attempt(write: Write) -> Worked:
        desk = await at_conversation(house, write, caller, conversation)
        asked = unasked(desk, FLAGGED)
        review = Review(
            case=asked.case, route=asked.route, policy=asked.policy, expires_at=At(write.at + REVIEW_WITHIN)
        )
        return await desk.do(flag(desk.conversation, review, desk.me))

    return await decided(house, caller.org, attempt, recording, of=conversation)


async def score_review(
    house: House,
    caller: Caller,
    case: CaseId,
    scores: tuple[int, ...],
    comment: str | None,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """Fill in the score card of a quality review."""
    return await on_case(
        house,
        caller,
        case,
        lambda desk: scored(desk.case, desk.conversation, desk.crew, desk.me, scores=scores, comment=comment),
        recording,
    )
