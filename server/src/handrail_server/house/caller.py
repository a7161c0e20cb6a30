"""Who is asking, and how the answer is kept for the same request made again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from handrail_server.core.basics.actors import Actor, ActorKind, system
from handrail_server.core.basics.errors import Forbidden
from handrail_server.core.basics.ids import AgentId, OrgId, PersonId
from handrail_server.core.basics.time import At
from handrail_server.ports.visiting import Visit
from handrail_server.ports.writing import Answer

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Somebody authenticated. Rights are not in here: they are read live, inside the commit."""

    org: OrgId
    actor: Actor
    visit: Visit | None = None
    """Where a customer speaks for themselves, in a widget: the one conversation that is theirs."""

    @property
    def agent(self) -> AgentId | None:
        """The agent whose key this is; None for a person."""
        return AgentId(self.actor.id) if self.actor.kind is ActorKind.AGENT else None

    @property
    def person(self) -> PersonId:
        """The person who calls. An agent's key never acts as a person: raises `Forbidden`."""
        if self.actor.kind is not ActorKind.PERSON:
            raise Forbidden(
                "Only a person can do this; an agent's key never votes, claims or acts as one.",
                fix="Sign in, or use a person's key.",
            )
        return PersonId(self.actor.id)


@dataclass(slots=True, kw_only=True)
class Recording(Generic[T]):
    """How a flow's answer is written beside its change, so that the same request gets it again (law 6)."""

    scope: str
    key: str
    digest: str
    encode: Callable[[T], tuple[int, bytes]]
    """The answer as status and body."""
    expires_at: At | None = None
    body: bytes | None = field(default=None, init=False)
    """What was written last, so that the edge need not encode it twice."""

    def of(self, result: T) -> Answer:
        """The row that keeps `result`."""
        status, self.body = self.encode(result)
        return Answer(
            scope=self.scope,
            key=self.key,
            digest=self.digest,
            status=status,
            body=self.body,
            expires_at=self.expires_at,
        )


ANYBODY = Caller(org=OrgId(""), actor=system("anybody"))
"""Who calls an endpoint that needs no key, such as sign-in."""
