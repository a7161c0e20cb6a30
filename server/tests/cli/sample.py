"""Recorded conversations of our own making."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

Turn = dict[str, object]


def customer(text: str, **more: object) -> Turn:
    return {"role": "customer", "text": text, **more}


def agent(text: str, **more: object) -> Turn:
    return {"role": "agent", "text": text, **more}


ASKS: dict[str, object] = {
    "id": "asks",
    "gold_transfer": True,
    "customer_asked_human_turn": 4,
    "turns": [
        customer("Where is my parcel?"),
        {"role": "tool_call", "name": "find_parcel", "args": '{"order": "4711"}'},
        {"role": "tool_result", "name": "find_parcel", "text": '{"status": "on its way"}'},
        agent("It is on its way."),
        customer("I want to talk to a real person, please."),
        agent("It arrives today."),
    ],
}
CALM: dict[str, object] = {
    "id": "calm",
    "gold_transfer": False,
    "turns": [customer("Do you have this lamp in green?"), agent("Yes, we have it in green."), customer("Thank you!")],
}
SUES: dict[str, object] = {
    "id": "sues",
    "gold_transfer": True,
    "turns": [customer("My lawyer will sue you over this invoice."), agent("I am sorry to hear that.")],
}
SAMPLE = (ASKS, CALM, SUES)


def written(path: Path, rows: Sequence[Mapping[str, object]] = SAMPLE) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path
