"""What colleagues have told one another about a conversation: notes, whispers, words given with a case."""

from collections.abc import AsyncIterator, Mapping
from types import NoneType
from typing import Final

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.histories import covered
from handrail_server.api.moments import shown
from handrail_server.api.viewing import Seen, seen_conversation, viewer_of
from handrail_server.api.wire.notes import Kind, NoteReply, Notes
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.ports.reading import Head

PAGE: Final = 500
_TOLD: Final[Mapping[str, tuple[Kind, str]]] = {
    "NoteWritten": ("note", "text"),
    "Whispered": ("whisper", "text"),
    "CaseTransferred": ("transfer", "note"),
    "CaseReassigned": ("reassignment", "why"),
    "CaseResolved": ("resolution", "note"),
    "CaseHandedBack": ("hand_back", "note"),
}
"""Which facts tell colleagues something, and where in their content."""


async def read_notes(call: Call[None]) -> Notes:
    """Notes, whispers, and the words given with a case, oldest first; what is sealed to you without its text."""
    seen = await seen_conversation(call, await viewer_of(call), call.path("conversation"))
    notes = [note async for note in _notes(call, seen)]
    return Notes(notes=tuple(sorted(notes, key=lambda note: note.at)))


async def _notes(call: Call[None], seen: Seen) -> AsyncIterator[NoteReply]:
    subjects = [
        Subject(kind=SubjectKind.CONVERSATION, id=seen.conversation.id),
        *(Subject(kind=SubjectKind.CASE, id=case.id) for case in seen.cases),
    ]
    for subject in subjects:
        after = 0
        while found := await call.house.library.history(call.caller.org, subject, verbs=_TOLD, after=after, limit=PAGE):
            after = found[-1][0].version
            for head, body in found:
                read = None if body is None else covered(body, seen)
                note = _note(head, read, hidden=seen.seals.hides(head.at))
                if note is not None:
                    yield note


def _note(head: Head, body: Mapping[str, object] | None, *, hidden: bool) -> NoteReply | None:
    kind, field = _TOLD[head.verb]
    text = body.get(field) if body is not None else None
    if not isinstance(text, str):
        return None
    to, by = head.data.get("to_id"), head.by.get("id")
    return NoteReply(
        kind=kind,
        by=by or "",
        at=shown(head.at),
        to=to if isinstance(to, str) else None,
        case=head.subject.id if head.subject.kind is SubjectKind.CASE else None,
        text=None if hidden else text,
    )


ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/conversations/{conversation}/notes", read_notes, body=NoneType, reply=Notes),
)
