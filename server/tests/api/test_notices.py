"""A person's notices: listed for them, acknowledged for everybody."""

from handrail_server.core.basics.ids import CaseId, PersonId
from handrail_server.core.cases.case import Case
from handrail_server.ports.knowing import InboxNotice
from server.tests.api.office import Office, problem, rows


async def _critical(office: Office) -> tuple[str, str]:
    """A critical case whose notice the worker has put into Vera's list: case and notice."""
    case = await office.a_case("You will hear from my lawyer, I am going to sue you.")
    state = (await office.world.house.journal.load(office.world.org, Case, case)).state
    notice = state.notices[0]
    document = {
        "severity": notice.severity.value,
        "reason": notice.reasons[0],
        "reasons": list(notice.reasons),
        "line": "Legal threat.",
        "link": notice.link,
        "amount": None,
        "conversation": "c1",
    }
    inbox = office.world.house.notices
    vera = PersonId(office.callers["vera"].actor.id)
    row = InboxNotice(
        org=office.world.org, id=notice.id, person=vera, case=CaseId(case), document=document, at=notice.raised_at
    )
    await inbox.put(row)
    return case, notice.id


async def test_a_notice_is_seen_once_for_all_and_climbs_no_further(office: Office) -> None:
    case, notice = await _critical(office)
    (shown,) = rows(await office.read("/notices", "vera"), "notices")
    assert (shown["id"], shown["severity"], shown["case"], shown["acknowledged_at"]) == (notice, "critical", case, None)
    seen = await office.do(f"/notices/{notice}/acknowledgement", "vera")
    assert seen["acknowledged_by"] == office.callers["vera"].actor.id
    assert (await office.do(f"/notices/{notice}/acknowledgement", "vera"))["acknowledged_at"]
    state = (await office.world.house.journal.load(office.world.org, Case, case)).state
    assert state.notices[0].climbs_at is None


async def test_what_is_not_in_ones_own_list_is_not_found(office: Office) -> None:
    _, notice = await _critical(office)
    for who in ("rita", "stranger"):
        problem(await office.post(f"/notices/{notice}/acknowledgement", who), 404)
        assert rows(await office.read("/notices", who), "notices") == []
    problem(await office.get("/notices", "shop"), 403)
    assert problem(await office.get("/notices", "vera", cursor="?"), 422)["field"] == "cursor"
