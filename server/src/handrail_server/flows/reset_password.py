"""A forgotten password: asked for, and replaced by a link's bearer; or changed by whoever knows it."""

from typing import Final

from handrail_server.core.basics.actors import system
from handrail_server.core.basics.errors import RateLimited, Unauthenticated
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import DAY
from handrail_server.core.cases.notice import Severity
from handrail_server.core.routing.identity_facts import Entrance, ResetAsked
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.rights import Right, may
from handrail_server.house.caller import Caller
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.links import use_link
from handrail_server.house.persons import acting_person
from handrail_server.house.scene import organisation_key
from handrail_server.house.sessions import Session, begin, new_password, password_of
from handrail_server.house.write import Write
from handrail_server.ports.knowing import InboxNotice

ENTRANCE: Final = system("entrance")
MOST_ASKED: Final = 5


def may_ask(house: House, address: str) -> None:
    """Raise `RateLimited` where an address has asked too often in a quarter of an hour."""
    if not house.attempts.take(f"reset|{address}", most=MOST_ASKED, now=house.clock.now()):
        raise RateLimited("Too many requests for a new password.", fix="Wait a quarter of an hour.")


async def ask_for_reset(house: House, email: str) -> None:
    """Record that whoever has this address asks for a new password, and tell the administrators, who send a link.

    Nothing happens where nobody has it. Run it after the answer, which must not tell who is known.
    """
    for org in await house.library.organisations():
        found = await house.library.person_by_email(org, email)
        if found is None or not found.state.active:
            continue

        async def attempt(write: Write, known: Person = found.state) -> None:
            person = await house.journal.load(write.org, Person, known.id)
            asked = Outcome(state=person.state, facts=(ResetAsked(by=ENTRANCE, at=write.at),))
            write.change(person, asked, key=await organisation_key(house, write))

        await decided(house, org, attempt)
        await _tell_administrators(house, org, found.state)


async def reset_password(house: House, token: str, password: str) -> Session:
    """The person has a new password; all their other sessions have ended."""
    return await use_link(house, token, password, Entrance.RESET)


async def change_password(house: House, caller: Caller, old: str, new: str) -> Session:
    """Another password by whoever knows the one before; all their other sessions have ended."""
    who = f"password|{caller.org}|{caller.person}"
    if not house.attempts.take(who, most=MOST_ASKED, now=house.clock.now()):
        raise RateLimited("Too many tries.", fix="Wait a quarter of an hour.")
    before = await password_of(house, caller.org, caller.person, house.clock.now())
    if not await house.passwords.verify(before, old):
        raise Unauthenticated("This is not your present password.", field="old", fix="Ask for a new one.")
    stored = await house.passwords.hash(new)

    async def attempt(write: Write) -> Session:
        found = await acting_person(house, write, caller)
        if await password_of(house, write.org, caller.person, write.at) != before:
            raise Unauthenticated("Your password has changed meanwhile.", field="old", fix="Sign in again.")
        changed = await new_password(house, write, found.state.id, stored, Entrance.PASSWORD, by=caller.actor)
        session, signed_in = begin(house, write, found.state.id, Entrance.PASSWORD, by=caller.actor)
        outcome = Outcome(state=found.state, facts=(changed, signed_in))
        write.change(found, outcome, key=await organisation_key(house, write))
        return session

    session = await decided(house, caller.org, attempt)
    house.attempts.forget(who)
    return session


async def _tell_administrators(house: House, org: OrgId, person: Person) -> None:
    """In their own lists, once a day for each person who asks."""
    now = house.clock.now()
    name = f"reset-{person.id}-{now // DAY}"
    document = {
        "id": name,
        "severity": Severity.NORMAL.value,
        "reason": "password_reset_asked",
        "reasons": ["password_reset_asked"],
        "line": "Somebody asks for a new password",
        "link": f"/settings/people/{person.id}",
    }
    for loaded in await house.library.people(org):
        if may(loaded.state, Right.MANAGE_PEOPLE):
            notice = InboxNotice(org=org, id=name, person=loaded.state.id, case=None, document=document, at=now)
            await house.notices.put(notice)
