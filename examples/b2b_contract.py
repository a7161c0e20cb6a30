"""B2B: a lead that outgrows the agent reaches an account executive as a qualified opportunity.

    make run                            # in another terminal: the demo organisation
    python examples/b2b_contract.py     # finds the demo's keys; or --url … --agent-key … --person-key …

Nobody knows this prospect yet: all that the executive reads was captured by the agent, with the turn it comes from.
Where the organisation has a Slack webhook, its channel gets a link to the case.
"""

import argparse
import json
import os
from pathlib import Path
from uuid import uuid4

import httpx2
from pydantic import BaseModel

from handrail import Captured, FloorLost, Handrail

KEYS = Path(os.environ.get("HANDRAIL_DATA", "demo-data"), "demo-keys.json")
HELLO = "Hello, we run 40 hostels and are looking for a supplier of furniture and linen."
BUDGET = "Our budget of 180,000 EUR is approved for next year, for about 900 beds."
TERMS = (
    "We need custom terms: a three year contract with multi-year pricing and net 60 payment terms. "
    "Does your ordering API integrate with our SAP system, and is there single sign-on?"
)


class Point(BaseModel):
    """One point of the opportunity, with its source turn."""

    kind: str
    turn: int
    text: str


class Opportunity(BaseModel):
    """All points."""

    points: list[Point]


class Packet(BaseModel):
    """What this story reads of the packet."""

    why: str
    opportunity: Opportunity


def story(rail: Handrail, daniel: httpx2.Client) -> None:
    """From the first words to the executive's, in one conversation."""
    chat = rail.conversation(f"b2b-{uuid4().hex[:8]}", channel="chat")
    print("prospect:", HELLO)
    first = chat.customer(HELLO)
    use = (Captured(name="use_case", value="40 hostels", turn=first.turn),)
    print("agent:   ", chat.propose("Gladly. How many places, and is there a budget already?", captured=use).words)
    print("prospect:", BUDGET)
    second = chat.customer(BUDGET)
    budget = (
        Captured(name="budget", value="180,000 EUR a year", turn=second.turn),
        Captured(name="volume", value="900 beds", turn=second.turn),
    )
    print("agent:   ", chat.propose("Thank you, I have noted that.", captured=budget).words)
    print("prospect:", TERMS)
    heard = chat.customer(TERMS)
    print("agent:   ", heard.say)
    for reason in heard.reasons:
        print("      why:", reason.line)

    case = f"/v1/cases/{heard.case}"
    packet = Packet.model_validate_json(daniel.get(f"{case}/packet").raise_for_status().content)
    print("\nDaniel reads:", packet.why)
    for point in packet.opportunity.points:
        print(f"  turn {point.turn}, {point.kind}: {point.text}")
    daniel.post(f"{case}/claim").raise_for_status()
    words = {"id": uuid4().hex, "text": "Hello, Daniel here. Yes, we connect to SAP; may I call you on Tuesday?"}
    daniel.post(f"/v1/conversations/{chat.id}/messages", json=words).raise_for_status()
    try:
        chat.propose("Our list price is …", floor=heard.floor)
    except FloorLost:
        print("\nThe agent's draft is refused: Daniel has the floor.")
    note = {"note": "A call is agreed for Tuesday. Send the security questionnaire if asked.", "disposition": "call"}
    daniel.post(f"{case}/hand-back", json=note).raise_for_status()
    print("The agent goes on, with his note:", chat.customer("Tuesday is good, thank you.").note)


def main() -> None:
    """Tell the story on the demo server, or on yours."""
    ask = argparse.ArgumentParser(description="The B2B story.")
    ask.add_argument("--url")
    ask.add_argument("--agent-key")
    ask.add_argument("--person-key", help="of an account executive")
    given = ask.parse_args()
    demo = json.loads(KEYS.read_text("utf-8")) if KEYS.exists() else {"url": None, "agents": {}, "people": {}}
    url = given.url or demo["url"] or ask.error("Start the demo with `make run`, or give --url and the keys.")
    agent = given.agent_key or demo["agents"].get("business")
    person = {"Authorization": f"Bearer {given.person_key or demo['people'].get('daniel.osei')}"}
    with Handrail(url, agent, on_unreachable="hold") as rail, httpx2.Client(base_url=url, headers=person) as daniel:
        story(rail, daniel)


if __name__ == "__main__":
    main()
