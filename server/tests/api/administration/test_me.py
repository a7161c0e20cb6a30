"""Oneself: rights, presence, heartbeats."""

from handrail_server.core.routing.person import Role
from handrail_server.flows.person_lapsed import person_lapsed
from handrail_server.flows.set_presence import LEASE
from handrail_server.worker.presence import RollCall
from server.tests.api.administration.reception import PASSWORD, Office, problem_of


async def session_of(office: Office, name: str) -> str:
    token = await office.invite(name, Role.REP)
    answer = await office.ask("POST", "/v1/invitations/acceptance", {"token": token, "password": PASSWORD}, by=None)
    return str(answer.json()["token"])


async def test_a_person_and_an_agent_are_told_who_they_are(office: Office) -> None:
    me = (await office.ask("GET", "/v1/me", by="rob")).json()
    assert (me["organisation"], me["person"]["name"], me["agent"]) == ("acme", "Rob", None)
    assert "claim" in me["rights"]
    key = (await office.ask("POST", "/v1/keys", {"agent": "shop"})).json()["key"]
    agent = (await office.ask("GET", "/v1/me", token=key)).json()
    assert (agent["person"], agent["agent"], agent["rights"]) == (None, "shop", [])


async def test_without_a_key_nobody_is_anybody(office: Office) -> None:
    assert problem_of(await office.ask("GET", "/v1/me", by=None))[::2] == (401, "Authorization")
    assert problem_of(await office.ask("GET", "/v1/me", token="hrp_guessed"))[0] == 401


async def test_presence_by_a_session_is_a_lease_that_heartbeats_keep(office: Office) -> None:
    session = await session_of(office, "rosa")
    online = await office.ask("PUT", "/v1/me/presence", {"status": "online", "channels": ["chat"]}, token=session)
    assert (online.json()["person"]["status"], online.json()["person"]["channels"]) == ("online", ["chat"])
    roll = RollCall(office.house, person_lapsed)
    office.clock.wait(40)
    beat = await office.ask("POST", "/v1/me/heartbeat", token=session)
    assert beat.json() == {"status": "online", "next_seconds": 15}
    office.clock.wait(40)
    await roll.call_once()
    assert (await office.ask("GET", "/v1/me", token=session)).json()["person"]["status"] == "online"
    office.clock.wait(LEASE / 1_000)
    await roll.call_once()
    assert (await office.ask("POST", "/v1/me/heartbeat", token=session)).json()["status"] == "offline"
    await roll.call_once()
    assert (await office.person_facts("rosa"))[-2:] == ["PresenceChanged", "PresenceChanged"]


async def test_presence_declared_with_a_key_stands_until_it_is_changed(office: Office) -> None:
    await office.ask("PUT", "/v1/me/presence", {"status": "online"}, by="rob")
    office.clock.wait(86_400)
    assert await office.house.presence.lapsed(now=office.clock.now(), limit=10) == ()
    assert (await office.ask("GET", "/v1/me", by="rob")).json()["person"]["status"] == "online"


async def test_an_unknown_status_names_its_field(office: Office) -> None:
    answer = await office.ask("PUT", "/v1/me/presence", {"status": "asleep"}, by="rob")
    assert problem_of(answer)[::2] == (422, "status")


async def test_an_agent_is_never_present(office: Office) -> None:
    key = (await office.ask("POST", "/v1/keys", {"agent": "shop"})).json()["key"]
    for method, path, body in (("PUT", "/v1/me/presence", {"status": "online"}), ("POST", "/v1/me/heartbeat", None)):
        assert (await office.ask(method, path, body, token=key)).status_code == 403
