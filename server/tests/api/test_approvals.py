"""Approvals as approvers see them: what is asked, who may decide, why one may not, and what was decided."""

from dataclasses import replace

from handrail_server.core.basics.ids import PersonId
from handrail_server.core.turns.agent import Agent
from handrail_server.flows.register_agent import put_agent
from server.tests.api.office import Json, Office, inner, part, problem, rows


async def _refund(office: Office, call: str = "k1", amount: str = "900") -> Json:
    floor = (await office.world.customer("Please refund my order.")).conversation.control.epoch
    body: Json = {"call_id": call, "tool": "issue_refund", "arguments": {"amount": amount}, "floor": floor}
    return await office.do("/conversations/c1/actions", "shop", body)


async def _decide(office: Office, asked: Json, vote: str, who: str = "paul") -> None:
    body: Json = {"vote": vote, "digest": asked["digest"], "ground": "I looked at it."}
    await office.do(f"/cases/{asked['case']}/votes", who, body)


def _ids(page: Json) -> list[object]:
    return [part(each, "case", "id") for each in rows(page, "approvals")]


async def test_an_approval_shows_the_act_who_may_decide_and_when_it_runs_out(office: Office) -> None:
    asked = await _refund(office)
    (approval,) = rows(await office.read("/approvals", "paul"), "approvals")
    act = inner(approval, "case", "asked")
    assert (act["tool"], act["arguments"], act["digest"]) == ("issue_refund", {"amount": "900"}, asked["digest"])
    assert act["expires_at"]
    assert rows(approval, "case", "reasons"), "why it asks first, with evidence"
    may = {office.callers["paul"].actor.id, office.callers["vera"].actor.id}
    people = part(approval, "approvers", "people")
    assert isinstance(people, list)
    assert set(people) == may
    assert (approval["may_not_approve"], approval["may_not_reject"], approval["action"]) == (None, None, "waiting")
    assert await office.read(f"/approvals/{asked['case']}", "paul") == approval


async def test_who_may_not_decide_is_told_why(office: Office) -> None:
    asked = await _refund(office)
    seen = await office.read(f"/approvals/{asked['case']}", "otto")
    assert inner(seen, "may_not_approve")["message"] == "This needs the right `decide`."
    assert inner(seen, "may_not_reject")["reason"] == "forbidden"
    await office.http.patch(
        f"/v1/people/{office.callers['paul'].actor.id}",
        json={"authorities": [{"act": "*", "up_to": {"amount": "10", "currency": "USD"}}]},
        headers=office.headers("ada"),
    )
    limited = await office.read(f"/approvals/{asked['case']}", "paul")
    assert "beyond your authority" in str(inner(limited, "may_not_approve")["message"])
    assert limited["may_not_reject"] is None, "anybody entitled may say no, whatever the amount"
    assert part(limited, "approvers", "people") == [office.callers["vera"].actor.id]
    problem(await office.get(f"/approvals/{asked['case']}", "uma"), 403)


async def test_whoever_owns_the_agent_that_asks_says_no_to_it_but_never_yes(office: Office) -> None:
    asked = await _refund(office)
    house, paul = office.world.house, office.callers["paul"].actor.id
    shop = (await house.journal.load(office.world.org, Agent, "shop")).state
    await put_agent(house, office.world.admin, replace(shop, owner=PersonId(str(paul))))
    seen = await office.read(f"/approvals/{asked['case']}", "paul")
    assert "owner of the agent" in str(inner(seen, "may_not_approve")["message"])
    assert seen["may_not_reject"] is None
    assert part(seen, "approvers", "people") == [office.callers["vera"].actor.id]
    body: Json = {"vote": "approve", "digest": asked["digest"], "ground": "I built it."}
    assert "owner of the agent" in str(problem(await office.post(f"/cases/{asked['case']}/votes", "paul", body), 403))
    await _decide(office, asked, "reject")
    later = await _refund(office, "k2", "901")
    await put_agent(house, office.world.admin, replace(shop, owner=None))
    assert (await office.read(f"/approvals/{later['case']}", "paul"))["may_not_approve"], "it was theirs when it asked"
    await _decide(office, later, "approve", "vera")


async def test_a_case_of_another_kind_is_no_approval(office: Office) -> None:
    case = await office.a_case()
    assert problem(await office.get(f"/approvals/{case}", "vera"), 404)["field"] == "case"


async def test_the_history_has_the_last_decision_first_page_by_page(office: Office) -> None:
    asked = []
    for number, vote in enumerate(("approve", "reject", "approve", "reject")):
        asked.append(await _refund(office, f"k{number}", str(900 + number)))
        office.world.clock.wait(1)
        await _decide(office, asked[-1], vote, "paul" if number < 3 else "vera")
    names = [each["case"] for each in reversed(asked)]
    assert _ids(await office.read("/approvals", "paul")) == []
    first = await office.read("/approvals", "paul", state="decided", limit=3)
    assert _ids(first) == names[:3]
    rest = await office.read("/approvals", "paul", state="decided", limit=3, cursor=first["next"])
    assert (_ids(rest), rest["next"]) == (names[3:], None)
    rejected = await office.read("/approvals", "paul", state="decided", outcome="rejected")
    assert _ids(rejected) == [asked[3]["case"], asked[1]["case"]]
    mine = await office.read("/approvals", "vera", state="decided", decided_by="me", limit=1)
    assert _ids(mine) == [asked[3]["case"]]
    assert _ids(await office.read("/approvals", "paul", state="decided", tool="send_wire")) == []
    (last, *_) = rows(first, "approvals")
    assert (last["action"], last["may_not_approve"], part(last, "approvers", "people")) == ("refused", None, [])
    assert part(last, "case", "document", "ground") == "I looked at it."


async def test_a_withdrawn_case_of_another_kind_stands_in_no_history(office: Office) -> None:
    case = await office.a_case()
    await office.do(f"/cases/{case}/withdrawal", "vera", {"reason": "by_mistake"})
    assert _ids(await office.read("/approvals", "vera", state="decided")) == []


async def test_whoever_sees_no_such_case_sees_none_of_its_history(office: Office) -> None:
    await _decide(office, await _refund(office), "approve")
    assert _ids(await office.read("/approvals", "otto", state="decided"))
    assert _ids(await office.read("/approvals", "uma", state="decided")) == []


async def test_filters_that_mean_nothing_are_refused(office: Office) -> None:
    assert problem(await office.get("/approvals", "paul", state="open"), 422)["field"] == "state"
    assert problem(await office.get("/approvals", "paul", state="decided", outcome="maybe"), 422)["field"] == "outcome"
