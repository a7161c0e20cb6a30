"""An organisation begins: by the one-time link of the first start, or as the seed of a demo or a replay."""

from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.actors import Actor, Authenticated, person, system
from handrail_server.core.basics.errors import Conflict
from handrail_server.core.basics.ids import CommitId, OrgId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import HOUR, At
from handrail_server.core.routing.capacity import subject as person_subject
from handrail_server.core.routing.identity_facts import Entrance
from handrail_server.core.routing.person import Person
from handrail_server.house.commits import decided
from handrail_server.house.founding import Founded, Founding, found, kept_policy
from handrail_server.house.house import House
from handrail_server.house.sessions import Session, begin, new_password
from handrail_server.house.tokens import SecretKind, end, issue, valid_link
from handrail_server.house.write import Write
from handrail_server.ports.writing import Commit

SEED: Final = system("seed")
SET_UP: Final = system("set_up")
LINK_LASTS: Final = 24 * HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingUp:
    """What the one-time link is answered with."""

    token: str
    founding: Founding
    password: str


async def found_organisation(
    house: House, founding: Founding, *, org: OrgId | None = None, by: Actor = SEED
) -> Founded:
    """A new organisation whose administrator has no password yet; raises `Conflict` where `org` exists."""
    name = org or OrgId(house.ids.new("org"))
    kept = await kept_policy(house, name, founding.policy or house.reader.default())

    async def attempt(write: Write) -> Founded:
        return Founded(org=name, administrator=await found(house, write, founding, kept, by=by))

    return await decided(house, name, attempt)


async def set_up_link(house: House) -> str | None:
    """A one-time token while there is no organisation, None afterwards. It is in no fact: there is nobody yet."""
    if await house.library.organisations():
        return None
    org, now = OrgId(house.ids.new("org")), house.clock.now()
    write = Write(org=org, id=CommitId(house.ids.new("commit")), at=now)
    issued = issue(house, write, SecretKind.SET_UP, org, until=At(now + LINK_LASTS))
    await house.journal.commit(Commit(org=org, id=write.id, at=now, changes=(), secrets=(issued.secret,)))
    return issued.token


async def set_up_organisation(house: House, setting_up: SettingUp) -> Session:
    """The first organisation with its first administrator, signed in; all in one commit, and once only."""
    now = house.clock.now()
    org, _ = await valid_link(house, setting_up.token, SecretKind.SET_UP, now)
    if await house.library.organisations():
        raise Conflict("This server is set up already.", fix="Sign in, or ask an administrator for an invitation.")
    kept = await kept_policy(house, org, setting_up.founding.policy or house.reader.default())
    stored = await house.passwords.hash(setting_up.password)

    async def attempt(write: Write) -> Session:
        _, link = await valid_link(house, setting_up.token, SecretKind.SET_UP, write.at)
        name = await found(house, write, setting_up.founding, kept, by=SET_UP)
        by = person(name, Authenticated.LINK)
        changed = await new_password(house, write, name, stored, Entrance.SET_UP, by=by)
        session, signed_in = begin(house, write, name, Entrance.SET_UP, by=by)
        state = write.state_of(Person, name)
        write.more(person_subject(name), Outcome(state=state, facts=(changed, signed_in)))
        end(write, link)
        return session

    return await decided(house, org, attempt)
