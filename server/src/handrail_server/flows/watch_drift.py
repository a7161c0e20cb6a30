"""Once a day what is seen lately is compared with its reference; what moved is told to those who may change it."""

from typing import Final

from handrail_server.core.basics.actors import system
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.basics.time import MINUTE, At
from handrail_server.core.learning.drift import FEWEST, Compared, compared
from handrail_server.core.learning.drift_watch import (
    DriftWatch,
    acknowledge_drift,
    begin_watch,
    notice_drift,
    watch_subject,
)
from handrail_server.core.routing.rights import Right
from handrail_server.house.caller import Caller
from handrail_server.house.commits import decided
from handrail_server.house.entitled import entitled
from handrail_server.house.house import House
from handrail_server.house.opened_book import UNHURRIED, opened_book
from handrail_server.house.scene import organisation_key
from handrail_server.house.write import Write

AFTER_MIDNIGHT: Final = 15 * MINUTE
"""By then every fact of the day has its place in the ledger."""
_BY: Final = system("drift")


async def keep_watch(house: House, org: OrgId) -> int:
    """Begin the watch of an organisation that has enough conversations to compare; whether it was begun now."""
    if await house.journal.find(org, DriftWatch, org) is not None:
        return 0
    if len((await opened_book(house, org, rest=UNHURRIED)).book.conversations) < FEWEST:
        return 0

    async def attempt(write: Write) -> int:
        if await house.journal.find(org, DriftWatch, org) is not None:
            return 0
        key = await organisation_key(house, write)
        write.create(watch_subject(org), begin_watch(org, by=_BY, at=write.at), key=key)
        return 1

    return await decided(house, org, attempt)


async def watch_drift(house: House, org: OrgId) -> At:
    """Compare, and commit an alarm for what moved; when to look again: after the organisation's next midnight."""
    book = (await opened_book(house, org)).book
    now = house.clock.now()
    found = await compared_now(house, org)

    async def attempt(write: Write) -> None:
        loaded = await house.journal.load(org, DriftWatch, org)
        outcome = notice_drift(loaded.state, found, changed_at=book.changed_at, by=_BY, at=write.at)
        write.change(loaded, outcome, key=await organisation_key(house, write))

    await decided(house, org, attempt)
    return At(book.days.start(book.days.of(now) + 1) + AFTER_MIDNIGHT)


async def compared_now(house: House, org: OrgId) -> tuple[Compared, ...]:
    """Every series beside its reference, as of the last midnight."""
    found = await house.journal.find(org, DriftWatch, org)
    begun = {} if found is None else found.state.references
    return compared((await opened_book(house, org)).book, begun=begun, now=house.clock.now())


async def answer_for_drift(house: House, caller: Caller, alarm: int) -> DriftWatch:
    """Acknowledge an alarm: its series has a new reference from here on."""

    async def attempt(write: Write) -> DriftWatch:
        await entitled(house, write, caller, Right.PUBLISH_POLICY)
        loaded = await house.journal.load(caller.org, DriftWatch, caller.org)
        outcome = acknowledge_drift(loaded.state, alarm, by=caller.actor, at=write.at)
        return write.change(loaded, outcome, key=await organisation_key(house, write))

    return await decided(house, caller.org, attempt)
