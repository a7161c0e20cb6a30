"""What a person does with a case, by request."""

from handrail_server.core.basics.ids import PersonId
from server.tests.api.office import Office, inner, part, problem, rows


async def test_a_case_is_claimed_answered_resolved_and_closed(office: Office) -> None:
    case = await office.a_case()
    claimed = await office.do(f"/cases/{case}/claim", "rita")
    rita = office.callers["rita"].actor.id
    assert inner(claimed, "case")["owner"] == rita
    assert inner(claimed, "floor") == {"holder": "person", "id": rita, "epoch": 3}
    await office.do("/conversations/c1/messages", "rita", {"id": "m1", "text": "Hello, I am Rita."})
    resolved = await office.do(f"/cases/{case}/resolution", "rita", {"outcome": "resolved", "note": "Parcel found."})
    assert (inner(resolved, "case")["state"], inner(resolved, "floor")["holder"]) == ("wrapping", "agent")
    await office.do(f"/cases/{case}/wrap-up-extension", "rita", {"seconds": 120})
    ended = await office.delete(f"/cases/{case}/wrap-up", "rita")
    assert part(ended.json(), "case", "state") == "closed"


async def test_a_claimed_case_cannot_be_claimed_by_another_person(office: Office) -> None:
    case = await office.a_case()
    await office.do(f"/cases/{case}/claim", "rita")
    assert problem(await office.post(f"/cases/{case}/claim", "sam"), 409)["reason"] == "move_refused"


async def test_the_same_request_with_its_key_gets_the_recorded_answer(office: Office) -> None:
    case = await office.a_case()
    first = await office.post(f"/cases/{case}/claim", "rita", Idempotency_Key="once")
    again = await office.post(f"/cases/{case}/claim", "rita", Idempotency_Key="once")
    assert first.content == again.content
    assert again.headers["idempotency-replayed"] == "true"


async def test_a_case_given_back_waits_again(office: Office) -> None:
    case = await office.a_case()
    await office.do(f"/cases/{case}/claim", "rita")
    given = (await office.delete(f"/cases/{case}/claim", "rita")).json()
    assert (part(given, "case", "state"), part(given, "case", "owner")) == ("queued", None)


async def test_an_offer_is_accepted_or_declined_by_whom_it_was_made_to(office: Office) -> None:
    case = await office.a_case()
    await office.world.hire("wanda", "general")
    await office.world.work()
    (offer,) = rows(await office.read(f"/cases/{case}", "vera"), "offers")
    wanda = office.world.as_person(PersonId(str(offer["person"])))
    await office.key("wanda", wanda)
    assert problem(await office.post(f"/cases/{case}/acceptance", "rita"), 409)["reason"] == "move_refused"
    problem(await office.post(f"/cases/{case}/decline", "wanda", {"reason": "My free words"}), 422)
    declined = await office.do(f"/cases/{case}/decline", "wanda", {"reason": "wrong_skill"})
    assert inner(declined, "case")["state"] == "queued"
    await office.world.work()
    accepted = await office.do(f"/cases/{case}/acceptance", "wanda")
    assert inner(accepted, "case")["owner"] == wanda.actor.id


async def test_a_case_is_passed_on_to_a_queue_or_person_that_exists(office: Office) -> None:
    case = await office.a_case()
    await office.do(f"/cases/{case}/claim", "rita")
    path = f"/cases/{case}/transfer"
    assert problem(await office.post(path, "rita", {}), 422)["field"] == "queue"
    assert problem(await office.post(path, "rita", {"queue": "nowhere"}), 422)["field"] == "queue"
    assert problem(await office.post(path, "rita", {"person": "nobody"}), 422)["field"] == "person"
    moved = inner(await office.do(path, "rita", {"queue": "sales", "note": "Wants a contract."}), "case")
    assert (moved["queue"], moved["state"], moved["transfers"]) == ("sales", "queued", 1)


async def test_others_are_asked_inside_a_case(office: Office) -> None:
    case = await office.a_case()
    await office.do(f"/cases/{case}/claim", "rita")
    sam = office.callers["sam"].actor.id
    path = f"/cases/{case}/consultations"
    assert problem(await office.post(path, "rita", {"asked": "nobody", "question": "?"}), 422)["field"] == "asked"
    asked = await office.do(path, "rita", {"asked": sam, "question": "Is it in stock?"})
    consultation = part(asked, "case", "consultations", 0, "id")
    answered = await office.do(f"{path}/{consultation}/answer", "sam", {"answer": "Yes."})
    assert part(answered, "case", "consultations", 0, "answer") == "Yes."


