"""The embedded CRM: imports that keep all or nothing, and the profiles that come of them."""

import asyncio
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from handrail_server.adapters.crm.embedded import RECORDS_KEPT, EmbeddedCrm
from handrail_server.adapters.crm.table import Key
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import CustomerId, OrgId
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import DAY, MINUTE, At
from handrail_server.core.signals.profile import Profile
from handrail_server.ports.importing import Imported
from server.tests.adapters.crm.given import ACME, ANN, NOW, MemoryTable

ACCOUNTS = (
    "id,name,tier,strategic,contract_size,health,owner,dedicated_queue\nglobex,Globex,gold,yes,90000 EUR,80%,olga,vip\n"
)
CONTACTS = (
    "id,name,email,role,executive,account,lifetime_value\nann,Ann Lee,ann@globex.example,CFO,yes,globex,1200.50 EUR\n"
)


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable()


@pytest.fixture
def crm(table: MemoryTable) -> EmbeddedCrm:
    return EmbeddedCrm(table)


async def bring(crm: EmbeddedCrm, **files: str) -> list[Imported]:
    return [await crm.bring_in(ACME, kind, content, dry_run=False) for kind, content in files.items()]


async def profile(crm: EmbeddedCrm, customer: CustomerId = ANN, org: OrgId = ACME) -> Profile | None:
    found, stale = await crm.profile(org, customer, now=NOW)
    assert not stale
    return found


def day(days_ago: int) -> int:
    return NOW - days_ago * DAY


async def test_a_contact_is_known_with_account_owner_and_dedicated_queue(crm: EmbeddedCrm) -> None:
    await bring(crm, accounts=ACCOUNTS, contacts=CONTACTS)
    ann = await profile(crm)
    assert ann is not None
    assert ann.account is not None
    assert (ann.name, ann.role, ann.executive) == ("Ann Lee", "CFO", True)
    assert ann.lifetime_value == Money(amount=Decimal("1200.50"), currency="EUR")
    assert (ann.account.tier, ann.account.strategic, ann.account.health) == ("gold", True, 0.8)
    assert (ann.account.owner, ann.account.dedicated_queue) == ("olga", "vip")
    assert ann.account.contract_size == Money(amount=Decimal(90_000), currency="EUR")


async def test_records_of_customer_and_account_come_latest_first_and_contacts_are_counted(crm: EmbeddedCrm) -> None:
    cases = f"id,customer,title,topic,at\n1,ann,Broken,damage,{day(3)}\n2,ann,Late,delivery,{day(40)}\n"
    interactions = f'[{{"id": "9", "customer": "ann", "title": "Call", "topic": "damage", "at": {day(1)}}}]'
    contracts = f"id,account,title,at,amount\nk1,globex,Three years,{day(300)},90000 EUR\n"
    await bring(crm, accounts=ACCOUNTS, contacts=CONTACTS, cases=cases, interactions=interactions, contracts=contracts)
    ann = await profile(crm)
    assert ann is not None
    assert [(record.kind, record.id) for record in ann.records] == [
        ("interaction", "9"),
        ("case", "1"),
        ("case", "2"),
        ("contract", "k1"),
    ]
    assert ann.contacts_30_days == 2
    assert ann.contacts_by_topic == {"damage": 2}


async def test_what_is_stated_counts_where_it_is_more_than_what_is_on_record(crm: EmbeddedCrm) -> None:
    await bring(crm, customers="id,contacts_30_days,contacts_by_topic\nann,4,damage=4;billing=1\n")
    ann = await profile(crm)
    assert ann is not None
    assert (ann.contacts_30_days, ann.contacts_by_topic) == (4, {"billing": 1, "damage": 4})


async def test_nobody_is_nobody_and_another_organisations_customers_are_not_seen(crm: EmbeddedCrm) -> None:
    await bring(crm, customers="id\nann\n")
    assert await profile(crm, CustomerId("bob")) is None
    assert await profile(crm, org=OrgId("other")) is None


