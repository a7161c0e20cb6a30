"""Finance: a wire above the agent's limit, held until an officer has spoken with the client; run once, or declined."""

import asyncio

import pytest

from handrail import Action, AsyncConversation, Rejected
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
from server.tests.acceptance.running import Desk, Fernbrook, Refused, delivered

ROBERT = "robert.hale"
ASKED = (
    "Good afternoon. I need to send an urgent wire of 48,500 USD to a new supplier account in Cyprus. "
    "It must go out today before close of business."
)
WIRE = {"amount": "48500.00", "currency": "USD", "destination": "CY-7781", "purpose": "marine engines"}
CALLED = {
    "means": "call_to_number_on_file",
    "contact": "+1 207 555 0119",
    "result": "Mr Hale confirmed the supplier and the amount from the invoice.",
    "confirmed": True,
}


class Bank:
    """The tool behind the agent: it counts how often money left."""

    def __init__(self) -> None:
        self.sent = 0

    async def wire(self, *, amount: str, currency: str, destination: str, purpose: str) -> str:
        """Stands for the payment system."""
        self.sent += 1
        return f"wired {amount} {currency} to {destination} for {purpose}"


async def test_finance_approved(running: Fernbrook) -> None:
    await _approved(running)


@pytest.mark.postgres
async def test_finance_approved_on_postgres(running_on_postgres: Fernbrook) -> None:
    await _approved(running_on_postgres)


async def test_finance_declined(running: Fernbrook) -> None:
    rail, viktor = await running.agent("bank"), await running.person("viktor.sandberg")
    chat = rail.conversation("bank-2", channel="chat", customer=ROBERT)
    bank = Bank()
    held = await _held(chat, bank)
    case = str(held.case)
    await viktor.post(f"/v1/cases/{case}/claim")
    with pytest.raises(Refused, match="ground"):
        await viktor.post(f"/v1/cases/{case}/votes", {"vote": "reject", "digest": held.digest})
    ground = "The client did not know of this payment when he was called on the number on file."
    await viktor.post(f"/v1/cases/{case}/votes", {"vote": "reject", "digest": held.digest, "ground": ground})

    # The client is told; the agent's application learns it, and nothing runs, whatever is tried.
    got = await delivered(rail, "bank-2", until=lambda one: one.author == "system")
    assert "did not approve" in (got[-1].text or "")
    assert [(one.kind, one.action, one.decided) for one in got[:-1]] == [("action", held.id, "rejected")]
    with pytest.raises(Rejected, match="did not know"):
        await chat.act("wire_transfer", WIRE, call_id="wire-1", run=bank.wire)
    assert bank.sent == 0

    row = await register_row(running, case, "rejected")
    assert pick(row, "outcome") in ("rejected", None)
    await ledger_verifies(running)
    await nothing_is_open(running, f"case/{case}", f"action/{held.id}", "conversation/bank-2")


async def _approved(running: Fernbrook) -> None:
    rail = await running.agent("bank")
    chat = rail.conversation("bank-1", channel="chat", customer=ROBERT)
    bank = Bank()
    held = await _held(chat, bank)
    case = str(held.case)
    viktor, ruth, marek = [await running.person(name) for name in ("viktor.sandberg", "ruth.adeyemi", "marek.novak")]

    await _everybody_hears(running, case, ruth, marek)
    await _assessed(running, viktor, case)

    await viktor.post(f"/v1/cases/{case}/claim")
    approval = {"vote": "approve", "digest": held.digest, "ground": "Confirmed by telephone."}
    with pytest.raises(Refused, match="not confirmed this act"):
        await viktor.post(f"/v1/cases/{case}/votes", approval)
    with pytest.raises(Refused):
        await ruth.post(f"/v1/cases/{case}/votes", approval)
    assert bank.sent == 0

    await viktor.post(f"/v1/cases/{case}/verification", CALLED)
    with pytest.raises(Refused, match="digest"):
        await viktor.post(f"/v1/cases/{case}/votes", approval | {"digest": "0" * 64})
    with pytest.raises(Refused, match="ground"):
        await viktor.post(f"/v1/cases/{case}/votes", approval | {"ground": None})
    await viktor.post(f"/v1/cases/{case}/votes", approval)

    await _released_once(running, chat, held, bank)

    row = await register_row(running, case, "approved")
    assert {"amount", "suspicious_payment"} <= set(triggers(row))
    assert pick(row, "severity") == "critical"
    assert pick(row, "verified") is True
    assert await measure(running, "approval_latency_median") is not None
    assert (await verbs(running, "action", held.id))[-1] == "ActionCompleted"
    await ledger_verifies(running)
    await no_words_leaked(running, ("close of business", "new supplier", "Mr Hale", "marine engines"), ruth, marek)
    await nothing_is_open(running, f"case/{case}", f"action/{held.id}", "conversation/bank-1")


