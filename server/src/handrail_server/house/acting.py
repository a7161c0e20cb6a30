"""What the flows of a guarded call answer."""

from dataclasses import dataclass

from handrail_server.core.basics.ids import CaseId
from handrail_server.core.cases.case import Case
from handrail_server.core.policy.decision import Decision
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.conversation import Conversation
from handrail_server.house.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Acted:
    """A guarded call, the decision about it, the case that decides it, and the floor."""

    action: Action
    decision: Decision
    conversation: Conversation
    case: Case | None = None
    handed_over: CaseId | None = None
    """The hand-over case, where the call must not run and a person takes the conversation."""


async def acted(scene: Scene, action: Action) -> Acted:
    """The answer about a call that is recorded already."""
    judged = await scene.house.library.judged(scene.write.org, action.decision)
    assert judged is not None
    case = None
    if action.approval is not None:
        case = (await scene.house.journal.load(scene.write.org, Case, action.approval)).state
    return Acted(action=action, decision=judged.decision, conversation=scene.conversation, case=case)
