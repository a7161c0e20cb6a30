"""Verbs are rights, not ranks: a role is a bundle of them, and a person may hold more than the roles give."""

from enum import StrEnum
from typing import Final

from handrail_server.core.basics.errors import Forbidden
from handrail_server.core.routing.person import Person, Role


class Right(StrEnum):
    """What somebody may do."""

    CLAIM = "claim"
    REPLY = "reply"
    DECIDE = "decide"
    MONITOR = "monitor"
    TAKE_OVER = "take_over"
    JOIN = "join"
    WHISPER = "whisper"
    HOLD_REPLIES = "hold_replies"
    PAUSE_AGENT = "pause_agent"
    TRANSFER = "transfer"
    REASSIGN = "reassign"
    CONSULT = "consult"
    LINK = "link"
    FLAG = "flag"
    LABEL = "label"
    ADOPT = "adopt"
    """Adopt or discard what learning proposes."""
    EMERGENCY_STOP = "emergency_stop"
    OVERRIDE_CAPACITY = "override_capacity"
    READ_CONVERSATIONS = "read_conversations"
    MEASURE = "measure"
    AUDIT = "audit"
    PUBLISH_POLICY = "publish_policy"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_QUEUES = "manage_queues"
    MANAGE_AGENTS = "manage_agents"
    MANAGE_CUSTOMERS = "manage_customers"
    MANAGE_KEYS = "manage_keys"
    MANAGE_DELIVERY = "manage_delivery"
    """See and redrive dead letters."""
    MANAGE_REPLIES = "manage_replies"
    """Write the canned replies that everybody uses."""
    READ_PERSONAL_DATA = "read_personal_data"
    """Open the personal data of a conversation, for a purpose that is kept."""


_REP: Final = frozenset({
    Right.CLAIM, Right.REPLY, Right.TRANSFER, Right.CONSULT, Right.LINK, Right.FLAG, Right.LABEL,
    Right.READ_PERSONAL_DATA,
})  # fmt: skip
_SUPERVISOR: Final = _REP | {
    Right.DECIDE, Right.MONITOR, Right.TAKE_OVER, Right.JOIN, Right.WHISPER, Right.HOLD_REPLIES, Right.PAUSE_AGENT,
    Right.REASSIGN, Right.ADOPT, Right.EMERGENCY_STOP, Right.OVERRIDE_CAPACITY, Right.READ_CONVERSATIONS,
    Right.MEASURE, Right.MANAGE_REPLIES,
}  # fmt: skip

ROLE_RIGHTS: Final[dict[Role, frozenset[Right]]] = {
    Role.REP: _REP,
    Role.SUPERVISOR: _SUPERVISOR,
    Role.APPROVER: frozenset({
        Right.CLAIM, Right.DECIDE, Right.CONSULT, Right.FLAG, Right.LABEL, Right.READ_PERSONAL_DATA,
    }),
    Role.AUDITOR: frozenset({Right.AUDIT, Right.READ_CONVERSATIONS, Right.MEASURE, Right.READ_PERSONAL_DATA}),
    Role.ADMINISTRATOR: frozenset({
        Right.PUBLISH_POLICY, Right.MANAGE_PEOPLE, Right.MANAGE_QUEUES, Right.MANAGE_AGENTS, Right.MANAGE_CUSTOMERS,
        Right.MANAGE_KEYS, Right.MANAGE_DELIVERY, Right.EMERGENCY_STOP, Right.READ_CONVERSATIONS, Right.MEASURE,
        Right.ADOPT, Right.MANAGE_REPLIES,
    }),
}  # fmt: skip
"""What each role may do. Nobody administers and audits at once by one role."""


def may(person: Person, right: Right) -> bool:
    """Whether the person has the right now, by a role or by name; nobody inactive has any."""
    if not person.active:
        return False
    for role in person.roles:
        if right in ROLE_RIGHTS[role]:
            return True
    return right in person.rights


def rights_of(person: Person) -> tuple[Right, ...]:
    """All that the person may do, in the order of declaration."""
    return tuple(right for right in Right if may(person, right))


def require(person: Person, right: Right) -> None:
    """Let the person through, or raise `Forbidden` naming the right."""
    if not may(person, right):
        raise Forbidden(
            f"This needs the right `{right.value}`.", fix="Ask an administrator for the right, or a person who has it."
        )
