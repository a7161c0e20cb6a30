"""How the agent decides, told to whoever works here."""

from server.tests.api.office import Office, problem, rows


async def test_how_the_agent_decides_is_told_in_plain_words(office: Office) -> None:
    words = await office.read("/policy/words", "rita")
    assert words["version"] == 1
    assert "always" in [each["key"] for each in rows(words, "sections")]
    assert problem(await office.get("/policy/words", "rita", version=99), 404)["field"] == "version"


async def test_a_document_being_written_is_told_in_plain_words(office: Office) -> None:
    written = await office.read("/policy/versions/1", "ada")
    told = await office.do("/policy/words", "ada", {"document": str(written["document"])})
    assert told["version"] is None
    assert told["sections"] == (await office.read("/policy/words", "ada"))["sections"]
    assert problem(await office.post("/policy/words", "ada", {"document": "name: ["}), 422)["field"] == "document"


async def test_who_set_which_threshold_when_why_and_from_what(office: Office) -> None:
    written = str((await office.read("/policy/versions/1", "ada"))["document"])
    moved = written.replace("      at: 0.75\n      then: hand_over", "      at: 0.8\n      then: hand_over", 1)
    assert moved != written
    await office.do("/policy/versions", "ada", {"document": moved, "why": "Too many hand-overs."})
    await office.do("/policy/versions/2/publication", "ada")
    history = await office.read("/policy/history", "otto")
    newest, first = rows(history, "steps")
    assert (newest["version"], newest["replaces"], newest["why"]) == (2, 1, "Too many hand-overs.")
    (change,) = rows(newest, "changes")
    assert "at least" in str(change["after"]) or "0.80" in str(change["after"])
    assert [(each["before"], each["after"]) for each in rows(change, "details")] == [("0.75", "0.8")]
    assert first["changes"] == []
    assert str(newest["by"]) != office.callers["ada"].actor.id, "people stand by name"
