"""Personal data is covered for whoever has not opened it, wherever a conversation's words are shown."""

from handrail_server.worker.indexer import Indexer
from server.tests.api.office import Office, inner, problem, rows

MAIL = "anna.smith@example.com"
PHONE = "+1 415 555 0134"
WORDS = f"Please send it to {MAIL} or call {PHONE}, I want to speak to a human."
COVERED = f"Please send it to {'█' * len(MAIL)} or call {'█' * len(PHONE)}, I want to speak to a human."
OPENING = "/conversations/c1/personal-data-opening"


async def _said(office: Office, who: str) -> dict[str, object]:
    turns = rows(await office.read("/conversations/c1/turns", who), "turns")
    return next(turn for turn in turns if turn["author"] == "customer")


async def test_it_is_covered_for_whoever_only_looks(office: Office) -> None:
    await office.a_case(WORDS)
    for who in ("ada", "vera", "otto", "rita"):
        turn = await _said(office, who)
        assert (turn["text"], turn["redacted"]) == (COVERED, True), who


async def test_whoever_works_the_case_reads_it(office: Office) -> None:
    case = await office.a_case(WORDS)
    await office.do(f"/cases/{case}/claim", "rita")
    assert (await _said(office, "rita"))["text"] == WORDS
    assert (await _said(office, "vera"))["text"] == COVERED


async def test_each_opening_is_a_fact_with_its_purpose(office: Office) -> None:
    await office.a_case(WORDS)
    assert "open_personal_data" in str((await office.read("/conversations/c1", "vera"))["allowed"])
    await office.do(OPENING, "vera", {"purpose": "quality"})
    await office.do(OPENING, "vera", {"purpose": "complaint"})
    assert (await _said(office, "vera"))["text"] == WORDS
    assert (await _said(office, "otto"))["text"] == COVERED
    await office.place()
    found = rows(await office.read("/facts/search", "otto", fact="PersonalDataOpened"), "facts")
    assert sorted(str(fact["details"]).count("complaint") for fact in found) == [0, 1]
    assert {fact["who"] for fact in found} == {"Vera"}


async def test_without_the_right_nobody_opens_it(office: Office) -> None:
    await office.a_case(WORDS)
    refused = problem(await office.post(OPENING, "ada", {"purpose": "quality"}), 403)
    assert "`read_personal_data`" in str(refused["detail"])
    assert "open_personal_data" not in str((await office.read("/conversations/c1", "ada"))["allowed"])
    assert (await _said(office, "ada"))["text"] == COVERED


async def test_notes_among_colleagues_cover_it_too(office: Office) -> None:
    await office.a_case(WORDS)
    await office.do("/conversations/c1/notes", "vera", {"id": "n1", "text": f"She left {MAIL}."})
    assert (
        rows(await office.read("/conversations/c1/notes", "vera"), "notes")[0]["text"] == f"She left {'█' * len(MAIL)}."
    )
    await office.do(OPENING, "vera", {"purpose": "reply"})
    assert rows(await office.read("/conversations/c1/notes", "vera"), "notes")[0]["text"] == f"She left {MAIL}."


async def test_search_shows_it_to_nobody_who_has_not_opened_it(office: Office) -> None:
    await office.a_case(WORDS)
    await office.place()
    while await Indexer(office.world.house).index_once():
        pass
    (hit,) = rows(await office.read("/search/conversations", "vera", q="please send"), "hits")
    assert "█" in str(hit)
    assert MAIL not in str(hit)
    assert rows(await office.read("/search/conversations", "vera", q="smith"), "hits") == []
    await office.do(OPENING, "vera", {"purpose": "reply"})
    (hit,) = rows(await office.read("/search/conversations", "vera", q="smith"), "hits")
    assert MAIL in str(hit)


async def test_packet_facts_timeline_and_dossier_cover_it_too(office: Office) -> None:
    """An auditor reads everything but that, until they open it."""
    case = await office.a_case(WORDS)
    await office.place()
    packet = await office.read(f"/cases/{case}/packet", "otto")
    kinds = {str(part["kind"]) for part in rows(packet, "redactions")}
    facts = await office.read("/facts", "otto", subject="conversation/c1")
    dossier = await office.do(f"/cases/{case}/dossier", "otto")
    timeline = await office.read(f"/cases/{case}/timeline", "otto")
    assert kinds == {"email", "phone"}
    for shown in (packet, facts, dossier, timeline):
        assert "speak to a human" in str(shown)
        assert MAIL not in str(shown)
        assert PHONE not in str(shown)
    await office.do(OPENING, "otto", {"purpose": "audit"})
    assert MAIL in str(await office.read("/facts", "otto", subject="conversation/c1"))
    assert MAIL in str(inner(await office.read(f"/cases/{case}/packet", "otto"), "transcript"))
