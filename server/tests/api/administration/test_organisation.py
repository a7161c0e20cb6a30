"""The organisation: queues, teams, skills, settings, emergency stops."""

import pytest

from handrail_server.core.basics.facts import SubjectKind
from server.tests.api.administration.reception import Office, problem_of
from server.tests.house import ACME

NEEDS_RIGHT = [
    ("PATCH", "/v1/organisation", {"name": "Mine"}, "manage_queues"),
    ("PUT", "/v1/queues/vip", {"name": "VIP"}, "manage_queues"),
    ("DELETE", "/v1/queues/vip", None, "manage_queues"),
    ("PUT", "/v1/teams/north", {"name": "North"}, "manage_queues"),
    ("DELETE", "/v1/teams/north", None, "manage_queues"),
    ("PUT", "/v1/skills", {"skills": ["x"]}, "manage_queues"),
    ("POST", "/v1/emergency-stops", {"scope": "agent", "id": "shop", "why": "mad"}, "emergency_stop"),
    ("DELETE", "/v1/emergency-stops/agent/shop", None, "emergency_stop"),
]


async def organisation_facts(office: Office) -> list[str]:
    return await office.facts(SubjectKind.ORGANISATION, ACME)


async def test_everybody_who_works_here_sees_how_it_is_set_up(office: Office) -> None:
    seen = (await office.ask("GET", "/v1/organisation", by="rob")).json()
    assert (seen["name"], seen["demo"], seen["policy"]) == ("Acme", False, 1)
    general = next(queue for queue in seen["queues"] if queue["id"] == "general")
    assert (general["waiting"], general["oldest_at"], general["staffed"]) == (0, None, 0)
    assert "general" in seen["unstaffed"]


@pytest.mark.parametrize(("method", "path", "body", "right"), NEEDS_RIGHT)
async def test_a_missing_right_is_named(office: Office, method: str, path: str, body: object, right: str) -> None:
    refused = await office.ask(method, path, body, by="rob")
    assert problem_of(refused)[:2] == (403, f"This needs the right `{right}`.")


async def test_who_works_a_queue_and_is_there_is_counted(office: Office) -> None:
    await office.ask("PATCH", f"/v1/people/{office.ids['rob']}", {"queues": ["general"]})
    await office.ask("PUT", "/v1/me/presence", {"status": "online"}, by="rob")
    seen = (await office.ask("GET", "/v1/organisation")).json()
    assert [queue["id"] for queue in seen["queues"] if queue["staffed"]] == ["general"]
    assert "general" not in seen["unstaffed"]


async def test_a_queue_is_added_altered_and_removed(office: Office) -> None:
    hours = [{"weekday": 0, "opens": 540, "closes": 1_080}]
    body = {"name": "VIP", "choice": "longest_idle", "hours": hours, "overflow": "general", "wrap_up_seconds": 90}
    added = (await office.ask("PUT", "/v1/queues/vip", body)).json()
    queue = next(queue for queue in added["queues"] if queue["id"] == "vip")
    assert (queue["choice"], queue["hours"], queue["overflow"]) == ("longest_idle", hours, "general")
    again = (await office.ask("PUT", "/v1/queues/vip", body)).json()
    assert again["version"] == added["version"]
    assert problem_of(await office.ask("DELETE", "/v1/queues/general"))[0] == 409
    removed = (await office.ask("DELETE", "/v1/queues/vip")).json()
    assert "vip" not in {queue["id"] for queue in removed["queues"]}
    assert (await organisation_facts(office))[-2:] == ["QueueSet", "QueueRemoved"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"overflow": "vip"}, "overflow"),
        ({"overflow": "nowhere"}, "overflow"),
        ({"wrap_up_seconds": 5}, "wrap_up_seconds"),
        ({"hours": [{"weekday": 7, "opens": 0, "closes": 60}]}, "hours[0].weekday"),
        ({"hours": [{"weekday": 1, "opens": 600, "closes": 60}]}, "hours[0].closes"),
        ({"choice": "the_tallest"}, "choice"),
    ],
)
async def test_what_is_wrong_with_a_queue_is_named(office: Office, change: dict[str, object], field: str) -> None:
    answer = await office.ask("PUT", "/v1/queues/vip", {"name": "VIP", **change})
    assert problem_of(answer)[::2] == (422, field)


async def test_a_queue_that_the_policy_leads_to_is_not_removed(office: Office) -> None:
    status, detail, _ = problem_of(await office.ask("DELETE", "/v1/queues/health-billing"))
    assert status == 409
    assert "policy in force" in detail


