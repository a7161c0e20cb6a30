"""What a caller may ask for at most, and how whoever asks for more, or in a way we do not read, is refused."""

import gzip
from typing import Final

import httpx2
import pytest

from handrail_server.api.app import Edge, application
from handrail_server.api.limits import Limiter
from handrail_server.api.metrics import Metrics
from handrail_server.api.routes.all_endpoints import ENDPOINTS
from server.tests.api.office import Office, problem, rows
from server.tests.api.requests import PLACES, Json, body_of, path_of
from server.tests.api.turn_client import a_shop

TURN: Final[Json] = {"id": "t1", "author": "customer", "text": "Hello?"}
RAW: Final = b'{"id":"t1","author":"customer","text":"Hello?"}'
TURNS: Final = "/v1/conversations/c1/turns"


async def _send(office: Office, content: bytes, **headers: str) -> httpx2.Response:
    return await office.http.post(TURNS, content=content, headers=office.headers("shop", **headers))


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", ""],
)
async def test_only_json_is_read(office: Office, kind: str) -> None:
    assert problem(await _send(office, RAW, content_type=kind), 422)["field"] == "Content-Type"


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "Application/JSON"])
async def test_json_is_read_by_any_of_its_spellings(office: Office, kind: str) -> None:
    assert (await _send(office, RAW, content_type=kind)).status_code == 200


@pytest.mark.parametrize("packed", ["gzip", "deflate", "br", "gzip, gzip"])
async def test_a_packed_body_is_refused_unopened(office: Office, packed: str) -> None:
    refused = await _send(office, gzip.compress(RAW), content_type="application/json", content_encoding=packed)
    assert problem(refused, 422)["field"] == "Content-Encoding"


async def test_a_body_is_refused_at_its_limit_whether_or_not_it_says_how_long_it_is(office: Office) -> None:
    async def chunks() -> object:
        for _ in range(40):
            yield b"x" * 65_536

    long = b'{"id":"t1","author":"customer","text":"' + b"x" * 1_048_576 + b'"}'
    assert problem(await _send(office, long, content_type="application/json"), 413)["reason"] == "too_large"
    headers = office.headers("shop", content_type="application/json")
    streamed = await office.http.post(TURNS, content=chunks(), headers=headers)  # type: ignore[arg-type]
    assert problem(streamed, 413)["fix"]
    lying = await _send(office, long, content_type="application/json", content_length="10")
    assert lying.status_code in (413, 422)


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("text", "x" * 100_001, "text"),
        ("id", "x" * 201, "id"),
        ("id", "t1\n", "id"),
        ("id", "a/b", "id"),
        ("seq", 2**53, "seq"),
        ("seq", -(2**53), "seq"),
        ("floor", 0, "floor"),
        ("floor", 2**63, "floor"),
        ("sources", [{"id": "s"}] * 51, "sources"),
        ("captured", [{"name": "n", "value": "", "turn": 2**60}], "captured[0].turn"),
        ("language", "en\n", "language"),
        ("topic", "x" * 501, "topic"),
    ],
)
async def test_a_value_beyond_its_bounds_is_named(office: Office, name: str, value: object, field: str) -> None:
    refused = problem(await office.post("/conversations/c1/turns", "shop", {**TURN, name: value}), 422)
    assert refused["field"] == field
    assert refused["fix"]


@pytest.mark.parametrize(
    "place", ["a%00b", "a%0d%0ax-evil:%201", "a%20b", "%ff", "x" * 201, "a%22b", "%E2%98%83", "c1%0a"]
)
async def test_what_stands_in_a_path_is_an_id(office: Office, place: str) -> None:
    refused = await office.http.post(f"/v1/conversations/{place}/turns", json=TURN, headers=office.headers("shop"))
    assert problem(refused, 422)["field"] == "conversation"
    assert "x-evil" not in refused.headers


async def test_an_id_may_be_written_in_any_script_and_percent_encoded(office: Office) -> None:
    for place, name in (("%C3%A9t%C3%A9-1", "été-1"), ("c%31", "c1"), ("%E4%BC%9A%E8%A9%B1", "会話")):
        heard = await office.http.post(f"/v1/conversations/{place}/turns", json=TURN, headers=office.headers("shop"))
        assert heard.json()["conversation"] == name


async def test_an_id_in_any_path_is_looked_at(office: Office) -> None:
    for each in ENDPOINTS:
        for name in (name for name in PLACES if f"{{{name}}}" in each.path.replace(":path", "")):
            path = path_of(each, {**PLACES, name: "a%00b"})
            headers = office.headers("shop" if each.tag in ("conversations", "actions", "deliveries") else "ada")
            refused = await office.http.request(each.method, path, json=body_of(each), headers=headers)
            assert problem(refused, 422)["field"] == name, each.name


async def test_a_nul_in_any_query_is_refused(office: Office) -> None:
    for each in (each for each in ENDPOINTS if each.parameters):
        name = each.parameters[0].name
        refused = await office.http.get(f"{path_of(each)}?{name}=a%00b", headers=office.headers("vera"))
        assert problem(refused, 422)["field"] == "query", each.name


@pytest.mark.parametrize("limit", ["0", "-1", "1e3", "1.5", "", "９９", "9" * 40, "true", "1;2", " 1"])
async def test_a_page_has_a_number_of_rows_within_bounds(office: Office, limit: str) -> None:
    await office.world.customer("Hello?")
    for each in ENDPOINTS:
        if not each.visitor and any(parameter.name == "limit" for parameter in each.parameters):
            who = "otto" if each.name != "list_dead_letters" else "ada"
            places = {**PLACES, "case": await office.a_case()}
            query = {"limit": limit, "subject": "conversation/c1", "q": "hello"}
            refused = await office.http.get(path_of(each, places), params=query, headers=office.headers(who))
            assert problem(refused, 422)["field"] == "limit", each.name


