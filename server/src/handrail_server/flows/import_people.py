"""People from a file: all of them in one commit or, with any fault or as a dry run, none."""

from collections import Counter
from dataclasses import replace
from typing import Final

from handrail_server.core.basics.errors import HandrailError
from handrail_server.core.basics.ids import PersonId, QueueId, TeamId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.routing.capacity import subject
from handrail_server.core.routing.people import invite
from handrail_server.core.routing.person import Person, Role, Skill
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.routing.rights import Right
from handrail_server.house.caller import Caller
from handrail_server.house.cells import FAULT_LIMIT, Cells
from handrail_server.house.commits import decided
from handrail_server.house.editing import edited
from handrail_server.house.entitled import entitled
from handrail_server.house.house import House
from handrail_server.house.scene import organisation_key
from handrail_server.house.staffing import check_names
from handrail_server.house.write import Write
from handrail_server.ports.importing import Fault, Imported, Row
from handrail_server.ports.writing import Loaded

COLUMNS: Final = (
    "name", "email", "roles", "rights", "team", "queues", "skills", "languages", "capacity", "time_zone", "slack",
)  # fmt: skip
_ROLES: Final = frozenset(role.value for role in Role)


async def import_people(house: House, caller: Caller, content: str, *, dry_run: bool) -> Imported:
    """Whoever has the e-mail address already is changed to what the row says; all others are new, without a password.

    Somebody new gets in by a link: `POST /v1/people/{person}/invitation`.
    """

    async def attempt(write: Write) -> Imported:
        await entitled(house, write, caller, Right.MANAGE_PEOPLE)
        setting = await house.settings.of(write.org)
        write.expect(setting.guards())
        people = {
            loaded.state.email.casefold(): loaded for loaded in await house.library.people(write.org, active=False)
        }
        reading = _Reading(house, write, caller, setting.organisation.state, people)
        for row in house.imports.rows(content):
            reading.take(row)
            if len(reading.faults) > FAULT_LIMIT:
                break
        if reading.faults:
            return Imported(kind="people", faults=tuple(reading.faults))
        if not dry_run:
            await reading.keep()
        counts = reading.counts
        return Imported(
            kind="people",
            new=counts["new"],
            changed=counts["changed"],
            unchanged=counts["unchanged"],
            written=not dry_run,
        )

    return await decided(house, caller.org, attempt)


class _Reading:
    """A file of people being read against those who are here."""

    def __init__(
        self, house: House, write: Write, caller: Caller, organisation: Organisation, people: dict[str, Loaded[Person]]
    ) -> None:
        self._house = house
        self._write = write
        self._by = caller.actor
        self._organisation = organisation
        self._people = people
        self._lines: dict[str, int] = {}
        self._new: list[Outcome[Person]] = []
        self._changed: list[tuple[Loaded[Person], Outcome[Person]]] = []
        self.faults: list[Fault] = []
        self.counts: Counter[str] = Counter()

    def take(self, row: Row | Fault) -> None:
        """Read one row; what is wrong with it is a fault."""
        if isinstance(row, Fault):
            self.faults.append(row)
            return
        cells = Cells(row, COLUMNS, needs=("name", "email"))
        known = self._people.get(str(row.values.get("email", "")).strip().casefold())
        wanted = self._person(cells, None if known is None else known.state)
        first = self._lines.setdefault(wanted.email.casefold(), row.line)
        if first != row.line:
            cells.wrong("email", f"It stands on line {first} already.", "Keep one of the two.")
        if not cells.faults:
            self._decide(cells, known, wanted)
        self.faults.extend(cells.faults)

    async def keep(self) -> None:
        """Collect all of it in the write."""
        key = await organisation_key(self._house, self._write)
        for new in self._new:
            self._write.create(subject(new.state.id), new, key=key)
        for loaded, outcome in self._changed:
            self._write.change(loaded, outcome, key=key)

    def _person(self, cells: Cells, known: Person | None) -> Person:
        before = known or Person(
            id=PersonId(self._house.ids.new("person")),
            name="",
            email="",
            roles=(Role.REP,),
            status_since=self._write.at,
        )
        roles = cells.texts("roles", tuple(role.value for role in before.roles))
        for role in roles:
            if role not in _ROLES:
                cells.wrong("roles", f"There is no role `{role}`.", f"Roles are: {', '.join(sorted(_ROLES))}.")
        team = cells.maybe("team", before.team)
        skills = cells.levels("skills", tuple((skill.name, skill.level) for skill in before.skills))
        return replace(
            before,
            name=cells.text("name", before.name),
            email=cells.text("email", before.email),
            roles=tuple(Role(role) for role in roles if role in _ROLES),
            rights=cells.texts("rights", before.rights),
            team=None if team is None else TeamId(team),
            queues=tuple(QueueId(queue) for queue in cells.texts("queues", before.queues)),
            skills=tuple(Skill(name=name, level=level) for name, level in skills),
            languages=cells.texts("languages", before.languages),
            capacity=cells.whole("capacity", before.capacity),
            time_zone=cells.zone("time_zone", before.time_zone),
            slack=cells.maybe("slack", before.slack),
        )

    def _decide(self, cells: Cells, known: Loaded[Person] | None, wanted: Person) -> None:
        try:
            check_names(self._organisation, wanted, None if known is None else known.state)
            if known is None:
                self._new.append(invite(wanted, by=self._by, at=self._write.at))
                self.counts["new"] += 1
                return
            outcome = edited(known.state, wanted, others=True, by=self._by, at=self._write.at)
        except HandrailError as wrong:
            cells.wrong(wrong.field, wrong.message, wrong.fix or "Correct it.")
            return
        self.counts["changed" if outcome.facts else "unchanged"] += 1
        if outcome.facts:
            self._changed.append((known, outcome))
