"""Of whom a second opinion is asked, and about what."""

from dataclasses import replace

from handrail_server.core.basics.errors import Unavailable
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.routing import opinion as core
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.routing.rights import Right
from handrail_server.core.signals.opinion.settings import OpinionSettings
from handrail_server.house.caller import Caller
from handrail_server.house.commits import decided
from handrail_server.house.entitled import entitled
from handrail_server.house.house import House
from handrail_server.house.outside import check_address
from handrail_server.house.scene import organisation_key
from handrail_server.house.write import Write
from handrail_server.ports.opinion import PURPOSE


async def set_opinion(house: House, caller: Caller, given: OpinionSettings) -> Organisation:
    """The key comes in clear, is kept sealed, and stays where none is given for the same address."""
    check_address(given.address, field="address")

    async def attempt(write: Write) -> Organisation:
        await entitled(house, write, caller, Right.MANAGE_AGENTS)
        for agent in given.agents:
            await house.settings.agent(write.org, agent)
        found = await house.journal.load(write.org, Organisation, write.org)
        wanted = replace(given, key=_sealed(house, write.org, given, found.state.opinion))
        changed = core.set_opinion(found.state, wanted, by=caller.actor, at=write.at)
        return write.change(found, changed, key=await organisation_key(house, write))

    organisation = await decided(house, caller.org, attempt)
    house.settings.forget(caller.org)
    return organisation


def _sealed(house: House, org: OrgId, given: OpinionSettings, before: OpinionSettings | None) -> str | None:
    kept = before.key if before is not None and before.address == given.address else None
    if given.key is None:
        return kept
    if kept is not None and _opens(house, org, kept) == given.key:
        return kept  # sealing it anew would look like a change
    return house.vault.seal(org, PURPOSE, given.key)


def _opens(house: House, org: OrgId, sealed: str) -> str | None:
    try:
        return house.vault.open(org, PURPOSE, sealed)
    except Unavailable:
        return None
