"""The policy as a form: an edit changes the document and nothing else; what stands in the way is said beforehand."""

from collections.abc import Mapping

import httpx2

from handrail_server.core.routing.person import Role
from handrail_server.ledger.checkpoint import Signer
from handrail_server.worker.scribe import LedgerScribe
from server.tests.api.administration.reception import Office, problem_of
from server.tests.api.administration.test_policy import document, draft

Json = dict[str, object]
SENTIMENT = ["organisation", "thresholds", "sentiment", "at"]


async def edited(
    office: Office, text: str, *edits: Mapping[str, object], scope: list[str] | None = None
) -> httpx2.Response:
    body: Json = {"document": text, "edits": list(edits), "scope": scope or ["organisation"]}
    return await office.ask("POST", "/v1/policy/edits", body, by="rob")


async def test_a_threshold_changed_in_the_form_is_published_and_in_force(office: Office) -> None:
    before = await document(office)
    answer = (await edited(office, before, {"path": SENTIMENT, "set": 0.6})).json()
    text = str(answer["document"])
    assert answer["valid"] is True
    assert [line for line in text.splitlines() if line not in before.splitlines()] == [
        "      at: 0.6",
        "      chosen: true",
    ]
    shown = next(each for each in answer["form"]["thresholds"] if each["code"] == "sentiment")
    at = shown["fields"][0]
    assert (shown["chosen"], at["value"], at["in_force"], at["source"]) == (True, 0.6, 0.6, "here")
    body = {"before": 1, "after": text}
    difference = (await office.ask("POST", "/v1/policy/difference", body, by="rob")).json()
    assert [change["title"] for change in difference["changes"]] == ["The customer's feelings are bad"]
    assert difference["changes"][0]["details"][0] == {"label": "At", "before": "0.75", "after": "0.6"}
    marks = [line["mark"] for line in difference["lines"]]
    assert (marks.count("removed"), marks.count("added")) == (2, 2)
    version = await draft(office, text)
    await office.ask("POST", f"/v1/policy/versions/{version}/publication")
    policy = (await office.house.settings.of(office.caller("ada").org)).policy.policy
    assert policy.organisation.thresholds["sentiment"].at == 0.6


async def test_a_nearer_scope_shows_what_it_inherits_and_from_where(office: Office) -> None:
    made = {"path": ["flows", "refund", "thresholds", "churn"], "set": {"at": 0.4, "owner": "Dana"}}
    answer = (await edited(office, await document(office), made, scope=["flows", "refund"])).json()
    assert {"path": ["flows", "refund"], "kind": "flow", "name": "refund", "unchosen": 0} in answer["form"]["scopes"]
    forms = {each["code"]: each["fields"][0] for each in answer["form"]["thresholds"]}
    assert (forms["churn"]["value"], forms["churn"]["source"]) == (0.4, "here")
    assert (forms["sentiment"]["value"], forms["sentiment"]["in_force"]) == (None, 0.75)
    assert (forms["sentiment"]["source"], forms["complexity"]["source"]) == ("organisation", "built_in")
    nowhere = {"document": await document(office), "scope": ["flows", "nothing"]}
    assert problem_of(await office.ask("POST", "/v1/policy/form", nowhere))[0] == 404


async def test_what_the_checker_refuses_is_shown_at_its_line_and_the_form_stays(office: Office) -> None:
    rule = ["organisation", "rules", "vip_leaving", "when"]
    broken = {"path": rule, "set": "signal.churn.scor >= 0.5"}
    answer = (await edited(office, await document(office), broken)).json()
    problem = answer["problems"][0]
    line = str(answer["document"]).splitlines()[problem["line"] - 1]
    assert answer["valid"] is False
    assert problem["path"] == "organisation.rules[0].when"
    assert line[problem["column"] - 1 :].startswith("signal.churn.scor ")
    assert answer["form"]["rules"][0]["when"] == "signal.churn.scor >= 0.5"
    bent = {"path": ["organisation", "thresholds", "safety", "at"], "set": 0.95}
    refused = (await edited(office, await document(office), bent)).json()
    errors = [each["path"] for each in refused["problems"] if each["severity"] == "error"]
    assert (refused["valid"], errors) == (False, ["organisation.thresholds.safety.at"])
    unreadable = (await office.ask("POST", "/v1/policy/form", {"document": "routes: ["})).json()
    assert (unreadable["valid"], unreadable["form"]) == (False, None)


