"""The closed sets of causes that facts about a conversation name."""

from enum import StrEnum


class FloorWhy(StrEnum):
    """Why the floor moved."""

    TAKE_OVER = "take_over"
    """A person said: mine."""
    SPOKE = "spoke"
    """A person's message, by any route, is a takeover."""
    ACCEPTED = "accepted"
    """A person accepted the hand-over case."""
    TRANSFERRED = "transferred"
    HANDED_OVER = "handed_over"
    """A case waits silently in a queue."""
    REQUEUED = "requeued"
    HANDED_BACK = "handed_back"
    RESOLVED = "resolved"
    LANDED = "landed"
    WITHDRAWN = "withdrawn"
    AGENT_SWITCHED = "agent_switched"
    PAUSED = "paused"
    RESUMED = "resumed"
    CLOSED = "closed"
    REOPENED = "reopened"


class RefusedWhy(StrEnum):
    """Why a draft was not let through."""

    STALE = "stale"
    SEALED = "sealed"
    STOPPED = "stopped"
    FAILED = "failed"
    """There is no draft: the agent did not answer."""


class VerifiedBy(StrEnum):
    """How we know who the customer is. What they merely say is never enough."""

    APPLICATION = "application"
    """The agent's application, whose key is bound to it, vouches for the sign-in."""
    CHANNEL = "channel"
    """The channel proved the address, such as a telephone number or mailbox."""
    SIGNED_TOKEN = "signed_token"
    """A token that the organisation signed."""
    LOGIN = "login"
    ONE_TIME_CODE = "one_time_code"
    PERSON = "person"
    """A person of the organisation checked it."""
