"""Deadlines over an engine: rows that fall due."""

from handrail_server.adapters.store import queries
from handrail_server.adapters.store.engine import Engine
from handrail_server.adapters.store.rows import Scalar
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.basics.time import At
from handrail_server.ports.working import Due


class StoreDeadlines:
    """Armed and disarmed by commits, claimed here."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def claim(self, *, now: At, lease_until: At, limit: int) -> tuple[Due, ...]:
        """Lease what is due, oldest first."""
        found = await self._engine.run(queries.CLAIM_DEADLINES, now=now, lease_until=lease_until, limit=limit)
        return tuple(
            Due(
                org=OrgId(row.org),
                subject=Subject(kind=SubjectKind(row.kind), id=row.id),
                name=row.name,
                due_at=At(row.due_at),
                attempts=row.attempts,
            )
            for row in sorted(found, key=lambda row: row.due_at)
        )

    async def settle(self, due: Due) -> None:
        """It has been dealt with: delete it unless a commit has moved it, or another has claimed it, meanwhile."""
        await self._engine.run(queries.SETTLE_DEADLINE, **_named(due))

    async def again(self, due: Due, *, at: At, error: str) -> None:
        """Dealing with it failed; try again at `at`, unless a commit has moved it meanwhile."""
        await self._engine.run(queries.DEADLINE_AGAIN, at=at, error=error, **_named(due))

    async def next_due(self) -> At | None:
        """When the next deadline falls due or its lease runs out."""
        (found,) = await self._engine.read(queries.NEXT_DEADLINE)
        return None if found.number is None else At(found.number)


def _named(due: Due) -> dict[str, Scalar]:
    """The deadline as it was claimed: a later claim has more attempts, a moved one none."""
    return {
        "org": due.org,
        "kind": due.subject.kind.value,
        "id": due.subject.id,
        "name": due.name,
        "due_at": due.due_at,
        "attempts": due.attempts,
    }
