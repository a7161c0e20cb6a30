"""The fact of a turn: what may be read in its head, and what is content."""

import re
from typing import Final

from handrail_server.core.turns.conversation import Conversation, Sketch
from handrail_server.core.turns.facts import TurnObserved
from handrail_server.core.turns.turn import Turn, TurnStatus

_CODE: Final = re.compile(r"[a-z][a-z0-9_.-]{0,47}")


def observed(before: Conversation, turn: Turn, sketch: Sketch, status: TurnStatus) -> TurnObserved:
    """The fact that this turn was heard, or kept as a draft, in the conversation as it was `before`."""
    supplied = turn.confidence
    return TurnObserved(
        by=turn.author,
        at=turn.received_at,
        number=turn.number,
        turn=turn.id,
        author=turn.author.kind,
        saying=turn.saying,
        status=status,
        channel=turn.channel,
        epoch=turn.epoch,
        said_at=turn.said_at,
        seq=turn.seq,
        missing=_missing(before, turn),
        late=turn.late,
        out_of_order=turn.out_of_order,
        replies_to=turn.replies_to,
        topic=sketch.topic,
        query_type=_code(turn.intent),
        confidence=sketch.confidence,
        confidence_origin=supplied.origin if supplied else None,
        sentiment=sketch.sentiment,
        characters=len(turn.text),
        attachment_bytes=sum(attachment.size for attachment in turn.attachments),
        tool_calls=len(turn.tool_calls),
        tools_failed=sum(call.failed for call in turn.tool_calls),
        failed=turn.error is not None,
        text=turn.text,
        intent=turn.intent,
        error=turn.error,
        attachments=turn.attachments,
        sources=turn.sources,
        captured=turn.captured,
        calls=turn.tool_calls,
        supplied=turn.signals,
    )


def _code(intent: str | None) -> str | None:
    """The intent where it is a code: a head holds nobody's words."""
    return intent if intent is not None and _CODE.fullmatch(intent) else None


def _missing(before: Conversation, turn: Turn) -> int:
    if turn.seq is None or before.last_seq is None:
        return 0
    return max(0, turn.seq - before.last_seq - 1)
