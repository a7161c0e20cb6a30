"""What the running state keeps of a turn: what the signals read out of it, bounded so that the state stays small."""

from dataclasses import dataclass, replace
from functools import lru_cache

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.turns.conversation import REFERENCES, SKETCHES, Conversation, Promise, Sketch
from handrail_server.core.turns.turn import Turn, TurnStatus

WORDS = 24
TOPIC_BYTES = 48
_TOPICS = 1_024


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What is worth knowing of a turn when the next one comes, as the signals room reads it out of the turn."""

    sketch: Sketch
    promises: tuple[Promise, ...] = ()
    """What the agent told the customer that will happen."""
    kept: tuple[str, ...] = ()
    """Kinds of promise that this turn keeps."""
    refused: bool = False
    """The agent said that it cannot help or does not know."""
    failed_attempt: TurnNumber | None = None
    """The agent's turn which, as this turn shows, did not end the matter."""


def nothing(turn: Turn) -> Remembered:
    """What is known of a turn that nobody judges, such as the system's or a person's."""
    return Remembered(
        sketch=Sketch(
            number=turn.number,
            author=turn.author.kind,
            confidence=turn.confidence.value if turn.confidence else None,
            topic=turn.topic,
            tool_failed=any(call.failed for call in turn.tool_calls),
            at=turn.received_at,
        )
    )


def sketched(seen: Remembered, turn: Turn, status: TurnStatus) -> Sketch:
    """The turn's sketch with as many words, and as long a topic, as the running state has room for."""
    sketch = seen.sketch
    return replace(
        sketch,
        number=turn.number,
        proposed=status is not TurnStatus.SAID,
        words=tuple([word & 0xFFFFFFFF for word in sketch.words[:WORDS]]),
        sentiment=_rounded(sketch.sentiment),
        confidence=_rounded(sketch.confidence),
        topic=short(sketch.topic),
    )


def remember(conversation: Conversation, sketch: Sketch, seen: Remembered, status: TurnStatus) -> Conversation:
    """The running state with this turn's sketch; what was tried, refused and promised counts only if it was said."""
    said = status is TurnStatus.SAID
    failed = (seen.failed_attempt,) if said and seen.failed_attempt is not None else ()
    return replace(
        conversation,
        recent=(*conversation.recent, sketch)[-SKETCHES:],
        topic=sketch.topic or conversation.topic,
        lowest_sentiment=_lowest(conversation.lowest_sentiment, sketch),
        refusals=conversation.refusals + (said and seen.refused),
        attempts=conversation.attempts + len(failed),
        attempted=(*conversation.attempted, *failed)[-REFERENCES:],
        promises=_promises(conversation.promises, seen) if said else conversation.promises,
    )


@lru_cache(maxsize=_TOPICS)
def short(topic: str | None) -> str | None:
    """A topic that fits into a sketch, as JSON too."""
    if not topic:
        return None
    plain = "".join(letter for letter in topic[:TOPIC_BYTES] if letter.isprintable() and letter not in '"\\')
    return plain.encode()[:TOPIC_BYTES].decode(errors="ignore") or None


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 4)


def _lowest(lowest: float | None, sketch: Sketch) -> float | None:
    if sketch.author is not ActorKind.CUSTOMER or sketch.sentiment is None:
        return lowest
    return sketch.sentiment if lowest is None else min(lowest, sketch.sentiment)


def _promises(promises: tuple[Promise, ...], seen: Remembered) -> tuple[Promise, ...]:
    if not seen.kept and not seen.promises:
        return promises
    kept = (replace(promise, kept=True) if promise.kind in seen.kept else promise for promise in promises)
    return (*kept, *seen.promises)[-REFERENCES:]
