"""What the flows of a guarded call answer."""

from dataclasses import dataclass

from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import ActionId, CaseId, OrgId
from handrail_server.core.cases.case import Case
from handrail_server.core.policy.decision import Decision
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.conversation import Conversation
from handrail_server.house.caller import Caller
from handrail_server.house.house import House
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
    say: str | None = None
    """What to tell the customer now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leased:
    """A call after somebody asked to run it; `token` only for the one who may."""

    action: Action
    token: str | None


async def acted(scene: Scene, action: Action) -> Acted:
    """The answer about a call that is recorded already."""
    return await acted_upon(scene.house, scene.write.org, action, scene.conversation)


async def action_of(house: House, caller: Caller, action: ActionId) -> Acted:
    """A call, for its agent or for a person."""
    found = await house.journal.find(caller.org, Action, action)
    if found is None or (caller.agent is not None and caller.agent != found.state.agent):
        raise NotFound(f"There is no action `{action}` here.", field="action")
    conversation = await house.journal.load(caller.org, Conversation, found.state.conversation)
    return await acted_upon(house, caller.org, found.state, conversation.state)


async def acted_upon(house: House, org: OrgId, action: Action, conversation: Conversation) -> Acted:
    judged = await house.library.judged(org, action.decision)
    assert judged is not None
    case = None
    if action.approval is not None:
        case = (await house.journal.load(org, Case, action.approval)).state
    return Acted(action=action, decision=judged.decision, conversation=conversation, case=case, say=judged.decision.say)