async def test_cases_of_one_defect_are_linked(office: Office) -> None:
    case = await office.a_case()
    other = str(part(await office.do("/conversations/c1/flag", "vera"), "case", "id"))
    linked = await office.do(f"/cases/{case}/links", "rita", {"case": other, "defect": "broken_lid"})
    assert (inner(linked, "case")["linked"], inner(linked, "case")["link"]) == ([other], "broken_lid")
    assert (await office.read(f"/cases/{other}", "vera"))["linked"] == [case]


async def test_a_conversation_is_handed_back_with_a_note(office: Office) -> None:
    case = await office.a_case()
    await office.do(f"/cases/{case}/claim", "rita")
    back = await office.do(f"/cases/{case}/hand-back", "rita", {"note": "Replacement sent, promised for Friday."})
    assert (inner(back, "case")["state"], inner(back, "floor")["holder"]) == ("handed_back", "agent")


async def test_a_rep_may_not_reassign_nor_call_off_what_is_not_theirs(office: Office) -> None:
    case = await office.a_case()
    sam = office.callers["sam"].actor.id
    refused = problem(await office.post(f"/cases/{case}/reassignment", "rita", {"person": sam, "why": "x"}), 403)
    assert "`reassign`" in str(refused["detail"])
    refused = problem(await office.post(f"/cases/{case}/withdrawal", "rita", {"reason": "spam"}), 403)
    assert "`reassign`" in str(refused["detail"])
    gone = await office.do(f"/cases/{case}/withdrawal", "vera", {"reason": "spam"})
    assert (inner(gone, "case")["state"], inner(gone, "floor")["holder"]) == ("withdrawn", "agent")


async def test_an_action_that_waited_on_a_withdrawn_approval_never_runs(office: Office) -> None:
    floor = (await office.world.customer("Please refund my order.")).conversation.control.epoch
    asked = await office.do(
        "/conversations/c1/actions",
        "shop",
        {"call_id": "k1", "tool": "issue_refund", "arguments": {"amount": "900"}, "floor": floor},
    )
    assert asked["verdict"] == "ask_first"
    await office.do(f"/cases/{asked['case']}/withdrawal", "vera", {"reason": "not_needed"})
    assert (await office.read(f"/actions/{asked['action']}", "shop"))["state"] == "refused"


async def test_opening_a_seal_takes_the_credential_and_a_purpose(office: Office) -> None:
    case = await office.a_case("My health insurance denied my claim for diabetes treatment; I dispute the bill.")
    path = f"/cases/{case}/seal-opening"
    problem(await office.post(path, "vera", {"purpose": "Because I am curious!"}), 422)
    opened = await office.do(path, "vera", {"purpose": "quality_check"})
    assert inner(opened, "case")["readable"] is True


async def test_no_verb_is_an_agents_and_none_reaches_another_organisation(office: Office) -> None:
    case = await office.a_case()
    bodies: dict[str, dict[str, object] | None] = {
        "claim": None,
        "acceptance": None,
        "decline": {"reason": "busy"},
        "reassignment": {"person": "person_0001", "why": "x"},
        "resolution": {"outcome": "resolved"},
        "document": {"decision": "x"},
        "hand-back": {"note": "x"},
        "wrap-up-extension": {"seconds": 60},
        "seal-opening": {"purpose": "look"},
        "withdrawal": {"reason": "spam"},
        "labels": {"label": "needed"},
        "score-card": {"scores": [1]},
        "votes": {"vote": "approve", "digest": "0" * 64},
        "release": {},
        "discard": {},
    }
    for verb, body in bodies.items():
        path = f"/cases/{case}/{verb}"
        assert problem(await office.post(path, "shop", body), 403)["reason"] == "forbidden", verb
        assert problem(await office.post(path, "stranger", body), 404)["reason"] == "not_found", verb
        if body:
            assert problem(await office.post(path, "rita", {**body, "surprise": 1}), 422)["field"] == "surprise", verb
