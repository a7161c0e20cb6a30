"""Names of things. Every id is opaque text, unique within its organisation."""

from typing import NewType

OrgId = NewType("OrgId", str)
ConversationId = NewType("ConversationId", str)
TurnId = NewType("TurnId", str)
"""The id that the sender gave a turn; unique within its conversation."""
TurnNumber = NewType("TurnNumber", int)
"""The server's number of a turn in its conversation, from 1, without gaps."""
AgentId = NewType("AgentId", str)
PersonId = NewType("PersonId", str)
CustomerId = NewType("CustomerId", str)
CaseId = NewType("CaseId", str)
ActionId = NewType("ActionId", str)
DecisionId = NewType("DecisionId", str)
QueueId = NewType("QueueId", str)
TeamId = NewType("TeamId", str)
LessonId = NewType("LessonId", str)
OfferId = NewType("OfferId", str)
MessageId = NewType("MessageId", str)
NoticeId = NewType("NoticeId", str)
CommitId = NewType("CommitId", str)
PolicyVersion = NewType("PolicyVersion", int)
KeyId = NewType("KeyId", str)
