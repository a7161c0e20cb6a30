"""What Handrail itself says to the customer: truthful, in their language, by the policy of the case (law 3)."""

from handrail_server.core.basics.actors import system
from handrail_server.core.basics.ids import TurnId, TurnNumber
from handrail_server.core.basics.time import At
from handrail_server.core.turns.hear import hear, placed
from handrail_server.core.turns.turn import Turn
from handrail_server.house.scene import Scene

SPEAKER = system("handrail")


def say(scene: Scene, text: str, *, at: At, deliver: bool) -> TurnNumber:
    """Say `text` in the conversation. Without `deliver` the agent's application has just been told to say it; around
    the agent nobody has.
    """
    conversation = scene.conversation
    turn = placed(
        conversation,
        Turn(
            conversation=conversation.id,
            id=TurnId(scene.house.ids.new("turn")),
            number=TurnNumber(0),
            author=SPEAKER,
            text=text,
            channel=conversation.channel,
            language=conversation.language,
            said_at=at,
            received_at=at,
            epoch=0,
        ),
    )
    scene.apply(hear(conversation, turn, deliver=deliver or conversation.around))
    scene.write.turn(turn, "said")
    return turn.number
