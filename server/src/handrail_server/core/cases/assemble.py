"""Making the packet of a case for one viewer, when the case opens or is read; never per turn (law 8).

Nothing is cut without a mark: sentences carry `shortened`, the transcript is paged, and what is missing is named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.basics.time import SECOND, At
from handrail_server.core.cases.attempts import attempts
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.completeness import Completeness, completeness
from handrail_server.core.cases.crm import crm_record, first_name, who
from handrail_server.core.cases.opportunity import SALES, opportunity
from handrail_server.core.cases.packet import Category, Packet, ReasonShown
from handrail_server.core.cases.redaction import Redactor, redactor
from handrail_server.core.cases.seal import Reader, may_read
from handrail_server.core.cases.shown import (
    assessment,
    captured,
    decisions_shown,
    open_approvals,
    promises,
    quotes,
    sentiment_path,
    transcript,
)
from handrail_server.core.cases.summary import Summary, extractive
from handrail_server.core.cases.why import greeted, why_you_why_now
from handrail_server.core.policy.decision import Decision, Reason
from handrail_server.core.signals.profile import Profile
from handrail_server.core.signals.signal import Signal
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who reads: with which credentials, and whether they may read regulated or personal data in open cases."""

    reader: Reader
    reads_regulated: bool = False
    reads_personal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which part of the transcript."""

    after: int = 0
    limit: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that is known of a case. `turns` in their order; `readings`: each turn's signals, where they were kept."""

    case: Case
    conversation: Conversation
    turns: Sequence[Turn]
    readings: Mapping[TurnNumber, Sequence[Signal]] = field(default_factory=dict)
    decisions: Sequence[Decision] = ()
    actions: Sequence[Action] = ()
    approvals: Sequence[Case] = ()
    """The open approval cases of the conversation."""
    target: str | None = None
    """What the queue or person that the case was sent to is called."""
    profile: Profile | None = None
    profile_stale: bool = False
    summary: Summary | None = None
    """A model's summary, labelled with its name, where one is configured."""


def assemble(material: Material, viewer: Viewer, *, now: At, page: Page | None = None) -> Packet:
    """The packet as `viewer` may read it; heads only where the case is sealed to them."""
    if not may_read(material.case, viewer.reader, now):
        return _heads(material, now)
    cover = redactor(
        material.turns,
        material.readings,
        reads_regulated=material.case.sealed or viewer.reads_regulated,
        reads_personal=viewer.reads_personal,
    )
    return _whole(material, cover, now=now, page=page or Page())


def _heads(material: Material, now: At) -> Packet:
    case = material.case
    return Packet(
        case=case.id,
        kind=case.kind,
        conversation=case.conversation,
        agent=case.agent,
        sealed=True,
        channel=case.channel,
        language=case.language,
        waiting_seconds=_waited(case, now),
        reasons=tuple(_reason(reason, None) for reason in case.reasons),
        category=Category(topic=None, intent=None, flow=None, codes=tuple(reason.code for reason in case.reasons)),
        completeness=Completeness(score=Decimal(0), missing=("sealed",)),
    )


def _whole(material: Material, cover: Redactor, *, now: At, page: Page) -> Packet:
    case, conversation, turns, profile = material.case, material.conversation, material.turns, material.profile
    points = captured(turns, cover)
    codes = {reason.code for reason in case.reasons}
    packet = Packet(
        case=case.id,
        kind=case.kind,
        conversation=case.conversation,
        agent=case.agent,
        sealed=False,
        channel=case.channel,
        language=case.language,
        waiting_seconds=_waited(case, now),
        reasons=tuple(_reason(reason, cover) for reason in case.reasons),
        who=who(case.customer, profile, points),
        why=why_you_why_now(case, cover, now, called=material.target),
        assessment=assessment(case, turns, material.readings, cover),
        summary=material.summary or extractive(turns, cover),
        transcript=transcript(turns, cover, after=page.after, limit=page.limit, total=conversation.turns),
        sentiment=sentiment_path(conversation, material.readings),
        captured=points,
        category=_category(material),
        attempts=attempts(conversation, turns, material.actions, cover),
        promises=promises(conversation, turns, cover),
        approvals=open_approvals(material.approvals, cover),
        decisions=decisions_shown(material.decisions),
        crm=crm_record(profile, stale=material.profile_stale) if profile else None,
        opportunity=opportunity(turns, cover) if codes & SALES else None,
        held_reply=cover.words(case.held.text) if case.held else None,
        suggestion=case.route.suggestion,
        draft=greeted(case.route.draft, first_name(profile, points)) if case.route.draft else None,
        redactions=cover.redactions,
        completeness=Completeness(score=Decimal(0), missing=()),
    )
    return _measured(packet, material)


def _measured(packet: Packet, material: Material) -> Packet:
    talked = any(turn.author.kind is ActorKind.CUSTOMER for turn in material.turns)
    answered = any(turn.author.kind is ActorKind.AGENT for turn in material.turns)
    parts: dict[str, bool | None] = {
        "transcript": len(material.turns) >= material.conversation.turns,
        "reasons": bool(packet.reasons) and all(reason.evidence for reason in packet.reasons),
        "who": packet.who is not None and packet.who.name is not None,
        "crm": packet.crm is not None and not packet.crm.stale if material.case.customer else None,
        "why": bool(packet.why),
        "summary": bool(packet.summary and packet.summary.lines) if talked else None,
        "sentiment": bool(packet.sentiment) if talked else None,
        "captured": bool(packet.captured) if talked else None,
        "category": packet.category.topic is not None or packet.category.intent is not None,
        "attempts": bool(packet.attempts) if answered else None,
        "decisions": bool(packet.decisions),
        "suggestion": packet.suggestion is not None,
        "draft": packet.draft is not None,
    }
    return replace(packet, completeness=completeness(parts))


def _reason(reason: Reason, cover: Redactor | None) -> ReasonShown:
    return ReasonShown(
        code=reason.code,
        strength=reason.strength,
        verdict=reason.verdict,
        score=reason.score,
        threshold=reason.threshold,
        line=cover.words(reason.line) if cover else None,
        evidence=quotes(reason.evidence, cover) if cover else (),
        critical=reason.critical,
        compliance=reason.compliance,
    )


def _category(material: Material) -> Category:
    intents = (turn.intent for turn in reversed(material.turns) if turn.intent)
    return Category(
        topic=material.case.topic or material.conversation.topic,
        intent=next(intents, None),
        flow=material.conversation.flow,
        codes=tuple(reason.code for reason in material.case.reasons),
    )


def _waited(case: Case, now: At) -> Decimal:
    return Decimal(max(0, now - case.requested_at)) / SECOND
