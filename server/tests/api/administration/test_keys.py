"""Keys: issued, rotated, revoked; bound to an agent, or one's own."""

from handrail_server.core.basics.facts import SubjectKind
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.routing.person import Role
from server.tests.api.administration.reception import Office, problem_of


async def agent_key(office: Office) -> dict[str, str]:
    answer = await office.ask("POST", "/v1/keys", {"agent": "shop", "note": "production"})
    assert answer.status_code == 200
    key: dict[str, str] = answer.json()
    return key


async def works(office: Office, key: str) -> bool:
    return (await office.ask("GET", "/v1/me", token=key)).status_code == 200


async def test_an_agents_key_speaks_for_its_agent(office: Office) -> None:
    key = await agent_key(office)
    assert key["key"].startswith("hra_")
    assert len(key["key"]) >= 4 + 43
    assert (key["kind"], key["holder"], key["note"]) == ("agent", "shop", "production")
    assert (await office.ask("GET", "/v1/me", token=key["key"])).json()["agent"] == "shop"
    assert (await office.facts(SubjectKind.AGENT, "shop"))[-1] == "KeyIssued"


async def test_a_key_is_never_shown_again(office: Office) -> None:
    key = await agent_key(office)
    listed = await office.ask("GET", "/v1/keys")
    assert key["key"] not in listed.text
    assert {each["key"] for each in listed.json()["keys"]} == {None}
    assert key["id"] in {each["id"] for each in listed.json()["keys"]}


async def test_whoever_does_not_manage_keys_sees_and_makes_their_own_only(office: Office) -> None:
    await agent_key(office)
    mine = (await office.ask("POST", "/v1/keys", {}, by="rob")).json()
    assert mine["key"].startswith("hrp_")
    assert mine["holder"] == office.ids["rob"]
    listed = (await office.ask("GET", "/v1/keys", by="rob")).json()["keys"]
    assert {each["holder"] for each in listed} == {office.ids["rob"]}
    refused = await office.ask("POST", "/v1/keys", {"agent": "shop"}, by="rob")
    assert problem_of(refused)[:2] == (403, "This needs the right `manage_keys`.")


async def test_a_key_for_an_agent_that_is_not_here_is_refused(office: Office) -> None:
    assert problem_of(await office.ask("POST", "/v1/keys", {"agent": "ghost"}))[0] == 404


async def test_an_unknown_field_is_named(office: Office) -> None:
    answer = await office.ask("POST", "/v1/keys", {"person": "person_0001"})
    assert problem_of(answer)[::2] == (422, "person")


async def test_after_a_rotation_both_keys_open_until_the_overlap_ends(office: Office) -> None:
    old = await agent_key(office)
    new = (await office.ask("POST", f"/v1/keys/{old['id']}/rotation", {"overlap_seconds": 60})).json()
    assert new["id"] != old["id"]
    assert new["note"] == "production"
    assert await works(office, old["key"])
    assert await works(office, new["key"])
    office.clock.wait(60)
    assert not await works(office, old["key"])
    assert await works(office, new["key"])
    assert (await office.facts(SubjectKind.AGENT, "shop"))[-1] == "KeyRotated"
    again = await office.ask("POST", f"/v1/keys/{old['id']}/rotation", {})
    assert again.status_code == 409


async def test_an_overlap_is_a_day_at_most(office: Office) -> None:
    old = await agent_key(office)
    answer = await office.ask("POST", f"/v1/keys/{old['id']}/rotation", {"overlap_seconds": 86_401})
    assert problem_of(answer)[::2] == (422, "overlap_seconds")


async def test_a_revoked_key_opens_nothing_at_once(office: Office) -> None:
    key = await agent_key(office)
    revoked = await office.ask("DELETE", f"/v1/keys/{key['id']}")
    assert revoked.json()["revoked_at"] is not None
    assert not await works(office, key["key"])
    again = await office.ask("DELETE", f"/v1/keys/{key['id']}")
    assert again.json()["revoked_at"] == revoked.json()["revoked_at"]
    assert (await office.facts(SubjectKind.AGENT, "shop")).count("KeyRevoked") == 1


async def test_an_administrator_ends_somebodys_key_but_never_gets_one_of_theirs(office: Office) -> None:
    robs = (await office.ask("POST", "/v1/keys", {}, by="rob")).json()
    assert problem_of(await office.ask("POST", f"/v1/keys/{robs['id']}/rotation", {}))[0] == 403
    assert (await office.ask("DELETE", f"/v1/keys/{robs['id']}")).status_code == 200
    assert not await works(office, robs["key"])


async def test_nobody_ends_a_colleagues_key(office: Office) -> None:
    await office.invite("rosa", Role.REP)
    rosas = (await office.ask("POST", "/v1/keys", {}, token=await office.key("rosa"))).json()
    refused = await office.ask("DELETE", f"/v1/keys/{rosas['id']}", by="rob")
    assert problem_of(refused)[:2] == (403, "This needs the right `manage_keys`.")


async def test_a_key_of_another_organisation_is_not_there(office: Office) -> None:
    key = await agent_key(office)
    for method, path in (("DELETE", f"/v1/keys/{key['id']}"), ("POST", f"/v1/keys/{key['id']}/rotation")):
        answer = await office.ask(method, path, {} if method == "POST" else None, by="otto")
        assert problem_of(answer)[::2] == (404, "key")
    assert await works(office, key["key"])


async def test_a_session_is_no_key_and_cannot_be_managed_as_one(office: Office) -> None:
    link = await office.invite("rosa", Role.REP)
    await office.ask("POST", "/v1/invitations/acceptance", {"token": link, "password": "a long password"}, by=None)
    rosa = PersonId(office.ids["rosa"])
    (session,) = [
        each for each in await office.house.secrets.of(office.caller("ada").org, rosa) if each.kind == "session"
    ]
    assert (await office.ask("DELETE", f"/v1/keys/{session.id}")).status_code == 404
