"""Getting in: set-up, sign-in and out, invitations, passwords."""

from handrail_server.core.basics.ids import OrgId
from handrail_server.core.routing.person import Role
from handrail_server.flows.set_up_organisation import LINK_LASTS, found_organisation, set_up_link
from handrail_server.house.founding import Founding
from handrail_server.house.sessions import SESSION_LASTS
from server.tests.api.administration.reception import PASSWORD, Office, an_empty_office, problem_of

ELSE = "another long password"


def set_up(token: str) -> dict[str, str]:
    return {
        "token": token,
        "organisation": "Acme",
        "name": "Ada",
        "email": "ada@acme.example",
        "password": PASSWORD,
    }


async def sign_in(office: Office, email: str, password: str = PASSWORD) -> dict[str, object]:
    answer = await office.ask("POST", "/v1/sessions", {"email": email, "password": password}, by=None)
    assert answer.status_code == 200, answer.text
    body: dict[str, object] = answer.json()
    return body


async def join(office: Office, name: str = "rosa", *roles: Role) -> str:
    """Somebody who has accepted their invitation; their session."""
    token = await office.invite(name, *(roles or (Role.REP,)))
    answer = await office.ask("POST", "/v1/invitations/acceptance", {"token": token, "password": PASSWORD}, by=None)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["token"])


async def test_the_link_of_the_first_start_makes_an_organisation_once() -> None:
    async with an_empty_office() as office:
        token = await set_up_link(office.house)
        assert token is not None
        answer = await office.ask("POST", "/v1/set-up", set_up(token), by=None)
        assert answer.status_code == 200
        me = answer.json()["me"]
        assert me["organisation_name"] == "Acme"
        assert me["person"]["roles"] == ["administrator"]
        assert "manage_people" in me["rights"]
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        again = await office.ask("POST", "/v1/set-up", set_up(token), by=None)
        assert problem_of(again) == (401, "This link has been used, has run out, or never was.", "token")
        assert await set_up_link(office.house) is None
        organisation = await office.ask("GET", "/v1/organisation", token=answer.json()["token"])
        assert [queue["id"] for queue in organisation.json()["queues"]][:2] == ["general", "customer-experience"]


async def test_a_second_set_up_link_is_void_once_the_first_was_used() -> None:
    async with an_empty_office() as office:
        first, second = await set_up_link(office.house), await set_up_link(office.house)
        assert first is not None
        assert second is not None
        assert (await office.ask("POST", "/v1/set-up", set_up(first), by=None)).status_code == 200
        assert (await office.ask("POST", "/v1/set-up", set_up(second), by=None)).status_code == 409


async def test_a_set_up_link_runs_out_after_a_day() -> None:
    async with an_empty_office() as office:
        token = await set_up_link(office.house)
        assert token is not None
        office.clock.wait(LINK_LASTS / 1_000)
        assert (await office.ask("POST", "/v1/set-up", set_up(token), by=None)).status_code == 401


async def test_an_invitation_is_accepted_once_and_signs_in(office: Office) -> None:
    token = await office.invite("rosa", Role.REP)
    accept = {"token": token, "password": PASSWORD}
    answer = await office.ask("POST", "/v1/invitations/acceptance", accept, by=None)
    assert answer.json()["me"]["person"]["name"] == "Rosa"
    assert (await office.ask("GET", "/v1/me", token=answer.json()["token"])).status_code == 200
    assert (await office.ask("POST", "/v1/invitations/acceptance", accept, by=None)).status_code == 401
    assert await office.person_facts("rosa") == ["PersonInvited", "LinkIssued", "PasswordChanged", "SignedIn"]


async def test_a_link_is_no_key(office: Office) -> None:
    token = await office.invite("rosa", Role.REP)
    assert problem_of(await office.ask("GET", "/v1/me", token=token))[0] == 401


async def test_a_password_has_ten_characters(office: Office) -> None:
    token = await office.invite("rosa", Role.REP)
    short = {"token": token, "password": "short"}
    answer = await office.ask("POST", "/v1/invitations/acceptance", short, by=None)
    assert problem_of(answer)[::2] == (422, "password")


async def test_a_session_ends_after_twelve_hours_whatever_happens_in_it(office: Office) -> None:
    session = await join(office)
    office.clock.wait(SESSION_LASTS / 1_000 - 1)
    assert (await office.ask("GET", "/v1/me", token=session)).status_code == 200
    office.clock.wait(1)
    assert (await office.ask("GET", "/v1/me", token=session)).status_code == 401


async def test_whoever_signs_out_is_out_and_offline(office: Office) -> None:
    session = await join(office)
    await office.ask("PUT", "/v1/me/presence", {"status": "online"}, token=session)
    answer = await office.ask("DELETE", "/v1/sessions/current", token=session)
    assert answer.json() == {"done": True}
    assert 'handrail_session=""' in answer.headers["set-cookie"]
    assert (await office.ask("GET", "/v1/me", token=session)).status_code == 401
    assert (await office.person_facts("rosa"))[-3:] == ["PresenceChanged", "SignedOut", "PresenceChanged"]


