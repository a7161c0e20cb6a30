"""Rights and roles in plain words, for whoever gives them."""

from typing import Final

from handrail_server.core.routing.person import Role
from handrail_server.core.routing.rights import Right

RIGHTS: Final[dict[Right, str]] = {
    Right.CLAIM: "Take a waiting case",
    Right.REPLY: "Write to customers",
    Right.DECIDE: "Approve or reject actions, within their own limit",
    Right.MONITOR: "Watch a conversation live",
    Right.TAKE_OVER: "Take a conversation over from the agent or a person",
    Right.JOIN: "Speak beside the person who has the conversation",
    Right.WHISPER: "Write to the person or the agent, unseen by the customer",
    Right.HOLD_REPLIES: "Have every reply of an agent looked at first",
    Right.PAUSE_AGENT: "Pause the agent in one conversation",
    Right.TRANSFER: "Give a case to another queue or person",
    Right.REASSIGN: "Move anybody's case",
    Right.CONSULT: "Ask somebody else inside a case",
    Right.LINK: "Tie cases with one cause together",
    Right.FLAG: "Ask for a quality review",
    Right.LABEL: "Say what was needed, avoidable, incorrect or harmful",
    Right.ADOPT: "Adopt or discard what learning proposes",
    Right.EMERGENCY_STOP: "Stop an agent, a topic or everything at once",
    Right.OVERRIDE_CAPACITY: "Give somebody more than they can carry",
    Right.READ_CONVERSATIONS: "Read every conversation that is not sealed",
    Right.MEASURE: "Read the measures and the escalation register",
    Right.AUDIT: "Read and export the ledger",
    Right.PUBLISH_POLICY: "Draft and publish policies",
    Right.MANAGE_PEOPLE: "Invite and change people",
    Right.MANAGE_QUEUES: "Change queues, teams and skills",
    Right.MANAGE_AGENTS: "Register agents and choose their mode",
    Right.MANAGE_CUSTOMERS: "Import customers' records, and erase them",
    Right.MANAGE_KEYS: "Make and end the keys of agents and people",
    Right.MANAGE_DELIVERY: "See and repeat what could not be delivered",
    Right.MANAGE_REPLIES: "Write the canned replies that everybody uses",
    Right.READ_PERSONAL_DATA: "Open a conversation's personal data, for a purpose that is recorded",
}

ROLES: Final[dict[Role, str]] = {
    Role.REP: "Talks with customers",
    Role.APPROVER: "Decides whether an action may be carried out",
    Role.SUPERVISOR: "Watches the live board and may step in anywhere",
    Role.AUDITOR: "Looks at everything that happened, and changes nothing",
    Role.ADMINISTRATOR: "Sets up people, queues, agents and policies",
}
