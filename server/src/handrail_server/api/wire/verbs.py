"""The verbs that a person has on a case."""

from typing import Annotated, Literal

import msgspec

from handrail_server.api.wire.shape import END, Code, Line, Name, OptionalText, Request, Text


class Declining(Request, frozen=True, kw_only=True):
    """`POST /v1/cases/{case}/decline`."""

    reason: Code


class Vote(Request, frozen=True, kw_only=True):
    """`POST /v1/cases/{case}/votes`: decide an action, by the digest of exactly what you saw."""

    vote: Literal["approve", "reject"]
    digest: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}" + END)]
    ground: OptionalText | None = None
    attachments: Annotated[tuple[Name, ...], msgspec.Meta(max_length=50)] = ()


class VerificationRequest(Request, frozen=True, kw_only=True):
    """`POST /v1/cases/{case}/verification`: the client was contacted."""

    means: Code
    """How: `call_to_number_on_file`, `video`, `in_person` …"""
    contact: Line
    result: Text
    confirmed: bool


class Release(Request, frozen=True, kw_only=True):
    """`POST /v1/cases/{case}/release`: send the held reply as it is, or as edited (then its author is you)."""

    text: Text | None = None


class Discard(Request, frozen=True, kw_only=True):
    """`POST /v1/cases/{case}/discard`."""

    reason: Code = "not_right"
    note: OptionalText | None = None


class Transfer(Request, frozen=True, kw_only=True):
    """`POST /v1/cases/{case}/transfer`: to a queue or a person; `warm` keeps you until the other accepts."""

    queue: Name | None = None
    person: Name | None = None
    warm: bool = False
    note: OptionalText | None = None


class Reassign(Request, frozen=True, kw_only=True):
    """`POST /v1/cases/{case}/reassignment`: a supervisor gives the case to a person."""

    person: Name
    override: bool = False
    """Beyond the person's capacity; logged."""
    why: Text


class Consult(Request, frozen=True, kw_only=True):
    """`POST /v1/cases/{case}/consultations`."""

    asked: Name
    question: Text
    within_seconds: Annotated[int, msgspec.Meta(ge=60, le=604_800)] = 3_600


class ConsultAnswer(Request, frozen=True, kw_only=True):
    """`POST /v1/cases/{case}/consultations/{consultation}/answer`."""

    answer: Text


class Link(Request, frozen=True, kw_only=True):
    """`POST /v1/cases/{case}/links`: one defect, many cases."""

    case: Name
    defect: Code


class DocumentRequest(Request, frozen=True, kw_only=True):
    """What a compliance case demands in writing."""

    decision: Line
    ground: OptionalText | None = None
    authoriser: Name | None = None
    credential: Line | None = None
    verification: VerificationRequest | None = None
    """How the client was contacted; by you, now."""
    attachments: Annotated[tuple[Name, ...], msgspec.Meta(max_length=50)] = ()


class Resolution(Request, frozen=True, kw_only=True):
    """`POST /v1/cases/{case}/resolution`."""

    outcome: Literal["resolved", "unresolved", "not_needed", "escalated_outside", "qualified", "fraud", "declined"]
    disposition: Code | None = None
    note: OptionalText | None = None
    """For the agent, which has the floor again."""
    document: DocumentRequest | None = None
    wrap_up_seconds: Annotated[int, msgspec.Meta(ge=10, le=3_600)] = 60


class WrapUpExtension(Request, frozen=True, kw_only=True):
    """`POST /v1/cases/{case}/wrap-up-extension`."""

    seconds: Annotated[int, msgspec.Meta(ge=10, le=3_600)]


class SealOpening(Request, frozen=True, kw_only=True):
    """`POST /v1/cases/{case}/seal-opening`: with the credential, for a purpose."""

    purpose: Code


class Withdrawal(Request, frozen=True, kw_only=True):
    """`POST /v1/cases/{case}/withdrawal`: it is not needed any more; an action that waited on it is refused."""

    reason: Code
