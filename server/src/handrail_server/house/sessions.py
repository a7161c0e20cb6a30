"""Sessions and passwords of people: begun, changed and ended together with the facts that say so."""

from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.ids import OrgId, PersonId
from handrail_server.core.basics.time import HOUR, At
from handrail_server.core.routing.identity_facts import Entrance, PasswordChanged, SignedIn
from handrail_server.house.house import House
from handrail_server.house.tokens import SecretKind, end_all, is_valid, issue
from handrail_server.house.write import Write
from handrail_server.ports.writing import Secret

SESSION_LASTS: Final = 12 * HOUR
"""A session ends a working day after it began, whatever happens in it: renewing it with each request would be a commit
with each request, and a stolen one would live for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody has signed in."""

    org: OrgId
    person: PersonId
    token: str
    until: At


def begin(house: House, write: Write, person: PersonId, entrance: Entrance, *, by: Actor) -> tuple[Session, SignedIn]:
    """A new session, and the fact of it for the person's outcome."""
    until = At(write.at + SESSION_LASTS)
    issued = issue(house, write, SecretKind.SESSION, person, until=until, note=entrance.value)
    session = Session(org=write.org, person=person, token=issued.token, until=until)
    return session, SignedIn(session=issued.secret.id, entrance=entrance, until=until, by=by, at=write.at)


async def new_password(
    house: House, write: Write, person: PersonId, stored: str, entrance: Entrance, *, by: Actor
) -> PasswordChanged:
    """Another password instead of the one before; sessions and links that the old one might have opened end."""
    kinds = (SecretKind.PASSWORD, SecretKind.SESSION, SecretKind.INVITE, SecretKind.RESET)
    ended = await end_all(house, write, person, kinds)
    write.secret(
        Secret(
            id=house.ids.new("password"),
            kind=SecretKind.PASSWORD.value,
            holder=person,
            hash=stored,
            created_at=write.at,
        )
    )
    sessions = sum(secret.kind == SecretKind.SESSION.value for secret in ended)
    return PasswordChanged(entrance=entrance, sessions_ended=sessions, by=by, at=write.at)


async def password_of(house: House, org: OrgId, person: PersonId, now: At) -> str | None:
    """The stored password, None where the person has none."""
    secrets = await house.secrets.of(org, person, SecretKind.PASSWORD.value)
    return next((secret.hash for secret in secrets if is_valid(secret, now)), None)