async def _held(chat: AsyncConversation, bank: Bank) -> Action:
    """The wire asks first; nothing has run, and the client hears that."""
    assert (await chat.customer(ASKED)).may_answer
    held = await chat.act("wire_transfer", WIRE, call_id="wire-1", run=bank.wire, wait=0)
    assert held.pending
    assert held.verdict == "ask_first"
    assert {"amount", "suspicious_payment"} <= {reason.code for reason in held.reasons}
    assert held.say is not None
    assert "nothing has been carried out" in held.say
    assert bank.sent == 0
    return held


async def _everybody_hears(running: Fernbrook, case: str, ruth: Desk, marek: Desk) -> None:
    """A critical notice to the supervisor and the account owner, at once, with a link that opens the case."""
    for desk in (ruth, marek):

        async def look(desk: Desk = desk) -> object | None:
            notices = each(await desk.get("/v1/notices"), "notices")
            return next((notice for notice in notices if pick(notice, "case") == case), None)

        notice = await running.until(look)
        assert pick(notice, "severity") == "critical"
        assert case in text(notice, "link")
        assert "48500" in text(notice, "line") or "suspicious" in text(notice, "reason")
        await desk.post(f"/v1/notices/{text(notice, 'id')}/acknowledgement")


async def _assessed(running: Fernbrook, viktor: Desk, case: str) -> None:
    """The officer sees the assessment with its factors, in the compliance queue."""

    async def look() -> object | None:
        seen = await viktor.get(f"/v1/cases/{case}")
        return seen if pick(seen, "state") in ("queued", "offered") else None

    seen = await running.until(look)
    assert pick(seen, "kind") == "approval"
    assert pick(seen, "queue") == "compliance"
    assert pick(seen, "asked", "arguments", "destination") == "CY-7781"
    assert pick(seen, "asked", "needs_verification") is True
    assert pick(seen, "asked", "needs_ground") is True
    packet = await viktor.get(f"/v1/cases/{case}/packet")
    factors = {str(fact) for reason in each(packet, "reasons") for fact in every(reason, "evidence", name="fact")}
    told = f"{factors} {every(packet, 'reasons', name='line')}"
    for factor in ("unusual_amount", "unusual_destination", "urgency"):
        assert factor in told


async def _released_once(running: Fernbrook, chat: AsyncConversation, held: Action, bank: Bank) -> None:
    """Two executors at the same moment: one runs it. Whoever comes later gets what was recorded."""
    other = (await running.agent("bank")).conversation(chat.id)
    floor = chat.floor
    first, second = await asyncio.gather(
        chat.act("wire_transfer", WIRE, call_id="wire-1", run=bank.wire),
        other.act("wire_transfer", WIRE, call_id="wire-1", run=bank.wire, floor=floor),
    )
    assert bank.sent == 1
    assert {first.result, second.result} == {"wired 48500.00 USD to CY-7781 for marine engines"}

    again = await chat.act("wire_transfer", WIRE, call_id="wire-1", run=bank.wire)
    assert again.duplicate
    assert again.result == first.result
    assert again.id == held.id
    assert bank.sent == 1
