"""The running state stays within its limit, whatever comes in (law 8)."""

import json
from dataclasses import replace

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.turns.conversation import REFERENCES, SKETCHES, STATE_LIMIT, Conversation, Sketch

ID_BYTES = 128
CODE_BYTES = 64
NOTE_BYTES = 2_000
WHISPER_BYTES = 600
WHISPERS = 3
APPROVALS = 20
DEALT = 12

_FIXED = 2_600
"""An upper bound, as JSON, of everything that is not counted below: names, numbers, and ten ids of `ID_BYTES`."""
_SKETCH = 280
_WORD = 11
_PROMISE = 100
_DEALT = 100
_WHISPER = 240


def fit(conversation: Conversation) -> Conversation:
    """The conversation within its limit: the words of the oldest sketches go first, then the oldest sketches."""
    slim = conversation
    if len(slim.recent) > SKETCHES or len(slim.promises) > REFERENCES or len(slim.dealt) > DEALT:
        slim = replace(
            conversation,
            recent=conversation.recent[-SKETCHES:],
            promises=conversation.promises[-REFERENCES:],
            dealt=conversation.dealt[-DEALT:],
        )
    over = _apart_from_sketches(slim) + sum(map(_of_sketch, slim.recent)) - STATE_LIMIT
    return slim if over <= 0 else replace(slim, recent=_shed(slim.recent, over))


def check_id(name: str, *, field: str) -> None:
    """Refuse an id that would not fit into the running state."""
    if not name or json_bytes(name) > ID_BYTES:
        raise Invalid(f"The id is empty or longer than {ID_BYTES} bytes.", field=field, fix="Send a shorter id.")


def check_code(code: str | None, *, field: str) -> None:
    """Refuse a channel, language or flow that is prose instead of a code."""
    if code is not None and not 0 < json_bytes(code) <= CODE_BYTES:
        raise Invalid(f"The code is empty or longer than {CODE_BYTES} bytes.", field=field, fix="Send a short code.")


def check_words(text: str, limit: int, *, field: str) -> None:
    """Refuse a note or whisper that would not fit into the running state."""
    if not text.strip():
        raise Invalid("The text is empty.", field=field, fix="Say something.")
    if json_bytes(text) > limit:
        raise Invalid(f"The text is longer than {limit} bytes.", field=field, fix="Make it shorter.")


def json_bytes(text: str) -> int:
    """How many bytes a text takes as JSON, without its quotes."""
    return len(json.dumps(text, ensure_ascii=False).encode()) - 2


def _apart_from_sketches(conversation: Conversation) -> int:
    return (
        _FIXED
        + sum(_PROMISE + len(promise.kind.encode()) for promise in conversation.promises)
        + sum(_DEALT + len(dealt.reason.encode()) for dealt in conversation.dealt)
        + 12 * len(conversation.attempted)
        + sum(len(case) + 3 for case in conversation.open_approvals)
        + sum(_WHISPER + json_bytes(whisper.text) for whisper in conversation.whispers)
        + (json_bytes(conversation.note) if conversation.note else 0)
    )


def _of_sketch(sketch: Sketch) -> int:
    return _SKETCH + _WORD * len(sketch.words)


def _shed(recent: tuple[Sketch, ...], over: int) -> tuple[Sketch, ...]:
    slim = list(recent)
    for i, sketch in enumerate(recent):
        if over <= 0:
            return tuple(slim)
        slim[i] = replace(sketch, words=())
        over -= _WORD * len(sketch.words)
    too_many = max(0, -(-over // _SKETCH))
    return tuple(slim[too_many:])
