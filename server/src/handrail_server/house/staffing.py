"""What a person's place refers to must exist: queues, team, supervisor, skills."""

from dataclasses import replace

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.routing.person import Person, Role
from handrail_server.core.routing.queue import Organisation
from handrail_server.house.house import House
from handrail_server.house.write import Write


async def check_place(house: House, write: Write, person: Person, before: Person | None = None) -> None:
    """Raise `Invalid` naming the field that refers to nothing; what is there stays so until the write is stored.

    What the person had `before` is not asked about again: a skill that was given up since does not bar a new name.
    """
    setting = await house.settings.of(write.org)
    write.expect(setting.guards())
    check_names(setting.organisation.state, person, before)
    if person.supervisor is None or (before is not None and before.supervisor == person.supervisor):
        return
    if await house.journal.find(write.org, Person, person.supervisor) is None:
        raise Invalid(f"There is no person `{person.supervisor}`.", field="supervisor", fix="Invite them first.")


def check_names(organisation: Organisation, person: Person, before: Person | None = None) -> None:
    """Raise `Invalid` where the organisation has no such queue, team or skill, and the person had it not `before`."""
    had = before or replace(person, queues=(), team=None, skills=())
    queues = {*(queue.id for queue in organisation.queues), *had.queues}
    teams = {*(team.id for team in organisation.teams), had.team, None}
    skills = {*organisation.skills, *(skill.name for skill in had.skills)}
    for index, queue in enumerate(person.queues):
        if queue not in queues:
            raise Invalid(f"There is no queue `{queue}`.", field=f"queues[{index}]", fix="Add it first.")
    if person.team not in teams:
        raise Invalid(f"There is no team `{person.team}`.", field="team", fix="Add it first.")
    for skill in person.skills:
        if skill.name not in skills:
            raise Invalid(f"There is no skill `{skill.name}`.", field=f"skills.{skill.name}", fix="Add it first.")


async def others_administer(house: House, write: Write, person: PersonId) -> bool:
    """Whether somebody else administers too."""
    people = await house.library.people(write.org)
    return any(
        Role.ADMINISTRATOR in other.state.roles and other.state.active and other.state.id != person for other in people
    )
