"""The record: a subject's facts for who may read them, the checkpoint, and an export that verifies."""

from pathlib import Path

from handrail_server.ledger.verify import Verification
from server.tests.api.office import Office, problem, rows

HEALTH = "My health insurance denied my claim for diabetes treatment; I dispute the bill."


async def test_content_is_for_auditors_heads_for_who_sees_the_case(office: Office) -> None:
    case = await office.a_case()
    seen = rows(await office.read("/facts", "rita", subject=f"case/{case}"), "facts")
    assert [fact["fact"] for fact in seen][:2] == ["CaseRequested", "CaseQueued"]
    assert {(fact["body"] is None, fact["withheld"]) for fact in seen} == {(True, "right")}
    talk = rows(await office.read("/facts", "otto", subject="conversation/c1"), "facts")
    assert any("human" in str(fact["body"]) for fact in talk)


async def test_sealed_content_is_withheld_from_auditors_too(office: Office) -> None:
    case = await office.a_case(HEALTH)
    for subject in (f"case/{case}", "conversation/c1"):
        facts = rows(await office.read("/facts", "otto", subject=subject), "facts")
        assert {fact["withheld"] for fact in facts} == {"sealed"}
        assert all(fact["body"] is None for fact in facts)


async def test_a_history_comes_in_pages_and_only_to_its_own_organisation(office: Office) -> None:
    await office.a_case()
    first = await office.read("/facts", "otto", subject="conversation/c1", limit=2)
    assert [fact["version"] for fact in rows(first, "facts")] == [1, 2]
    assert first["next"] == 2
    problem(await office.get("/facts", "stranger", subject="conversation/c1"), 404)
    assert "`audit`" in str(problem(await office.get("/facts", "rita", subject="person/person_0001"), 403)["detail"])
    assert problem(await office.get("/facts", "otto", subject="moon/1"), 422)["field"] == "subject"
    problem(await office.get("/facts", "otto", subject="person/nobody"), 404)
    assert rows(await office.read("/facts", "otto", subject="organisation/acme"), "facts")


async def test_an_export_verifies(office: Office, tmp_path: Path) -> None:
    problem(await office.get("/ledger/checkpoint", "otto"), 404)
    await office.a_case()
    await office.place()
    checkpoint = await office.read("/ledger/checkpoint", "otto")
    exported = await office.get("/ledger/export", "otto")
    lines = exported.content.splitlines(keepends=True)
    assert len(lines) == 1 + int(str(checkpoint["size"]))
    file = tmp_path / "ledger.jsonl"
    file.write_bytes(exported.content)
    with file.open("rb") as opened:
        verified = Verification(public_key=str(checkpoint["public_key"])).read(opened)
    assert verified.failures == []
    assert verified.signature_checked


async def test_the_record_is_exported_by_auditors_only(office: Office) -> None:
    await office.place()
    for path in ("/ledger/checkpoint", "/ledger/export"):
        for who in ("rita", "vera", "ada"):
            assert "`audit`" in str(problem(await office.get(path, who), 403)["detail"])
