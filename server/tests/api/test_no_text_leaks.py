"""What a customer said in a sealed conversation reaches nobody who has not opened the seal, by any way out."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from types import NoneType
from typing import Final

import httpx2
import pytest
import structlog
from structlog.typing import EventDict

from handrail_server.adapters.notify.deliverers import deliverers
from handrail_server.api.app import Edge, application
from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.limits import Limiter
from handrail_server.api.metrics import Metrics
from handrail_server.api.routes.all_endpoints import ENDPOINTS
from handrail_server.api.wire.operations import Done
from handrail_server.core.basics.actors import Authenticated, person
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.routing.person import Means
from handrail_server.flows.change_person import change_person
from handrail_server.flows.shape_organisation import change_settings
from handrail_server.house.caller import Caller
from handrail_server.ports.working import Parcel
from handrail_server.worker.post import Post
from server.tests.api.office import Office, rows
from server.tests.api.requests import PLACES, Json, body_of, path_of
from server.tests.flows.given import QUEUES
from server.tests.house import a_house

SEALED: Final = (
    "My health insurance denied my claim for zebrafish treatment, member id 123-45-6789; I dispute the bill. "
    "My lawyer will sue you."
)
OPEN: Final = "This is ridiculous, your zebra is broken; I will tell my lawyer and go to the press. Get me a manager!"
SECRETS: Final = ("zebra", "123-45-6789", "okapi", "quagga", "dugong", "tapir")
"""In the customer's words, a colleague's note, their words, a draft of the agent's, a call's arguments."""
UNOPENED: Final = ("ada", "otto", "vera", "rita", "paul", "uma")
"""An administrator, an auditor, a supervisor, reps, an approver: whatever their rights, none has opened the seal."""
READS: Final = [each for each in ENDPOINTS if each.method == "GET" and each.media_type != "text/event-stream"]
SLACK: Final = "https://127.0.0.1/services/T1"


@dataclass(slots=True)
class Outside:
    """All that left the server: by notices, webhooks and logs."""

    posted: list[bytes] = field(default_factory=list)
    logged: list[EventDict] = field(default_factory=list)

    async def receive(self, request: httpx2.Request) -> httpx2.Response:
        self.posted.append(await request.aread())
        return httpx2.Response(200)


@pytest.fixture
def outside(caplog: pytest.LogCaptureFixture) -> Iterator[Outside]:
    found = Outside()
    caplog.set_level(logging.DEBUG)
    with structlog.testing.capture_logs() as found.logged:
        yield found
    assert_silent("the log", f"{found.logged}{caplog.text}")


def assert_silent(where: str, text: str) -> None:
    """None of the secrets stands in it."""
    told = [secret for secret in SECRETS if secret in text]
    assert not told, f"{where} tells {told}: {text[:2_000]}"


async def _everybody_hears_by_every_means(office: Office) -> None:
    house, admin = office.world.house, office.world.admin
    await change_settings(house, admin, lambda was: replace(was, slack_webhook=SLACK))
    for name in UNOPENED:
        who = PersonId(office.callers[name].actor.id)
        await change_person(house, admin, who, lambda was: replace(was, means=(Means.IN_APP, Means.SLACK), slack="U1"))


async def _send_everything(office: Office, outside: Outside) -> None:
    async def written(_: Parcel) -> bytes:
        return b"{}"

    async with httpx2.AsyncClient(transport=httpx2.MockTransport(outside.receive)) as client:
        house = office.world.house
        ways = deliverers(house, client, url="http://handrail", written=written, allowed=("127.0.0.0/8",))
        post = Post(house, ways, ended=lambda _: None)
        for _ in range(3):
            await post.round_once()
            await office.world.work()


async def _worked_on(office: Office, text: str) -> str:
    """A case in which everybody has said something: customer, agent, colleague."""
    house, clock = office.world.house, office.world.clock
    clever = await office.world.hire("clara", *QUEUES, online=False)
    await office.key("clara", Caller(org=clever.org, actor=person(PersonId(clever.actor.id), Authenticated.API_KEY)))
    await office.do("/conversations/c1/turns", "shop", {"id": "t0", "author": "customer", "text": "Good morning!"})
    clock.wait(5)
    turn: Json = {"id": "t1", "author": "customer", "text": text, "channel": "chat"}
    heard = await office.do("/conversations/c1/turns", "shop", turn)
    case = str(heard["case"])
    draft: Json = {"id": "d1", "text": "The dugong says no.", "floor": 1}
    await office.post("/conversations/c1/proposals", "shop", draft)
    act: Json = {"call_id": "k1", "tool": "issue_refund", "arguments": {"why": "tapir"}, "floor": 1, "impact": "tapir"}
    await office.post("/conversations/c1/actions", "shop", act)
    await office.do(f"/cases/{case}/claim", "clara")
    await office.do("/conversations/c1/notes", "clara", {"id": "n1", "text": "An okapi, she says."})
    await office.do("/conversations/c1/messages", "clara", {"id": "m1", "text": "About your quagga: let me see."})
    await office.do("/conversations/c1/flag", "clara")
    await office.place()
    house.bell.ring("facts")
    return case


async def _read(office: Office, each: Endpoint, who: str, places: dict[str, str]) -> str:
    subjects = ("conversation/c1", f"case/{places['case']}", "action/action_0001", f"person/{places['person']}")
    queries: list[dict[str, str]] = (
        [{"subject": subject} for subject in subjects] if each.name == "read_facts" else [{}]
    )
    if each.name == "read_register":
        queries.append({"format": "csv"})
    if each.name == "list_cases":
        queries.append({"state": "any"})
    read = [
        await office.http.get(path_of(each, places), params=query, headers=office.headers(who)) for query in queries
    ]
    assert all(response.status_code < 500 for response in read)
    return "".join(response.text for response in read)


async def _decisions(office: Office) -> list[str]:
    turns = rows(await office.read("/conversations/c1/turns", "clara"), "turns")
    return [str(turn["decision"]) for turn in turns if turn["decision"]]


async def test_nobody_reads_what_is_sealed_to_them_by_any_endpoint(office: Office, outside: Outside) -> None:
    case = await _worked_on(office, SEALED)
    assert "zebra" in (await office.get("/conversations/c1/turns", "clara")).text  # there is something to be told
    decisions = await _decisions(office)
    for who in UNOPENED:
        for each in READS:
            for decision in decisions if each.name == "explain_decision" else decisions[:1]:
                places = {**PLACES, "case": case, "decision": decision}
                assert_silent(f"{each.name} for {who}", await _read(office, each, who, places))


async def test_nobody_is_answered_with_what_is_sealed_to_them_by_a_verb(office: Office, outside: Outside) -> None:
    case = await _worked_on(office, SEALED)
    opening = {"unseal", "claim", "accept", "take_over", "reassign", "say"}
    for each in ENDPOINTS:
        if each.method == "GET" or each.public or each.name in opening:
            continue
        places = {**PLACES, "case": case}
        for who in UNOPENED:
            headers = office.headers(who)
            answered = await office.http.request(
                each.method, path_of(each, places), json=body_of(each), headers=headers
            )
            assert answered.status_code < 500, (each.name, answered.text)
            assert_silent(f"{each.name} for {who}", answered.text)


@pytest.mark.parametrize("text", [SEALED, OPEN])
async def test_stream_ledger_heads_notices_and_numbers_carry_nobodys_words(
    office: Office, outside: Outside, text: str
) -> None:
    await _everybody_hears_by_every_means(office)
    await _worked_on(office, text)
    await _send_everything(office, outside)
    await office.place()
    house, org = office.world.house, office.world.org
    stream = office.listen("/stream?after=-1", "ada")
    heard = b"".join([await anext(stream) for _ in range(await house.library.last_number(org) + 2)])
    await stream.aclose()
    assert b"CaseRequested" in heard
    assert_silent("the stream", heard.decode())
    for _, entry in await house.scribe.entries(org):
        assert_silent("a fact's head", entry.head.decode())
        assert entry.body is None or b"zebra" not in entry.body
    assert outside.posted
    for posted in outside.posted:
        assert_silent("Slack", posted.decode())
    for who in UNOPENED:
        assert_silent("notices", (await office.get("/notices", who)).text)
    assert_silent("the metrics", (await office.http.get("/metrics")).text)
    assert_silent("dead letters", (await office.get("/dead-letters", "ada")).text)


async def test_a_request_that_is_refused_logs_no_words(office: Office, outside: Outside) -> None:
    await office.world.customer("Hello?")
    bodies: tuple[Json, ...] = ({"id": "t2", "text": "zebra"}, {"id": "t2", "author": "x", "text": "zebra"})
    for body in bodies:
        refused = await office.post("/conversations/c1/turns", "shop", body)
        assert refused.status_code == 422


async def test_what_nobody_foresaw_is_logged_without_the_words_in_its_message(outside: Outside) -> None:
    async def fails(_: Call[None]) -> Done:
        raise ValueError(f"invalid literal: {SECRETS[0]}")

    each = endpoint("GET", "/fails", fails, body=NoneType, reply=Done, public=True)
    edge = Edge(house=await a_house(), metrics=Metrics(), limiter=Limiter(per_second=9, burst=9))
    transport = httpx2.ASGITransport(app=application(edge, (each,)))
    async with httpx2.AsyncClient(transport=transport, base_url="http://handrail") as http:
        failed = await http.get("/fails")
    assert (failed.status_code, failed.json()["reason"]) == (500, "internal")
    assert_silent("the answer", failed.text)
    (logged,) = outside.logged
    assert (logged["event"], logged["error"], logged["path"]) == ("Request failed.", "ValueError", "/fails")
    assert logged["request_id"] == failed.headers["x-request-id"]
    assert "in fails" in str(logged["where"])