async def test_a_queue_that_is_not_here_cannot_be_removed(office: Office) -> None:
    await office.ask("PUT", "/v1/queues/vip", {"name": "VIP"})
    assert (await office.ask("DELETE", "/v1/queues/vip", by="otto")).status_code == 404
    assert (await office.ask("DELETE", "/v1/teams/north", by="otto")).status_code == 404


async def test_a_team_is_removed_when_nobody_is_in_it(office: Office) -> None:
    rob = f"/v1/people/{office.ids['rob']}"
    added = (await office.ask("PUT", "/v1/teams/north", {"name": "North"})).json()
    assert added["teams"] == [{"id": "north", "name": "North", "supervisor": None}]
    await office.ask("PATCH", rob, {"team": "north"})
    assert (await office.ask("DELETE", "/v1/teams/north")).status_code == 409
    await office.ask("PATCH", rob, {"team": None})
    assert (await office.ask("DELETE", "/v1/teams/north")).json()["teams"] == []
    assert problem_of(await office.ask("PUT", "/v1/teams/south", {"name": ""}))[::2] == (422, "name")


async def test_skills_are_set_all_at_once(office: Office) -> None:
    assert (await office.ask("PUT", "/v1/skills", {"skills": ["b", "a", "a"]})).json()["skills"] == ["a", "b"]
    assert problem_of(await office.ask("PUT", "/v1/skills", {"skills": [""]}))[::2] == (422, "skills[0]")


async def test_settings_are_changed_and_the_slack_address_is_not_shown_again(office: Office) -> None:
    change = {"name": "Acme Ltd", "slack_webhook": "https://hooks.example/secret", "on_call": [office.ids["rob"]]}
    answer = await office.ask("PATCH", "/v1/organisation", change)
    changed = answer.json()
    assert (changed["name"], changed["slack"], changed["on_call"]) == ("Acme Ltd", True, [office.ids["rob"]])
    assert "hooks.example" not in answer.text
    version = changed["version"]
    assert (await office.ask("PATCH", "/v1/organisation", {"name": "Acme Ltd"})).json()["version"] == version
    assert problem_of(await office.ask("PATCH", "/v1/organisation", {"name": ""}))[::2] == (422, "name")


async def test_a_stopped_agent_may_not_speak_and_is_let_go_on(office: Office) -> None:
    key = (await office.ask("POST", "/v1/keys", {"agent": "shop"})).json()["key"]
    turn = {"id": "t1", "author": "customer", "text": "Where is my parcel?"}
    floor = (await office.ask("POST", "/v1/conversations/c1/turns", turn, token=key)).json()["floor"]["epoch"]
    stop = {"scope": "agent", "id": "shop", "why": "It promises refunds."}
    stopped = (await office.ask("POST", "/v1/emergency-stops", stop)).json()
    assert [(each["scope"], each["id"], each["by"]) for each in stopped["stops"]] == [
        ("agent", "shop", office.ids["ada"])
    ]
    draft = {"id": "d1", "text": "It is on its way.", "floor": floor}
    refused = await office.ask("POST", "/v1/conversations/c1/proposals", draft, token=key)
    assert refused.status_code == 409
    lifted = (await office.ask("DELETE", "/v1/emergency-stops/agent/shop")).json()
    assert lifted["stops"] == []
    assert (await organisation_facts(office))[-2:] == ["EmergencyStopped", "EmergencyLifted"]


async def test_a_stop_names_what_it_cannot_stop(office: Office) -> None:
    for body, status, field in (
        ({"scope": "agent", "id": "ghost", "why": "x"}, 404, "id"),
        ({"scope": "weather", "id": "x", "why": "x"}, 422, "scope"),
        ({"scope": "topic", "id": "refunds", "why": ""}, 422, "why"),
    ):
        assert problem_of(await office.ask("POST", "/v1/emergency-stops", body))[::2] == (status, field)
    assert problem_of(await office.ask("DELETE", "/v1/emergency-stops/weather/x"))[::2] == (404, "scope")
    assert (await office.ask("DELETE", "/v1/emergency-stops/topic/refunds")).status_code == 409


async def test_a_stop_here_stops_nothing_elsewhere(office: Office) -> None:
    await office.ask("POST", "/v1/emergency-stops", {"scope": "organisation", "id": "acme", "why": "x"})
    assert (await office.ask("GET", "/v1/organisation", by="otto")).json()["stops"] == []
