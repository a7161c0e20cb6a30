"""Customers, and what belongs to them, into the embedded CRM: all rows of a file or, with any fault, none."""

from dataclasses import replace

from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.routing.identity_facts import CustomersImported
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.routing.rights import Right
from handrail_server.house.caller import Caller
from handrail_server.house.commits import decided
from handrail_server.house.entitled import entitled, reader
from handrail_server.house.house import House
from handrail_server.house.scene import organisation_key
from handrail_server.house.write import Write
from handrail_server.ports.importing import Imported


async def import_customers(house: House, caller: Caller, kind: str, content: str, *, dry_run: bool) -> Imported:
    """Import rows of a kind such as `customers`, `accounts` or `orders`.

    The fact of it comes first: rows without a fact would be an import that nobody can be asked about, while a fact
    without its rows is an import to be made again, which changes nothing twice.
    """
    await reader(house, caller, Right.MANAGE_CUSTOMERS)
    found = await house.imports.bring_in(caller.org, kind, content, dry_run=True)
    if found.faults or dry_run:
        return found

    async def attempt(write: Write) -> None:
        await entitled(house, write, caller, Right.MANAGE_CUSTOMERS)
        organisation = await house.journal.load(write.org, Organisation, write.org)
        fact = CustomersImported(
            of=kind, new=found.new, changed=found.changed, unchanged=found.unchanged, by=caller.actor, at=write.at
        )
        outcome = Outcome(state=organisation.state, facts=(fact,))
        write.change(organisation, outcome, key=await organisation_key(house, write))

    await decided(house, caller.org, attempt)
    house.settings.forget(caller.org)
    written = await house.imports.bring_in(caller.org, kind, content, dry_run=False)
    return replace(found, faults=written.faults, written=written.written)
