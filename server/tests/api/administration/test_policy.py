"""The policy: checked, drafted, published; what cannot be read changes nothing."""

import pytest

from handrail_server.core.routing.person import Role
from server.tests.api.administration.reception import Office, problem_of

BROKEN = "format: handrail/1\nname: Broken\nroutes: [\n"


async def document(office: Office, version: int = 1) -> str:
    return str((await office.ask("GET", f"/v1/policy/versions/{version}")).json()["document"])


async def draft(office: Office, text: str, *, by: str = "ada") -> int:
    answer = await office.ask("POST", "/v1/policy/versions", {"document": text, "why": "tried"}, by=by)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["versions"][0]["version"])


async def test_a_new_version_judges_nothing_until_it_is_published(office: Office) -> None:
    text = (await document(office)).replace("name: Default", "name: Ours")
    version = await draft(office, text)
    before = (await office.ask("GET", "/v1/policy", by="rob")).json()
    assert (before["published"], [line["state"] for line in before["versions"]]) == (1, ["draft", "published"])
    published = (await office.ask("POST", f"/v1/policy/versions/{version}/publication")).json()
    assert (published["published"], [line["state"] for line in published["versions"]]) == (2, ["published", "retired"])
    assert (await office.house.settings.of(office.caller("ada").org)).policy.policy.name == "Ours"
    assert await document(office, 2) == text
    back = (await office.ask("POST", "/v1/policy/versions/1/publication")).json()
    assert back["published"] == 1


async def test_a_document_with_an_error_is_refused_and_the_old_version_stays_in_force(office: Office) -> None:
    answer = await office.ask("POST", "/v1/policy/versions", {"document": BROKEN})
    status, detail, field = problem_of(answer)
    assert (status, field) == (422, "document")
    assert detail.startswith("line ")
    life = (await office.ask("GET", "/v1/policy")).json()
    assert (life["published"], len(life["versions"])) == (1, 1)
    key = (await office.ask("POST", "/v1/keys", {"agent": "shop"})).json()["key"]
    turn = {"id": "t1", "author": "customer", "text": "I want to talk to a person."}
    judged = await office.ask("POST", "/v1/conversations/c1/turns", turn, token=key)
    assert judged.json()["verdict"] == "hand_over"


async def test_a_check_names_line_and_column_and_keeps_nothing(office: Office) -> None:
    broken = (await office.ask("POST", "/v1/policy/check", {"document": BROKEN}, by="rob")).json()
    assert broken["valid"] is False
    assert broken["problems"][0]["line"] >= 1
    unknown = (await document(office)).replace("target: queue:health-billing", "target: queue:nowhere")
    doubtful = (await office.ask("POST", "/v1/policy/check", {"document": unknown})).json()
    assert doubtful["valid"] is True
    assert "nowhere" in " ".join(problem["message"] for problem in doubtful["problems"])
    assert len((await office.ask("GET", "/v1/policy")).json()["versions"]) == 1


async def test_a_second_person_publishes_where_the_version_in_force_demands_it(office: Office) -> None:
    strict = (await document(office)).replace("second_person: false", "second_person: true")
    first = await draft(office, strict)
    assert (await office.ask("POST", f"/v1/policy/versions/{first}/publication")).status_code == 200
    lax = await draft(office, await document(office, 1))
    refused = await office.ask("POST", f"/v1/policy/versions/{lax}/publication")
    assert problem_of(refused)[:2] == (403, "Somebody other than the author publishes.")
    await office.invite("rosa", Role.ADMINISTRATOR)
    await office.key("rosa")
    assert (await office.ask("POST", f"/v1/policy/versions/{lax}/publication", by="rosa")).json()["published"] == lax


async def test_a_draft_is_put_aside_but_what_is_in_force_is_not(office: Office) -> None:
    version = await draft(office, await document(office))
    retired = (await office.ask("DELETE", f"/v1/policy/versions/{version}")).json()
    assert retired["versions"][0]["state"] == "retired"
    assert problem_of(await office.ask("DELETE", "/v1/policy/versions/1"))[0] == 409


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/v1/policy/versions", {"document": "x"}),
        ("POST", "/v1/policy/versions/1/publication", None),
        ("DELETE", "/v1/policy/versions/1", None),
    ],
)
async def test_whoever_changes_the_policy_has_the_right_to(
    office: Office, method: str, path: str, body: object
) -> None:
    refused = await office.ask(method, path, body, by="rob")
    assert problem_of(refused)[:2] == (403, "This needs the right `publish_policy`.")


async def test_a_version_of_another_organisation_is_not_there(office: Office) -> None:
    version = await draft(office, await document(office))
    for method, path in (
        ("GET", f"/v1/policy/versions/{version}"),
        ("POST", f"/v1/policy/versions/{version}/publication"),
        ("DELETE", f"/v1/policy/versions/{version}"),
    ):
        assert problem_of(await office.ask(method, path, by="otto"))[::2] == (404, "version")
    assert problem_of(await office.ask("GET", "/v1/policy/versions/two"))[::2] == (404, "version")


async def test_an_empty_document_is_named(office: Office) -> None:
    for path in ("/v1/policy/check", "/v1/policy/versions"):
        assert problem_of(await office.ask("POST", path, {"document": ""}))[::2] == (422, "document")


async def test_the_same_request_again_is_answered_the_same(office: Office) -> None:
    body = {"document": await document(office), "why": "once"}
    headers = {"authorization": f"Bearer {office.keys['ada']}", "idempotency-key": "k1"}
    first = await office.http.post("/v1/policy/versions", json=body, headers=headers)
    again = await office.http.post("/v1/policy/versions", json=body, headers=headers)
    assert again.headers["idempotency-replayed"] == "true"
    assert again.content == first.content
    assert len((await office.ask("GET", "/v1/policy")).json()["versions"]) == 2
