"""Measures and the register, read on from heads as they come."""

import csv
import io

from handrail_server.core.learning.register import register
from handrail_server.house.books import Books
from server.tests.api.office import Office, inner, problem, rows


async def _worked(office: Office) -> str:
    case = await office.a_case()
    office.world.clock.wait(60)
    await office.do(f"/cases/{case}/claim", "rita")
    await office.do("/conversations/c1/messages", "rita", {"id": "m1", "text": "Hello."})
    return case


async def test_a_book_read_on_is_the_book_rebuilt(office: Office) -> None:
    house, org = office.world.house, office.world.org
    case = await _worked(office)
    await office.place()
    await house.books.of(house.library, org)
    await office.do(f"/cases/{case}/resolution", "rita", {"outcome": "resolved"})
    await office.do("/conversations/c1/ratings", "shop", {"kind": "csat", "score": 5})
    await office.place()
    read_on = await house.books.of(house.library, org)
    rebuilt = await Books().of(house.library, org)
    assert read_on.number == rebuilt.number == await house.library.last_number(org)
    assert read_on.book.cases == rebuilt.book.cases
    assert read_on.book.conversations == rebuilt.book.conversations
    assert (read_on.book.confidence, read_on.book.sentiment) == (rebuilt.book.confidence, rebuilt.book.sentiment)
    assert register(read_on.book) == register(rebuilt.book)


async def test_measures_come_with_their_definitions(office: Office) -> None:
    await _worked(office)
    await office.place()
    read = await office.read("/measures", "vera", by="agent")
    measures = {each["name"]: each for each in rows(read, "measures")}
    assert measures["escalation_rate"]["value"] == 1.0
    assert all(each["definition"] for each in measures.values())
    assert list(inner(read, "by")) == ["shop"]
    assert [each["name"] for each in rows(read, "distributions")] == ["confidence", "sentiment"]


async def test_a_range_of_time_leaves_out_the_rest(office: Office) -> None:
    await _worked(office)
    await office.place()
    before = {
        each["name"]: each["of"]
        for each in rows(await office.read("/measures", "vera", until="2020-01-01"), "measures")
    }
    on_the_day = rows(await office.read("/escalations", "vera", since="2026-06-01", until="2026-06-01"), "escalations")
    assert before["escalation_rate"] == 0
    assert len(on_the_day) == 1
    assert problem(await office.get("/measures", "vera", since="yesterday"), 422)["field"] == "since"
    assert problem(await office.get("/measures", "vera", by="moon"), 422)["field"] == "by"


async def test_the_register_says_what_triggered_it_and_who_received_it(office: Office) -> None:
    case = await _worked(office)
    await office.place()
    (row,) = rows(await office.read("/escalations", "otto"), "escalations")
    assert (row["case"], row["received_by"]) == (case, [office.callers["rita"].actor.id])
    assert row["seconds_to_accept"] == 60.0
    assert str(row["triggers"]).startswith("['explicit_request")


async def test_the_register_is_one_csv(office: Office) -> None:
    case = await _worked(office)
    await office.place()
    answered = await office.get("/escalations", "otto", format="csv")
    assert answered.headers["content-type"].startswith("text/csv")
    (row,) = csv.DictReader(io.StringIO(answered.text))
    assert (row["case"], row["requested_at"]) == (case, "2026-06-01T11:00:00.000Z")
    assert problem(await office.get("/escalations", "otto", format="pdf"), 422)["field"] == "format"


async def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(office: Office) -> None:
    customer = "=cmd"
    case = (await office.world.customer("I want to speak to a human.", named=customer)).case
    await office.place()
    answered = await office.http.get("/v1/escalations", headers=office.headers("otto", accept="text/csv"))
    (row,) = csv.DictReader(io.StringIO(answered.text))
    assert (row["case"], row["customer"]) == (case, "'=cmd")


async def test_the_register_comes_in_pages(office: Office) -> None:
    await _worked(office)
    await office.do("/conversations/c1/flag", "vera")
    await office.place()
    first = await office.read("/escalations", "vera", limit=1)
    second = await office.read("/escalations", "vera", limit=1, cursor=str(first["next"]))
    cases = [each["case"] for page in (first, second) for each in rows(page, "escalations")]
    assert len(set(cases)) == 2
    assert second["next"] is None


async def test_numbers_are_for_who_may_measure_or_audit(office: Office) -> None:
    assert "`measure`" in str(problem(await office.get("/measures", "rita"), 403)["detail"])
    assert "`measure`" in str(problem(await office.get("/escalations", "rita"), 403)["detail"])
    await _worked(office)
    await office.place()
    assert rows(await office.read("/escalations", "stranger"), "escalations") == []