async def test_a_key_does_not_sign_out(office: Office) -> None:
    answer = await office.ask("DELETE", "/v1/sessions/current")
    assert problem_of(answer)[::2] == (422, "Authorization")


async def test_unknown_people_and_wrong_passwords_are_answered_alike(office: Office) -> None:
    await join(office)
    unknown = {"email": "nobody@acme.example", "password": PASSWORD}
    wrong = {"email": "rosa@acme.example", "password": ELSE}
    none = {"email": "rob@acme.example", "password": PASSWORD}
    answers = [await office.ask("POST", "/v1/sessions", each, by=None) for each in (unknown, wrong, none)]
    assert len({answer.text for answer in answers}) == 1
    assert problem_of(answers[0]) == (401, "The e-mail address or the password is wrong.", "password")
    assert (await office.person_facts("rosa"))[-1] == "SignInRefused"


async def test_an_e_mail_address_is_known_in_any_case(office: Office) -> None:
    await join(office)
    assert (await sign_in(office, "ROSA@acme.example"))["me"]


async def test_after_ten_tries_there_is_a_pause_for_that_address_only(office: Office) -> None:
    await join(office)
    wrong = {"email": "rosa@acme.example", "password": ELSE}
    for _ in range(10):
        assert (await office.ask("POST", "/v1/sessions", wrong, by=None)).status_code == 401
    right = {"email": "rosa@acme.example", "password": PASSWORD}
    answer = await office.ask("POST", "/v1/sessions", right, by=None)
    assert problem_of(answer)[0] == 429
    assert answer.headers["retry-after"]
    office.clock.wait(900)
    await sign_in(office, "rosa@acme.example")


async def test_a_sign_in_names_its_malformed_field(office: Office) -> None:
    answer = await office.ask("POST", "/v1/sessions", {"email": "nobody", "password": PASSWORD}, by=None)
    assert problem_of(answer)[::2] == (422, "email")


async def test_somebody_who_left_cannot_sign_in(office: Office) -> None:
    session = await join(office)
    path = f"/v1/people/{office.ids['rosa']}"
    assert (await office.ask("PATCH", path, {"active": False})).status_code == 200
    assert (await office.ask("GET", "/v1/me", token=session)).status_code == 401
    body = {"email": "rosa@acme.example", "password": PASSWORD}
    assert (await office.ask("POST", "/v1/sessions", body, by=None)).status_code == 401


async def test_a_reset_is_asked_for_without_telling_who_is_known(office: Office) -> None:
    known = await office.ask("POST", "/v1/password-resets", {"email": "rob@acme.example"}, by=None)
    unknown = await office.ask("POST", "/v1/password-resets", {"email": "nobody@acme.example"}, by=None)
    assert known.text == unknown.text == '{"done":true}'
    assert (await office.person_facts("rob"))[-1] == "ResetAsked"
    for _ in range(3):
        await office.ask("POST", "/v1/password-resets", {"email": "rob@acme.example"}, by=None)
    limited = await office.ask("POST", "/v1/password-resets", {"email": "rob@acme.example"}, by=None)
    assert limited.status_code == 429
    (notice,) = (await office.ask("GET", "/v1/notices")).json()["notices"]
    assert (notice["reason"], notice["link"]) == ("password_reset_asked", f"/settings/people/{office.ids['rob']}")
    assert (await office.ask("GET", "/v1/notices", by="rob")).json()["notices"] == []
    assert (await office.ask("POST", f"/v1/notices/{notice['id']}/acknowledgement")).status_code == 200


async def test_a_new_password_ends_every_other_session(office: Office) -> None:
    old = await join(office)
    link = (await office.ask("POST", f"/v1/people/{office.ids['rosa']}/password-reset")).json()["link"]
    assert link.startswith("http://127.0.0.1:8000/new-password#hrr_")
    accept = {"token": link.partition("#")[2], "password": ELSE}
    answer = await office.ask("POST", "/v1/password-resets/acceptance", accept, by=None)
    assert (await office.ask("GET", "/v1/me", token=answer.json()["token"])).status_code == 200
    assert (await office.ask("GET", "/v1/me", token=old)).status_code == 401
    assert (await office.ask("POST", "/v1/password-resets/acceptance", accept, by=None)).status_code == 401
    await sign_in(office, "rosa@acme.example", ELSE)


async def test_a_reset_link_lasts_an_hour_and_is_no_invitation(office: Office) -> None:
    link = (await office.ask("POST", f"/v1/people/{office.ids['rob']}/password-reset")).json()["link"]
    accept = {"token": link.partition("#")[2], "password": ELSE}
    assert (await office.ask("POST", "/v1/invitations/acceptance", accept, by=None)).status_code == 401
    office.clock.wait(3_600)
    assert (await office.ask("POST", "/v1/password-resets/acceptance", accept, by=None)).status_code == 401


