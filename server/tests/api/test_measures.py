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