async def test_a_figure_leads_to_the_conversations_behind_it(office: Office) -> None:
    case = await _worked(office)
    turn = {"id": "t1", "author": "customer", "text": "Thank you.", "agent": "shop"}
    await office.do("/conversations/c2/turns", "shop", dict(turn))
    await office.place()
    page = await office.read("/measures/escalation_rate/conversations", "vera", limit=1)
    assert (inner(page, "measure")["value"], inner(page, "measure")["of"]) == (0.5, 2)
    (first,) = rows(page, "conversations")
    assert (first["conversation"], first["counts"]) == ("c2", False)
    more = await office.read("/measures/escalation_rate/conversations", "vera", limit=1, cursor=str(page["next"]))
    assert ([each["conversation"] for each in rows(more, "conversations")], more["next"]) == (["c1"], None)
    counted = await office.read("/measures/escalation_rate/conversations", "vera", counted="true")
    assert [each["conversation"] for each in rows(counted, "conversations")] == ["c1"]
    times = await office.read("/measures/time_to_human_median/conversations", "vera")
    assert [(each["case"], each["value"]) for each in rows(times, "conversations")] == [(case, 60.0)]
    assert problem(await office.get("/measures/joy/conversations", "vera"), 422)["field"] == "measure"
    assert problem(await office.get("/measures/csat/conversations", "vera", counted="so"), 422)["field"] == "counted"


async def test_measures_over_time_are_days_of_the_organisation(office: Office) -> None:
    await office.http.patch("/v1/organisation", json={"time_zone": "Asia/Tokyo"}, headers=office.headers("ada"))
    await _worked(office)
    await office.place()
    asked = {"since": "2026-05-31", "until": "2026-06-02", "measures": "conversations,csat"}
    series = await office.read("/measures/series", "vera", **asked)
    assert [(each["day"], each["values"]) for each in rows(series, "periods")] == [
        ("2026-05-31", [0.0, None]),
        ("2026-06-01", [1.0, None]),
        ("2026-06-02", [0.0, None]),
    ]
    assert rows(series, "periods")[0]["since"] == "2026-05-30T15:00:00.000Z"
    assert series["time_zone"] == "Asia/Tokyo"
    table = await office.get("/measures/series", "vera", format="csv", **asked)
    assert table.text.splitlines()[:2] == ["day,conversations,csat", "2026-05-31,0.0,"]
    assert problem(await office.get("/measures/series", "vera", every="year"), 422)["field"] == "every"
    assert problem(await office.get("/measures/series", "vera", measures="joy"), 422)["field"] == "measures"


async def test_a_target_is_a_setting_and_stands_beside_its_measure(office: Office) -> None:
    change = {"targets": [{"measure": "autonomous_share", "value": "0.8"}]}
    answered = await office.http.patch("/v1/organisation", json=change, headers=office.headers("ada"))
    assert answered.json()["targets"] == change["targets"]
    read = await office.read("/measures", "vera", measures="autonomous_share,csat")
    assert [each["target"] for each in rows(read, "measures")] == [0.8, None]
    wrong = {"targets": [{"measure": "joy", "value": "0.8"}]}
    refused = await office.http.patch("/v1/organisation", json=wrong, headers=office.headers("ada"))
    assert problem(refused, 422)["field"] == "targets"


async def test_measures_of_parts_and_their_rows_are_tables_too(office: Office) -> None:
    case = await _worked(office)
    await office.place()
    parts = list(csv.DictReader(io.StringIO((await office.get("/measures", "vera", by="agent", format="csv")).text)))
    rate = next(each for each in parts if each["measure"] == "escalation_rate")
    assert (rate["agent"], rate["value"], rate["of"]) == ("shop", "1.0", "1")
    whole = list(csv.DictReader(io.StringIO((await office.get("/measures", "vera", format="csv")).text)))
    assert len(whole) == len(parts)
    behind = await office.get("/measures/escalations/conversations", "vera", format="csv")
    (row,) = csv.DictReader(io.StringIO(behind.text))
    assert (row["case"], row["counts"]) == (case, "yes")


async def test_patterns_come_with_what_they_are(office: Office) -> None:
    await _worked(office)
    await office.place()
    read = await office.read("/measures/patterns", "vera")
    assert read["patterns"] == []
    assert set(inner(read, "definitions")) == {"reason", "label"}
