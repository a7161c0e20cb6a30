"""Conversations and turns as a viewer may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from handrail_server.api.moments import shown, shown_or_none
from handrail_server.api.present.attachments import attachment
from handrail_server.api.present.judgements import floor, reason
from handrail_server.api.wire import transcripts as wire
from handrail_server.api.wire.conversations import Captured, Reason
from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.cases.redaction import Redactor
from handrail_server.core.policy import decision as policy
from handrail_server.core.signals.signal import Evidence, Signal
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Turn
from handrail_server.house.reply_labels import LabelGiven
from handrail_server.ports.reading import StoredTurn


def conversation_reply(
    conversation: Conversation,
    version: int | None = None,
    allowed: tuple[wire.ConversationVerb, ...] | None = None,
) -> wire.ConversationReply:
    """A conversation's state: heads only."""
    return wire.ConversationReply(
        id=conversation.id,
        agent=conversation.agent,
        customer=conversation.customer,
        channel=conversation.channel,
        language=conversation.language,
        mode=conversation.mode.value,
        floor=floor(conversation.control),
        turns=conversation.turns,
        topic=conversation.topic,
        sealed=conversation.sealed,
        open_case=conversation.open_case,
        open_approvals=conversation.open_approvals,
        held_reply=conversation.held_reply,
        holds_replies=conversation.holds_replies,
        paused_until=shown_or_none(conversation.paused_until),
        flagged=conversation.flagged,
        opened_at=shown(conversation.opened_at),
        closed_at=shown_or_none(conversation.closed_at),
        allowed=allowed,
        version=version,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What of the turns this viewer does not see."""

    hidden: frozenset[TurnNumber]
    redactor: Redactor


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What became of the turns after they were said, by their numbers."""

    deliveries: Mapping[int, str]
    labels: Mapping[int, Sequence[LabelGiven]]


def turn_reply(stored: StoredTurn, cover: Cover, since: Since) -> wire.TurnReply:
    """One turn, with what was noticed and decided, what became of its delivery, and what people said of it."""
    turn, judged = stored.turn, stored.judged
    hidden = turn.number in cover.hidden
    text = None if hidden else cover.redactor.turn(turn.number, turn.text)
    signals = {signal.name: signal for signal in judged.signals} if judged else {}
    confidence, origin = _confidence(turn, signals)
    return wire.TurnReply(
        number=turn.number,
        id=turn.id,
        author=turn.author.kind.value,
        author_id=turn.author.id,
        reported_by=turn.author.reported_by,
        text=text,
        redacted=text is not None and text != turn.text,
        status=stored.status,
        channel=turn.channel,
        epoch=turn.epoch,
        said_at=shown(turn.said_at),
        received_at=shown(turn.received_at),
        late=turn.late,
        out_of_order=turn.out_of_order,
        topic=turn.topic,
        confidence=confidence,
        confidence_origin=origin,
        sentiment=_number(signals.get("sentiment"), "valence"),
        verdict=judged.decision.verdict.value if judged else None,
        decision=judged.decision.id if judged else None,
        reasons=tuple(_reason(each, cover, hidden=hidden) for each in judged.decision.reasons) if judged else (),
        captured=()
        if hidden
        else tuple(
            Captured(name=each.name, value=cover.redactor.words(each.value), turn=each.turn) for each in turn.captured
        ),
        attachments=() if hidden else tuple(attachment(each) for each in turn.attachments),
        delivery=since.deliveries.get(turn.number),
        labels=() if hidden else tuple(_labelled(each) for each in since.labels.get(turn.number, ())),
    )


def _labelled(given: LabelGiven) -> wire.ReplyLabelled:
    return wire.ReplyLabelled(label=given.label.value, by=given.by, at=shown(given.at))


def _confidence(turn: Turn, signals: Mapping[str, Signal]) -> tuple[float | None, str | None]:
    """As supplied, or as it was estimated."""
    if turn.confidence is not None:
        return turn.confidence.value, turn.confidence.origin.value
    signal = signals.get("low_confidence")
    value = _number(signal, "confidence")
    origin = signal.values.get("origin") if signal else None
    return value, origin if value is not None and isinstance(origin, str) else None


def _number(signal: Signal | None, name: str) -> float | None:
    value = signal.values.get(name) if signal else None
    return None if isinstance(value, str | bool) or value is None else value


def _reason(given: policy.Reason, cover: Cover, *, hidden: bool) -> Reason:
    """The reason, its evidence in words that the viewer may read."""
    if hidden:
        return reason(given, readable=False)
    return reason(replace(given, evidence=tuple(_quoted(each, cover) for each in given.evidence)))


def _quoted(given: Evidence, cover: Cover) -> Evidence:
    if given.value is None or given.turn in cover.hidden:
        return replace(given, value=None)
    return replace(given, value=cover.redactor.quote(given.turn, given.start, given.end, given.value))
