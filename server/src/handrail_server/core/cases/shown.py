"""The parts of a packet that are read straight from turns, decisions and cases, covered for the viewer."""

from collections.abc import Iterable, Mapping, Sequence

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.packet import (
    DataPoint,
    DecisionShown,
    Mood,
    OpenApproval,
    PromiseShown,
    Quote,
    Transcript,
    TranscriptTurn,
)
from handrail_server.core.cases.redaction import Redactor
from handrail_server.core.policy.decision import Decision
from handrail_server.core.signals.signal import Evidence, Signal
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Turn

_REQUEST = "agent_request"


def quotes(evidence: Iterable[Evidence], cover: Redactor) -> tuple[Quote, ...]:
    """Spans and named facts, in words that the viewer may read."""
    return tuple(
        Quote(
            turn=one.turn,
            start=one.start,
            end=one.end,
            fact=one.fact,
            text=cover.quote(one.turn, one.start, one.end, one.value) if one.value is not None else None,
        )
        for one in evidence
    )


def assessment(
    case: Case, turns: Sequence[Turn], readings: Mapping[TurnNumber, Sequence[Signal]], cover: Redactor
) -> tuple[Quote, ...]:
    """How the agent itself asked for a person."""
    texts = {turn.number: cover.turn(turn.number, turn.text) for turn in turns}
    noticed = [one for signals in readings.values() for signal in signals if signal.name == _REQUEST
               for one in signal.evidence]  # fmt: skip
    reasoned = [one for reason in case.reasons if _REQUEST in (reason.code, *reason.signals) for one in reason.evidence]
    shown = (_spoken(quote, texts) for quote in quotes((*noticed, *reasoned), cover))
    return tuple(dict.fromkeys(shown))


def transcript(turns: Sequence[Turn], cover: Redactor, *, after: int, limit: int, total: int) -> Transcript:
    """One page, and whether there are more."""
    later = [turn for turn in turns if turn.number > after]
    page = later[:limit]
    return Transcript(
        turns=tuple(_shown(turn, cover) for turn in page),
        total=total,
        next_after=page[-1].number if len(later) > limit else None,
    )


def sentiment_path(conversation: Conversation, readings: Mapping[TurnNumber, Sequence[Signal]]) -> tuple[Mood, ...]:
    """The customer's sentiment, turn by turn: from the stored signals, and the last turns from the running state."""
    moods = {
        number: float(valence)
        for number, signals in readings.items()
        for signal in signals
        if signal.name == "sentiment" and isinstance(valence := signal.values.get("valence"), float)
    }
    for sketch in conversation.recent:
        if sketch.author is ActorKind.CUSTOMER and sketch.sentiment is not None:
            moods[sketch.number] = sketch.sentiment
    return tuple(Mood(turn=number, sentiment=moods[number]) for number in sorted(moods))


def captured(turns: Sequence[Turn], cover: Redactor) -> tuple[DataPoint, ...]:
    """The data points that were collected; of a name that came up again the newest."""
    newest: dict[str, DataPoint] = {}
    for turn in turns:
        for data in turn.captured:
            source = data.turn or turn.number
            newest[data.name] = DataPoint(name=data.name, value=cover.words(data.value), turn=source)
    return tuple(newest.values())


def promises(conversation: Conversation, turns: Sequence[Turn], cover: Redactor) -> tuple[PromiseShown, ...]:
    """What the agent has promised, in its words."""
    texts = {turn.number: cover.turn(turn.number, turn.text) for turn in turns}
    return tuple(
        PromiseShown(
            turn=promise.turn,
            kind=promise.kind,
            text=texts.get(promise.turn, "")[promise.start : promise.end],
            kept=promise.kept,
        )
        for promise in conversation.promises
    )


def open_approvals(cases: Sequence[Case], cover: Redactor) -> tuple[OpenApproval, ...]:
    """The actions that wait for a decision."""
    return tuple(
        OpenApproval(
            case=case.id,
            action=case.asked.action,
            tool=case.asked.tool,
            arguments=cover.words(case.asked.arguments),
            digest=case.asked.digest,
            amount=case.asked.amount,
            impact=cover.words(case.asked.impact) if case.asked.impact else None,
            requester=case.asked.requester,
            expires_at=case.asked.expires_at,
            needs_verification=case.route.documentation.verification,
            needs_ground=case.route.documentation.ground,
            verification=case.asked.verification,
        )
        for case in cases
        if case.asked is not None
    )


def decisions_shown(decisions: Sequence[Decision]) -> tuple[DecisionShown, ...]:
    """What the policy decided, without the inputs: `explain` gives those."""
    return tuple(
        DecisionShown(
            id=decision.id,
            turn=decision.turn,
            verdict=decision.verdict,
            policy=decision.trace.policy,
            scopes=decision.trace.scopes,
            rules=tuple(reason.rule for reason in decision.reasons),
            blind=decision.trace.blind,
            p_failure=decision.trace.p_failure,
            expected_cost=decision.trace.expected_cost,
        )
        for decision in decisions
    )


def _spoken(quote: Quote, texts: Mapping[TurnNumber, str]) -> Quote:
    """A span that came without its words, with them."""
    if quote.text is not None or quote.turn is None:
        return quote
    text = texts.get(quote.turn, "")[quote.start : quote.end]
    return Quote(turn=quote.turn, start=quote.start, end=quote.end, fact=quote.fact, text=text)


def _shown(turn: Turn, cover: Redactor) -> TranscriptTurn:
    return TranscriptTurn(
        number=turn.number,
        author=turn.author.kind,
        author_id=turn.author.id,
        text=cover.turn(turn.number, turn.text),
        saying=turn.saying,
        said_at=turn.said_at,
        confidence=turn.confidence.value if turn.confidence else None,
        topic=turn.topic,
        late=turn.late,
        attachments=turn.attachments,
    )