async def test_a_dry_run_says_what_would_happen_and_writes_nothing(crm: EmbeddedCrm, table: MemoryTable) -> None:
    dry = await crm.bring_in(ACME, "customers", "id,name\nann,Ann\n", dry_run=True)
    assert dry == Imported(kind="customers", new=1)
    assert table.documents == {}


async def test_importing_again_tells_new_from_changed(crm: EmbeddedCrm) -> None:
    await bring(crm, customers="id,name\nann,Ann\nbob,Bob\n")
    (again,) = await bring(crm, customers="id,name\nann,Ann\nbob,Robert\ncem,Cem\n")
    assert (again.new, again.changed, again.unchanged, again.written) == (1, 1, 1, True)
    orders = "id,customer,title\n1,ann,Lamp\n"
    await bring(crm, orders=orders)
    (more,) = await bring(crm, orders=orders + "2,ann,Bulb\n")
    assert (more.new, more.changed, more.unchanged) == (1, 0, 1)


async def test_one_fault_keeps_everything_out(crm: EmbeddedCrm, table: MemoryTable) -> None:
    (refused,) = await bring(crm, customers="id,health\nann,0.5\nbob,2\n")
    assert [fault.line for fault in refused.faults] == [3]
    assert not refused.written
    assert table.documents == {}


async def test_a_row_that_names_nobody_is_a_fault_with_its_line(crm: EmbeddedCrm) -> None:
    await bring(crm, customers="id\nann\n")
    (refused,) = await bring(crm, orders="id,customer,title\n1,ann,Lamp\n2,bob,Bulb\n")
    (fault,) = refused.faults
    assert (fault.line, fault.field, fault.fix) == (3, "customer", "Import customers first.")
    (contact,) = await bring(crm, contacts="id,account\ncem,nowhere\n")
    assert contact.faults[0].field == "account"


async def test_an_unknown_kind_is_refused_with_the_kinds_there_are(crm: EmbeddedCrm) -> None:
    with pytest.raises(Invalid) as refused:
        await bring(crm, leads="id\n1\n")
    assert "opportunities" in (refused.value.fix or "")


async def test_the_latest_records_are_kept(crm: EmbeddedCrm) -> None:
    await bring(crm, customers="id\nann\n")
    rows = "".join(f"{number},ann,T,{day(number)}\n" for number in range(1, RECORDS_KEPT + 11))
    await bring(crm, orders="id,customer,title,at\n" + rows)
    ann = await profile(crm)
    assert ann is not None
    assert ann.records[0].at == At(day(1))
    (again,) = await bring(
        crm, orders=f"id,customer,title,at\n1,ann,T,{day(1)}\n{RECORDS_KEPT + 10},ann,T,{day(900)}\n"
    )
    assert (again.unchanged, again.new) == (1, 1)


async def test_an_import_is_seen_by_the_next_turn_and_another_process_within_a_minute(
    crm: EmbeddedCrm, table: MemoryTable
) -> None:
    other = EmbeddedCrm(table)
    await bring(crm, customers="id,name\nann,Ann\n")
    assert (await other.profile(ACME, ANN, now=NOW))[0] == await profile(crm)
    await bring(crm, customers="id,name\nann,Ann Lee\n")
    renamed = await profile(crm)
    assert renamed is not None
    assert renamed.name == "Ann Lee"
    before, _ = await other.profile(ACME, ANN, now=At(NOW + MINUTE))
    after, _ = await other.profile(ACME, ANN, now=At(NOW + MINUTE + 1))
    assert before is not None
    assert after is not None
    assert (before.name, after.name) == ("Ann", "Ann Lee")


class Broken(MemoryTable):
    async def get(self, org: OrgId, keys: Sequence[Key]) -> Mapping[Key, str]:
        raise OSError(org, keys)


class Hanging(MemoryTable):
    async def get(self, org: OrgId, keys: Sequence[Key]) -> Mapping[Key, str]:
        await asyncio.Event().wait()
        raise AssertionError(org, keys)


@pytest.mark.parametrize("table", [Broken(), Hanging()])
async def test_a_store_that_fails_or_hangs_costs_the_profile_and_not_the_turn(table: MemoryTable) -> None:
    assert await EmbeddedCrm(table).profile(ACME, ANN, now=NOW) == (None, True)
