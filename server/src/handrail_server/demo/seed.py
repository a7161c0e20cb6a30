"""Fernbrook begins: one commit with everybody in it. A second start finds it there and changes nothing."""

import json
from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.actors import system
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import OrgId, PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.routing.capacity import subject as person_subject
from handrail_server.core.routing.organisation import Settings, change_settings, set_queue, set_skills, set_team
from handrail_server.core.routing.people import invite
from handrail_server.core.routing.person import Role, Status
from handrail_server.core.routing.presence import set_status
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.routing.widgets import set_widget
from handrail_server.core.turns.agents import register_agent
from handrail_server.demo.agents import agents, policy_text
from handrail_server.demo.customers import rows
from handrail_server.demo.people import ADMINISTRATOR, people
from handrail_server.demo.places import NAME, ON_CALL, ORG, QUEUES, SKILLS, TEAMS, TIME_ZONE
from handrail_server.demo.widgets import WIDGETS
from handrail_server.house.commits import decided
from handrail_server.house.founding import Founding, found, kept_policy
from handrail_server.house.house import House
from handrail_server.house.scene import organisation_key
from handrail_server.house.settings import organisation_subject
from handrail_server.house.write import Write

SEED: Final = system("seed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeded:
    """The demo organisation; `new` where it was not there before."""

    org: OrgId
    new: bool


async def seed(house: House, *, slack_webhook: str | None = None, now: At | None = None) -> Seeded:
    """Fernbrook with its queues, teams, people, agents, policy and customers; all of it, or nothing.

    What is on record of the customers counts from `now`, where that is not when the house is founded.
    """
    if ORG in await house.library.organisations():
        return Seeded(org=ORG, new=False)
    await _customers(house, house.clock.now() if now is None else now)
    founding = Founding(
        name=NAME,
        administrator=ADMINISTRATOR[0],
        email=ADMINISTRATOR[1],
        demo=True,
        policy=policy_text(house.reader.default()),
    )
    kept = await kept_policy(house, ORG, founding.policy or "")

    async def attempt(write: Write) -> Seeded:
        await found(house, write, founding, kept, by=SEED)
        _places(write, slack_webhook)
        await _people(house, write)
        await _agents(house, write)
        return Seeded(org=ORG, new=True)

    return await decided(house, ORG, attempt)


async def administrator(house: House) -> PersonId:
    """Whoever founded it."""
    everybody = await house.library.people(ORG)
    return next(loaded.state.id for loaded in everybody if Role.ADMINISTRATOR in loaded.state.roles)


def _places(write: Write, slack_webhook: str | None) -> None:
    state = write.state_of(Organisation, ORG)
    outcome = Outcome(state=state)
    for queue in QUEUES:
        outcome = outcome.then(set_queue(outcome.state, queue, by=SEED, at=write.at))
    for team in TEAMS:
        outcome = outcome.then(set_team(outcome.state, team, by=SEED, at=write.at))
    outcome = outcome.then(set_skills(outcome.state, {*state.skills, *SKILLS}, by=SEED, at=write.at))
    for widget in WIDGETS:
        outcome = outcome.then(set_widget(outcome.state, widget, by=SEED, at=write.at))
    chosen = Settings(name=NAME, language="en", time_zone=TIME_ZONE, slack_webhook=slack_webhook, on_call=ON_CALL)
    outcome = outcome.then(change_settings(outcome.state, chosen, by=SEED, at=write.at))
    write.more(organisation_subject(ORG), outcome)


async def _people(house: House, write: Write) -> None:
    key = await organisation_key(house, write)
    for person in people(write.at):
        invited = invite(person, by=SEED, at=write.at)
        online = set_status(invited.state, Status.ONLINE, by=SEED, at=write.at)
        write.create(person_subject(person.id), invited.then(online), key=key)


async def _agents(house: House, write: Write) -> None:
    key = await organisation_key(house, write)
    for agent in agents(write.at):
        subject = Subject(kind=SubjectKind.AGENT, id=agent.id)
        write.create(subject, register_agent(agent, by=SEED, at=write.at), key=key)


async def _customers(house: House, now: At) -> None:
    for kind, each in rows(now).items():
        imported = await house.imports.bring_in(ORG, kind, json.dumps(each), dry_run=False)
        if imported.faults:
            fault = imported.faults[0]
            raise Invalid(f"{kind}, row {fault.line}: {fault.message}", field=fault.field, fix=fault.fix)
