"""Deciding by request what waits for a decision."""

from server.tests.api.office import Json, Office, inner, part, problem


async def _refund(office: Office, amount: str = "900") -> Json:
    floor = (await office.world.customer("Please refund my order.")).conversation.control.epoch
    body: Json = {"call_id": "k1", "tool": "issue_refund", "arguments": {"amount": amount}, "floor": floor}
    return await office.do("/conversations/c1/actions", "shop", body)


async def test_an_action_is_approved_by_its_exact_digest_and_leased(office: Office) -> None:
    asked = await _refund(office)
    path = f"/cases/{asked['case']}/votes"
    shown = inner(await office.read(f"/cases/{asked['case']}", "paul"), "asked")
    assert shown["arguments"] == {"amount": "900"}
    wrong = problem(await office.post(path, "paul", {"vote": "approve", "digest": "0" * 64}), 422)
    assert wrong["field"] == "digest"
    approved = await office.do(path, "paul", {"vote": "approve", "digest": asked["digest"]})
    assert inner(approved, "case")["state"] == "approved"
    lease = await office.do(f"/actions/{asked['action']}/lease", "shop", {"digest": asked["digest"]})
    assert lease["lease"]


async def test_one_rejection_ends_it(office: Office) -> None:
    asked = await _refund(office)
    vote: Json = {"vote": "reject", "digest": asked["digest"], "ground": "Out of policy."}
    rejected = await office.do(f"/cases/{asked['case']}/votes", "paul", vote)
    assert (inner(rejected, "case")["state"], inner(rejected, "case")["outcome"]) == ("rejected", "rejected")
    assert (await office.read(f"/actions/{asked['action']}", "shop"))["state"] == "refused"


async def test_a_rep_without_the_right_decides_nothing(office: Office) -> None:
    asked = await _refund(office)
    vote: Json = {"vote": "approve", "digest": asked["digest"]}
    assert "`decide`" in str(problem(await office.post(f"/cases/{asked['case']}/votes", "rita", vote), 403)["detail"])


async def test_how_the_client_was_contacted_is_recorded(office: Office) -> None:
    asked = await _refund(office)
    body: Json = {"means": "call_to_number_on_file", "contact": "+1 555", "result": "Confirmed.", "confirmed": True}
    verified = await office.do(f"/cases/{asked['case']}/verification", "paul", body)
    assert part(verified, "case", "asked", "verification", "confirmed") is True


async def _held(office: Office) -> str:
    floor = (await office.world.customer("When does my parcel come?")).conversation.control.epoch
    await office.do("/conversations/c1/reply-hold", "vera")
    judged = await office.world.proposes("It comes the day after tomorrow.", floor)
    assert judged.case is not None
    return judged.case


async def test_a_held_reply_is_released_with_other_words(office: Office) -> None:
    case = await _held(office)
    released = await office.do(f"/cases/{case}/release", "vera", {"text": "It comes tomorrow at noon."})
    assert (inner(released, "case")["state"], inner(released, "case")["outcome"]) == ("released", "edited")
    assert inner(released, "floor")["holder"] == "agent"


async def test_a_held_reply_is_discarded_with_a_code(office: Office) -> None:
    case = await _held(office)
    problem(await office.post(f"/cases/{case}/discard", "vera", {"reason": "I do not like it"}), 422)
    discarded = await office.do(f"/cases/{case}/discard", "vera", {"reason": "incorrect", "note": "It is lost."})
    assert inner(discarded, "case")["state"] == "discarded"


async def test_a_review_is_scored_by_who_claimed_it(office: Office) -> None:
    await office.world.customer("Where is my parcel?")
    review = part(await office.do("/conversations/c1/flag", "rita"), "case", "id")
    await office.do(f"/cases/{review}/claim", "vera")
    questions = part(await office.read(f"/cases/{review}", "vera"), "score_card", "questions")
    assert isinstance(questions, list)
    problem(await office.post(f"/cases/{review}/score-card", "vera", {"scores": [5]}), 422)
    scored = await office.do(f"/cases/{review}/score-card", "vera", {"scores": [4] * len(questions)})
    assert inner(scored, "case")["state"] == "closed"
