"""What a person may do now is told by the verbs themselves."""

import pytest

from server.tests.api.office import Office, an_office, rows

Body = dict[str, object] | None
HEALTH = "My insurance claim for my diabetes treatment was denied, my member id is 123-45-6789, I dispute this bill."

CASE_REQUESTS: dict[str, tuple[str, str, Body]] = {
    "claim": ("POST", "claim", None),
    "give_back": ("DELETE", "claim", None),
    "accept": ("POST", "acceptance", None),
    "decline": ("POST", "decline", {"reason": "busy"}),
    "transfer": ("POST", "transfer", {"queue": "sales"}),
    "consult": ("POST", "consultations", {"asked": "sales", "question": "May we?"}),
    "resolve": ("POST", "resolution", {"outcome": "resolved"}),
    "hand_back": ("POST", "hand-back", {"note": "Done."}),
    "extend_wrap_up": ("POST", "wrap-up-extension", {"seconds": 60}),
    "end_wrap_up": ("DELETE", "wrap-up", None),
    "withdraw": ("POST", "withdrawal", {"reason": "not_needed"}),
    "label": ("POST", "labels", {"label": "needed"}),
}
TALK_REQUESTS: dict[str, tuple[str, str, Body]] = {
    "reply": ("POST", "messages", {"id": "m1", "text": "Hello, a person here."}),
    "join": ("POST", "messages", {"id": "m2", "text": "Me too.", "join": True}),
    "act": (
        "POST",
        "acts",
        {"call_id": "p1", "tool": "give_credit", "arguments": {"amount": "5.00", "currency": "EUR"}},
    ),
    "note": ("POST", "notes", {"id": "n1", "text": "Kind."}),
    "take_over": ("POST", "takeover", None),
    "whisper_to_agent": ("POST", "whispers", {"to": "agent", "text": "Ask for the number."}),
    "whisper_to_person": ("POST", "whispers", {"to": "person", "text": "Ask for the number."}),
    "pause": ("POST", "pause", None),
    "resume": ("DELETE", "pause", None),
    "hold_replies": ("POST", "reply-hold", None),
    "let_replies_flow": ("DELETE", "reply-hold", None),
    "flag": ("POST", "flag", None),
    "close": ("POST", "close", None),
}
STATES: dict[str, list[tuple[str, str, Body]]] = {
    "waiting": [],
    "claimed": [("rita", "/cases/{case}/claim", None)],
    "engaged": [
        ("rita", "/cases/{case}/claim", None),
        ("rita", "/conversations/c1/messages", {"id": "m0", "text": "Hello, Rita here."}),
    ],
    "wrapping": [
        ("rita", "/cases/{case}/claim", None),
        ("rita", "/conversations/c1/messages", {"id": "m0", "text": "Hello, Rita here."}),
        ("rita", "/cases/{case}/resolution", {"outcome": "resolved"}),
    ],
    "over": [("rita", "/cases/{case}/claim", None), ("rita", "/cases/{case}/hand-back", {"note": "Done."})],
}


async def _at(office: Office, state: str) -> str:
    """The case in this state."""
    case = await office.a_case()
    for who, path, body in STATES[state]:
        await office.do(path.format(case=case), who, body)
    return case


async def _allowed(office: Office, case: str, who: str) -> dict[str, set[object]]:
    found = {}
    for path in (f"/cases/{case}", "/conversations/c1"):
        response = await office.get(path, who)
        allowed = response.json()["allowed"] if response.status_code == 200 else []
        found[path] = set(allowed)
    return found


async def _works(office: Office, who: str, path: str, request: tuple[str, str, Body]) -> bool:
    method, verb, body = request
    asked = office.delete(f"{path}/{verb}", who) if method == "DELETE" else office.post(f"{path}/{verb}", who, body)
    return (await asked).status_code == 200


WORTH_TRYING = (
    ("waiting", "rita"),
    ("claimed", "sam"),
    ("claimed", "vera"),
    ("engaged", "rita"),
    ("wrapping", "rita"),
    ("over", "vera"),
)


@pytest.mark.parametrize(("state", "who"), WORTH_TRYING)
async def test_what_is_allowed_works_and_what_is_not_is_refused(state: str, who: str) -> None:
    async with an_office() as office:
        case = await _at(office, state)
        requests = {
            f"/cases/{case}": CASE_REQUESTS,
            "/conversations/c1": TALK_REQUESTS,
        }
        allowed = await _allowed(office, case, who)
        for path, verbs in requests.items():
            for verb in sorted(set(verbs) - allowed[path]):
                assert not await _works(office, who, path, verbs[verb]), f"{who} was not told of `{verb}`"
    for path, verbs in requests.items():
        for verb in sorted(set(verbs) & allowed[path]):
            async with an_office() as fresh:
                assert await _at(fresh, state) == case
                assert await _works(fresh, who, path, verbs[verb]), f"{who} was told of `{verb}`"


async def test_a_seal_is_opened_by_whoever_has_the_credential_and_only_once(office: Office) -> None:
    case = await office.a_case(HEALTH)
    assert "open_seal" in str((await office.read(f"/cases/{case}", "vera"))["allowed"])
    assert "open_seal" not in str((await office.read(f"/cases/{case}", "ada"))["allowed"])
    await office.do(f"/cases/{case}/seal-opening", "vera", {"purpose": "quality"})
    assert "open_seal" not in str((await office.read(f"/cases/{case}", "vera"))["allowed"])


async def test_whoever_only_reads_may_do_nothing_but_read(office: Office) -> None:
    case = await office.a_case()
    assert (await office.read(f"/cases/{case}", "otto"))["allowed"] == []
    assert (await office.read("/conversations/c1", "otto"))["allowed"] == ["open_personal_data"]


async def test_a_list_tells_what_is_allowed_where_it_is_asked_to(office: Office) -> None:
    await office.a_case()
    (plain,) = rows(await office.read("/cases", "rita"), "cases")
    assert plain["allowed"] is None
    (asked,) = rows(await office.read("/cases", "rita", allowed="true"), "cases")
    assert "claim" in str(asked["allowed"])
