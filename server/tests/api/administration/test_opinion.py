"""Of whom a second opinion is asked: everybody may look, the key is never shown, a wrong field is named."""

from handrail_server.core.basics.facts import SubjectKind
from server.tests.api.administration.reception import Office, problem_of
from server.tests.house import ACME

KEY = "sk-not-a-real-key"
CHOSEN = {"address": "https://model.example/v1", "model": "small", "key": KEY, "agents": ["shop"], "daily": 50}


async def test_nobody_is_asked_until_somebody_chooses(office: Office) -> None:
    seen = (await office.ask("GET", "/v1/second-opinion", by="rob")).json()
    assert (seen["on"], seen["address"], seen["key_set"], seen["asked_today"]) == (False, None, False, 0)
    assert seen["unread"] == seen["signals"], "the default policy reads none of its signals"


async def test_the_key_is_kept_and_never_shown(office: Office) -> None:
    await office.ask("PUT", "/v1/agents/shop", {"name": "Shop"})
    set_ = await office.ask("PUT", "/v1/second-opinion", CHOSEN)
    assert (set_.json()["on"], set_.json()["key_set"], set_.json()["daily"]) == (True, True, 50)
    again = await office.ask("PUT", "/v1/second-opinion", {**CHOSEN, "key": None, "model": "other"})
    assert (again.json()["key_set"], again.json()["model"]) == (True, "other")
    elsewhere = await office.ask("PUT", "/v1/second-opinion", {"address": "https://other.example/v1", "model": "x"})
    assert elsewhere.json()["key_set"] is False, "a key goes nowhere that it was not given for"
    for answer in (set_, again, elsewhere):
        assert KEY not in answer.text
    assert "OpinionSettingsChanged" in await office.facts(SubjectKind.ORGANISATION, ACME)


async def test_what_cannot_be_meant_is_refused(office: Office) -> None:
    for wrong, field in (
        ({"address": "not an address", "model": "m"}, "address"),
        ({"address": "https://model.example", "model": "m", "low": 0.9, "high": 0.1}, "low"),
        ({"address": "https://model.example", "model": "m", "agents": ["nobody"]}, "agent"),
        ({"address": "https://model.example", "model": "m", "seconds": 100}, "seconds"),
    ):
        refused = await office.ask("PUT", "/v1/second-opinion", wrong)
        assert refused.status_code in (404, 422), refused.text
        assert field in refused.text


async def test_it_needs_the_right(office: Office) -> None:
    refused = await office.ask("PUT", "/v1/second-opinion", CHOSEN, by="rob")
    assert problem_of(refused)[:2] == (403, "This needs the right `manage_agents`.")