async def test_an_edit_that_means_nothing_is_refused_by_its_path(office: Office) -> None:
    text = await document(office)
    for edit, field in (
        ({"path": ["organisation"]}, "edits[0]"),
        ({"path": ["organisation"], "remove": True, "set": 1}, "edits[0]"),
        ({"path": ["organisation", "rules", "nobody"], "remove": True}, "organisation.rules.nobody"),
        ({"path": ["organisation", "costs"], "adopt": True}, "organisation.costs"),
    ):
        assert problem_of(await edited(office, text, edit))[::2] == (422, field)
    assert problem_of(await edited(office, "a: [", {"path": ["name"], "set": "x"}))[::2] == (422, "document")


async def test_what_keeps_somebody_from_publishing_is_said_before_they_try(office: Office) -> None:
    strict = await document(office)
    for name in ("second_person", "rehearsal"):
        strict = strict.replace(f"{name}: false", f"{name}: true")
    await office.ask("POST", f"/v1/policy/versions/{await draft(office, strict)}/publication")
    version = await draft(office, strict)
    mine = (await office.ask("GET", "/v1/policy")).json()
    assert (mine["second_person"], mine["rehearsal"], mine["may_draft"]) == (True, True, True)
    assert [each["message"] for each in mine["versions"][0]["obstacles"]] == [
        "Somebody other than the author publishes.",
        "A rehearsal comes first.",
    ]
    robs = (await office.ask("GET", "/v1/policy", by="rob")).json()
    assert robs["may_draft"] is False
    assert robs["versions"][0]["obstacles"][0]["message"].startswith("Publishing a policy takes a person")
    key = (await office.ask("POST", "/v1/keys", {"agent": "shop"})).json()["key"]
    turn = {"id": "t1", "author": "customer", "text": "I want to talk to a person."}
    await office.ask("POST", "/v1/conversations/c1/turns", turn, token=key)
    tried = (await office.ask("POST", f"/v1/policy/versions/{version}/rehearsal", {"conversations": 10})).json()
    assert (tried["conversations"], tried["decisions"], tried["changed"], tried["blind"]) == (1, 1, 0, 0)
    assert (tried["escalated_before"], tried["escalated"]) == (1, 1)
    await office.invite("bea", Role.ADMINISTRATOR)
    await office.key("bea")
    hers = (await office.ask("GET", "/v1/policy", by="bea")).json()
    assert (hers["versions"][0]["rehearsed"], hers["versions"][0]["obstacles"]) == (True, [])
    published = await office.ask("POST", f"/v1/policy/versions/{version}/publication", by="bea")
    assert published.json()["published"] == version


async def test_a_default_is_adopted_once_and_the_form_says_so(office: Office) -> None:
    setting = "organisation.thresholds.low_confidence"
    for _ in range(2):
        assert (await office.ask("POST", "/v1/policy/adoptions", {"setting": setting})).status_code == 200
    form = (await office.ask("POST", "/v1/policy/form", {"document": await document(office)})).json()["form"]
    chosen = {each["code"]: each["chosen"] for each in form["thresholds"]}
    assert (chosen["low_confidence"], chosen["sentiment"]) == (True, False)
    unknown = await office.ask("POST", "/v1/policy/adoptions", {"setting": "organisation.costs"})
    assert problem_of(unknown)[::2] == (404, "setting")


async def test_which_rule_fired_where_is_counted_and_opened_page_by_page(office: Office) -> None:
    key = (await office.ask("POST", "/v1/keys", {"agent": "shop"})).json()["key"]
    for number in range(3):
        turn = {"id": f"t{number}", "author": "customer", "text": "I want to talk to a person."}
        await office.ask("POST", f"/v1/conversations/c{number}/turns", turn, token=key)
    scribe = LedgerScribe(office.house, Signer(b"s" * 32), name="test")
    while await scribe.place_once():
        pass
    counted = (await office.ask("GET", "/v1/policy/firings")).json()
    asked = next(each for each in counted["fired"] if each["rule"] == "explicit_request")
    assert (asked["title"], asked["times"], asked["own"]) == ("The customer asks for a person", 3, False)
    assert asked["agents"] == [{"name": "shop", "times": 3}]
    assert asked["scopes"] == [{"name": "organisation", "times": 3}]
    assert "vip_leaving" in [each["rule"] for each in counted["silent"] if each["own"]]
    first = (await office.ask("GET", "/v1/policy/firings/explicit_request?limit=2")).json()
    rest = (await office.ask("GET", f"/v1/policy/firings/explicit_request?limit=2&cursor={first['next']}")).json()
    assert [each["conversation"] for each in (*first["firings"], *rest["firings"])] == ["c2", "c1", "c0"]
    assert rest["next"] is None
    later = (await office.ask("GET", "/v1/policy/firings?since=2100-01-01")).json()
    assert later["fired"] == []
