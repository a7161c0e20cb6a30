"""The supervisor's board: by right, ranked, and told in changes that add up to a fresh board."""

from itertools import pairwise

import pytest

from handrail_server.core.basics.ids import CustomerId
from handrail_server.core.basics.time import DAY
from handrail_server.core.routing.person import Role
from handrail_server.house.boards import Boards
from handrail_server.house.days import Days, midnights_of
from server.tests.api.office import Json, Office, inner, part, problem, rows


class Console:
    """Looks once, then asks for changes only."""

    def __init__(self, office: Office, who: str = "vera") -> None:
        self.office = office
        self.who = who
        self.rows: dict[str, Json] = {}
        self.people: object = None
        self.newest: Json = {}

    async def ask(self) -> Json:
        await self.office.place()
        cursor = {"since": self.newest["cursor"]} if self.newest else {}
        self.newest = board = await self.office.read("/board", self.who, **cursor)
        if board["whole"]:
            self.rows.clear()
        left = part(board, "gone")
        assert isinstance(left, list)
        for name in left:
            self.rows.pop(name, None)
        self.rows |= {str(row["id"]): row for row in rows(board, "rows")}
        self.people = board["people"] or self.people
        return board

    async def is_fresh(self) -> None:
        """What it knows is what somebody sees who comes anew."""
        changes = await self.ask()
        fresh = await self.office.read("/board", self.who)
        assert fresh["whole"] is True
        assert self.rows == {str(row["id"]): row for row in rows(fresh, "rows")}
        assert self.people == fresh["people"]
        for name in ("queues", "notices", "stops", "live", "number"):
            assert changes[name] == fresh[name], name


def signs(row: Json) -> list[str]:
    return [str(need["sign"]) for need in rows(row, "needs")]


async def test_the_board_is_for_those_who_may_monitor_or_read_everything(office: Office) -> None:
    assert problem(await office.get("/board", "rita"), 403)["field"] is None
    problem(await office.get("/board", "shop"), 403)
    problem(await office.get("/board/today", "rita"), 403)
    for who in ("vera", "otto"):
        assert (await office.read("/board", who))["whole"] is True
    await office.http.patch(
        f"/v1/people/{office.callers['rita'].actor.id}", json={"rights": ["monitor"]}, headers=office.headers("ada")
    )
    assert (await office.read("/board", "rita"))["live"] == 0, "a senior rep with the right watches as well"


async def test_a_waiting_customer_stands_on_the_board_with_the_reasons(office: Office) -> None:
    case = await office.a_case()
    await office.place()
    board = await office.read("/board", "vera")
    (row,) = rows(board, "rows")
    assert (row["id"], row["level"], row["holder"]) == ("c1", "now", {"kind": "queue", "id": "general"})
    assert "waits_for_person" in signs(row)
    (waits,) = rows(row, "cases")
    assert (waits["id"], waits["queue"], waits["reasons"]) == (case, "general", ["explicit_request"])
    general = next(queue for queue in rows(board, "queues") if queue["id"] == "general")
    assert (general["waiting"], general["oldest_at"]) == (1, waits["requested_at"])
    assert "please" not in str(board), "no words"


async def test_changes_after_a_look_add_up_to_a_fresh_look(office: Office) -> None:
    console = Console(office)
    await console.ask()
    case = await office.a_case()
    await console.is_fresh()
    await office.do(f"/cases/{case}/claim", "rita")
    await console.is_fresh()
    await office.do("/conversations/c1/messages", "rita", {"id": "m1", "text": "Hello!"})
    await office.world.customer("Finally. Where is my parcel?")
    await console.is_fresh()
    assert (await console.ask())["rows"] == [], "nothing has changed"
    await office.world.wait(600)
    await console.is_fresh()
    await office.do("/conversations/c1/takeover", "vera")
    await office.do("/conversations/c1/flag", "vera")
    await console.is_fresh()
    await office.do(f"/cases/{case}/hand-back", "vera", {"note": "Done."})
    await office.do("/emergency-stops", "vera", {"scope": "agent", "id": "shop", "why": "odd answers"})
    await console.is_fresh()
    assert [stop["id"] for stop in rows(console.newest, "stops")] == ["shop"]
    office.world.clock.wait(7_200)
    await console.is_fresh()


async def test_a_process_that_starts_anew_shows_the_same_board(office: Office) -> None:
    await office.a_case()
    await office.place()
    before = await office.read("/board", "vera")
    office.world.clock.wait(1)
    object.__setattr__(office.world.house, "boards", Boards())
    again = await office.read("/board", "vera", since=before["cursor"])
    assert (again["rows"], again["people"]) == (before["rows"], before["people"])


async def test_a_cursor_that_is_none_is_refused(office: Office) -> None:
    assert problem(await office.get("/board", "vera", since="yesterday"), 422)["field"] == "since"


