"""The verbs on a conversation: speak, take over, whisper, pause, hand back."""

from typing import Annotated, Literal

import msgspec

from handrail_server.api.wire.shape import Code, Name, Request, Text
from handrail_server.api.wire.verbs import DocumentRequest


class Message(Request, frozen=True, kw_only=True):
    """`POST /v1/conversations/{conversation}/messages`: a person's words to the customer. They take the floor."""

    id: Name
    text: Text
    join: bool = False
    """Speak beside the person who holds the floor, without taking it."""
    attachments: Annotated[tuple[Name, ...], msgspec.Meta(max_length=5)] = ()
    """Files that were sent before, by their ids."""


class Note(Request, frozen=True, kw_only=True):
    """`POST /v1/conversations/{conversation}/notes`: for colleagues only."""

    id: Name
    text: Text


class WhisperRequest(Request, frozen=True, kw_only=True):
    """`POST /v1/conversations/{conversation}/whispers`: steer the agent, or prompt the person who holds the floor."""

    text: Text
    to: Literal["agent", "person"] = "agent"
    for_seconds: Annotated[int, msgspec.Meta(ge=30, le=86_400)] = 1_200


class Identify(Request, frozen=True, kw_only=True):
    """`POST /v1/conversations/{conversation}/identity`: join the conversation to a customer, by a verified key."""

    customer: Name
    verified_by: Literal["signed_token", "login", "one_time_code", "person"]


class PersonalDataOpening(Request, frozen=True, kw_only=True):
    """`POST /v1/conversations/{conversation}/personal-data-opening`: with the right, for a purpose."""

    purpose: Code


class HandBack(Request, frozen=True, kw_only=True):
    """`POST /v1/conversations/{conversation}/hand-back`, `/v1/cases/{case}/hand-back`: what was done and promised."""

    note: Text
    disposition: Code | None = None
    document: DocumentRequest | None = None
