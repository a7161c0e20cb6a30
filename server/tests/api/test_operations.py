"""The server for those who run it."""

from handrail_server.core.basics.time import At
from server.tests.api.office import Office, problem, rows


async def test_it_is_alive_and_ready(office: Office) -> None:
    for path in ("/healthz", "/readyz"):
        assert (await office.http.get(path)).status_code == 200


async def test_numbers_are_for_this_machine_or_for_a_key(office: Office) -> None:
    assert b"handrail_requests" in (await office.http.get("/metrics")).content
    elsewhere = {"x-forwarded-for": "203.0.113.9"}
    problem(await office.http.get("/metrics", headers=elsewhere), 401)
    assert (await office.http.get("/metrics", headers={**elsewhere, **office.headers("rita")})).status_code == 200


async def test_the_contract_names_every_request(office: Office) -> None:
    contract = (await office.http.get("/v1/openapi.json")).json()
    assert contract["openapi"] == "3.1.0"
    assert "/v1/cases/{case}/claim" in contract["paths"]
    names = [verb["operationId"] for path in contract["paths"].values() for verb in path.values()]
    assert len(names) == len(set(names))


async def test_every_request_needs_a_key_unless_it_says_so(office: Office) -> None:
    for each in office.app.state.endpoints:
        if not each.public and not each.visitor:
            path = each.path.replace("{", "").replace("}", "").replace(":path", "")
            response = await office.http.request(each.method, path)
            assert response.status_code == 401, each.path


async def test_a_dead_letter_is_seen_and_sent_again(office: Office) -> None:
    outbox, org = office.world.house.outbox, office.world.org
    await office.world.customer("Hello?")
    await office.do("/conversations/c1/takeover", "vera")
    now = office.world.clock.now()
    (parcel,) = (await outbox.claim(now=now, lease_until=At(now + 1), limit=9, destination="agent/shop")).sending
    await outbox.fail(parcel, error="refused", retry_at=None)
    (letter,) = rows(await office.read("/dead-letters", "ada"), "dead_letters")
    assert (letter["id"], letter["kind"], letter["error"]) == (parcel.id, "DeliverControl", "refused")
    path = f"/dead-letters/{parcel.id}/redrive"
    for who in ("rita", "vera"):
        assert "`manage_delivery`" in str(problem(await office.post(path, who), 403)["detail"])
        problem(await office.get("/dead-letters", who), 403)
    problem(await office.post(path, "stranger"), 404)
    await office.do(path, "ada")
    assert rows(await office.read("/dead-letters", "ada"), "dead_letters") == []
    again = await outbox.parcel(org, parcel.id)
    assert again is not None
    assert again.state == "stored"
