"""Queues and skills from a file: all of them in one commit or, with any fault or as a dry run, none."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable
from typing import Final

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import HandrailError
from handrail_server.core.basics.ids import PersonId, QueueId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.routing.organisation import set_queue, set_skills
from handrail_server.core.routing.queue import Choice, Organisation, Queue
from handrail_server.core.routing.rights import Right
from handrail_server.house.caller import Caller
from handrail_server.house.cells import FAULT_LIMIT, Cells
from handrail_server.house.commits import decided
from handrail_server.house.entitled import entitled
from handrail_server.house.house import House
from handrail_server.house.scene import organisation_key
from handrail_server.house.write import Write
from handrail_server.ports.importing import Fault, Imported, Row

QUEUE_COLUMNS: Final = (
    "id", "name", "owner", "department", "choice", "push", "fan_out", "time_zone", "overflow", "wrap_up_seconds",
)  # fmt: skip
SKILL_COLUMNS: Final = ("name",)
_CHOICES: Final = frozenset(choice.value for choice in Choice)


async def import_queues(house: House, caller: Caller, content: str, *, dry_run: bool) -> Imported:
    """A queue that exists is altered; one that another overflows to stands above that one in the file."""
    return await _imported(house, caller, content, _Queues, dry_run=dry_run)


async def import_skills(house: House, caller: Caller, content: str, *, dry_run: bool) -> Imported:
    """Skills are added to those that people can have here; none is taken away."""
    return await _imported(house, caller, content, _Skills, dry_run=dry_run)


class _Reading(ABC):
    """A file being read into an outcome of the organisation."""

    kind: str

    def __init__(self, organisation: Organisation, by: Actor, at: At) -> None:
        self.outcome = Outcome(state=organisation)
        self.faults: list[Fault] = []
        self.counts: Counter[str] = Counter()
        self._by = by
        self._at = at

    def take(self, row: Row | Fault) -> None:
        """Read one row; what is wrong with it is a fault."""
        if isinstance(row, Fault):
            self.faults.append(row)
        else:
            self.faults.extend(self.read(row))

    @abstractmethod
    def read(self, row: Row) -> list[Fault]:
        """Take up one row; what is wrong with it."""


class _Queues(_Reading):
    kind = "queues"

    def read(self, row: Row) -> list[Fault]:
        cells = Cells(row, QUEUE_COLUMNS, needs=("id", "name"))
        queues = {queue.id: queue for queue in self.outcome.state.queues}
        queue = _queue(cells, queues)
        try:
            moved = set_queue(self.outcome.state, queue, by=self._by, at=self._at)
        except HandrailError as wrong:
            cells.wrong(wrong.field, wrong.message, wrong.fix or "Correct it.")
            return cells.faults
        self.counts["new" if queue.id not in queues else "changed" if moved.facts else "unchanged"] += 1
        self.outcome = self.outcome.then(moved)
        return cells.faults


class _Skills(_Reading):
    kind = "skills"

    def read(self, row: Row) -> list[Fault]:
        cells = Cells(row, SKILL_COLUMNS, needs=SKILL_COLUMNS)
        name = cells.text("name", "")
        if not cells.faults:
            known = self.outcome.state.skills
            added = set_skills(self.outcome.state, (*known, name), by=self._by, at=self._at)
            self.counts["new" if added.facts else "unchanged"] += 1
            self.outcome = self.outcome.then(added)
        return cells.faults


def _queue(cells: Cells, queues: dict[QueueId, Queue]) -> Queue:
    name = QueueId(cells.text("id", ""))
    before = queues.get(name) or Queue(id=name, name=name)
    choice = cells.text("choice", before.choice.value)
    if choice not in _CHOICES:
        cells.wrong("choice", f"There is no choice `{choice}`.", f"Choices are: {', '.join(sorted(_CHOICES))}.")
    owner, overflow = cells.maybe("owner", before.owner), cells.maybe("overflow", before.overflow)
    return Queue(
        id=name,
        name=cells.text("name", before.name),
        owner=None if owner is None else PersonId(owner),
        department=cells.maybe("department", before.department),
        choice=Choice(choice) if choice in _CHOICES else before.choice,
        push=cells.flag("push", default=before.push),
        fan_out=cells.whole("fan_out", before.fan_out),
        hours=before.hours,
        time_zone=cells.zone("time_zone", before.time_zone),
        overflow=None if overflow is None else QueueId(overflow),
        wrap_up_seconds=cells.whole("wrap_up_seconds", before.wrap_up_seconds),
        ageing_seconds=before.ageing_seconds,
    )


async def _imported(
    house: House, caller: Caller, content: str, kind: Callable[[Organisation, Actor, At], _Reading], *, dry_run: bool
) -> Imported:
    async def attempt(write: Write) -> Imported:
        await entitled(house, write, caller, Right.MANAGE_QUEUES)
        found = await house.journal.load(write.org, Organisation, write.org)
        reading = kind(found.state, caller.actor, write.at)
        for row in house.imports.rows(content):
            reading.take(row)
            if len(reading.faults) > FAULT_LIMIT:
                break
        if reading.faults:
            return Imported(kind=reading.kind, faults=tuple(reading.faults))
        if not dry_run:
            write.change(found, reading.outcome, key=await organisation_key(house, write))
        counts = reading.counts
        return Imported(
            kind=reading.kind,
            new=counts["new"],
            changed=counts["changed"],
            unchanged=counts["unchanged"],
            written=not dry_run,
        )

    imported = await decided(house, caller.org, attempt)
    house.settings.forget(caller.org)
    return imported
