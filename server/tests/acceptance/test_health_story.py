"""Health: a disputed bill with protected data. Nothing is read or said until somebody entitled has accepted."""

import json

import pytest

from server.tests.acceptance.accounts import (
    ledger_verifies,
    no_words_leaked,
    nothing_is_open,
    register_row,
    triggers,
    verbs,
)
from server.tests.acceptance.reading import each, every, pick, text
from server.tests.acceptance.running import Desk, Fernbrook, Refused, delivered

ELENA = "elena.torres"
DISPUTE = (
    "I want to dispute a bill. You charged me 1,240 EUR for my MRI, and my claim was denied although my "
    "cardiologist said it was medically necessary. Why is it not covered?"
)
MORE = "My diagnosis is in the letter of 3 March, policy number HP-229-118."
SECRETS = ("MRI", "cardiologist", "medically necessary", "HP-229-118", "1,240")


async def test_health(running: Fernbrook) -> None:
    rail = await running.agent("health")
    chat = rail.conversation("health-1", channel="chat", customer=ELENA)
    assert (await chat.customer("Good morning.")).may_answer
    heard = await chat.customer(DISPUTE)

    # Sealed: the agent must not read on; the customer hears the acknowledgement and nothing else.
    assert heard.sealed
    assert not heard.may_answer
    assert heard.say is not None
    assert "confidential" in heard.say
    codes = {reason.code for reason in heard.reasons}
    assert {"regulated_data", "regulated_decision", "billing_dispute"} <= codes
    case = str(heard.case)
    assert (await chat.customer(MORE)).sealed

    await _covered_for_everybody(running, case)
    leila = await running.person("leila.haddad")
    await _only_the_licensed_are_asked(running, leila, case)

    # Accepting with the licence opens the seal, for her alone; it is a fact with its purpose.
    await leila.post(f"/v1/cases/{case}/acceptance")
    packet = await leila.get(f"/v1/cases/{case}/packet")
    assert pick(packet, "sealed") is False
    assert DISPUTE in every(packet, "transcript", "turns", name="text")
    await _covered_for_everybody(running, case)
    assert "SealOpened" in await verbs(running, "case", case)

    await leila.post("/v1/conversations/health-1/messages", {"id": "m-1", "text": "Hello, I have your claim here."})
    got = await delivered(rail, "health-1", until=lambda one: one.author == "person")
    assert got[-1].text == "Hello, I have your claim here."
    await _resolved_in_writing(running, leila, case)
    await _covered_for_everybody(running, case)

    row = await register_row(running, case, "closed")
    assert {"regulated_data", "regulated_decision"} <= set(triggers(row))
    assert pick(row, "sealed") is True
    assert pick(row, "received_by") == ["leila.haddad"]
    assert pick(row, "documents")
    await ledger_verifies(running)
    supervisor = await running.person("ruth.adeyemi")
    await no_words_leaked(running, SECRETS, supervisor, leila)
    await nothing_is_open(running, f"case/{case}", "conversation/health-1")


async def _covered_for_everybody(running: Fernbrook, case: str) -> None:
    """Administrators and supervisors included, and a colleague whose licence has run out."""
    for name in ("ines.albrecht", "ruth.adeyemi", "tomasz.wilk", "sam.whitlock", "helen.park"):
        desk = await running.person(name)
        for path in (
            f"/v1/cases/{case}",
            f"/v1/cases/{case}/packet",
            "/v1/conversations/health-1",
            "/v1/conversations/health-1/turns",
            f"/v1/facts?subject=case/{case}",
            "/v1/facts?subject=conversation/health-1",
            "/v1/cases?state=any",
        ):
            await _says_nothing(desk, path)


async def _says_nothing(desk: Desk, path: str) -> None:
    response = await desk.client.get(path)
    assert response.status_code in (200, 403), path
    shown = json.dumps(response.json(), ensure_ascii=False)
    for secret in (*SECRETS, "dispute a bill", "your claim here"):
        assert secret not in shown, f"{desk.name} reads {secret!r} at {path}"


async def _only_the_licensed_are_asked(running: Fernbrook, leila: Desk, case: str) -> None:
    async def look() -> object | None:
        seen = await leila.get(f"/v1/cases/{case}")
        return seen if pick(seen, "state") == "offered" else None

    offered = await running.until(look)
    assert every(offered, "offers", name="person") == ["leila.haddad"]
    assert pick(offered, "queue") == "health-billing"
    sam = await running.person("sam.whitlock")
    with pytest.raises(Refused, match="403"):
        await sam.post(f"/v1/cases/{case}/claim")


async def _resolved_in_writing(running: Fernbrook, leila: Desk, case: str) -> None:
    """A compliance case closes only with what its route demands."""
    assert not list(each(await leila.get("/v1/notices"), "notices"))
    await leila.post(
        f"/v1/cases/{case}/resolution", {"outcome": "resolved", "disposition": "claim_reopened", "note": "Reopened."}
    )
    with pytest.raises(Refused, match="409"):
        await leila.delete(f"/v1/cases/{case}/wrap-up")
    missing = await leila.get(f"/v1/cases/{case}")
    assert set(map(str, each(missing, "documentation_missing"))) >= {"ground"}
    document = {
        "decision": "reopened",
        "ground": "The denial missed the specialist's letter.",
        "authoriser": "leila.haddad",
        "credential": "HB-20417",
    }
    await leila.post(f"/v1/cases/{case}/document", document)
    await leila.delete(f"/v1/cases/{case}/wrap-up")
    assert text(await leila.get(f"/v1/cases/{case}"), "state") == "closed"
