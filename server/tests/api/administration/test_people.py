"""People: invited, seen, changed, gone."""

import pytest

from handrail_server.core.routing.person import Role
from server.tests.api.administration.reception import ADA, Office, problem_of

LICENCE = {"kind": "hipaa", "number": "H-1", "jurisdiction": "US-CA", "valid_until": "2027-01-01T00:00:00Z"}
INVITE = {"name": "Rosa", "email": "rosa@acme.example", "roles": ["rep"]}


async def test_somebody_is_invited_with_all_that_they_can_do(office: Office) -> None:
    await office.ask("PUT", "/v1/skills", {"skills": ["billing", "french"]})
    body = {
        **INVITE,
        "roles": ["rep", "approver"],
        "rights": ["monitor"],
        "queues": ["general"],
        "supervisor": ADA,
        "skills": {"billing": 7},
        "credentials": [LICENCE],
        "authorities": [{"act": "*", "up_to": {"amount": "500.50", "currency": "EUR"}}],
        "languages": ["en", "fr"],
    }
    answer = await office.ask("POST", "/v1/people", body)
    assert answer.status_code == 200, answer.text
    person = answer.json()["person"]
    assert answer.json()["link"].startswith("http://127.0.0.1:8000/invitation#hri_")
    assert person["roles"] == ["approver", "rep"]
    assert person["credentials"] == [{**LICENCE, "valid_until": "2027-01-01T00:00:00.000Z"}]
    assert person["authorities"] == body["authorities"]
    assert (person["status"], person["used"], person["active"]) == ("offline", 0, True)
    read = await office.ask("GET", f"/v1/people/{person['id']}")
    assert read.json() == person


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"roles": []}, "roles"),
        ({"roles": ["king"]}, "roles[0]"),
        ({"rights": ["fly"]}, "rights"),
        ({"queues": ["nowhere"]}, "queues[0]"),
        ({"team": "nobody"}, "team"),
        ({"supervisor": "person_9999"}, "supervisor"),
        ({"skills": {"billing": 11}}, "skills[...]"),
        ({"skills": {"unheard": 1}}, "skills.unheard"),
        ({"credentials": [{**LICENCE, "valid_until": "soon"}]}, "credentials[0].valid_until"),
        ({"means": ["slack"]}, "slack"),
        ({"salary": 1}, "salary"),
    ],
)
async def test_what_is_wrong_with_an_invitation_is_named(office: Office, change: dict[str, object], field: str) -> None:
    status, _, named = problem_of(await office.ask("POST", "/v1/people", {**INVITE, **change}))
    assert (status, named) == (422, field)


async def test_an_address_belongs_to_one_person(office: Office) -> None:
    answer = await office.ask("POST", "/v1/people", {**INVITE, "email": "ROB@acme.example"})
    assert problem_of(answer)[::2] == (409, "email")


async def test_inviting_and_changing_need_the_right_to(office: Office) -> None:
    rob = office.ids["rob"]
    for method, path, body in (
        ("POST", "/v1/people", INVITE),
        ("PATCH", f"/v1/people/{rob}", {"roles": ["administrator"]}),
        ("POST", f"/v1/people/{rob}/invitation", None),
        ("POST", f"/v1/people/{rob}/password-reset", None),
    ):
        refused = await office.ask(method, path, body, by="rob")
        assert problem_of(refused)[:2] == (403, "This needs the right `manage_people`."), path


async def test_people_of_another_organisation_are_not_there(office: Office) -> None:
    # Ids are counted over both organisations here; Rob's is of `acme` alone.
    rob = office.ids["rob"]
    for method, path, body in (
        ("GET", f"/v1/people/{rob}", None),
        ("PATCH", f"/v1/people/{rob}", {"name": "Robert"}),
        ("POST", f"/v1/people/{rob}/invitation", None),
        ("POST", f"/v1/people/{rob}/password-reset", None),
    ):
        assert (await office.ask(method, path, body, by="otto")).status_code == 404, path
    assert [person["name"] for person in (await office.ask("GET", "/v1/people", by="otto")).json()["people"]] == [
        "Otto"
    ]


async def test_everybody_sees_colleagues_but_licences_only_as_an_administrator_or_their_own(office: Office) -> None:
    await office.ask("PATCH", f"/v1/people/{office.ids['rob']}", {"credentials": [LICENCE]})
    await office.invite("rosa", Role.REP)
    await office.key("rosa")
    seen = {}
    for name in ("ada", "rob", "rosa"):
        people = (await office.ask("GET", "/v1/people", by=name)).json()["people"]
        seen[name] = [len(person["credentials"]) for person in people if person["name"] == "Rob"]
    assert seen == {"ada": [1], "rob": [1], "rosa": [0]}


