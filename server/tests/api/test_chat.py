"""A customer in a widget: one conversation, their own, from the sites that may embed it.

Long, because it is the list of what somebody whom nobody knows may do, and of every way in that is shut.
"""

import asyncio
from typing import Final

import pytest

from handrail_server.api.limits import Limiter
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.turns.conversation import Conversation
from server.tests.api.office import Json, Office, answer, inner, problem, rows
from server.tests.api.visiting import CHAT, SITE, a_visitor, a_widget, post, signed, streaming

EVIL: Final = "https://evil.example"
CLOSED: Final = ("/messages", "/stream", "/attachments/f1")


async def test_words_are_kept_before_they_are_acknowledged_and_once(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    said = await anna.say("Where is my parcel?")
    again = await anna.ask("POST", "/messages", {"id": "m1", "text": "Where is my parcel?"})
    assert answer(again) == said
    assert again.headers["idempotency-replayed"] == "true"
    problem(await anna.ask("POST", "/messages", {"id": "m1", "text": "Something else."}), 409)
    assert [each["text"] for each in await anna.heard()] == ["Where is my parcel?"]
    (turn,) = rows(await office.read(f"/conversations/{anna.conversation}/turns", "vera"), "turns")
    assert (turn["author"], turn["channel"], turn["reported_by"]) == ("customer", "chat", None)


async def test_the_same_id_in_another_conversation_is_another_message(office: Office) -> None:
    await a_widget(office)
    anna, bob = await a_visitor(office), await a_visitor(office)
    await anna.say("I am Anna.")
    await bob.say("I am Bob.")
    assert [each["text"] for each in await anna.heard()] == ["I am Anna."]
    assert [each["text"] for each in await bob.heard()] == ["I am Bob."]


async def test_who_writes_in_another_language_than_the_pages_is_answered_in_theirs(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    for name, text, language in (
        ("m1", "Hi, where is my parcel?", "en"),
        ("m2", "Wo ist mein Paket? Ich warte seit einer Woche.", "de"),
        ("m3", "DHL", "de"),
    ):
        answer(await anna.ask("POST", "/messages", {"id": name, "text": text, "language": "en"}))
        seen = await office.read(f"/conversations/{anna.conversation}", "vera")
        assert seen["language"] == language


async def test_whoever_comes_back_finds_what_was_said_and_a_message_sent_twice_stays_one(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    await anna.say("Where is my parcel?")
    office.world.clock.wait(7_200)
    problem(await anna.ask("GET", "/messages"), 401)
    back = await a_visitor(office, returning=anna.session["returning"])
    assert back.conversation == anna.conversation
    await back.say("Where is my parcel?")
    assert len(await back.heard()) == 1
    office.world.clock.wait(31 * 86_400)
    late = await a_visitor(office, returning=back.session["returning"])
    assert late.conversation != anna.conversation


async def test_only_what_reached_the_customer_is_shown(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    await anna.say("Where is my parcel?")
    turns = f"/conversations/{anna.conversation}"
    answered: Json = {"id": "a1", "author": "agent", "text": "It comes tomorrow.", "floor": 1}
    await office.do(f"{turns}/turns", "shop", answered)
    draft: Json = {"id": "a2", "text": "Parcels fit in 900 lockers.", "floor": 1, "confidence": {"value": 0.7}}
    held = await office.do(f"{turns}/proposals", "shop", draft)
    assert held["verdict"] == "hold"
    await office.do(f"{turns}/notes", "vera", {"id": "n1", "text": "Watch the zebra."})
    await office.do(f"{turns}/whispers", "vera", {"text": "Be kind to the zebra."})
    await post(office)
    heard = await anna.heard()
    assert [(each["author"], each["text"]) for each in heard][:2] == [
        ("customer", "Where is my parcel?"),
        ("agent", "It comes tomorrow."),
    ]
    assert all(each["author"] == "system" for each in heard[2:])
    assert "900" not in str(heard)
    assert "zebra" not in str(heard)
    assert heard[1]["name"] == "Shop"


async def test_history_comes_page_by_page_from_the_end(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    for number in range(7):
        await anna.say(f"Line {number}", f"m{number}")
    newest = answer(await anna.ask("GET", "/messages", limit=3))
    assert [each["text"] for each in rows(newest, "messages")] == ["Line 4", "Line 5", "Line 6"]
    older = answer(await anna.ask("GET", "/messages", limit=3, before=newest["before"]))
    assert [each["text"] for each in rows(older, "messages")] == ["Line 1", "Line 2", "Line 3"]
    oldest = answer(await anna.ask("GET", "/messages", limit=3, before=older["before"]))
    assert [each["text"] for each in rows(oldest, "messages")] == ["Line 0"]
    assert oldest["before"] is None
    for limit in ("0", "201", "x", "1.5"):
        assert problem(await anna.ask("GET", "/messages", limit=limit), 422)["field"] == "limit"


async def test_a_customer_token_ties_the_visit_to_a_customer_and_nothing_else_does(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    await anna.say("Where is my parcel?")
    known = await a_visitor(
        office, returning=anna.session["returning"], customer_token=await signed(office, "cust_anna")
    )
    assert known.conversation == anna.conversation
    assert known.session["known"] is True
    state = (await office.world.house.journal.load(office.world.org, Conversation, anna.conversation)).state
    assert state.customer == "cust_anna"
    elsewhere = await a_visitor(office, customer_token=await signed(office, "cust_anna"))
    assert elsewhere.conversation == anna.conversation


async def test_the_next_person_at_the_same_browser_sees_nothing_of_the_last_one(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office, customer_token=await signed(office, "cust_anna"))
    await anna.say("My number is 7.")
    for body in ({}, {"customer_token": await signed(office, "cust_bob")}):
        other = await a_visitor(office, returning=anna.session["returning"], **body)
        assert other.conversation != anna.conversation
        assert await other.heard() == []


async def test_a_visit_that_began_before_the_sign_in_ends_with_it(office: Office) -> None:
    await a_widget(office)
    first, other = await a_visitor(office), await a_visitor(office)
    await first.say("Where is my parcel?")
    await a_visitor(office, returning=first.session["returning"], customer_token=await signed(office, "anna"))
    known = await a_visitor(
        office, returning=other.session["returning"], customer_token=await signed(office, "bob", nbf=0)
    )
    await known.say("I am Bob.")
    for visitor in (first, other):
        problem(await visitor.ask("GET", "/messages"), 401)
        back = await a_visitor(office, returning=visitor.session["returning"])
        assert back.conversation != visitor.conversation


async def test_whom_a_person_recognises_goes_on_talking(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    await anna.say("It is me, Anna.")
    recognised: Json = {"customer": "cust_anna", "verified_by": "person"}
    await office.do(f"/conversations/{anna.conversation}/identity", "vera", recognised)
    await anna.say("Thank you.", "m2")
    back = await a_visitor(office, returning=anna.session["returning"])
    assert back.conversation == anna.conversation


async def test_a_wrong_customer_token_is_refused_and_says_why(office: Office) -> None:
    await a_widget(office)
    late = await signed(office, "anna", exp=office.world.clock.now() // 1000 - 300)
    for token in (late, "a.b.c", await signed(office, "anna", aud="acme.other")):
        refused = await office.http.post(f"{CHAT}/sessions", json={"customer_token": token}, headers={"origin": SITE})
        assert problem(refused, 401)["field"] == "customer_token"
        assert refused.headers["access-control-allow-origin"] == SITE


async def test_a_new_secret_ends_tokens_and_visits(office: Office) -> None:
    await a_widget(office)
    token = await signed(office, "anna")
    anna = await a_visitor(office, customer_token=token)
    await office.do("/widgets/web/secret", "ada")
    problem(await anna.ask("GET", "/messages"), 401)
    problem(await office.http.post(f"{CHAT}/sessions", json={"customer_token": token}), 401)
    fresh = await a_visitor(office, returning=anna.session["returning"])
    assert fresh.conversation != anna.conversation


async def test_only_the_named_sites_may_ask(office: Office) -> None:
    await a_widget(office)
    asked = {"origin": SITE, "access-control-request-method": "POST"}
    allowed = await office.http.options(f"{CHAT}/messages", headers=asked)
    assert allowed.status_code == 204
    assert allowed.headers["access-control-allow-origin"] == SITE
    assert "authorization" in allowed.headers["access-control-allow-headers"]
    for origin in (EVIL, "null", f"{SITE}.evil.example"):
        for method in ("OPTIONS", "POST"):
            refused = await office.http.request(method, f"{CHAT}/sessions", json={}, headers={"origin": origin})
            assert problem(refused, 403)["field"] == "Origin"
            assert "access-control-allow-origin" not in refused.headers
            assert refused.headers["vary"] == "Origin"
    own = await a_visitor(office, origin="http://handrail")
    assert own.conversation
    assert "access-control-allow-origin" not in (await office.http.get("/v1/me", headers={"origin": SITE})).headers


async def test_a_stolen_token_is_of_no_use_on_another_site(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    anna.origin = EVIL
    for path in CLOSED:
        problem(await anna.ask("GET", path), 403)


@pytest.mark.parametrize("path", CLOSED)
async def test_without_the_token_of_a_visit_nothing_is_said(office: Office, path: str) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    tokens = ("", "Bearer x", f"Bearer {office.keys['ada']}", f"Bearer {anna.session['returning']}", "Basic eDp5")
    for token in tokens:
        refused = await office.http.get(f"{CHAT}{path}", headers={"authorization": token})
        assert problem(refused, 401)["fix"]


async def test_a_visits_token_opens_nothing_but_its_own_widget(office: Office) -> None:
    await a_widget(office)
    await office.http.put("/v1/widgets/other", json={"agent": "shop"}, headers=office.headers("ada"))
    anna = await a_visitor(office)
    problem(await office.http.get("/v1/chat/acme.other/messages", headers=anna.headers()), 403)
    anna.origin = "http://handrail"
    problem(await office.http.get("/v1/chat/acme.other/messages", headers=anna.headers()), 401)
    for path in ("/v1/me", "/v1/cases", f"/v1/conversations/{anna.conversation}", "/v1/stream", "/v1/widgets"):
        problem(await office.http.get(path, headers=anna.headers()), 401)


async def test_a_widget_that_is_not_there_is_not_found(office: Office) -> None:
    for name in ("acme.web", "web", "nobody.web", "acme.", ".web"):
        problem(await office.http.get(f"/v1/chat/{name}"), 404)
    await a_widget(office)
    look = answer(await office.http.get(CHAT))
    assert (look["title"], look["accent"], look["files"]) == ("Help", "#1f5fbf", True)
    removed = await office.http.delete("/v1/widgets/web", headers=office.headers("ada"))
    assert answer(removed) == {"widgets": []}
    problem(await office.http.get(CHAT), 404)


async def test_an_address_is_kept_said_and_proves_nothing(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    problem(await anna.ask("POST", "/contact", {"email": "anna@example.com"}), 404)
    await anna.say("I want to speak to a human, please.")
    for wrong in ("anna", "anna@", "a b@example.com", "anna@example", "<x>@example.com", "a@" + "b" * 300 + ".example"):
        assert problem(await anna.ask("POST", "/contact", {"email": wrong}), 422)["field"] == "email"
    answer(await anna.ask("POST", "/contact", {"email": " anna@example.com "}))
    await post(office)
    heard = await anna.heard()
    assert heard[0]["text"] == "I want to speak to a human, please."
    assert "anna@example.com" in str(heard[-1]["text"])
    state = (await office.world.house.journal.load(office.world.org, Conversation, anna.conversation)).state
    assert state.customer is None
    await office.do(f"/cases/{state.open_case}/claim", "vera")
    packet = await office.read(f"/cases/{state.open_case}/packet", "vera")
    assert inner(packet, "who")["email"] == "anna@example.com"


async def test_a_customer_rates_their_own_conversation(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    problem(await anna.ask("POST", "/ratings", {"kind": "csat", "score": 5}), 404)
    await anna.say("Thank you!")
    answer(await anna.ask("POST", "/ratings", {"kind": "csat", "score": 5, "comment": "Quick."}))
    assert problem(await anna.ask("POST", "/ratings", {"kind": "csat", "score": 6}), 422)["field"] == "score"
    await office.place()
    heads = await office.world.house.library.heads(office.world.org, limit=1_000)
    (rated,) = [head for head in heads if head.verb == "ConversationRated"]
    assert (rated.by["kind"], rated.by["reported_by"], rated.data["score"]) == ("customer", None, 5)


async def test_somebody_who_asks_too_fast_is_told_so_and_nobody_else_suffers(office: Office) -> None:
    await a_widget(office)
    anna, bob = await a_visitor(office), await a_visitor(office)
    object.__setattr__(office.app.state.edge, "visitors", Limiter(per_second=1, burst=3))
    answers = [await anna.ask("GET", "/messages") for _ in range(4)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert answers[-1].headers["access-control-allow-origin"] == SITE
    assert (await bob.ask("GET", "/messages")).status_code == 200


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"id": "m1", "text": "x" * 8_001}, 422, "text"),
        ({"id": "m1", "text": "   "}, 422, "text"),
        ({"id": "m1"}, 422, "text"),
        ({"id": "m 1", "text": "x"}, 422, "id"),
        ({"id": "m1", "text": "x", "author": "agent"}, 422, "author"),
        ({"id": "m1", "text": "x", "attachments": ["f1"]}, 404, "attachments[0]"),
        ({"id": "m1", "text": "x" * 70_000}, 413, "$"),
    ],
)
async def test_what_cannot_be_said_is_refused_by_name(office: Office, body: Json, status: int, field: str) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    assert problem(await anna.ask("POST", "/messages", body), status)["field"] == field
    assert await anna.heard() == []


async def test_nothing_is_stored_for_somebody_who_only_looks(office: Office) -> None:
    await a_widget(office)
    before = await office.world.house.library.last_number(office.world.org)
    anna = await a_visitor(office)
    await anna.heard()
    async with streaming(anna) as stream:
        assert (await stream.next("state"))["speaker"] == "agent"
    await office.place()
    find = office.world.house.journal.find
    assert await find(office.world.org, Conversation, ConversationId(anna.conversation)) is None
    placed = await office.world.house.library.last_number(office.world.org)
    assert placed >= before


async def test_the_stream_tells_words_and_who_has_the_floor(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    async with streaming(anna) as stream:
        assert stream.status == 200
        assert stream.headers["access-control-allow-origin"] == SITE
        assert stream.headers["content-type"].startswith("text/event-stream")
        first = await stream.next("state")
        assert (first["speaker"], first["name"]) == ("agent", "Shop")
        await anna.say("Where is my parcel?")
        assert (await stream.next("message"))["text"] == "Where is my parcel?"
        await office.do(f"/conversations/{anna.conversation}/takeover", "vera")
        state = await stream.next("state")
        assert (state["speaker"], state["name"], state["typing"]) == ("person", "Vera", None)
        await office.do(f"/conversations/{anna.conversation}/typing", "vera")
        assert (await stream.next("state"))["typing"] == "person"
        await office.do(f"/conversations/{anna.conversation}/messages", "vera", {"id": "v1", "text": "Vera here."})
        await post(office)
        said = await stream.next("message")
        assert (said["author"], said["name"], said["text"]) == ("person", "Vera", "Vera here.")


async def test_the_stream_goes_on_where_a_listener_left_off(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    for number in range(1, 41):
        await anna.say(f"Line {number}", f"m{number}")
    async with streaming(anna, **{"last-event-id": "40"}) as stream:
        numbers = [(await stream.next("message"))["number"] for _ in range(30)]
        assert numbers == list(range(11, 41))
        await anna.say("One more", "m41")
        assert (await stream.next("message"))["number"] == 41
    assert problem(await anna.ask("GET", "/stream", after="soon"), 422)["field"] == "after"


async def test_who_waits_hears_the_position(office: Office) -> None:
    await a_widget(office)
    first, second = await a_visitor(office), await a_visitor(office)
    await first.say("I want to speak to a human, please.")
    await second.say("I want to speak to a human, please.")
    async with streaming(second) as stream:
        state = await stream.next("state")
        assert state["waiting"] is True
        assert state["position"] == 2
        assert state["speaker"] == "queue"


async def test_a_conversation_is_followed_by_so_many_at_most_and_a_place_comes_free(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office)

    async def listen(until: asyncio.Event, ready: asyncio.Semaphore) -> None:
        async with streaming(anna):
            ready.release()
            await until.wait()

    enough, ready = asyncio.Event(), asyncio.Semaphore(0)
    listening = [asyncio.create_task(listen(enough, ready)) for _ in range(8)]
    for _ in listening:
        await ready.acquire()
    problem(await anna.ask("GET", "/stream"), 429)
    enough.set()
    await asyncio.gather(*listening)
    assert office.app.state.edge.listening == {}


async def test_the_customers_typing_is_seen_for_a_moment_and_never_stored(office: Office) -> None:
    await a_widget(office)
    anna = await a_visitor(office)
    await anna.say("Hello?")
    place = f"/conversations/{anna.conversation}/typing"
    answer(await anna.ask("POST", "/typing"))
    assert (await office.read(place, "vera"))["customer"] is True
    office.world.clock.wait(7)
    assert (await office.read(place, "vera"))["customer"] is False


async def test_the_settings_say_how_to_embed_it(office: Office) -> None:
    widget = await a_widget(office, texts={"send": "Off it goes"}, accent="#AA0000", greeting="Hi!")
    assert widget["script"] == '<script src="http://handrail/widget.js" data-widget="acme.web" defer></script>'
    assert (widget["accent"], widget["texts"]) == ("#aa0000", {"send": "Off it goes"})
    read = await office.read("/widgets", "ada")
    assert rows(read, "widgets") == [widget]
    wrong = await office.http.put("/v1/widgets/web", json={"agent": "ghost"}, headers=office.headers("ada"))
    assert problem(wrong, 404)["field"] == "agent"
