"""Who did it, and how we know."""

from dataclasses import dataclass
from enum import StrEnum

from handrail_server.core.basics.ids import AgentId, CustomerId, PersonId


class ActorKind(StrEnum):
    """The four kinds of author. *Agent* alone always means the AI."""

    CUSTOMER = "customer"
    AGENT = "agent"
    PERSON = "person"
    SYSTEM = "system"


class Authenticated(StrEnum):
    """How an actor proved who they are."""

    AGENT_KEY = "agent_key"
    API_KEY = "api_key"
    SESSION = "session"
    CHANNEL = "channel"
    REPORTED = "reported"
    INTERNAL = "internal"
    PASSWORD = "password"
    LINK = "link"
    """A one-time link: set-up, invitation, new password."""
    DEMO = "demo"
    """One click in the demo organisation, on loopback only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who can cause a fact."""

    kind: ActorKind
    id: str
    authenticated: Authenticated
    reported_by: AgentId | None = None
    """The agent whose key reported these words, where the actor did not speak to us directly."""


EXTERNAL_PERSON = PersonId("external")
"""A person known only through an outside channel, who holds the floor until the pause ends."""


def system(part: str) -> Actor:
    """Handrail itself, named by the part that acted: `policy`, `routing`, `worker` …"""
    return Actor(kind=ActorKind.SYSTEM, id=part, authenticated=Authenticated.INTERNAL)


def agent(agent_id: AgentId) -> Actor:
    """An agent that spoke with its own key."""
    return Actor(kind=ActorKind.AGENT, id=agent_id, authenticated=Authenticated.AGENT_KEY)


def person(person_id: PersonId, authenticated: Authenticated = Authenticated.SESSION) -> Actor:
    """A person of the organisation."""
    return Actor(kind=ActorKind.PERSON, id=person_id, authenticated=authenticated)


def customer(customer_id: CustomerId | None, *, reported_by: AgentId | None) -> Actor:
    """The customer; `reported_by` where an agent told us what they said."""
    how = Authenticated.REPORTED if reported_by else Authenticated.CHANNEL
    return Actor(
        kind=ActorKind.CUSTOMER,
        id=customer_id or "unknown",
        authenticated=how,
        reported_by=reported_by,
    )
