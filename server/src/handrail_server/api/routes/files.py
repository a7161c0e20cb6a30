"""Files that customers and people send: taken by what they are, given as something that cannot run."""

from types import NoneType
from typing import Final
from urllib.parse import quote

from starlette.responses import Response

from handrail_server.api.bodies import read_bytes
from handrail_server.api.endpoint import Call, Endpoint, Parameter, endpoint
from handrail_server.api.feed import file_reply
from handrail_server.api.gathering import REACHED, stored_turns
from handrail_server.api.viewing import seen_conversation, viewer_of
from handrail_server.api.visitors import PLACE, visit_of
from handrail_server.api.wire.chat import ChatFile
from handrail_server.core.basics.errors import Forbidden, NotFound
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.turns.files import SIZE_LIMIT, is_shown
from handrail_server.core.turns.turn import Attachment, Turn
from handrail_server.flows.keep_file import keep_file, keep_persons_file
from handrail_server.house.recorded_files import files_of
from handrail_server.house.widgets import placed_widget

_LOCKED: Final = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""Even where a browser is made to open it as a page, nothing in it runs or loads."""


async def send_file(call: Call[None]) -> ChatFile:
    """Keep a file for a message that follows. The same bytes under the same id are the same file."""
    placed = await placed_widget(call.house, call.path("widget"))
    content = await read_bytes(call.request, SIZE_LIMIT)
    file = await keep_file(
        call.house, visit_of(call.caller), placed.widget, call.path("attachment"), call.query("name"), content
    )
    return file_reply(file)


async def send_persons_file(call: Call[None]) -> ChatFile:
    """Keep a file for a reply or a decision that names it. The same bytes under the same id are the same file."""
    seen = await seen_conversation(call, await viewer_of(call), call.path("conversation"))
    if seen.seals.hides(call.now):
        raise Forbidden("This conversation is sealed to you.", fix="Open the seal first.")
    content = await read_bytes(call.request, SIZE_LIMIT)
    conversation = seen.conversation.id
    file = await keep_persons_file(
        call.house, call.caller, conversation, call.path("attachment"), call.query("name"), content
    )
    return file_reply(file)


async def read_own_file(call: Call[None]) -> Response:
    """A file that was said in the customer's own conversation, by whomever."""
    visit = visit_of(call.caller)
    heard = await stored_turns(call.house, visit.org, visit.conversation)
    if any(each.status in REACHED and _brought(each.turn, call.path("attachment")) for each in heard):
        return await _given(call, visit.conversation)
    raise _missing()


async def read_file(call: Call[None]) -> Response:
    """A file of a conversation that is yours to read, unless it is sealed to you."""
    seen = await seen_conversation(call, await viewer_of(call), call.path("conversation"))
    conversation, name = seen.conversation.id, call.path("attachment")
    for each in await stored_turns(call.house, call.caller.org, conversation):
        if _brought(each.turn, name) and not seen.seals.hides(each.turn.received_at):
            return await _given(call, conversation)
    if any(name in files_of(case) and not seen.seals.hides(case.requested_at) for case in seen.cases):
        return await _given(call, conversation)
    raise _missing()


def _brought(turn: Turn, name: str) -> bool:
    return any(file.id == name for file in turn.attachments)


async def _given(call: Call[None], conversation: ConversationId) -> Response:
    found = await call.house.attachments.get(call.caller.org, conversation, call.path("attachment"))
    if found is None:
        raise _missing()
    file, content = found
    headers = {
        "content-disposition": _disposition(file),
        "content-security-policy": _LOCKED,
        "cross-origin-resource-policy": "same-origin",
        "etag": f'"{file.digest}"',
    }
    return Response(content, media_type=file.media_type, headers=headers)


def _disposition(file: Attachment) -> str:
    """Pixels may be drawn in place; everything else is saved."""
    way = "inline" if is_shown(file.media_type) else "attachment"
    return f"{way}; filename*=UTF-8''{quote(file.name or file.id, safe='')}"


def _missing() -> NotFound:
    return NotFound("There is no such file here.", field="attachment")


_NAME: Final = Parameter(name="name", description="What the customer calls it; its ending follows from its bytes.")

_PERSONS_NAME: Final = Parameter(name="name", description="What it is called; its ending follows from its bytes.")
_FILE: Final = "/v1/conversations/{conversation}/attachments/{attachment}"

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint(
        "PUT",
        f"{PLACE}/attachments/{{attachment}}",
        send_file,
        body=NoneType,
        reply=ChatFile,
        visitor=True,
        upload=True,
        parameters=(_NAME,),
    ),
    endpoint(
        "GET",
        f"{PLACE}/attachments/{{attachment}}",
        read_own_file,
        body=NoneType,
        reply=None,
        visitor=True,
        media_type="application/octet-stream",
    ),
    endpoint(
        "PUT",
        _FILE,
        send_persons_file,
        body=NoneType,
        reply=ChatFile,
        upload=True,
        parameters=(_PERSONS_NAME,),
    ),
    endpoint(
        "GET",
        _FILE,
        read_file,
        body=NoneType,
        reply=None,
        media_type="application/octet-stream",
    ),
)
