"""B2B: a lead that outgrows the agent reaches an account executive as a qualified opportunity, in Slack and here."""

import asyncio
import json
from pathlib import Path

from handrail import Captured
from server.tests.acceptance.accounts import (
    ledger_verifies,
    measure,
    no_words_leaked,
    nothing_is_open,
    register_row,
    triggers,
)
from server.tests.acceptance.reading import each, pick, text
from server.tests.acceptance.running import PATIENCE, Desk, Fernbrook, delivered, fernbrook
from server.tests.acceptance.slack import SlackChannel, slack_channel

HELLO = "Hello, we run 40 hostels and are looking for a supplier of furniture and linen."
BUDGET = "Our budget of 180,000 EUR is approved for next year, for about 900 beds."
TERMS = (
    "We need custom terms: a three year contract with multi-year pricing and net 60 payment terms. "
    "Does your ordering API integrate with our SAP system, and is there single sign-on?"
)
DANIEL = "daniel.osei"


async def test_b2b_of_a_prospect_nobody_knows(tmp_path: Path) -> None:
    async with (
        slack_channel() as slack,
        fernbrook(tmp_path, slack_webhook=slack.url, webhook_allow=("127.0.0.1",)) as running,
    ):
        await _story(running, slack, "b2b-1", customer=None)


async def test_b2b_of_a_known_account_reaches_its_owner(tmp_path: Path) -> None:
    async with (
        slack_channel() as slack,
        fernbrook(tmp_path, slack_webhook=slack.url, webhook_allow=("127.0.0.1",)) as running,
    ):
        daniel = await running.person(DANIEL)
        case = await _story(running, slack, "b2b-2", customer="marta.kowalska")
        packet = await daniel.get(f"/v1/cases/{case}/packet")
        assert pick(packet, "crm", "account", "owner") == DANIEL
        assert pick(packet, "who", "company") == "Brightwater Hostels"


async def _story(running: Fernbrook, slack: SlackChannel, name: str, *, customer: str | None) -> str:
    rail = await running.agent("business")
    chat = rail.conversation(name, channel="chat", customer=customer)
    first = await chat.customer(HELLO)
    assert first.verdict == "proceed"
    answer = "Gladly. How many places, and is there a budget already?"
    assert (
        await chat.propose(answer, captured=(Captured(name="use_case", value="40 hostels", turn=first.turn),))
    ).say_it
    second = await chat.customer(BUDGET)
    assert second.verdict == "proceed"
    noted = (
        Captured(name="budget", value="180,000 EUR a year", turn=second.turn),
        Captured(name="volume", value="900 beds", turn=second.turn),
    )
    assert (await chat.propose("Thank you, I have noted that.", captured=noted)).say_it

    # Custom terms, years and integration exceed the charter; the agent keeps the floor until somebody accepts.
    heard = await chat.customer(TERMS)
    assert heard.verdict == "hand_over"
    assert "over_authority" in {reason.code for reason in heard.reasons}
    assert heard.say is not None
    case = str(heard.case)

    await _posted_to_slack(running, slack, case)
    daniel = await running.person(DANIEL)
    await _qualified(running, daniel, case, (first.turn, second.turn, heard.turn))

    # Daniel goes on in the same conversation; the agent's draft that was under way is refused.
    await daniel.post(f"/v1/cases/{case}/claim")
    await daniel.post(f"/v1/conversations/{name}/messages", {"id": "m-1", "text": "Hello, Daniel here: yes to SAP."})
    got = await delivered(rail, name, until=lambda one: one.author == "person")
    assert got[-1].author_name == "Daniel Osei"
    control = next(one.control for one in got if one.kind == "control")
    assert control is not None
    assert control.holder == "person"
    asked = await chat.customer("Good, when can we talk?")
    assert not asked.may_answer

    note = "Call agreed for Tuesday; send the security questionnaire if asked."
    await daniel.post(f"/v1/cases/{case}/hand-back", {"note": note, "disposition": "call_agreed"})
    heard = await chat.customer("Thank you.")
    assert heard.note == note
    assert heard.may_answer

    row = await register_row(running, case, "handed_back")
    assert "over_authority" in triggers(row)
    assert pick(row, "customer") == customer
    assert pick(row, "received_by") == [DANIEL]
    assert await measure(running, "escalation_rate") is not None
    await ledger_verifies(running)
    await no_words_leaked(running, ("40 hostels", "SAP system", "180,000", "multi-year pricing"), daniel)
    await nothing_is_open(running, f"case/{case}", f"conversation/{name}")
    return case


async def _posted_to_slack(running: Fernbrook, slack: SlackChannel, case: str) -> None:
    """A link that opens the case, and none of the customer's words."""
    async with asyncio.timeout(PATIENCE):
        posted = json.dumps(await slack.posted.get())
    assert f"{running.url}" in posted
    assert case in posted
    assert "hostels" not in posted
    assert "SAP" not in posted


async def _qualified(running: Fernbrook, daniel: Desk, case: str, turns: tuple[int | None, ...]) -> None:
    """Requirements, technical questions and budget signals, each with the turn it comes from."""
    packet = await daniel.get(f"/v1/cases/{case}/packet")
    points = list(each(packet, "opportunity", "points"))
    found = {(text(point, "kind"), pick(point, "turn")) for point in points}
    first, second, third = turns
    assert {("requirement", first), ("budget", second), ("requirement", third), ("technical_question", third)} <= found
    assert {"use_case", "budget", "volume"} <= {str(pick(point, "name")) for point in points}
    assert pick(packet, "who") is not None
    assert {str(pick(point, "name")) for point in each(packet, "captured")} >= {"budget", "volume"}
