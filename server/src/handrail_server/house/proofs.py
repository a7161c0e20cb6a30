"""Facts with proofs that they stand in the organisation's signed ledger."""

from collections.abc import Collection
from dataclasses import dataclass

from handrail_server.core.basics.errors import NotFound, Unavailable
from handrail_server.core.basics.ids import OrgId
from handrail_server.house.house import House
from handrail_server.house.opened_book import opened_book
from handrail_server.ledger.export import Entry
from handrail_server.ports.working import Entry as Placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """Entries with their proofs of inclusion in a signed checkpoint."""

    size: int
    note: str
    entries: tuple[Entry, ...]


async def checkpoint_of(house: House, org: OrgId) -> tuple[int, str]:
    """Size and note of the newest signed checkpoint."""
    found = await house.scribe.checkpoint(org)
    if found is None:
        raise NotFound(
            "Nothing was signed yet.", field="checkpoint", fix="Wait a second: the scribe signs what it places."
        )
    return found


async def proved(house: House, org: OrgId, numbers: Collection[int]) -> Proved:
    """The facts with these numbers, those beyond the newest checkpoint left out."""
    size, note = await checkpoint_of(house, org)
    opened = await opened_book(house, org)
    wanted = sorted(number for number in set(numbers) if number < size)
    tree = opened.tree
    if tree is None:
        raise Unavailable("This server makes no proofs.", fix="Export the ledger instead.")
    async with opened.reading:
        entries: dict[int, Placed] = {}
        for block in tree.needs(wanted, size):
            found = await house.scribe.entries(org, after=block * tree.block - 1, limit=tree.block)
            tree.lend(block, [entry.hash for _, entry in found])
            entries.update(found)
        try:
            proofs = {number: tree.inclusion(number, size) for number in wanted}
        finally:
            tree.give_back()
    return Proved(
        size=size,
        note=note,
        entries=tuple(
            Entry(number=number, head=one.head, hash=one.hash, body=one.body, proof=proofs[number])
            for number in wanted
            for one in (entries[number],)
        ),
    )
