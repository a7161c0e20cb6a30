"""Finance: a wire above the agent's limit is held until an officer has spoken with the client; then it runs once.

    make run                                       # in another terminal: the demo organisation
    python examples/wire_transfer.py               # finds the demo's keys; or --url … --agent-key … --person-key …
    python examples/wire_transfer.py --decline     # the client did not know of it

Approving without having contacted the client is refused. Whoever asks again gets the recorded result.
"""

import argparse
import json
import os
from pathlib import Path
from uuid import uuid4

import httpx2
from pydantic import BaseModel

from handrail import Action, Conversation, Handrail, Rejected

KEYS = Path(os.environ.get("HANDRAIL_DATA", "demo-data"), "demo-keys.json")
ROBERT = "robert.hale"
ASKED = (
    "Good afternoon. I need to send an urgent wire of 48,500 USD to a new supplier account in Cyprus. "
    "It must go out today before close of business."
)
WIRE = {"amount": "48500.00", "currency": "USD", "destination": "CY-7781"}


class Evidence(BaseModel):
    """Where a reason comes from."""

    fact: str | None
    text: str | None


class Reason(BaseModel):
    """A reason as the packet shows it."""

    line: str
    evidence: list[Evidence]


class Packet(BaseModel):
    """What this story reads of the packet."""

    reasons: list[Reason]


def wire(amount: str, currency: str, destination: str) -> str:
    """Stands for the payment system."""
    return f"wired {amount} {currency} to {destination}"


def story(rail: Handrail, viktor: httpx2.Client, *, decline: bool) -> None:
    """From the client's request to the money, or to the reason why not."""
    chat = rail.conversation(f"bank-{uuid4().hex[:8]}", channel="chat", customer=ROBERT)
    print("Robert:", ASKED)
    chat.customer(ASKED)
    held = chat.act("wire_transfer", WIRE, call_id="wire-1", run=wire, wait=0)
    print("agent: ", held.say)

    case = f"/v1/cases/{held.case}"
    packet = Packet.model_validate_json(viktor.get(f"{case}/packet").raise_for_status().content)
    print("\nViktor, compliance, reads:")
    for reason in packet.reasons:
        print("  ", reason.line, [each.fact or each.text for each in reason.evidence])
    viktor.post(f"{case}/claim").raise_for_status()
    if decline:
        _decline(chat, viktor, case, held)
    else:
        _approve(chat, viktor, case, held)


def _approve(chat: Conversation, viktor: httpx2.Client, case: str, held: Action) -> None:
    approval = {"vote": "approve", "digest": held.digest, "ground": "Confirmed by telephone."}
    print("\nApproved unseen?", viktor.post(f"{case}/votes", json=approval).json()["detail"])
    called = {
        "means": "call_to_number_on_file",
        "contact": "+1 207 555 0119",
        "result": "Mr Hale confirmed supplier and amount from the invoice.",
        "confirmed": True,
    }
    viktor.post(f"{case}/verification", json=called).raise_for_status()
    viktor.post(f"{case}/votes", json=approval).raise_for_status()
    print("Approved. The agent goes on:", chat.act("wire_transfer", WIRE, call_id="wire-1", run=wire).result)
    again = chat.act("wire_transfer", WIRE, call_id="wire-1", run=wire)
    print("Asked again:", again.result, "(recorded; nothing ran)" if again.duplicate else "")


def _decline(chat: Conversation, viktor: httpx2.Client, case: str, held: Action) -> None:
    ground = "The client did not know of this payment when called on the number on file."
    viktor.post(f"{case}/votes", json={"vote": "reject", "digest": held.digest, "ground": ground}).raise_for_status()
    try:
        chat.act("wire_transfer", WIRE, call_id="wire-1", run=wire)
    except Rejected as no:
        print("\nDeclined; nothing ran:", no)


def main() -> None:
    """Tell the story on the demo server, or on yours."""
    ask = argparse.ArgumentParser(description="The finance story.")
    ask.add_argument("--url")
    ask.add_argument("--agent-key")
    ask.add_argument("--person-key", help="of a compliance officer who may approve wires")
    ask.add_argument("--decline", action="store_true")
    given = ask.parse_args()
    demo = json.loads(KEYS.read_text("utf-8")) if KEYS.exists() else {"url": None, "agents": {}, "people": {}}
    url = given.url or demo["url"] or ask.error("Start the demo with `make run`, or give --url and the keys.")
    agent = given.agent_key or demo["agents"].get("bank")
    person = {"Authorization": f"Bearer {given.person_key or demo['people'].get('viktor.sandberg')}"}
    with Handrail(url, agent, on_unreachable="hold") as rail, httpx2.Client(base_url=url, headers=person) as viktor:
        story(rail, viktor, decline=given.decline)


if __name__ == "__main__":
    main()
