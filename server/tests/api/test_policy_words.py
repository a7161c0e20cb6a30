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
