"""What new words do to the cases of a conversation: somebody is answered, somebody waits, a draft is overtaken."""

from handrail_server.core.basics.ids import CaseId, PersonId
from handrail_server.core.cases.case import Case, CaseState
from handrail_server.core.cases.engage import customer_spoke, person_spoke
from handrail_server.core.cases.withdraw import NEW_CUSTOMER_TURN, withdraw
from handrail_server.core.turns.turn import Turn
from handrail_server.core.work.follow import followed
from handrail_server.house.enact import enact, hands_of
from handrail_server.house.scene import Scene
from handrail_server.house.words import SPEAKER
from handrail_server.ports.writing import Loaded


async def customer_heard(scene: Scene, turn: Turn) -> None:
    """The customer spoke: their person owes them an answer, and a held draft answers an older question."""
    if scene.conversation.held_reply is not None:
        await withdraw_draft(scene, scene.conversation.held_reply)
    if scene.conversation.open_case is not None:
        loaded = await _case(scene, scene.conversation.open_case)
        heard = customer_spoke(loaded.state, turn=turn.number, by=turn.author, at=scene.write.at)
        scene.write.change(loaded, heard, key=scene.conversation.key)


async def person_heard(scene: Scene, person: PersonId, turn: Turn) -> None:
    """A person spoke: where it is the case's owner, the customer's wait is over."""
    if scene.conversation.open_case is None:
        return
    loaded = await _case(scene, scene.conversation.open_case)
    if loaded.state.owner == person and loaded.state.state in (CaseState.ACCEPTED, CaseState.ENGAGED):
        heard = person_spoke(loaded.state, person=person, turn=turn.number, by=turn.author, at=scene.write.at)
        scene.write.change(loaded, heard, key=scene.conversation.key)


async def withdraw_draft(scene: Scene, case: CaseId) -> None:
    """The held draft is never said; who was looking at it is free again."""
    loaded = await _case(scene, case)
    hands = await hands_of(scene.house, scene.write, loaded.state)
    gone = withdraw(loaded.state, why=NEW_CUSTOMER_TURN, by=SPEAKER, at=scene.write.at)
    work = followed(loaded.state, gone, scene.conversation, hands.crew, by=SPEAKER, at=scene.write.at)
    await enact(scene, work, case=loaded, hands=hands)


async def _case(scene: Scene, case: CaseId) -> Loaded[Case]:
    return await scene.house.journal.load(scene.write.org, Case, case)
