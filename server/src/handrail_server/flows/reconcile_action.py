"""An execution of which nobody knows whether it happened: a person finds out and says so."""

from dataclasses import dataclass

from handrail_server.core.basics.ids import ActionId
from handrail_server.core.routing.rights import Right, require
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.execution import reconcile
from handrail_server.house.acting import Acted, acted_upon
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.persons import acting_person
from handrail_server.house.write import Write


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciling:
    """Whether it was done, and how the person knows."""

    action: ActionId
    committed: bool
    evidence: str
    result: str | None = None


async def reconcile_action(
    house: House, caller: Caller, reconciling: Reconciling, recording: Recording[Acted] | None = None
) -> Acted:
    """Settle an unknown call. One that did not happen may be leased once more."""

    async def attempt(write: Write) -> Acted:
        person = await acting_person(house, write, caller)
        require(person.state, Right.DECIDE)
        loaded = await house.journal.load(write.org, Action, reconciling.action)
        conversation = await house.journal.load(write.org, Conversation, loaded.state.conversation)
        outcome = reconcile(
            loaded.state,
            person=person.state.id,
            committed=reconciling.committed,
            evidence=reconciling.evidence,
            result=reconciling.result,
            by=caller.actor,
            at=write.at,
        )
        action = write.change(loaded, outcome, key=conversation.state.key)
        return await acted_upon(house, write.org, action, conversation.state)

    return await decided(house, caller.org, attempt, recording)
