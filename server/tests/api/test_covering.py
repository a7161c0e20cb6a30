"""Personal data is planted wherever words are kept; whoever has not opened it finds it in no answer of any endpoint."""

import json
from typing import Final

import pytest

from handrail_server.api.endpoint import Endpoint
from handrail_server.api.routes.all_endpoints import ENDPOINTS
from handrail_server.core.basics.actors import Authenticated, person
from handrail_server.core.basics.ids import PersonId
from handrail_server.house.caller import Caller
from handrail_server.worker.indexer import Indexer
from server.tests.api.office import Office, problem, rows
from server.tests.api.requests import PLACES, Json, body_of, path_of
from server.tests.flows.given import QUEUES
from server.tests.house import ACME

MAIL, PHONE = "anna.smith@mail.example", "+1 415 555 0134"
IBAN, CARD = "DE89 3704 0044 0532 0130 00", "4111 1111 1111 1111"
PLANTED: Final = (MAIL, PHONE, IBAN, CARD, CARD.replace(" ", ""))
TOLD: Final = f"{MAIL}, {PHONE}"
ALL: Final = f"{MAIL}, {PHONE}, {IBAN}, {CARD}"
LOOKERS: Final = ("ada", "otto", "vera", "paul", "rita", "uma")
"""They have nothing to do with the case, or have not opened its personal data: whatever their role."""
READS: Final = [each for each in ENDPOINTS if each.method == "GET" and each.media_type != "text/event-stream"]
SUBJECTS: Final = ("conversation/c1", "case/{case}", "case/{approval}", "case/{held}", "action/{action}")
QUERIES: Final[dict[str, tuple[Json, ...]]] = {
    "list_cases": ({"state": "any"},),
    "search_customers": ({"q": "anna"}, {"q": MAIL}),
    "search_conversations": ({"q": "write to me"}, {"q": "lamp"}),
    "read_register": ({}, {"format": "csv"}),
    "read_feedback": ({}, {"format": "csv"}),
}
CHANGES_NOTHING: Final = {"search_lessons", "make_dossier", "view_conversation"}
CUSTOMER: Final = f"id,name,email,phone\nann,Anna Smith,{MAIL},{PHONE}\n"


BEYOND_ALL: Final = "9000000.00"
"""An amount that nobody here may decide about."""


async def _planted(office: Office, *, amount: str = BEYOND_ALL) -> dict[str, str]:
    """Everybody has written it everywhere: customer, agent, colleagues, the CRM. Clara works the case."""
    world = office.world
    assert not (await world.house.imports.bring_in(ACME, "customers", CUSTOMER, dry_run=False)).faults
    clara = await world.hire("clara", *QUEUES, online=False)
    await office.key("clara", Caller(org=clara.org, actor=person(PersonId(clara.actor.id), Authenticated.API_KEY)))
    turn: Json = {"id": "t1", "author": "customer", "text": f"My lamp is late, write to me: {TOLD}", "customer": "ann"}
    floor = (await office.do("/conversations/c1/turns", "shop", turn))["floor"]
    assert isinstance(floor, dict)
    epoch = floor["epoch"]
    draft: Json = {"id": "d1", "text": f"Shall I write to {TOLD}?", "floor": epoch, "confidence": {"value": 0.3}}
    held = (await office.do("/conversations/c1/proposals", "shop", draft))["case"]
    arguments: Json = {"to": ALL, "phone": 14155550134, "amount": amount, "currency": "USD"}
    act: Json = {"call_id": "k1", "tool": "issue_refund", "arguments": arguments, "floor": epoch, "impact": ALL}
    acted = await office.do("/conversations/c1/actions", "shop", act)
    world.clock.wait(5)
    again: Json = {"id": "t2", "author": "customer", "text": f"Get me a manager! I said {TOLD}."}
    case = (await office.do("/conversations/c1/turns", "shop", again))["case"]
    found = {"case": case, "held": held, "approval": acted["case"], "action": acted["action"]}
    places = {name: str(value) for name, value in found.items()}
    await office.do(f"/cases/{case}/claim", "clara")
    await office.do("/conversations/c1/notes", "clara", {"id": "n1", "text": f"Note: {ALL}"})
    await office.do("/conversations/c1/messages", "clara", {"id": "m1", "text": f"I write to {ALL}."})
    await office.http.put(
        "/v1/conversations/c1/draft", json={"text": f"Dear {ALL}", "version": 0}, headers=office.headers("clara")
    )
    await office.do(f"/cases/{case}/consultations", "clara", {"asked": "general", "question": f"May I? {ALL}"})
    await office.do("/conversations/c1/flag", "clara")
    await office.place()
    while await Indexer(world.house).index_once():
        pass
    return places


