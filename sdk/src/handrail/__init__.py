"""Handrail: a person behind every AI agent.

    rail = Handrail("https://handrail.internal", api_key, on_unreachable="hold")
    chat = rail.conversation("c-1", channel="chat")
    heard = chat.customer("Where is my parcel?")       # what was said: may the agent answer?
    answer = chat.propose(draft)                       # before it speaks
    done = chat.act(tool, arguments, call_id=…, run=…) # before it acts

What can go wrong, as a tree:

    HandrailError
    ├── Unreachable            Handrail did not answer in time, or something else answered
    │   └── BufferFull         and no more turns can be kept for later
    ├── Refused                Handrail refused the request; `.problem` names the field and the fix
    │   ├── InvalidRequest
    │   ├── Unauthenticated
    │   ├── Forbidden
    │   ├── NotFound
    │   ├── Conflict
    │   │   ├── FloorLost      a person has taken over, or the turn this answers is past: stop
    │   │   ├── AgentStopped   an emergency stop is in force: say and do nothing
    │   │   └── IdReused       this id was used before with another body
    │   └── RateLimited
    ├── NotApproved            the action was not run; `.action` has the reasons and what to tell the customer
    │   ├── Rejected           a person said no; `.action.ground` is their ground
    │   ├── Expired            nobody decided in time, or the approval was not used while it was valid
    │   ├── HandedOver         a person was asked to take the conversation instead
    │   ├── Altered            what would run is not what was approved
    │   └── Pending            nobody has decided yet
    ├── AlreadyRan             it ran before; `.action.result` is what was recorded
    ├── ActionFailed           it ran before and failed; `.action.error` is what was recorded
    ├── OutcomeUnknown         it was begun and never reported; a person finds out, nobody runs it again
    ├── NoFloor                no customer turn was observed here, and no floor was given
    └── BadSignature           a webhook that Handrail did not send, or sent too long ago
"""

from handrail._action import Action
from handrail._answers import Control, Delivery, Evidence, Judgement, Lesson, Problem, Proposal, Reason
from handrail._async_client import AsyncConversation, AsyncHandrail
from handrail._client import Conversation, Handrail
from handrail._errors import (
    ActionFailed,
    AgentStopped,
    AlreadyRan,
    Altered,
    BadSignature,
    BufferFull,
    Conflict,
    Expired,
    FloorLost,
    Forbidden,
    HandedOver,
    HandrailError,
    IdReused,
    InvalidRequest,
    NoFloor,
    NotApproved,
    NotFound,
    OutcomeUnknown,
    Pending,
    RateLimited,
    Refused,
    Rejected,
    Unauthenticated,
    Unreachable,
)
from handrail._lease import Lease
from handrail._said import About, Amount, Asking, Attachment, Captured, Confidence, Source, SuppliedSignal, ToolCall

__all__ = [
    "About",
    "Action",
    "ActionFailed",
    "AgentStopped",
    "AlreadyRan",
    "Altered",
    "Amount",
    "Asking",
    "AsyncConversation",
    "AsyncHandrail",
    "Attachment",
    "BadSignature",
    "BufferFull",
    "Captured",
    "Confidence",
    "Conflict",
    "Control",
    "Conversation",
    "Delivery",
    "Evidence",
    "Expired",
    "FloorLost",
    "Forbidden",
    "HandedOver",
    "Handrail",
    "HandrailError",
    "IdReused",
    "InvalidRequest",
    "Judgement",
    "Lease",
    "Lesson",
    "NoFloor",
    "NotApproved",
    "NotFound",
    "OutcomeUnknown",
    "Pending",
    "Problem",
    "Proposal",
    "RateLimited",
    "Reason",
    "Refused",
    "Rejected",
    "Source",
    "SuppliedSignal",
    "ToolCall",
    "Unauthenticated",
    "Unreachable",
]
