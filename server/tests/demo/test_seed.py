"""The demo organisation: complete, the same after a second start, and nothing of it readable by others."""

import stat
from pathlib import Path

import pytest

from handrail_server.adapters.crm.tools.described import ALL
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import AgentId, CustomerId
from handrail_server.core.routing.organisation import unstaffed
from handrail_server.core.routing.person import Status
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.turns.agent import Agent
from handrail_server.demo.customers import HANNA, ROBERT
from handrail_server.demo.keys import FILE, demo_keys
from handrail_server.demo.places import NAME, ORG
from handrail_server.demo.seed import seed
from handrail_server.house.house import House
from handrail_server.house.tokens import digest, is_valid
from server.tests.house import VirtualClock, a_house

URL = "http://127.0.0.1:8000"


async def test_a_second_start_finds_the_organisation_and_changes_nothing() -> None:
    house = await a_house()
    assert (await seed(house)).new

    versions = await _versions(house)
    assert not (await seed(house)).new

    assert await _versions(house) == versions
    assert await house.library.organisations() == (ORG,)


async def test_it_is_a_demo_whose_every_queue_has_somebody_online() -> None:
    house = await a_house()
    await seed(house)

    organisation = (await house.journal.load(ORG, Organisation, ORG)).state
    people = [loaded.state for loaded in await house.library.people(ORG)]

    assert organisation.demo
    assert organisation.name == NAME
    assert unstaffed(organisation, [person for person in people if person.status is Status.ONLINE]) == ()
    assert {person.email.partition("@")[2] for person in people} == {"fernbrook.example"}


async def test_its_agents_have_charters_in_the_policy_in_force() -> None:
    house = await a_house()
    await seed(house)

    setting = await house.settings.of(ORG)
    agents = await house.library.all(ORG, Agent)

    assert {loaded.state.policy_object for loaded in agents} <= set(setting.policy.policy.agents)
    assert setting.policy.policy.name == NAME


async def test_every_tool_of_a_charter_is_one_that_can_be_run() -> None:
    house = await a_house()
    await seed(house)

    agents = (await house.settings.of(ORG)).policy.policy.agents
    named = {tool for each in agents.values() for tool in each.charter.tools or ()}

    assert named == {tool.name for tool in ALL}


async def test_customers_come_with_what_belongs_to_them() -> None:
    house = await a_house()
    await seed(house)

    hanna, _ = await house.customers.profile(ORG, CustomerId(HANNA), now=house.clock.now())
    robert, _ = await house.customers.profile(ORG, CustomerId(ROBERT), now=house.clock.now())

    assert hanna is not None
    assert hanna.contacts_by_topic == {"damaged_product": 3}
    assert {record.kind for record in hanna.records} == {"case", "entitlement", "interaction", "order"}
    assert robert is not None
    assert robert.account is not None
    assert robert.account.owner == "marek.novak"


async def test_keys_lie_in_a_file_that_only_its_owner_reads_and_stay_the_same(tmp_path: Path) -> None:
    house = await a_house()
    await seed(house)

    first = await demo_keys(house, tmp_path, url=URL)
    again = await demo_keys(house, tmp_path, url=URL)

    assert again == first
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert set(first.agents) == {"shop", "business", "health", "bank"}
    assert {"ines.albrecht", "priya.raman", "viktor.sandberg"} <= set(first.people)


async def test_a_lost_file_is_replaced_and_the_old_keys_open_nothing(tmp_path: Path) -> None:
    clock = VirtualClock()
    house = await a_house(clock=clock)
    await seed(house)
    old = await demo_keys(house, tmp_path, url=URL)
    (tmp_path / FILE).write_text("half a f", "utf-8")
    clock.wait(1)

    new = await demo_keys(house, tmp_path, url=URL)

    assert new.agents != old.agents
    lost = await house.secrets.by_hash(digest(old.agents["shop"]))
    kept = await house.secrets.by_hash(digest(new.agents["shop"]))
    assert lost is not None
    assert not is_valid(lost[1], clock.now())
    assert kept is not None
    assert is_valid(kept[1], clock.now())


async def test_keys_of_another_store_are_replaced(tmp_path: Path) -> None:
    before = await a_house()
    await seed(before)
    old = await demo_keys(before, tmp_path, url=URL)
    house = await a_house()
    await seed(house)

    assert (await demo_keys(house, tmp_path, url=URL)).agents != old.agents


async def test_nobody_unknown_is_in_it() -> None:
    house = await a_house()
    await seed(house)

    with pytest.raises(NotFound):
        await house.settings.agent(ORG, AgentId("somebody"))


async def _versions(house: House) -> dict[str, int]:
    people = {loaded.subject.id: loaded.version for loaded in await house.library.people(ORG)}
    agents = {loaded.subject.id: loaded.version for loaded in await house.library.all(ORG, Agent)}
    return people | agents | {ORG: (await house.journal.load(ORG, Organisation, ORG)).version}
