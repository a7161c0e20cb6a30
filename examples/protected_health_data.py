"""Health: a disputed bill with protected data. Nothing is read or said until somebody entitled has accepted.

    make run                                     # in another terminal: the demo organisation
    python examples/protected_health_data.py     # finds the demo's keys; or --url … and the three keys

A supervisor sees that there is a sealed case, and nothing of it.
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
ELENA = "elena.torres"
DISPUTE = (
    "I want to dispute a bill. You charged me 1,240 EUR for my MRI, and my claim was denied although my "
    "cardiologist said it was medically necessary. Why is it not covered?"
)


class Turn(BaseModel):
    """A turn of the transcript."""

    author: str
    text: str


class Transcript(BaseModel):
    """The turns."""

    turns: list[Turn]


class Packet(BaseModel):
    """What this story reads of the packet; sealed to a viewer, there is no transcript in it."""

    sealed: bool
    transcript: Transcript | None


def story(rail: Handrail, ruth: httpx2.Client, leila: httpx2.Client) -> None:
    """From the dispute to the written record."""
    chat = rail.conversation(f"health-{uuid4().hex[:8]}", channel="chat", customer=ELENA)
    heard = chat.customer(DISPUTE)
    print("The agent reads no further:", "sealed" if heard.sealed else "open")
    print("agent:", heard.say)

    case = f"/v1/cases/{heard.case}"
    print("Ruth, supervisor, sees:", packet(ruth, case).transcript)
    leila.post(f"{case}/claim").raise_for_status()
    opened = packet(leila, case)
    assert opened.transcript is not None
    print("Leila, licensed, reads:", opened.transcript.turns[0].text)
    print("Ruth still sees:", packet(ruth, case).transcript)

    words = {"id": uuid4().hex, "text": "Hello, Leila here. I have your claim and the letter in front of me."}
    leila.post(f"/v1/conversations/{chat.id}/messages", json=words).raise_for_status()
    record = {
        "decision": "reopened",
        "ground": "The denial missed the specialist's letter.",
        "authoriser": "leila.haddad",
        "credential": "HB-20417",
    }
    outcome = {"outcome": "resolved", "disposition": "claim_reopened", "document": record}
    leila.post(f"{case}/resolution", json=outcome).raise_for_status()
    leila.delete(f"{case}/wrap-up").raise_for_status()
    print("Closed, with its ground written down.")


def packet(person: httpx2.Client, case: str) -> Packet:
    """The packet as this person may see it."""
    return Packet.model_validate_json(person.get(f"{case}/packet").raise_for_status().content)


def main() -> None:
    """Tell the story on the demo server, or on yours."""
    ask = argparse.ArgumentParser(description="The health story.")
    ask.add_argument("--url")
    ask.add_argument("--agent-key")
    ask.add_argument("--person-key", help="of a licensed representative")
    ask.add_argument("--supervisor-key")
    given = ask.parse_args()
    demo = json.loads(KEYS.read_text("utf-8")) if KEYS.exists() else {"url": None, "agents": {}, "people": {}}
    url = given.url or demo["url"] or ask.error("Start the demo with `make run`, or give --url and the keys.")
    agent = given.agent_key or demo["agents"].get("health")
    supervisor = {"Authorization": f"Bearer {given.supervisor_key or demo['people'].get('ruth.adeyemi')}"}
    licensed = {"Authorization": f"Bearer {given.person_key or demo['people'].get('leila.haddad')}"}
    with (
        Handrail(url, agent, on_unreachable="hold") as rail,
        httpx2.Client(base_url=url, headers=supervisor) as ruth,
        httpx2.Client(base_url=url, headers=licensed) as leila,
    ):
        story(rail, ruth, leila)


if __name__ == "__main__":
    main()
