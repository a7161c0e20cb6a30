"""A person signs in, by e-mail and password; or with one click in the demo organisation.

Whoever is unknown, inactive or without a password waits as long as whoever gives a wrong one, and hears the same words.
"""

from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.actors import Actor, Authenticated, person, system
from handrail_server.core.basics.errors import NotFound, RateLimited, Unauthenticated
from handrail_server.core.basics.ids import OrgId, PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.routing.identity_facts import Entrance, SignInRefused
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.queue import Organisation
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.scene import organisation_key
from handrail_server.house.sessions import Session, begin, password_of
from handrail_server.house.write import Write

ENTRANCE: Final = system("entrance")
MOST_TRIES: Final = 10
"""By one address for one e-mail, in a quarter of an hour."""
MOST_TRIES_OF_ADDRESS: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningIn:
    """What was given."""

    email: str
    password: str
    address: str
    """Where the request came from."""
    organisation: OrgId | None = None
    """Which one, for a person who works in several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    org: OrgId
    person: Person
    stored: str | None
    """Their password as it is stored; None where they have none, or work here no longer."""


class SignInFailed(Unauthenticated):
    """The e-mail address or the password is wrong."""

    reason = "sign_in_failed"

    def __init__(self, known: tuple[OrgId, PersonId, str] | None) -> None:
        super().__init__(field="password", fix="Try again, or ask for a new password.")
        self.known = known
        """Whose address it was, and why they could not sign in; None where nobody has it. Never tell the caller."""


async def sign_in(house: House, given: SigningIn) -> Session:
    """A session of twelve hours; raises `RateLimited` after too many tries, and `SignInFailed`."""
    who = f"sign-in|{given.email.casefold()}|{given.address}"
    _count(house, who, given.address)
    known = await _known(house, given)
    matches = await house.passwords.verify(known.stored if known else None, given.password)
    if known is None:
        raise SignInFailed(None)
    if not matches:
        raise SignInFailed((known.org, known.person.id, "password" if known.person.active else "inactive"))
    session = await _begin(house, known.org, known.person.id, Entrance.PASSWORD, expected=known.stored)
    house.attempts.forget(who)
    return session


async def record_refusal(house: House, failed: SignInFailed) -> None:
    """Record a failed try of a person who exists. Run it after the answer, which must not tell by its time."""
    if failed.known is None:
        return
    org, name, why = failed.known

    async def attempt(write: Write) -> None:
        found = await house.journal.load(write.org, Person, name)
        fact = SignInRefused(why=why, by=ENTRANCE, at=write.at)
        write.change(found, Outcome(state=found.state, facts=(fact,)), key=await organisation_key(house, write))

    await decided(house, org, attempt)


async def demo_people(house: House) -> tuple[OrgId, tuple[Person, ...]]:
    """Who can be in the demo organisation; `NotFound` where there is none."""
    for org in await house.library.organisations():
        found = await house.journal.find(org, Organisation, org)
        if found is not None and found.state.demo:
            people = await house.library.people(org)
            return org, tuple(loaded.state for loaded in people if loaded.state.active)
    raise NotFound("There is no demo here.", field="path")


async def sign_in_to_demo(house: House, name: PersonId) -> Session:
    """One click. The edge offers this on loopback only."""
    org, people = await demo_people(house)
    if name not in {known.id for known in people}:
        raise NotFound(f"There is no person `{name}` in the demo.", field="person", fix="Read who is.")
    return await _begin(house, org, name, Entrance.DEMO)


def _count(house: House, who: str, address: str) -> None:
    now = house.clock.now()
    by_address = house.attempts.take(f"sign-in|{address}", most=MOST_TRIES_OF_ADDRESS, now=now)
    if not house.attempts.take(who, most=MOST_TRIES, now=now) or not by_address:
        raise RateLimited("Too many tries.", fix="Wait a quarter of an hour.")


async def _known(house: House, given: SigningIn) -> _Known | None:
    """Who has the address; where several organisations know it, the first in which they can sign in."""
    other = None
    for org in await house.library.organisations():
        if given.organisation not in (None, org):
            continue
        found = await house.library.person_by_email(org, given.email)
        if found is None:
            continue
        who = found.state
        stored = await password_of(house, org, who.id, house.clock.now()) if who.active else None
        known = _Known(org=org, person=who, stored=stored)
        if stored is not None:
            return known
        other = other or known
    return other


async def _begin(
    house: House, org: OrgId, name: PersonId, entrance: Entrance, *, expected: str | None = None
) -> Session:
    by = _actor(name, entrance)

    async def attempt(write: Write) -> Session:
        found = await house.journal.load(write.org, Person, name)
        stored = None if expected is None else await password_of(house, write.org, name, write.at)
        if not found.state.active or stored != expected:
            raise SignInFailed((org, name, "password"))
        session, signed_in = begin(house, write, name, entrance, by=by)
        write.change(found, Outcome(state=found.state, facts=(signed_in,)), key=await organisation_key(house, write))
        return session

    return await decided(house, org, attempt)


def _actor(name: PersonId, entrance: Entrance) -> Actor:
    return person(name, Authenticated.DEMO if entrance is Entrance.DEMO else Authenticated.PASSWORD)
