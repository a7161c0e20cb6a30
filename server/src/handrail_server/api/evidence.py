"""The files that the record of a decision rests on: of its conversation, and none that is sealed to the caller."""

from collections.abc import Sequence
from typing import TypeVar

from handrail_server.api.endpoint import Call
from handrail_server.api.gathering import stored_turns
from handrail_server.api.viewing import Seen, seen_case, seen_conversation, viewer_of
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import CaseId
from handrail_server.core.turns.turn import Attachment
from handrail_server.flows.keep_file import kept_file

B = TypeVar("B")


async def evidence_of(call: Call[B], case: CaseId, names: Sequence[str], *, field: str) -> tuple[Attachment, ...]:
    """The files as they were kept, each once; raises `NotFound` that names the first which is not there for them."""
    if not names:
        return ()
    viewer = await viewer_of(call)
    conversation = (await seen_case(call, viewer, case)).state.conversation
    seen = await seen_conversation(call, viewer, conversation)
    hidden = await _hidden(call, seen)
    found: dict[str, Attachment] = {}
    for index, name in enumerate(names):
        where = f"{field}[{index}]"
        if name in hidden:
            raise NotFound("There is no such file.", field=where, fix="Send the file first.")
        found[name] = await kept_file(call.house, call.caller.org, conversation, name, field=where)
    return tuple(found.values())


async def _hidden(call: Call[B], seen: Seen) -> frozenset[str]:
    """The files that came with words which are sealed to the viewer."""
    stored = await stored_turns(call.house, call.caller.org, seen.conversation.id)
    return frozenset(
        file.id
        for each in stored
        if each.turn.attachments and seen.seals.hides(each.turn.received_at)
        for file in each.turn.attachments
    )
