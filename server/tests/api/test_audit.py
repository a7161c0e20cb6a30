"""The record searched, a case's story, and its dossier."""

import csv
import io
import json
from html import unescape

from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.ledger.dossier import check_dossier
from server.tests.api.office import Office, inner, problem, rows

BAD = "I want to speak to a human. <script>alert(1)</script>"


async def a_story(office: Office, text: str = "I want to speak to a human, please.") -> str:
    case = await office.a_case(text)
    await office.do(f"/cases/{case}/claim", "rita")
    await office.do("/conversations/c1/messages", "rita", {"id": "m1", "text": "Hello, Rita here."})
    await office.place()
    return case


async def test_facts_are_found_by_verb_person_and_time_the_newest_first(office: Office) -> None:
    case = await a_story(office)
    rita = office.callers["rita"].actor.id
    found = rows(await office.read("/facts/search", "otto", fact="CaseAccepted,CaseRequested"), "facts")
    assert [(each["fact"], inner(each, "subject")["id"]) for each in found] == [
        ("CaseAccepted", case),
        ("CaseRequested", case),
    ]
    assert (found[0]["words"], found[0]["who"]) == ("Case accepted", "Rita")
    hers = rows(await office.read("/facts/search", "otto", by=f"person/{rita}", limit=200), "facts")
    assert {inner(each, "by")["id"] for each in hers} == {rita}
    assert {"CaseAccepted", "TurnObserved"} <= {each["fact"] for each in hers}
    assert rows(await office.read("/facts/search", "otto", since="2031-01-01"), "facts") == []
    assert rows(await office.read("/facts/search", "otto", until="2020-01-01"), "facts") == []


async def test_a_search_goes_on_page_by_page(office: Office) -> None:
    await a_story(office)
    seen: list[object] = []
    before: dict[str, object] = {}
    while True:
        page = await office.read("/facts/search", "otto", limit=7, **before)
        seen += [each["number"] for each in rows(page, "facts")]
        if page["next"] is None:
            break
        before = {"before": page["next"]}
    assert seen == list(range(await office.world.house.library.last_number(office.world.org), -1, -1))


async def test_a_search_of_one_case_is_its_whole_story(office: Office) -> None:
    case = await a_story(office)
    found = rows(await office.read("/facts/search", "otto", case=case, limit=200), "facts")
    assert {str(inner(each, "subject")["kind"]) for each in found} == {"case", "conversation"}
    only = rows(await office.read("/facts/search", "otto", case=case, fact="CaseEngaged"), "facts")
    assert [each["fact"] for each in only] == ["CaseEngaged"]


async def test_a_search_is_for_auditors_and_says_what_is_wrong_with_it(office: Office) -> None:
    assert "`audit`" in str(problem(await office.get("/facts/search", "vera"), 403)["detail"])
    assert problem(await office.get("/facts/search", "otto", by="rita"), 422)["field"] == "by"
    assert problem(await office.get("/facts/search", "otto", since="soon"), 422)["field"] == "since"
    await office.place()
    verbs = await office.read("/facts/verbs", "otto")
    assert "SealOpened" in str(inner(verbs, "sets")["opened"])
    assert {each["fact"] for each in rows(verbs, "verbs")} >= {"PersonInvited", "PolicyPublished"}


async def test_a_search_is_a_table_too(office: Office) -> None:
    case = await a_story(office)
    answered = await office.get("/facts/search", "otto", case=case, fact="CaseAccepted", format="csv")
    (row,) = csv.DictReader(io.StringIO(answered.text))
    assert (row["fact"], row["subject"], row["who"]) == ("CaseAccepted", f"case/{case}", "Rita")


async def test_a_cases_story_is_told_in_order_with_content_for_auditors_alone(office: Office) -> None:
    case = await a_story(office)
    facts = rows(await office.read(f"/cases/{case}/timeline", "otto"), "facts")
    assert [each["number"] for each in facts] == sorted(int(str(each["number"])) for each in facts)
    spoken = next(each for each in facts if each["fact"] == "TurnObserved" and each["who"] == "Rita")
    assert inner(spoken, "content")["text"] == "Hello, Rita here."
    hers = rows(await office.read(f"/cases/{case}/timeline", "rita"), "facts")
    assert all(each["content"] is None for each in hers)
    assert {each["withheld"] for each in hers} == {None, "right"}
    assert problem(await office.get(f"/cases/{case}/timeline", "uma"), 403)


async def test_a_dossier_is_accepted_by_the_verifier_and_a_flipped_byte_is_not(office: Office) -> None:
    case = await a_story(office)
    made = await office.do(f"/cases/{case}/dossier", "otto")
    file = str(made["json"]).encode()
    key = office.world.house.public_key(office.world.org)
    assert check_dossier(file, public_key=key).failures == ()
    words = json.loads(file)["words"]
    assert (words["case"], words["facts"], made["withheld"]) == (case, made["facts"], 0)
    assert words["row"]["case"] == case
    assert check_dossier(file.replace(b"Rita here", b"Rina here"), public_key=key).failures[0].check == "seal"


async def test_whoever_takes_a_dossier_away_is_recorded_with_what_they_could_read(office: Office) -> None:
    case = await a_story(office)
    made = await office.do(f"/cases/{case}/dossier", "vera")
    assert int(str(made["withheld"])) > 0
    assert "Hello, Rita here." not in str(made["html"]) + str(made["json"])
    assert "Content withheld: it is for auditors." in str(made["html"])
    subject = Subject(kind=SubjectKind.CASE, id=case)
    *_, (head, _) = await office.world.house.library.history(office.world.org, subject)
    assert (head.verb, head.by["id"]) == ("DossierMade", office.callers["vera"].actor.id)
    assert head.data["withheld"] == made["withheld"]
    await office.place()
    opened = rows(await office.read("/facts/search", "otto", fact="SealOpened,DossierMade"), "facts")
    assert [each["who"] for each in opened] == ["Vera"]
    assert problem(await office.post(f"/cases/{case}/dossier", "rita"), 403)


async def test_facts_newer_than_the_checkpoint_are_counted_and_left_out(office: Office) -> None:
    case = await a_story(office)
    await office.do("/conversations/c1/messages", "rita", {"id": "m2", "text": "One moment."})
    made = await office.do(f"/cases/{case}/dossier", "otto")
    assert int(str(made["newer"])) > 0
    assert "newer facts had no signed checkpoint yet" in str(made["html"])


async def test_the_page_runs_nothing_and_needs_nothing(office: Office) -> None:
    case = await a_story(office, BAD)
    page = str((await office.do(f"/cases/{case}/dossier", "otto"))["html"])
    assert "<script" not in page
    assert BAD in unescape(page)
    assert "default-src 'none'" in page
    assert "http://" not in page
    assert "https://" not in page


async def test_what_is_sealed_stays_so_in_a_dossier(office: Office) -> None:
    case = await office.a_case("My diagnosis is diabetes and my SSN is 123-45-6789; what did the doctor say?")
    await office.place()
    made = await office.do(f"/cases/{case}/dossier", "otto")
    assert "diabetes" not in str(made["html"]) + str(made["json"])
    assert "Content withheld: it is sealed." in str(made["html"])