async def test_a_password_is_changed_by_whoever_knows_it(office: Office) -> None:
    session = await join(office)
    wrong = await office.ask("PUT", "/v1/me/password", {"old": ELSE, "new": ELSE}, token=session)
    assert problem_of(wrong)[::2] == (401, "old")
    answer = await office.ask("PUT", "/v1/me/password", {"old": PASSWORD, "new": ELSE}, token=session)
    assert answer.status_code == 200
    assert (await office.ask("GET", "/v1/me", token=session)).status_code == 401
    await sign_in(office, "rosa@acme.example", ELSE)


async def test_one_click_sign_in_exists_in_a_demo_on_loopback() -> None:
    async with an_empty_office(loopback=True) as office:
        founding = Founding(name="Demo", administrator="Dana", email="dana@demo.example", demo=True)
        founded = await found_organisation(office.house, founding)
        listed = await office.ask("GET", "/v1/demo-sessions", by=None)
        assert [person["name"] for person in listed.json()["people"]] == ["Dana"]
        click = {"person": founded.administrator}
        answer = await office.ask("POST", "/v1/demo-sessions", click, by=None)
        assert answer.json()["me"]["demo"] is True
        unknown = await office.ask("POST", "/v1/demo-sessions", {"person": "person_9"}, by=None)
        assert problem_of(unknown)[::2] == (404, "person")
        office.http.headers["host"] = "rebound.example"
        assert (await office.ask("POST", "/v1/demo-sessions", click, by=None)).status_code == 404
        assert (await office.ask("GET", "/v1/demo-sessions", by=None)).status_code == 404


async def test_one_click_sign_in_is_absent_where_others_can_reach_the_server() -> None:
    async with an_empty_office(loopback=False) as office:
        founding = Founding(name="Demo", administrator="Dana", email="dana@demo.example", demo=True)
        founded = await found_organisation(office.house, founding)
        answer = await office.ask("POST", "/v1/demo-sessions", {"person": founded.administrator}, by=None)
        assert answer.status_code == 404
        assert (await office.ask("GET", "/v1/demo-sessions", by=None)).status_code == 404


async def test_one_click_sign_in_is_absent_from_an_organisation_that_is_no_demo() -> None:
    async with an_empty_office(loopback=True) as office:
        founded = await found_organisation(
            office.house, Founding(name="Acme", administrator="Ada", email="ada@acme.example")
        )
        answer = await office.ask("POST", "/v1/demo-sessions", {"person": founded.administrator}, by=None)
        assert answer.status_code == 404
        assert (await office.ask("GET", "/v1/demo-sessions", by=None)).status_code == 404


async def test_no_other_site_signs_a_browser_in(office: Office) -> None:
    link = await office.invite("rosa", Role.REP)
    office.http.headers["sec-fetch-site"] = "cross-site"
    for path, body in (
        ("/v1/set-up", set_up("hru_x")),
        ("/v1/sessions", {"email": "rosa@acme.example", "password": PASSWORD}),
        ("/v1/demo-sessions", {"person": "person_0001"}),
        ("/v1/invitations/acceptance", {"token": link, "password": PASSWORD}),
        ("/v1/password-resets/acceptance", {"token": link, "password": PASSWORD}),
    ):
        answer = await office.ask("POST", path, body, by=None)
        assert problem_of(answer)[::2] == (401, "Cookie"), path
        assert "set-cookie" not in answer.headers


async def test_a_cookie_is_a_session_for_the_consoles_own_pages(office: Office) -> None:
    session = await join(office)
    cookie = {"cookie": f"handrail_session={session}"}
    assert (await office.http.get("/v1/me", headers=cookie)).status_code == 200
    own = {**cookie, "sec-fetch-site": "same-origin"}
    assert (await office.http.post("/v1/me/heartbeat", headers=own)).status_code == 200
    other = {**cookie, "sec-fetch-site": "cross-site"}
    assert (await office.http.post("/v1/me/heartbeat", headers=other)).status_code == 401


async def test_somebody_known_in_two_organisations_signs_in_where_they_can(office: Office) -> None:
    await join(office)
    await found_organisation(
        office.house,
        Founding(name="First", administrator="Rosa", email="rosa@acme.example"),
        org=OrgId("aaa"),
    )
    token = str((await sign_in(office, "rosa@acme.example"))["token"])
    assert (await office.ask("GET", "/v1/me", token=token)).json()["organisation"] == "acme"
    elsewhere = {"email": "rosa@acme.example", "password": PASSWORD, "organisation": "aaa"}
    assert (await office.ask("POST", "/v1/sessions", elsewhere, by=None)).status_code == 401
