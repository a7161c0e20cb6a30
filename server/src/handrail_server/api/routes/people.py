"""People: who works here, what they can do and may do."""

from dataclasses import replace
from types import NoneType
from typing import TypeVar

from msgspec import UNSET, UnsetType

from handrail_server.api.endpoint import Call, Endpoint, Parameter, endpoint
from handrail_server.api.present.people import authorities_of, credentials_of, person_reply, skills_of
from handrail_server.api.wire import people as wire
from handrail_server.core.basics.ids import PersonId, QueueId, TeamId
from handrail_server.core.routing.identity_facts import Entrance
from handrail_server.core.routing.person import Means, Person, Role
from handrail_server.flows.change_person import change_person
from handrail_server.flows.invite_person import invite_person, send_link
from handrail_server.house.entitled import reader
from handrail_server.house.links import Invited

B = TypeVar("B")
T = TypeVar("T")


async def list_people(call: Call[None]) -> wire.People:
    """Everybody who works here, by name; with `all` also those who did."""
    viewer = await reader(call.house, call.caller)
    active = call.number("all", 0, least=0, most=1) == 0
    found = await call.house.library.people(call.caller.org, active=active)
    return wire.People(people=tuple(person_reply(loaded, viewer) for loaded in found))


async def read_person(call: Call[None]) -> wire.PersonReply:
    """A person."""
    return await _reply(call, PersonId(call.path("person")))


async def invite_somebody(call: Call[wire.Invite]) -> wire.Invited:
    """Ask somebody to work here. The answer has their link, which is shown once and lasts seven days."""
    body = call.body
    invited = Person(
        id=PersonId(""),
        name=body.name,
        email=body.email,
        roles=_roles(body.roles),
        rights=body.rights,
        team=_team(body.team),
        supervisor=_person(body.supervisor),
        queues=tuple(QueueId(queue) for queue in body.queues),
        skills=skills_of(body.skills),
        credentials=credentials_of(body.credentials),
        authorities=authorities_of(body.authorities),
        languages=body.languages,
        time_zone=body.time_zone,
        capacity=body.capacity,
        slack=body.slack,
        means=tuple(Means(means) for means in body.means),
        status_since=call.now,
    )
    return await _invited(call, await invite_person(call.house, call.caller, invited, call.record_once()), "invitation")


async def alter_person(call: Call[wire.PersonChange]) -> wire.PersonReply:
    """Change what is given. Whoever is made inactive is out at once: sessions, keys and links end, cases move on."""
    name = PersonId(call.path("person"))
    await change_person(call.house, call.caller, name, lambda person: _changed(person, call.body))
    return await _reply(call, name)


async def invite_again(call: Call[None]) -> wire.Invited:
    """A new invitation for somebody; the one before is void."""
    invited = await send_link(
        call.house, call.caller, PersonId(call.path("person")), Entrance.INVITATION, call.record_once()
    )
    return await _invited(call, invited, "invitation")


async def offer_reset(call: Call[None]) -> wire.Invited:
    """A link by which somebody chooses a new password; it lasts an hour, and the one before is void."""
    invited = await send_link(
        call.house, call.caller, PersonId(call.path("person")), Entrance.RESET, call.record_once()
    )
    return await _invited(call, invited, "new-password")


async def _reply(call: Call[B], name: PersonId) -> wire.PersonReply:
    viewer = await reader(call.house, call.caller)
    return person_reply(await call.house.journal.load(call.caller.org, Person, name), viewer)


async def _invited(call: Call[B], invited: Invited, page: str) -> wire.Invited:
    """The token stands behind a `#`, so that no log on the way ever sees it."""
    link = f"{call.request.base_url}{page}#{invited.token}"
    return wire.Invited(person=await _reply(call, invited.person), link=link)


def _changed(person: Person, body: wire.PersonChange) -> Person:
    team, supervisor, slack, queues = body.team, body.supervisor, body.slack, body.queues
    return replace(
        person,
        name=_given(body.name, person.name),
        email=_given(body.email, person.email),
        slack=person.slack if slack is UNSET else slack,
        means=person.means if body.means is UNSET else tuple(Means(means) for means in body.means),
        roles=person.roles if body.roles is UNSET else _roles(body.roles),
        rights=_given(body.rights, person.rights),
        team=person.team if team is UNSET else _team(team),
        supervisor=person.supervisor if supervisor is UNSET else _person(supervisor),
        queues=person.queues if queues is UNSET else tuple(QueueId(queue) for queue in queues),
        skills=person.skills if body.skills is UNSET else skills_of(body.skills),
        credentials=person.credentials if body.credentials is UNSET else credentials_of(body.credentials),
        authorities=person.authorities if body.authorities is UNSET else authorities_of(body.authorities),
        languages=_given(body.languages, person.languages),
        channel_limits=person.channel_limits if body.channel_limits is UNSET else body.channel_limits,
        share=_given(body.share, person.share),
        capacity=_given(body.capacity, person.capacity),
        active=_given(body.active, person.active),
    )


def _given(given: T | UnsetType, before: T) -> T:
    return before if isinstance(given, UnsetType) else given


def _roles(roles: tuple[wire.RoleName, ...]) -> tuple[Role, ...]:
    return tuple(sorted({Role(role) for role in roles}))


def _team(team: str | None) -> TeamId | None:
    return None if team is None else TeamId(team)


def _person(person: str | None) -> PersonId | None:
    return None if person is None else PersonId(person)


_ALL = Parameter(
    name="all",
    description="1: also people who no longer work here.",
    schema={"type": "integer", "minimum": 0, "maximum": 1},
)

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/people", list_people, body=NoneType, reply=wire.People, parameters=(_ALL,)),
    endpoint("POST", "/v1/people", invite_somebody, body=wire.Invite, reply=wire.Invited),
    endpoint("GET", "/v1/people/{person}", read_person, body=NoneType, reply=wire.PersonReply),
    endpoint("PATCH", "/v1/people/{person}", alter_person, body=wire.PersonChange, reply=wire.PersonReply),
    endpoint("POST", "/v1/people/{person}/invitation", invite_again, body=NoneType, reply=wire.Invited),
    endpoint("POST", "/v1/people/{person}/password-reset", offer_reset, body=NoneType, reply=wire.Invited),
)