def assert_covered(where: str, text: str) -> None:
    told = [planted for planted in (*PLANTED, "14155550134") if planted in text]
    at = text.find(told[0]) if told else 0
    assert not told, f"{where} tells {told}: {text[max(0, at - 300) : at + 100]}"


async def _answers(office: Office, each: Endpoint, who: str, planted: dict[str, str]) -> list[str]:
    decided = rows(await office.read("/conversations/c1/turns", "clara"), "turns")
    decisions = [str(turn["decision"]) for turn in decided if turn["decision"]]
    named = [{"case": planted[name]} for name in ("case", "held", "approval")] if "{case}" in each.path else [{}]
    named = [{"decision": name} for name in decisions] if "{decision}" in each.path else named
    queries = QUERIES.get(each.name, ({},))
    if each.name == "read_facts":
        queries = tuple({"subject": subject.format_map(planted)} for subject in SUBJECTS)
    answers = []
    for more in named:
        places = {**PLACES, "action": planted["action"], **more}
        for query in queries:
            params = {name: str(value) for name, value in query.items()}
            body = body_of(each)
            answered = await office.http.request(
                each.method, path_of(each, places), json=body, params=params, headers=office.headers(who)
            )
            assert answered.status_code < 500, (each.name, answered.text)
            answers.append(answered.text)
    return answers


async def test_no_endpoint_that_is_read_tells_it(office: Office) -> None:
    planted = await _planted(office)
    covers = 0
    for each in (each for each in ENDPOINTS if each in READS or each.name in CHANGES_NOTHING):
        for who in LOOKERS:
            for told in await _answers(office, each, who, planted):
                assert_covered(f"{each.name} for {who}", told)
                covers += "█" in told
    assert covers > 60, "there was something to cover, at many places"


async def test_no_verb_answers_with_it(office: Office) -> None:
    planted = await _planted(office)
    opening = {"claim", "accept", "take_over", "reassign", "open_personal", "say", "release", "join"}
    for each in ENDPOINTS:
        if each.method == "GET" or each.public or each.name in opening or each.visitor:
            continue
        for who in LOOKERS:
            for told in await _answers(office, each, who, planted):
                assert_covered(f"{each.name} for {who}", told)


async def test_whoever_works_the_case_or_opened_it_reads_all_of_it(office: Office) -> None:
    planted = await _planted(office)
    await office.do("/conversations/c1/personal-data-opening", "vera", {"purpose": "quality"})
    for who in ("clara", "vera"):
        for path in ("/conversations/c1/turns", "/conversations/c1/notes", f"/cases/{planted['case']}/packet"):
            assert MAIL in (await office.get(path, who)).text, (who, path)
        approval = await office.read(f"/cases/{planted['approval']}", who)
        arguments = json.dumps(approval)
        assert MAIL in arguments
        assert "14155550134" in arguments, (who, arguments)
    assert MAIL not in (await office.get(f"/cases/{planted['held']}", "rita")).text


async def test_whoever_may_decide_an_act_reads_what_they_decide_and_no_more(office: Office) -> None:
    planted = await _planted(office, amount="900.00")
    asked = json.dumps((await office.read(f"/cases/{planted['approval']}", "vera"))["asked"], ensure_ascii=False)
    assert IBAN in asked
    assert "14155550134" in asked
    assert_covered("the talk around it", (await office.get("/conversations/c1/turns", "vera")).text)
    assert_covered("an act that is not theirs", (await office.get(f"/cases/{planted['approval']}", "ada")).text)


async def test_an_answer_that_is_given_again_is_covered_too(office: Office) -> None:
    await _planted(office)
    opened = {"idempotency_key": "once"}
    note: Json = {"id": "n7", "text": f"Again: {MAIL}"}
    for _ in range(2):
        answered = await office.post("/conversations/c1/notes", "vera", note, **opened)
        assert_covered("a note of one's own", answered.text)


async def test_covered_words_are_neither_sent_nor_kept_as_a_draft(office: Office) -> None:
    await _planted(office)
    copied: Json = {"id": "e1", "text": f"Shall I write to {'█' * len(MAIL)}?"}
    sent = await office.post("/conversations/c1/messages", "clara", copied)
    assert problem(sent, 422)["field"] == "text"
    kept = await office.http.put(
        "/v1/conversations/c1/draft", json={"text": "Dear █", "version": 1}, headers=office.headers("vera")
    )
    assert problem(kept, 422)["field"] == "text"


@pytest.mark.parametrize("path", ["/people", "/organisation", "/policy", "/roles", "/me", "/canned-replies"])
async def test_addresses_of_the_organisation_itself_are_read(office: Office, path: str) -> None:
    answered = await office.get(path, "ada")
    assert answered.status_code in (200, 404)
    assert "█" not in answered.text
