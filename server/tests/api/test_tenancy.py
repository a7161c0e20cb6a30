"""Who may ask for what: every endpoint against every role, every id against another organisation, keys of agents."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import httpx2
import pytest

from handrail_server.api.endpoint import Endpoint
from handrail_server.api.routes.all_endpoints import ENDPOINTS
from handrail_server.core.basics.ids import AgentId, PersonId
from handrail_server.core.routing.person import Person, Role
from handrail_server.core.turns.agent import Agent
from handrail_server.flows.change_person import change_person
from handrail_server.flows.keys import issue_key
from handrail_server.flows.register_agent import put_agent
from server.tests.api.office import Office, problem, rows
from server.tests.api.requests import PLACES, Json, body_of, path_of

EVERYBODY: Final = frozenset({"rita", "uma", "vera", "paul", "otto", "ada"})
"""A rep of the queue, a rep of none, a supervisor, an approver, an auditor, an administrator; `shop` is an agent."""
AGENT: Final = frozenset({"shop"})
ALLOWED: Final[Mapping[str, str]] = {
    # the agent's side
    **dict.fromkeys(("observe", "propose", "ask", "act", "look", "take_lease", "complete", "fail"), "shop"),
    **dict.fromkeys(("listen", "acknowledge_delivery"), "shop"),
    # reading
    **dict.fromkeys(("list_cases", "list_notices", "follow", "acknowledge_notice"), "everybody"),
    **dict.fromkeys(("search_conversations", "search_customers"), "everybody"),
    **dict.fromkeys(
        ("read_case", "read_packet", "read_conversation", "read_turns", "read_notes"), "rita vera otto ada"
    ),
    **dict.fromkeys(("explain_decision", "read_facts"), "rita vera otto ada"),
    **dict.fromkeys(("list_conversations", "read_measures", "read_register"), "vera otto ada"),
    **dict.fromkeys(("read_series", "read_behind", "read_patterns"), "vera otto ada"),
    **dict.fromkeys(("read_checkpoint", "export", "search_facts", "list_verbs"), "otto"),
    "read_timeline": "rita vera otto ada",
    "make_dossier": "vera otto ada",
    **dict.fromkeys(("list_dead_letters", "redrive"), "ada"),
    **dict.fromkeys(("read_canned", "leave_conversation"), "everybody"),
    **dict.fromkeys(("read_draft", "view_conversation", "read_canned_here"), "rita vera otto ada"),
    **dict.fromkeys(("write_draft", "delete_draft"), "rita vera"),
    **dict.fromkeys(("put_canned", "delete_canned"), "vera ada"),
    # work: rights; whose case it is, and in which state, is a conflict or a refusal of its own
    "claim": "rita vera",
    **dict.fromkeys(("give_back", "end_wrap_up", "write_up"), ""),
    **dict.fromkeys(("accept", "decline", "answer", "resolve", "hand_back", "extend_wrap_up", "unseal"), "everybody"),
    **dict.fromkeys(("link", "vote", "hand_back_conversation"), "everybody"),
    **dict.fromkeys(("transfer", "reassign", "withdraw"), "vera"),
    **dict.fromkeys(("verify", "reconcile"), "vera paul"),
    **dict.fromkeys(("consult", "release", "discard", "score", "note", "flag"), "rita uma vera paul"),
    **dict.fromkeys(("label_case", "label_turn", "withdraw_label"), "rita uma vera paul"),
    "rate": "rita uma vera paul shop",
    # learning
    **dict.fromkeys(("list_lessons", "adopt_lesson", "discard_lesson"), "vera ada"),
    **dict.fromkeys(("read_lesson_effect", "read_feedback", "read_reliability", "read_audit_sample"), "vera otto ada"),
    "read_training_set": "vera otto ada",
    **dict.fromkeys(("read_learning", "read_drift"), "vera otto ada"),
    "answer_for_alarm": "ada",
    **dict.fromkeys(("ask_for_version", "adopt_version", "roll_back_version", "discard_version"), "vera ada"),
    "judge_sample": "rita vera",
    "open_personal": "rita uma vera paul otto",
    "search_lessons": "shop",
    "identify": "rita uma vera shop",
    "say": "rita vera",
    "close": "rita uma vera",
    **dict.fromkeys(("take_over", "whisper", "pause", "resume", "hold_replies", "let_replies_flow"), "vera"),
    # oneself
    **dict.fromkeys(("end_session", "change_own_password", "put_presence", "send_heartbeat", "read_keys"), "everybody"),
    "read_me": "everybody shop",
    # administration
    **dict.fromkeys(("new_key", "invite_somebody", "alter_person", "invite_again", "offer_reset"), "ada"),
    "renew_key": "rita",
    "end_key": "rita ada",
    **dict.fromkeys(("list_people", "read_person", "list_agents", "read_agent", "read_organisation"), "everybody"),
    **dict.fromkeys(("register_agent", "change_organisation", "put_queue", "delete_queue", "put_team"), "ada"),
    **dict.fromkeys(("delete_team", "put_skills", "draft_version", "retire_version", "publish_version"), "ada"),
    **dict.fromkeys(("start_stop", "end_stop"), "vera ada"),
    **dict.fromkeys(("read_policies", "check_document", "read_policy"), "everybody"),
    **dict.fromkeys(("read_words", "word_document"), "everybody"),
    "read_roles": "everybody",
    **dict.fromkeys(("read_words", "word_document", "read_threshold_history"), "everybody"),
    **dict.fromkeys(("list_exercises", "read_exercise", "answer_exercise"), "everybody"),
    **dict.fromkeys(("show_form", "make_edits", "read_difference"), "everybody"),
    **dict.fromkeys(("read_firings", "read_rule_firings"), "vera otto ada"),
    **dict.fromkeys(("rehearse_version", "adopt_setting", "begin_shadow", "end_shadow", "propose_number"), "ada"),
    "read_shadow": "vera otto ada",
    "import_file": "ada",
    "read_opinion": "everybody",
    "put_opinion": "ada",
    # the board, approvals, and acting for the customer
    **dict.fromkeys(("read_board", "read_today"), "vera otto ada"),
    "preview_stop": "vera ada",
    **dict.fromkeys(("list_approvals", "read_standing", "read_waiting"), "everybody"),
    **dict.fromkeys(("read_approval", "list_tools", "list_acts"), "rita vera otto ada"),
    "act_myself": "rita uma vera",
    "hear": "shop",
    # the chat widget: its settings; who writes in one has the token of a visit, and none of these roles
    **dict.fromkeys(("list_widgets", "put_widget", "delete_widget", "read_widget_secret", "renew_secret"), "ada"),
    **dict.fromkeys(("read_file", "read_typing"), "rita vera otto ada"),
    **dict.fromkeys(("note_own_typing", "send_persons_file"), "rita vera"),
}
CLOSED: Final = [each for each in ENDPOINTS if not (each.public or each.visitor)]


def _allowed(each: Endpoint) -> frozenset[str]:
    names = set(ALLOWED[each.name].split())
    return frozenset(names - {"everybody"} | (EVERYBODY if "everybody" in names else set()))


async def _ask(office: Office, each: Endpoint, who: str) -> httpx2.Response:
    query = {"subject": f"case/{PLACES['case']}"} if each.name == "read_facts" else {}
    if each.name == "search_customers":
        query = {"q": "ann"}
    if each.name == "listen":
        query = {"wait": "0"}
    return await office.http.request(
        each.method, path_of(each), json=body_of(each), params=query, headers=office.headers(who)
    )


def test_the_table_names_every_endpoint_that_needs_a_key() -> None:
    assert {each.name for each in CLOSED} == set(ALLOWED)


async def test_whoever_has_not_the_right_is_refused_and_nothing_has_happened(office: Office) -> None:
    case = await office.a_case()
    before = await office.read(f"/cases/{case}", "vera")
    for each in CLOSED:
        for who in sorted((EVERYBODY | AGENT) - _allowed(each)):
            refused = await _ask(office, each, who)
            assert refused.status_code == 403, (each.name, who, refused.text)
            assert refused.json()["detail"], (each.name, who)
            assert refused.json()["fix"], (each.name, who, refused.text)
    assert await office.read(f"/cases/{case}", "vera") == before


async def test_whoever_has_the_right_reads(office: Office) -> None:
    await office.a_case()
    for each in (each for each in CLOSED if each.method == "GET" and each.name != "follow"):
        await _passes(office, each)


@pytest.mark.parametrize("name", [each.name for each in CLOSED if each.method != "GET" and ALLOWED[each.name]])
async def test_whoever_has_the_right_gets_through(office: Office, name: str) -> None:
    await office.a_case()
    await _passes(office, next(each for each in CLOSED if each.name == name))


async def _passes(office: Office, each: Endpoint) -> None:
    for who in sorted(_allowed(each)):
        answered = await _ask(office, each, who)
        assert answered.status_code < 500, (each.name, who, answered.text)
        assert answered.status_code != 403, (each.name, who, answered.text)


async def _somebody_who_may_do_anything_elsewhere(office: Office) -> None:
    stranger = office.callers["stranger"]

    def anything(person: Person) -> Person:
        return replace(person, roles=tuple(sorted(Role)))

    await change_person(office.world.house, stranger, PersonId(stranger.actor.id), anything)
    there = Agent(id=AgentId("there"), name="There", policy_object="there", created_at=office.world.clock.now())
    await put_agent(office.world.house, stranger, there)
    office.keys["there"] = (await issue_key(office.world.house, stranger, AgentId("there"))).token


async def test_ids_of_another_organisation_do_not_exist(office: Office) -> None:
    case = await office.a_case()
    await _somebody_who_may_do_anything_elsewhere(office)
    made_by_its_path = {"observe", "register_agent", "put_queue", "put_team", "import_file", "end_stop"}
    made_by_its_path |= {"put_widget", "hear", "put_canned", "ask_for_version"}
    its_own = {"read_policy", "retire_version", "publish_version", "delete_queue"}  # version 1, `general`: theirs too
    its_own |= {
        "leave_conversation",
        "rehearse_version",
        "begin_shadow",
        "end_shadow",
        "read_shadow",
        "read_rule_firings",
        "read_behind",
        "read_exercise",
        "answer_exercise",
        "ask_for_version",
    }
    before = await office.read(f"/cases/{case}", "vera")
    for each in CLOSED:
        if "{" not in each.path or each.name in made_by_its_path | its_own:
            continue
        who = "there" if _allowed(each) == AGENT else "stranger"
        refused = await _ask(office, each, who)
        assert refused.status_code == 404, (each.name, refused.text)
    assert await office.read(f"/cases/{case}", "vera") == before


async def test_a_case_is_not_linked_with_one_of_another_organisation(office: Office) -> None:
    ours = await office.a_case()
    await _somebody_who_may_do_anything_elsewhere(office)
    turn: Json = {"id": "t1", "author": "customer", "text": "I want to speak to a human, please."}
    theirs = str((await office.do("/conversations/c9/turns", "there", turn))["case"])
    for case, other, who in ((ours, theirs, "rita"), (theirs, ours, "stranger")):
        refused = await office.post(f"/cases/{case}/links", who, {"case": other, "defect": "broken_lid"})
        problem(refused, 404)
        assert (await office.read(f"/cases/{case}", who))["linked"] == []


async def test_a_conversation_of_the_same_id_elsewhere_is_another_one(office: Office) -> None:
    await office.a_case()
    await _somebody_who_may_do_anything_elsewhere(office)
    turn: Json = {"id": "t1", "author": "customer", "text": "Hello from elsewhere."}
    heard = await office.do("/conversations/c1/turns", "there", turn)
    assert heard["turn"] == 1
    assert "elsewhere" not in str(await office.read("/conversations/c1/turns", "vera"))


async def _another_agent(office: Office) -> None:
    spy = Agent(id=AgentId("spy"), name="Spy", policy_object="spy", created_at=office.world.clock.now())
    await put_agent(office.world.house, office.world.admin, spy)
    office.keys["spy"] = (await issue_key(office.world.house, office.world.admin, AgentId("spy"))).token


@pytest.mark.parametrize("name", ["propose", "ask", "act", "observe", "rate", "identify"])
async def test_another_agents_conversation_does_not_exist_for_an_agent(office: Office, name: str) -> None:
    await office.world.customer("Hello?")
    await _another_agent(office)
    each = next(each for each in CLOSED if each.name == name)
    body = {key: value for key, value in (body_of(each) or {}).items() if key != "agent"}
    problem(await office.post(path_of(each).removeprefix("/v1"), "spy", body), 404)


async def test_another_agents_calls_and_deliveries_do_not_exist_for_an_agent(office: Office) -> None:
    await office.world.customer("Hello?")
    await _another_agent(office)
    act: Json = {"call_id": "k1", "tool": "look_up", "arguments": {}, "floor": 1}
    asked = await office.do("/conversations/c1/actions", "shop", act)
    action = f"/actions/{asked['action']}"
    problem(await office.get(action, "spy"), 404)
    verbs: dict[str, Json] = {
        "lease": {"digest": asked["digest"]},
        "completion": {"lease": "x", "result": 1},
        "failure": {"lease": "x", "error": "No."},
    }
    for verb, body in verbs.items():
        problem(await office.post(f"{action}/{verb}", "spy", body), 404)
    await office.do("/conversations/c1/takeover", "vera")
    assert (await office.read("/deliveries", "spy", wait=0))["deliveries"] == []
    (delivery,) = rows(await office.read("/deliveries", "shop", wait=0), "deliveries")
    problem(await office.post(f"/deliveries/{delivery['id']}/acknowledgement", "spy"), 404)


async def test_an_agent_speaks_for_no_other_agent(office: Office) -> None:
    await _another_agent(office)
    turn: Json = {"id": "t1", "author": "agent", "text": "I am the shop.", "agent": "shop"}
    assert problem(await office.post("/conversations/c2/turns", "spy", turn), 403)["field"] == "agent"


async def test_whoever_may_not_see_a_case_learns_no_words_of_it_by_a_verb(office: Office) -> None:
    case = await office.a_case("I want to speak to a human about my zebra.")
    verbs: tuple[tuple[str, Json | None], ...] = (
        (f"/cases/{case}/seal-opening", {"purpose": "reply"}),
        (f"/cases/{case}/labels", {"label": "needed"}),
        ("/conversations/c1/notes", {"id": "n1", "text": "Hm."}),
        ("/conversations/c1/flag", None),
    )
    for path, body in verbs:
        answered = await office.post(path, "uma", body)
        assert "human" not in answered.text, path
    seen = await office.do("/conversations/c1/notes", "rita", {"id": "n2", "text": "Hm."})
    assert "human" in str(seen)
