"""Each organisation's book of cases and conversations, read on from where it was left whenever somebody asks."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field

from handrail_server.core.basics.ids import OrgId
from handrail_server.core.learning.book import Book
from handrail_server.core.learning.head import Head
from handrail_server.ports.reading import Head as Placed
from handrail_server.ports.reading import Library

PAGE = 1_000


@dataclass(slots=True)
class Opened:
    """A book, and the ledger number up to which it is written."""

    book: Book = field(default_factory=Book)
    number: int = -1
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)


class Books:
    """Kept in memory only: a process that starts anew reads the same heads, and has the same book."""

    def __init__(self) -> None:
        self._opened: defaultdict[OrgId, Opened] = defaultdict(Opened)

    async def of(self, library: Library, org: OrgId) -> Opened:
        """The organisation's book with every fact that has a place in its ledger now."""
        opened = self._opened[org]
        async with opened.reading:
            while heads := await library.heads(org, after=opened.number, limit=PAGE):
                opened.book.take_all(_head(head) for head in heads)
                opened.number = heads[-1].number if heads[-1].number is not None else opened.number
        return opened


def _head(placed: Placed) -> Head:
    return Head(
        subject=placed.subject,
        version=placed.version,
        verb=placed.verb,
        at=placed.at,
        by=placed.by,
        data=placed.data,
    )
