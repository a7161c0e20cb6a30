"""Lessons by what was decided about them."""

from typing import Final

from handrail_server.adapters.store import queries
from handrail_server.adapters.store.cursor import cursor as cursor_of
from handrail_server.adapters.store.cursor import place
from handrail_server.adapters.store.library.shelf import Shelf
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.learning.lesson import Lesson, LessonState
from handrail_server.ports.reading import Page

_END: Final = "\U0010ffff"
"""After all ids: where the first page begins."""


class Lessons(Shelf):
    """What was drafted, adopted and discarded."""

    async def lessons(
        self, org: OrgId, state: LessonState, *, cursor: str | None = None, limit: int = 50
    ) -> Page[Lesson]:
        """Lessons in this state, the newest first."""
        (before,) = place(cursor, tuple[str]) if cursor else (_END,)
        rows = await self._engine.read(queries.LESSONS, org=org, state=state.value, name=before, limit=limit + 1)
        found = tuple(self._codec.state(Lesson, row.state) for row in rows[:limit])
        return Page(items=found, next=cursor_of((rows[limit - 1].id,)) if len(rows) > limit else None)
