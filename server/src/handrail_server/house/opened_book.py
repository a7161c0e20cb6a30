"""The organisation's book, by its own days."""

from typing import Final

from handrail_server.core.basics.ids import OrgId
from handrail_server.house.books import Opened
from handrail_server.house.house import House

UNHURRIED: Final = 30.0
"""The rest of whoever reads while nobody waits, in times as long as a page took: at most a thirtieth of a core, and
less the busier it is, for turns come first.

Reading on without a rest took 13 % of the turns of a server under full load.
"""


async def opened_book(house: House, org: OrgId, *, rest: float = 0.0) -> Opened:
    """Every fact that has a place in the ledger now, read on from where the book was left."""
    setting = await house.settings.of(org)
    zone = setting.organisation.state.time_zone
    return await house.books.of(house.library, org, zone=zone, offset=house.offset, rest=rest)