async def test_each_part_that_changes_is_one_fact_and_what_stays_is_none(office: Office) -> None:
    path = f"/v1/people/{office.ids['rob']}"
    before = len(await office.person_facts("rob"))
    change = {"name": "Robert", "roles": ["rep", "supervisor"], "capacity": 3, "queues": ["sales"], "languages": ["de"]}
    changed = (await office.ask("PATCH", path, change)).json()
    assert (changed["name"], changed["capacity"], changed["queues"]) == ("Robert", 3, ["sales"])
    facts = (await office.person_facts("rob"))[before:]
    assert facts == ["ContactChanged", "QualificationsChanged", "PlaceChanged", "CapacityChanged", "RolesChanged"]
    assert (await office.ask("PATCH", path, change)).json() == changed
    assert (await office.ask("PATCH", path, {"team": None})).json()["team"] is None
    assert len(await office.person_facts("rob")) == before + 5


async def test_a_right_given_is_a_right_at_once_and_so_is_one_taken(office: Office) -> None:
    path = f"/v1/people/{office.ids['rob']}"
    await office.ask("PATCH", path, {"rights": ["manage_queues"]})
    assert (await office.ask("PUT", "/v1/skills", {"skills": ["x"]}, by="rob")).status_code == 200
    await office.ask("PATCH", path, {"rights": []})
    assert (await office.ask("PUT", "/v1/skills", {"skills": ["y"]}, by="rob")).status_code == 403


async def test_the_last_administrator_stays(office: Office) -> None:
    for change in ({"roles": ["rep"]}, {"active": False}):
        assert problem_of(await office.ask("PATCH", f"/v1/people/{ADA}", change))[0] == 409


async def test_whoever_is_made_inactive_is_out_at_once_and_may_come_back(office: Office) -> None:
    path = f"/v1/people/{office.ids['rob']}"
    gone = (await office.ask("PATCH", path, {"active": False})).json()
    assert gone["active"] is False
    assert problem_of(await office.ask("GET", "/v1/me", by="rob"))[0] == 401
    assert [person["name"] for person in (await office.ask("GET", "/v1/people")).json()["people"]] == ["Ada Admin"]
    assert len((await office.ask("GET", "/v1/people?all=1")).json()["people"]) == 2
    assert problem_of(await office.ask("POST", f"{path}/invitation"))[0] == 409
    assert (await office.ask("PATCH", path, {"active": True})).json()["active"] is True
    assert (await office.ask("GET", "/v1/me", by="rob")).status_code == 401
    assert (await office.ask("POST", f"{path}/invitation")).status_code == 200


async def test_a_new_invitation_voids_the_one_before(office: Office) -> None:
    path = f"/v1/people/{office.ids['rob']}/invitation"
    first, second = [(await office.ask("POST", path)).json()["link"].partition("#")[2] for _ in range(2)]
    for token, status in ((first, 401), (second, 200)):
        body = {"token": token, "password": "a long password"}
        assert (await office.ask("POST", "/v1/invitations/acceptance", body, by=None)).status_code == status


async def test_an_agents_key_sees_no_people(office: Office) -> None:
    key = (await office.ask("POST", "/v1/keys", {"agent": "shop"})).json()["key"]
    assert (await office.ask("GET", "/v1/people", token=key)).status_code == 403


async def test_a_skill_that_was_given_up_since_does_not_bar_other_changes(office: Office) -> None:
    path = f"/v1/people/{office.ids['rob']}"
    await office.ask("PUT", "/v1/skills", {"skills": ["telex"]})
    await office.ask("PATCH", path, {"skills": {"telex": 9}})
    await office.ask("PUT", "/v1/skills", {"skills": []})
    renamed = (await office.ask("PATCH", path, {"name": "Robert"})).json()
    assert (renamed["name"], renamed["skills"]) == ("Robert", {"telex": 9})


async def test_roles_and_rights_are_told_in_words_to_everybody(office: Office) -> None:
    told = (await office.ask("GET", "/v1/roles", by="rob")).json()
    rep = next(role for role in told["roles"] if role["name"] == "rep")
    assert rep["words"] == "Talks with customers"
    assert set(rep["rights"]) <= {right["name"] for right in told["rights"]}
    mine = (await office.ask("GET", "/v1/me", by="rob")).json()
    assert set(mine["rights"]) == set(rep["rights"])
