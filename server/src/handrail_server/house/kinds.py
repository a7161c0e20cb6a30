"""Which classes the store keeps: the state of each kind of subject, and every effect."""

from collections.abc import Mapping
from typing import Final

from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.facts import SubjectKind
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.effects import TellAgent
from handrail_server.core.learning.drift_watch import DriftWatch, TellOfDrift
from handrail_server.core.learning.feedback import DeliverFeedback
from handrail_server.core.learning.lesson import Lesson
from handrail_server.core.learning.life import FitToLabels, LearningLife
from handrail_server.core.policy.life import PolicyLife
from handrail_server.core.routing.notice import SendNotice
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.signals.opinion.spending import Opinions
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.action_facts import AskToReconcile
from handrail_server.core.turns.agent import Agent
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.delivery import DeliverControl, DeliverWhisper, DeliverWords, SoundAlarm
from handrail_server.core.turns.making import Making

KINDS: Final[Mapping[SubjectKind, type]] = {
    SubjectKind.CONVERSATION: Conversation,
    SubjectKind.CASE: Case,
    SubjectKind.ACTION: Action,
    SubjectKind.ANSWER: Making,
    SubjectKind.AGENT: Agent,
    SubjectKind.PERSON: Person,
    SubjectKind.LESSON: Lesson,
    SubjectKind.LEARNING: LearningLife,
    SubjectKind.DRIFT: DriftWatch,
    SubjectKind.POLICY: PolicyLife,
    SubjectKind.ORGANISATION: Organisation,
    SubjectKind.OPINIONS: Opinions,
}
EFFECTS: Final[tuple[type[Effect], ...]] = (
    DeliverWords,
    DeliverControl,
    DeliverWhisper,
    SoundAlarm,
    DeliverFeedback,
    FitToLabels,
    TellOfDrift,
    TellAgent,
    AskToReconcile,
    SendNotice,
)
