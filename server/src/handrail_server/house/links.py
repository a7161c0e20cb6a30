"""One-time links to a person's own password: made, and used."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.actors import Actor, Authenticated, person
from handrail_server.core.basics.errors import Unauthenticated
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import DAY, HOUR, At
from handrail_server.core.routing.identity_facts import Entrance, LinkIssued
from handrail_server.core.routing.person import Person
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.scene import organisation_key
from handrail_server.house.sessions import Session, begin, new_password
from handrail_server.house.tokens import SecretKind, end_all, issue, valid_link
from handrail_server.house.write import Write

_KINDS: Final[Mapping[Entrance, SecretKind]] = {
    Entrance.INVITATION: SecretKind.INVITE,
    Entrance.RESET: SecretKind.RESET,
}
_LASTS: Final[Mapping[Entrance, int]] = {Entrance.INVITATION: 7 * DAY, Entrance.RESET: HOUR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """A person, and the token of their link."""

    person: PersonId
    token: str


async def new_link(
    house: House, write: Write, name: PersonId, entrance: Entrance, *, by: Actor
) -> tuple[str, LinkIssued]:
    """A link's token, instead of those of its kind before, and the fact of it for the person's outcome."""
    kind = _KINDS[entrance]
    await end_all(house, write, name, (kind,))
    until = At(write.at + _LASTS[entrance])
    issued = issue(house, write, kind, name, until=until)
    fact = LinkIssued(link=issued.secret.id, entrance=entrance, expires_at=until, by=by, at=write.at)
    return issued.token, fact


async def use_link(house: House, token: str, password: str, entrance: Entrance) -> Session:
    """The person has the password that they chose, and is signed in; the link opens nothing any more."""
    kind = _KINDS[entrance]
    org, _ = await valid_link(house, token, kind, house.clock.now())
    stored = await house.passwords.hash(password)

    async def attempt(write: Write) -> Session:
        _, link = await valid_link(house, token, kind, write.at)
        found = await house.journal.load(org, Person, link.holder)
        if not found.state.active:
            raise Unauthenticated("You do not work here any more.", field="token", fix="Ask an administrator.")
        by = person(found.state.id, Authenticated.LINK)
        changed = await new_password(house, write, found.state.id, stored, entrance, by=by)
        session, signed_in = begin(house, write, found.state.id, entrance, by=by)
        outcome = Outcome(state=found.state, facts=(changed, signed_in))
        write.change(found, outcome, key=await organisation_key(house, write))
        return session

    return await decided(house, org, attempt)
