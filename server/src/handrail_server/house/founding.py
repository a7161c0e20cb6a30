"""A new organisation: its policy in force, the queues that the policy names, and the first administrator."""

import hashlib
from dataclasses import dataclass

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import OrgId, PersonId, PolicyVersion, QueueId
from handrail_server.core.policy.document import Policy
from handrail_server.core.policy.life import begin
from handrail_server.core.policy.loaded import LoadedPolicy
from handrail_server.core.policy.route import TargetKind
from handrail_server.core.routing.capacity import subject as person_subject
from handrail_server.core.routing.organisation import create, set_queue, set_skills
from handrail_server.core.routing.people import invite
from handrail_server.core.routing.person import Person, Role
from handrail_server.core.routing.queue import Organisation, Queue
from handrail_server.house.house import House
from handrail_server.house.scene import organisation_key
from handrail_server.house.settings import organisation_subject, policy_subject
from handrail_server.house.write import Write

FIRST = PolicyVersion(1)
BEGINNING = "The policy that a new organisation begins with."


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """What a new organisation is."""

    name: str
    administrator: str
    """The first administrator's name."""
    email: str
    demo: bool = False
    policy: str | None = None
    """The text of its policy; the default one where None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """The organisation, and who administers it."""

    org: OrgId
    administrator: PersonId


async def kept_policy(house: House, org: OrgId, text: str) -> tuple[str, LoadedPolicy]:
    """Keep the document, so that it is there before anything refers to it; its digest and what it says."""
    policy, remarks = house.reader.read(text, version=FIRST)
    if policy is None:
        worst = remarks[0]
        raise Invalid(f"Line {worst.line}: {worst.message}", field="policy", fix=worst.fix)
    digest = hashlib.sha256(text.encode()).hexdigest()
    await house.documents.put(org, digest, text)
    return digest, policy


async def found(
    house: House, write: Write, founding: Founding, kept: tuple[str, LoadedPolicy], *, by: Actor
) -> PersonId:
    """Collect all that the organisation begins with; the first administrator's id."""
    digest, policy = kept
    key = await organisation_key(house, write)
    name = PersonId(house.ids.new("person"))
    organisation = create(
        Organisation(
            id=write.org, name=founding.name, demo=founding.demo, language=policy.policy.language, created_at=write.at
        ),
        by=by,
        at=write.at,
    )
    for queue in _queues(policy.policy):
        organisation = organisation.then(set_queue(organisation.state, queue, by=by, at=write.at))
    organisation = organisation.then(set_skills(organisation.state, _skills(policy.policy), by=by, at=write.at))
    write.create(organisation_subject(write.org), organisation, key=key)
    life = begin(write.org, digest=digest, publishing=policy.policy.publishing, why=BEGINNING, by=by, at=write.at)
    write.create(policy_subject(write.org), life, key=key)
    administrator = Person(
        id=name,
        name=founding.administrator,
        email=founding.email,
        roles=(Role.ADMINISTRATOR,),
        status_since=write.at,
    )
    write.create(person_subject(name), invite(administrator, by=by, at=write.at), key=key)
    return name


def _queues(policy: Policy) -> tuple[Queue, ...]:
    """The queues that the policy's routes lead to, so that nothing is sent where nothing is."""
    named = [
        target.id
        for route in policy.routes.values()
        for target in (route.target, *route.fallbacks)
        if target.kind is TargetKind.QUEUE and target.id
    ]
    return tuple(Queue(id=QueueId(name), name=_title(name)) for name in dict.fromkeys(named))


def _skills(policy: Policy) -> set[str]:
    return {need.skill for route in policy.routes.values() for need in route.skills}


def _title(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").capitalize()
