"""Agents: registered and changed by people with the right to."""

import pytest

from handrail_server.core.basics.facts import SubjectKind
from server.tests.api.administration.reception import ADA, Office, problem_of

SHOP = {"name": "Shop", "version": "2", "owner": ADA, "mode": "assist", "webhook": "https://shop.example/hook"}


async def test_an_agent_is_registered_and_the_webhooks_secret_is_shown_when_it_is_set(office: Office) -> None:
    made = (await office.ask("PUT", "/v1/agents/bank", SHOP)).json()
    assert made["policy_object"] == "bank"
    assert made["webhook_secret"].startswith("whsec_")
    same = (await office.ask("PUT", "/v1/agents/bank", SHOP)).json()
    assert same == {**made, "webhook_secret": None}
    moved = (await office.ask("PUT", "/v1/agents/bank", {**SHOP, "webhook": "https://new.example/"})).json()
    assert moved["webhook_secret"] not in (None, made["webhook_secret"])
    assert (await office.ask("GET", "/v1/agents/bank", by="rob")).json() == {**moved, "webhook_secret": None}
    assert await office.facts(SubjectKind.AGENT, "bank") == ["AgentRegistered", "AgentChanged"]


async def test_a_mode_has_a_fact_of_its_own(office: Office) -> None:
    changed = (await office.ask("PUT", "/v1/agents/shop", {"name": "Shop", "mode": "observe"})).json()
    assert (changed["mode"], changed["state_version"]) == ("observe", 2)
    assert await office.facts(SubjectKind.AGENT, "shop") == ["AgentRegistered", "AgentModeChanged"]


async def test_agents_are_listed_for_whoever_works_here(office: Office) -> None:
    agents = (await office.ask("GET", "/v1/agents", by="rob")).json()["agents"]
    assert [agent["id"] for agent in agents] == ["shop"]


async def test_registering_needs_the_right_to(office: Office) -> None:
    refused = await office.ask("PUT", "/v1/agents/shop", {"name": "Mine"}, by="rob")
    assert problem_of(refused)[:2] == (403, "This needs the right `manage_agents`.")


async def test_an_agent_neither_registers_nor_lists_agents(office: Office) -> None:
    key = (await office.ask("POST", "/v1/keys", {"agent": "shop"})).json()["key"]
    assert (await office.ask("PUT", "/v1/agents/shop", {"name": "Me"}, token=key)).status_code == 403
    assert (await office.ask("GET", "/v1/agents", token=key)).status_code == 403


async def test_an_agent_of_another_organisation_is_not_there(office: Office) -> None:
    await office.ask("PUT", "/v1/agents/bank", SHOP)
    assert (await office.ask("GET", "/v1/agents/bank", by="otto")).status_code == 404
    shop = (await office.ask("GET", "/v1/agents/shop", by="otto")).json()
    await office.ask("PUT", "/v1/agents/shop", {"name": "Renamed"})
    assert (await office.ask("GET", "/v1/agents/shop", by="otto")).json() == shop


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": " "}, "agent.name"),
        ({"mode": "asleep"}, "mode"),
        ({"owner": "person_9999"}, "owner"),
        ({"webhook": "ftp://x"}, "webhook"),
        ({"paused": True}, "paused"),
    ],
)
async def test_what_is_wrong_with_an_agent_is_named(office: Office, change: dict[str, object], field: str) -> None:
    status, _, named = problem_of(await office.ask("PUT", "/v1/agents/bank", {**SHOP, **change}))
    assert (status, named) == (422, field)
