"""A second opinion is called for: a deadline of the conversation that is due at once, taken up by the worker."""

from typing import Final

from handrail_server.core.basics.actors import system
from handrail_server.core.basics.effects import Deadline
from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.policy.decision import Decision
from handrail_server.core.policy.opinion import is_wanted
from handrail_server.core.policy.situation import Situation
from handrail_server.house.scene import Scene

ASKER: Final = system("second_opinion")
OPINION: Final = "opinion/"
"""The deadline's name, before the turn's number."""


def call_for_opinion(scene: Scene, situation: Situation, decision: Decision) -> None:
    """Arm the deadline, in the commit of the turn itself, where the organisation wants one."""
    settings, turn = scene.setting.organisation.state.opinion, situation.turn
    if turn is None or not is_wanted(settings, situation, decision):
        return
    due = Deadline(subject=scene.subject, name=f"{OPINION}{turn.number}", due_at=scene.write.at)
    scene.apply(Outcome(state=scene.conversation, deadlines=(due,)))


def turn_of(name: str) -> TurnNumber:
    """The turn that such a deadline is about."""
    return TurnNumber(int(name.removeprefix(OPINION)))
