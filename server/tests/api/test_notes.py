"""What colleagues tell one another stays among them, and behind the seal where there is one."""

from server.tests.api.office import Office, problem, rows

HEALTH = "My health insurance denied my claim for diabetes treatment; I dispute the bill."


async def test_notes_whispers_and_words_given_with_a_case_are_read_together(office: Office) -> None:
    case = await office.a_case()
    await office.do(f"/cases/{case}/claim", "rita")
    for seconds, (path, body) in enumerate(
        (
            ("/conversations/c1/notes", {"id": "n1", "text": "Third time this month."}),
            (f"/cases/{case}/transfer", {"queue": "sales", "note": "Wants a contract."}),
        )
    ):
        office.world.clock.wait(seconds + 1)
        await office.do(path, "rita", {**body})
    office.world.clock.wait(5)
    await office.do("/conversations/c1/takeover", "vera")
    office.world.clock.wait(5)
    vera = office.callers["vera"].actor.id
    notes = rows(await office.read("/conversations/c1/notes", "vera"), "notes")
    assert [(note["kind"], note["text"]) for note in notes] == [
        ("note", "Third time this month."),
        ("transfer", "Wants a contract."),
    ]
    assert {note["by"] for note in notes} == {office.callers["rita"].actor.id}
    assert vera not in str(notes)


async def test_notes_about_sealed_words_are_sealed(office: Office) -> None:
    case = await office.a_case(HEALTH)
    await office.do(f"/cases/{case}/claim", "vera")
    await office.do("/conversations/c1/notes", "vera", {"id": "n1", "text": "Diabetes, second denial."})
    assert rows(await office.read("/conversations/c1/notes", "vera"), "notes")[0]["text"] == "Diabetes, second denial."
    assert rows(await office.read("/conversations/c1/notes", "otto"), "notes")[0]["text"] is None


async def test_notes_are_for_who_sees_the_conversation(office: Office) -> None:
    await office.a_case()
    assert "`read_conversations`" in str(problem(await office.get("/conversations/c1/notes", "uma"), 403)["detail"])
    problem(await office.get("/conversations/c1/notes", "shop"), 403)
    problem(await office.get("/conversations/c1/notes", "stranger"), 404)