async def test_no_name_stands_beside_a_sealed_conversation(office: Office) -> None:
    await office.world.customer("My social security number is 078-05-1120.", named="ann")
    await office.place()
    (row,) = rows(await office.read("/board", "vera"), "rows")
    assert (row["sealed"], row["customer"], row["customer_name"]) == (True, CustomerId("ann"), None)


async def test_a_stop_says_before_what_it_would_stop(office: Office) -> None:
    await office.world.customer("Where is my parcel?")
    await office.place()
    preview = await office.read("/emergency-stops/preview", "vera", scope="agent", id="shop")
    assert (preview["conversations"], preview["agents"], preview["in_force"]) == (1, ["shop"], False)
    assert (await office.read("/emergency-stops/preview", "vera", scope="topic", id="wires"))["conversations"] == 0
    whole = await office.read("/emergency-stops/preview", "vera", scope="organisation")
    assert (whole["conversations"], whole["id"]) == (1, "acme")
    await office.do("/emergency-stops", "vera", {"scope": "agent", "id": "shop", "why": "odd answers"})
    assert (await office.read("/emergency-stops/preview", "vera", scope="agent", id="shop"))["in_force"] is True
    problem(await office.get("/emergency-stops/preview", "rita", scope="organisation"), 403)
    assert problem(await office.get("/emergency-stops/preview", "vera", scope="agent"), 422)["field"] == "id"
    assert problem(await office.get("/emergency-stops/preview", "vera", scope="all"), 422)["field"] == "scope"


async def test_today_is_told_from_todays_facts_and_the_same_weekdays_before(office: Office) -> None:
    await office.a_case()
    await office.place()
    today = await office.read("/board/today", "vera")
    rate = next(figure for figure in rows(today, "figures") if figure["name"] == "escalation_rate")
    assert (rate["value"], rate["of"], rate["usual"], rate["days"]) == (1.0, 1, None, 0)
    assert rate["definition"]
    await office.world.customer("I am furious, this is ridiculous!")
    await office.place()
    mood = next(f for f in rows(await office.read("/board/today", "vera"), "figures") if f["name"] == "sentiment")
    assert (mood["of"], float(str(mood["value"])) < 0) == (2, True)
    office.world.clock.wait(7 * DAY // 1_000)
    await office.world.customer("Hello again.")
    await office.place()
    later = next(f for f in rows(await office.read("/board/today", "vera"), "figures") if f["name"] == "sentiment")
    assert (later["of"], later["days"]) == (1, 0), "two turns make no usual day"


async def test_a_day_is_found_in_the_ledger_wherever_it_begins(office: Office) -> None:
    house, org = office.world.house, office.world.org
    for _ in range(3):
        await office.world.customer("Where is it?")
        await office.place()
        office.world.clock.wait(7 * DAY // 1_000)
    now = house.clock.now()
    days = await Days().of(house.library, org, zone="UTC", offset=house.offset, now=now)
    assert [len(day.sentiment.at) for day in (days.today, *days.past)] == [0, 1, 1, 1, 0]
    assert days.past[0].midnight == midnights_of(now, "UTC", house.offset)[1]


async def test_a_midnight_is_the_organisations_own(office: Office) -> None:
    offset = office.world.house.offset
    now = office.world.clock.now()
    berlin = midnights_of(now, "Europe/Berlin", offset)
    assert berlin[0] % DAY == 22 * 3_600_000, "two hours before UTC's in summer"
    assert {after - before for before, after in pairwise(berlin)} == {-7 * DAY}


async def test_who_supervises_sees_presence_and_load(office: Office) -> None:
    case = await office.a_case()
    await office.do(f"/cases/{case}/claim", "rita")
    await office.place()
    people = {str(one["id"]): one for one in rows(await office.read("/board", "vera"), "people")}
    rita = people[office.callers["rita"].actor.id]
    assert (rita["used"], rita["cases"]) == (1, [case])
    assert inner(rita)["status"] in ("online", "offline")


@pytest.mark.parametrize("role", [Role.APPROVER])
async def test_an_approver_has_no_board(office: Office, role: Role) -> None:
    await office.hire("pia", role=role)
    problem(await office.get("/board", "pia"), 403)


async def test_everybody_is_told_how_many_wait_in_their_queues(office: Office) -> None:
    await office.a_case()
    for who, seen in (("rita", {"general"}), ("uma", set())):
        queues = rows(await office.read("/queues/waiting", who), "queues")
        assert {str(each["id"]) for each in queues if each["waiting"] == 1} == seen
    all_queues = rows(await office.read("/queues/waiting", "vera"), "queues")
    assert sum(int(str(each["waiting"])) for each in all_queues) == 1
