"""Retail: the fourth contact about a damaged table, rising frustration, and a senior specialist who puts it right.

    make run                                # in another terminal: the demo organisation
    python examples/retail_complaint.py     # finds the demo's keys; or --url … --agent-key … --person-key …

The agent's side is the SDK, the person's side plain HTTP. Everybody is invented.
"""

import argparse
import json
import os
from pathlib import Path
from uuid import uuid4

import httpx2
from pydantic import BaseModel

from handrail import Handrail

KEYS = Path(os.environ.get("HANDRAIL_DATA", "demo-data"), "demo-keys.json")
HANNA = "hanna.lindgren"
TALK = (
    ("Hello, I am writing about the oak reading table, order FB-20931.", "Good morning, Hanna. What is it about?"),
    ("It came with a split top. I sent photographs of it.", "Thank you. I have asked the carrier for their report."),
)
ENOUGH = (
    "This is ridiculous. It is the fourth time I contact you about the same damaged table, and I am fed up. "
    "If nobody sorts it out today, I will post a public review about it."
)


class Money(BaseModel):
    """An amount."""

    amount: str
    currency: str


class Record(BaseModel):
    """What this story reads of the CRM."""

    tier: str
    lifetime_value: Money


class Packet(BaseModel):
    """What this story reads of the packet."""

    why: str
    crm: Record
    suggestion: str
    draft: str


def story(rail: Handrail, priya: httpx2.Client) -> None:
    """From the customer's first words to the note that the agent gets back."""
    chat = rail.conversation(f"retail-{uuid4().hex[:8]}", channel="chat", customer=HANNA)
    for said, answer in TALK:
        print("Hanna:", said)
        if chat.customer(said, topic="damaged_product").may_answer:
            print("agent:", chat.propose(answer, topic="damaged_product").words)
    print("Hanna:", ENOUGH)
    heard = chat.customer(ENOUGH, topic="damaged_product")
    print("agent:", heard.say)
    for reason in heard.reasons:
        print("   why:", reason.line)

    case = f"/v1/cases/{heard.case}"
    priya.post(f"{case}/claim").raise_for_status()
    packet = Packet.model_validate_json(priya.get(f"{case}/packet").raise_for_status().content)
    print("\nPriya reads:", packet.why)
    print(f"{packet.crm.tier} customer, {packet.crm.lifetime_value.amount} {packet.crm.lifetime_value.currency} so far")
    print("suggested:", packet.suggestion)

    words = {"id": uuid4().hex, "text": packet.draft}
    priya.post(f"/v1/conversations/{chat.id}/messages", json=words).raise_for_status()
    note = "A new table comes on Thursday, and 40 EUR of credit. Please confirm the slot."
    outcome = {"outcome": "resolved", "disposition": "replaced_with_credit", "note": note}
    priya.post(f"{case}/resolution", json=outcome).raise_for_status()
    priya.delete(f"{case}/wrap-up").raise_for_status()

    print("\nWhat the agent's application hears:")
    for delivery in rail.deliveries(follow=False):
        if delivery.conversation == chat.id:
            print(f"  {delivery.kind}:", delivery.text or delivery.note or delivery.control)


def main() -> None:
    """Tell the story on the demo server, or on yours."""
    ask = argparse.ArgumentParser(description="The retail story.")
    ask.add_argument("--url")
    ask.add_argument("--agent-key")
    ask.add_argument("--person-key", help="of a senior customer experience specialist")
    given = ask.parse_args()
    demo = json.loads(KEYS.read_text("utf-8")) if KEYS.exists() else {"url": None, "agents": {}, "people": {}}
    url = given.url or demo["url"] or ask.error("Start the demo with `make run`, or give --url and the keys.")
    agent = given.agent_key or demo["agents"].get("shop")
    person = {"Authorization": f"Bearer {given.person_key or demo['people'].get('priya.raman')}"}
    with Handrail(url, agent, on_unreachable="hold") as rail, httpx2.Client(base_url=url, headers=person) as priya:
        story(rail, priya)


if __name__ == "__main__":
    main()
