"""How long a waiting case will wait, as far as anybody can know."""

from itertools import islice
from statistics import fmean
from typing import Final

from handrail_server.core.basics.ids import OrgId, QueueId
from handrail_server.core.basics.time import SECOND
from handrail_server.core.cases.case import Case, CaseState
from handrail_server.core.learning.book import Book
from handrail_server.core.routing.estimate import Estimate, estimate, positions
from handrail_server.house.house import House
from handrail_server.house.lines import Line
from handrail_server.house.opened_book import opened_book
from handrail_server.ports.reading import CaseFilter

WAITING: Final = (CaseState.QUEUED, CaseState.OFFERED)
PAGE: Final = 500
MOST: Final = 2_000
"""Behind so many, nobody can say."""
LATELY: Final = 50
LOOKED_AT: Final = 2_000


async def expected_wait(house: House, org: OrgId, case: Case, *, at_a_glance: bool = False) -> Estimate | None:
    """Position and expected wait; None where the case does not wait in a queue, or too far back.

    `at_a_glance` is for the many who ask for themselves: the look at the queue may be some seconds old.
    """
    setting = await house.settings.of(org)
    queues = {queue.id: queue for queue in setting.organisation.state.queues}
    queue = queues.get(case.queue) if case.queue is not None else None
    if queue is None or case.state not in WAITING:
        return None
    now = house.clock.now()

    async def look() -> Line:
        people = await house.library.people(org, queue=queue.id)
        places = positions(await _waiting(house, org, queue.id), queues, now)
        return Line(places=places, people=tuple(loaded.state for loaded in people))

    line = await (house.lines.glance(org, queue.id, look, of=case.id, now=now) if at_a_glance else look())
    position = line.places.get(case.id)
    if position is None:
        return None
    return estimate(
        position=position,
        weight=case.item.weight,
        queue=queue,
        people=line.people,
        handle_seconds=_handle_seconds((await opened_book(house, org)).book, case.route.id),
        now=now,
        offset=house.offset,
    )


async def _waiting(house: House, org: OrgId, queue: QueueId) -> list[Case]:
    found: list[Case] = []
    which = CaseFilter(queues=(queue,), states=WAITING)
    cursor: str | None = None
    while len(found) < MOST:
        page = await house.library.cases(org, which, cursor=cursor, limit=PAGE)
        found.extend(page.items)
        cursor = page.next
        if cursor is None:
            break
    return found


def _handle_seconds(book: Book, route: str) -> float | None:
    """The mean time that the newest cases of the same route took."""
    newest = islice(reversed(book.cases.values()), LOOKED_AT)
    took = (row.handled_ms for row in newest if row.route == route and row.handled_ms is not None)
    lately = list(islice(took, LATELY))
    return fmean(lately) / SECOND if lately else None
