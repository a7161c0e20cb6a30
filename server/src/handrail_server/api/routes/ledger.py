"""The record itself: a subject's facts, the newest checkpoint, and everything, to be verified elsewhere."""

from collections.abc import AsyncIterator
from itertools import islice
from types import NoneType
from typing import Final

from starlette.responses import Response, StreamingResponse

from handrail_server.api.endpoint import Call, Endpoint, Parameter, endpoint
from handrail_server.api.histories import covered, withheld
from handrail_server.api.present.facts import fact
from handrail_server.api.viewing import Seen, Viewer, require_one, seen_case, seen_conversation, viewer_of
from handrail_server.api.wire import stream as wire
from handrail_server.core.basics.errors import Invalid, NotFound
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.routing.rights import Right
from handrail_server.core.turns.action import Action
from handrail_server.house.proofs import checkpoint_of
from handrail_server.ledger.export import Entry, Export

MOST: Final = 500
BATCH: Final = 1_000


async def read_facts(call: Call[None]) -> wire.Facts:
    """A subject's history. The content is for auditors, and what is sealed only for who has opened the seal."""
    viewer = await viewer_of(call)
    subject = _subject(call)
    seen = await _seen(call, viewer, subject)
    after = call.number("after", 0, least=0, most=2**53)
    limit = call.number("limit", 200, least=1, most=MOST)
    found = await call.house.library.history(call.caller.org, subject, after=after, limit=limit + 1)
    if not found and after == 0:
        raise NotFound(f"There is no {subject.kind} `{subject.id[:200]}` here.", field="subject")
    page = found[:limit]
    return wire.Facts(
        facts=tuple(
            fact(head, None if body is None else covered(body, seen), withheld(viewer, seen, head.at))
            for head, body in page
        ),
        next=page[-1][0].version if len(found) > limit else None,
    )


async def read_checkpoint(call: Call[None]) -> wire.CheckpointReply:
    """The newest signed checkpoint of the organisation's ledger."""
    require_one(await viewer_of(call), Right.AUDIT)
    size, note = await checkpoint_of(call.house, call.caller.org)
    return wire.CheckpointReply(size=size, note=note, public_key=call.house.public_key(call.caller.org))


async def export(call: Call[None]) -> Response:
    """The ledger up to the newest checkpoint, as JSON lines for `handrail audit verify`; content stays encrypted."""
    require_one(await viewer_of(call), Right.AUDIT)
    size, note = await checkpoint_of(call.house, call.caller.org)
    org = call.caller.org
    header = Export(org=org, checkpoint=note, public_key=call.house.public_key(org), entries=size)
    headers = {"content-disposition": 'attachment; filename="ledger.jsonl"'}
    return StreamingResponse(_lines(call, header), media_type="application/jsonl", headers=headers)


async def _lines(call: Call[None], header: Export) -> AsyncIterator[bytes]:
    yield next(header.lines(()))
    number = -1
    while number + 1 < header.entries:
        left = header.entries - number - 1
        found = await call.house.scribe.entries(header.org, after=number, limit=min(BATCH, left))
        entries = [Entry(number=place, head=entry.head, hash=entry.hash, body=entry.body) for place, entry in found]
        yield b"".join(islice(header.lines(entries), 1, None))
        number += len(found)


def _subject(call: Call[None]) -> Subject:
    kind, _, name = (call.query("subject") or "").partition("/")
    if kind not in set(SubjectKind) or not name:
        known = ", ".join(SubjectKind)
        raise Invalid(
            f"`subject` is not `<kind>/<id>`, kind being one of: {known}.", field="subject", fix="Correct it."
        )
    return Subject(kind=SubjectKind(kind), id=name)


async def _seen(call: Call[None], viewer: Viewer, subject: Subject) -> Seen | None:
    """The conversation that the subject belongs to; who may see that may see the heads."""
    match subject.kind:
        case SubjectKind.CONVERSATION:
            return await seen_conversation(call, viewer, subject.id)
        case SubjectKind.CASE:
            case = (await seen_case(call, viewer, subject.id)).state
            return await seen_conversation(call, viewer, case.conversation)
        case SubjectKind.ACTION:
            action = await call.house.journal.load(call.caller.org, Action, subject.id)
            return await seen_conversation(call, viewer, action.state.conversation)
        case _:
            require_one(viewer, Right.AUDIT)
            return None


_HISTORY: Final = (
    Parameter(name="subject", description="`<kind>/<id>`, such as `case/case_01k…`."),
    Parameter(name="after", description="Facts with a greater version.", schema={"type": "integer", "minimum": 0}),
    Parameter(
        name="limit",
        description="Facts in one page.",
        schema={"type": "integer", "minimum": 1, "maximum": MOST, "default": 200},
    ),
)

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/facts", read_facts, body=NoneType, reply=wire.Facts, parameters=_HISTORY),
    endpoint("GET", "/v1/ledger/checkpoint", read_checkpoint, body=NoneType, reply=wire.CheckpointReply),
    endpoint("GET", "/v1/ledger/export", export, body=NoneType, reply=None, media_type="application/jsonl"),
)
