"""Each organisation's book of cases and conversations, read on from where it was left whenever somebody asks."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from handrail_server.core.basics.ids import OrgId
from handrail_server.core.learning.book import Book
from handrail_server.core.learning.days import Days
from handrail_server.core.learning.head import Head
from handrail_server.core.learning.trail import Trail
from handrail_server.core.routing.hours import Offset, utc
from handrail_server.ports.reading import Head as Placed
from handrail_server.ports.reading import Library
from handrail_server.ports.working import Proving

PAGE = 200
"""Heads taken up at once, on the event loop: a millisecond or two, after which others have their turn."""
UTC = "UTC"


@dataclass(slots=True)
class Opened:
    """A book, the trail and the tree of all facts, and the ledger number up to which they are written."""

    book: Book
    zone: str
    trail: Trail = field(default_factory=Trail)
    tree: Proving | None = None
    """For proofs; None where nobody makes any."""
    number: int = -1
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)


class Books:
    """Kept in memory only: a process that starts anew reads the same heads, and has the same book."""

    def __init__(self, tree: Callable[[], Proving] | None = None) -> None:
        self._opened: dict[OrgId, Opened] = {}
        self._tree = tree

    async def of(
        self, library: Library, org: OrgId, *, zone: str = UTC, offset: Offset = utc, rest: float = 0.0
    ) -> Opened:
        """The organisation's book with every fact that has a place in its ledger now, by the days of its time zone.

        `rest`: how many times as long as a page took is rested after it, by whoever reads on while nobody waits.
        """
        opened = self._opened.get(org)
        if opened is None or opened.zone != zone:
            opened = self._opened[org] = self._begin(zone, offset)
        clock = asyncio.get_running_loop().time
        began = clock()
        while await _read_on(opened, library, org):
            await asyncio.sleep(rest * (clock() - began))
            began = clock()
        return opened

    def _begin(self, zone: str, offset: Offset) -> Opened:
        tree = self._tree() if self._tree is not None else None
        return Opened(Book(Days(lambda at: offset(zone, at))), zone, tree=tree)


async def _read_on(opened: Opened, library: Library, org: OrgId) -> bool:
    """Take up the next page, if there is one."""
    async with opened.reading:
        heads = await library.heads(org, after=opened.number, limit=PAGE)
        _take(opened, heads)
    return bool(heads)


def _take(opened: Opened, heads: Iterable[Placed]) -> None:
    for placed in heads:
        head = _head(placed)
        opened.book.take(head)
        opened.trail.take(head)
        if opened.tree is not None:
            opened.tree.take(bytes.fromhex(placed.hash))
        opened.number = placed.number if placed.number is not None else opened.number


def _head(placed: Placed) -> Head:
    return Head(
        subject=placed.subject,
        version=placed.version,
        verb=placed.verb,
        at=placed.at,
        by=placed.by,
        data=placed.data,
    )
