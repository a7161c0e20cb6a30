"""What the customer is owed at each moment of a case, in the words of the policy that the case keeps (law 3)."""

from handrail_server.core.cases.case import Case
from handrail_server.core.cases.effects import Moment, TellCustomer
from handrail_server.core.policy.message import text_for
from handrail_server.house.scene import Scene
from handrail_server.house.words import say

_NAMES = {
    Moment.STILL_WAITING: ("still_waiting",),
    Moment.REQUEUED: ("requeued", "still_waiting"),
    Moment.TRANSFERRED: ("transferred", "still_waiting"),
    Moment.PROMISE_BROKEN: ("promise_broken", "still_waiting"),
    Moment.LANDED: ("hand_back",),
}


async def tell(scene: Scene, *, deliver: bool = True) -> str | None:
    """Turn the moments collected in the write into words, as turns of the conversation; what was said last.

    Without `deliver` the words go into the answer that the agent's application is waiting for.
    """
    last = None
    for effect in scene.write.take(TellCustomer):
        case = scene.write.state_of(Case, effect.case)
        policy = await scene.house.settings.policy(scene.write.org, case.policy)
        text = text_for(policy.policy, _names(effect.moment, case), scene.conversation.language)
        if text is not None:
            say(scene, text, at=scene.write.at, deliver=deliver)
            last = text
    return last


def _names(moment: Moment, case: Case) -> tuple[str, ...]:
    if moment is Moment.PROMISED:
        return (case.promised or "email",)
    return _NAMES.get(moment, (moment.value,))
