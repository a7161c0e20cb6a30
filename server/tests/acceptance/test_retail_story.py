"""Retail: the fourth contact about a damaged product, and the person who puts it right."""

from server.tests.acceptance.accounts import (
    ledger_verifies,
    measure,
    no_words_leaked,
    nothing_is_open,
    register_row,
    triggers,
    verbs,
)
from server.tests.acceptance.reading import each, every, pick, text
from server.tests.acceptance.running import Desk, Fernbrook, delivered

HANNA = "hanna.lindgren"
TALK = (
    ("Hello, I am writing about the oak reading table, order FB-20931.", "Good morning. What is it about?"),
    ("It came with a split top. I sent photographs of it.", "Thank you, the carrier's report is asked for."),
)
ENOUGH = (
    "This is ridiculous. It is the fourth time I contact you about the same damaged table, and I am fed up. "
    "If nobody sorts it out today, I will post a public review about it."
)


async def test_retail(running: Fernbrook) -> None:
    rail = await running.agent("shop")
    chat = rail.conversation("retail-1", channel="chat", customer=HANNA)
    for said, answer in TALK:
        heard = await chat.customer(said, topic="damaged_product")
        assert heard.may_answer
        assert (await chat.propose(answer, topic="damaged_product")).say_it

    # Sentiment and repeat contact fire together; the customer hears at once that a person was asked.
    heard = await chat.customer(ENOUGH, topic="damaged_product")
    assert heard.verdict == "hand_over"
    assert {"sentiment", "repeat_contact", "public_review"} <= {reason.code for reason in heard.reasons}
    assert heard.say is not None
    assert "experienced colleague" in heard.say
    assert not heard.may_answer
    case = heard.case
    assert case is not None

    priya, jonas = await running.person("priya.raman"), await running.person("jonas.keller")
    await _offered_to_a_senior(running, priya, case)
    await _packet_tells_all(priya, case)

    await priya.post(f"/v1/cases/{case}/acceptance")
    packet = await priya.get(f"/v1/cases/{case}/packet")
    await priya.post("/v1/conversations/retail-1/messages", {"id": "m-1", "text": text(packet, "draft")})
    resolution = {
        "outcome": "resolved",
        "disposition": "replaced_with_credit",
        "note": "A new table comes on Thursday, and 40 EUR of credit. Please confirm the slot.",
    }
    await priya.post(f"/v1/cases/{case}/resolution", resolution)
    await priya.delete(f"/v1/cases/{case}/wrap-up")

    # The agent's application passes the words on and learns what was promised, before its next turn.
    got = await delivered(rail, "retail-1", until=lambda each_one: each_one.note is not None)
    assert any(each_one.author == "person" and "Hanna" in (each_one.text or "") for each_one in got)
    assert got[-1].control is not None
    assert got[-1].control.holder == "agent"
    assert "Thursday" in (got[-1].note or "")
    assert (await chat.customer("Thank you, that is kind.", topic="damaged_product")).may_answer

    await _accounted(running, case, jonas)


async def _offered_to_a_senior(running: Fernbrook, priya: Desk, case: str) -> None:
    """Level 7 is needed: of two people online in the queue who fit, the longest idle is asked."""

    async def look() -> object | None:
        seen = await priya.get(f"/v1/cases/{case}")
        return seen if pick(seen, "state") == "offered" else None

    offered = await running.until(look)
    assert every(offered, "offers", name="person") == ["priya.raman"]
    assert pick(offered, "queue") == "customer-experience"
    assert pick(offered, "customer_name") == "Hanna Lindgren"


async def _packet_tells_all(priya: Desk, case: str) -> None:
    """The whole history, lifetime value, a recommended path, and a draft that greets by name."""
    packet = await priya.get(f"/v1/cases/{case}/packet")
    assert text(packet, "transcript", "turns", 0, "text") == TALK[0][0]
    assert pick(packet, "transcript", "total") == len(list(each(packet, "transcript", "turns")))
    assert pick(packet, "crm", "lifetime_value", "amount") == "4820.00"
    assert pick(packet, "crm", "tier") == "gold"
    assert {"IA-3101", "IA-3102", "IA-3103"} <= set(every(packet, "crm", "interactions", name="id"))
    assert "FB-20931" in every(packet, "crm", "orders", name="id")
    assert "Replace" in text(packet, "suggestion")
    assert "goodwill credit" in text(packet, "suggestion")
    assert "Hanna" in text(packet, "draft")
    assert text(packet, "why")
    assert list(each(packet, "attempts"))
    assert every(packet, "sentiment", name="sentiment")


async def _accounted(running: Fernbrook, case: str, colleague: Desk) -> None:
    row = await register_row(running, case, "closed")
    assert {"sentiment", "repeat_contact", "public_review"} <= set(triggers(row))
    assert pick(row, "received_by") == ["priya.raman"]
    assert pick(row, "outcome") == "resolved"
    assert pick(row, "disposition") == "replaced_with_credit"
    assert pick(row, "seconds_to_first_words") is not None
    assert await measure(running, "time_to_human_median") is not None
    assert (await verbs(running, "case", case))[-1] == "CaseClosed"
    await ledger_verifies(running)
    await no_words_leaked(running, ("split top", "photographs", "fed up", "oak reading table"), colleague)
    await nothing_is_open(running, f"case/{case}", "conversation/retail-1")