async def test_a_page_of_turns_has_a_thousand_at_most(office: Office) -> None:
    for number in range(12):
        await office.do("/conversations/c1/turns", "shop", {**TURN, "id": f"t{number}"})
    assert problem(await office.get("/conversations/c1/turns", "vera", limit=1_001), 422)["field"] == "limit"
    assert problem(await office.get("/conversations/c1/turns", "vera", after=2**40), 422)["field"] == "after"
    page = await office.read("/conversations/c1/turns", "vera", limit=10)
    assert (len(rows(page, "turns")), page["next"]) == (10, 10)
    assert len(rows(await office.read("/conversations/c1/turns", "vera", limit=1_000), "turns")) == 12


@pytest.mark.parametrize("cursor", ["zz", "bm9wZQ", "W10", "e30", "WyJhIl0", "é", "%", "x" * 5_000, "W251bGwsbnVsbF0"])
async def test_a_cursor_that_is_not_ours_is_refused_or_leads_nowhere(office: Office, cursor: str) -> None:
    await office.a_case()
    for each in ENDPOINTS:
        if any(parameter.name == "cursor" for parameter in each.parameters):
            who = office.headers("ada")
            answered = await office.http.get(path_of(each), params={"cursor": cursor, "q": "hello"}, headers=who)
            assert answered.status_code in (200, 422), (each.name, answered.text)
            assert answered.status_code == 200 or answered.json()["field"] == "cursor"


async def test_every_answer_is_kept_by_nobody_and_taken_for_what_it_is(office: Office) -> None:
    asked = [
        await office.get("/me", "rita"),
        await office.get("/cases/none", "rita"),
        await office.http.get("/v1/nothing"),
        await office.http.get("/healthz"),
        await office.http.get("/v1/me"),
        await office.get("/ledger/export", "otto"),
    ]
    for each in asked:
        assert each.headers["cache-control"] == "no-store"
        assert each.headers["x-content-type-options"] == "nosniff"
        assert len(each.headers["x-request-id"]) == 16


async def test_head_asks_what_get_asks_but_for_streams_which_have_no_end(office: Office) -> None:
    headers = office.headers("rita")
    assert (await office.http.head("/healthz")).status_code == 200
    head = await office.http.head("/v1/cases", headers=headers)
    assert (head.status_code, head.content) == (200, b"")
    for path, who in (("/v1/stream", "rita"), ("/v1/deliveries", "shop")):
        assert (await office.http.head(path, headers=office.headers(who))).status_code == 404


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "PUT", "PATCH", "BREW"])
async def test_another_method_is_a_problem(office: Office, method: str) -> None:
    refused = await office.http.request(method, "/v1/cases", headers=office.headers("rita"))
    assert problem(refused, 404)["field"] == "path"
    assert "access-control-allow-origin" not in refused.headers


async def test_whoever_has_no_valid_key_is_slowed_down_by_their_address() -> None:
    async with a_shop(burst=3) as shop:
        stranger = {"authorization": "Bearer guess"}
        answers = [(await shop.http.post(TURNS, json=TURN, headers=stranger)).status_code for _ in range(5)]
        assert answers == [401, 401, 401, 429, 429]
        assert (await shop.turn()).status_code == 200  # whoever has a key is not held up by them


async def test_one_callers_haste_is_nobody_elses(office: Office) -> None:
    edge = Edge(house=office.world.house, metrics=Metrics(), limiter=Limiter(per_second=1, burst=2))
    transport = httpx2.ASGITransport(app=application(edge, ENDPOINTS))
    async with httpx2.AsyncClient(transport=transport, base_url="http://handrail") as http:
        rita = [(await http.get("/v1/me", headers=office.headers("rita"))).status_code for _ in range(3)]
        sam = [(await http.get("/v1/me", headers=office.headers("sam"))).status_code for _ in range(2)]
    assert (rita, sam) == ([200, 200, 429], [200, 200])


@pytest.mark.parametrize("zone", ["Europe", "Mars/Base", "", "../../etc/passwd", "UTC\u2003", "/etc/localtime"])
async def test_a_time_zone_that_nobody_knows_is_refused_when_it_is_given(office: Office, zone: str) -> None:
    headers = office.headers("ada")
    queue: Json = {"name": "Q", "time_zone": zone}
    asked = [
        await office.http.put("/v1/queues/q", json=queue, headers=headers),
        await office.http.patch("/v1/organisation", json={"time_zone": zone or " "}, headers=headers),
        await office.http.post(
            "/v1/people",
            json={"name": "E", "email": "e@x.example", "roles": ["rep"], "time_zone": zone},
            headers=headers,
        ),
    ]
    for each in asked:
        assert problem(each, 422)["field"] == "time_zone"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://[::1", "https://", "ftp://x.example", "x"])
async def test_what_is_no_web_address_is_refused_when_it_is_given(office: Office, address: str) -> None:
    headers = office.headers("ada")
    agent = await office.http.put("/v1/agents/a", json={"name": "A", "webhook": address}, headers=headers)
    slack = await office.http.patch("/v1/organisation", json={"slack_webhook": address}, headers=headers)
    assert problem(agent, 422)["field"] == "webhook"
    assert problem(slack, 422)["field"] == "slack_webhook"
