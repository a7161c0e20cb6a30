"""Cases as a viewer may see them: heads always, words only where the viewer may read them."""

import json
from functools import partial

from handrail_server.api.moments import shown, shown_or_none
from handrail_server.api.present.attachments import attachment
from handrail_server.api.present.judgements import floor, reason, without_personal
from handrail_server.api.viewing import Viewer
from handrail_server.api.wire import cases as wire
from handrail_server.api.wire.conversations import Reason as ReasonReply
from handrail_server.core.basics.money import Money
from handrail_server.core.cases.case import Asked, Case, Consultation, Document, HeldReply, Offer, Verification
from handrail_server.core.cases.document import missing
from handrail_server.core.cases.moves import is_open
from handrail_server.core.cases.order import place
from handrail_server.core.cases.redaction import REGULATED
from handrail_server.core.policy.decision import Reason
from handrail_server.core.routing.estimate import Estimate
from handrail_server.house.desk import Worked


def person_work(worked: Worked, *, viewer: Viewer) -> wire.PersonWork:
    """What a verb did."""
    return wire.PersonWork(
        case=case_reply(worked.case, viewer) if worked.case else None,
        floor=floor(worked.conversation.control),
        turn=worked.turn,
    )


def case_reply(
    case: Case,
    viewer: Viewer,
    *,
    name: str | None = None,
    estimate: Estimate | None = None,
    allowed: tuple[wire.CaseVerb, ...] | None = None,
    version: int | None = None,
) -> wire.CaseReply:
    """One case."""
    reads = viewer.may_see(case) and viewer.reads(case)
    return wire.CaseReply(
        id=case.id,
        kind=case.kind.value,
        state=case.state.value,
        conversation=case.conversation,
        agent=case.agent,
        customer=case.customer,
        customer_name=name if reads else None,
        channel=case.channel,
        language=case.language,
        turn=case.turn,
        decision=case.decision,
        policy=case.policy,
        reasons=tuple(_reason(each, case, viewer, reads=reads) for each in case.reasons),
        route=case.route.id,
        waiting=case.waiting.value,
        sealed=case.sealed,
        readable=reads,
        queue=case.queue,
        owner=case.owner,
        offers=tuple(_offer(each) for each in case.offers),
        rank=case.item.rank,
        severity=case.severity,
        transfers=case.transfers,
        requeues=case.requeues,
        requested_at=shown(case.requested_at),
        target_accept_at=shown(case.item.target_accept_at),
        accepted_at=shown_or_none(case.accepted_at),
        first_words_at=shown_or_none(case.first_words_at),
        resolved_at=shown_or_none(case.resolved_at),
        closed_at=shown_or_none(case.closed_at),
        due_at=shown(case.due_at),
        place=place(case),
        promised=case.promised,
        asked=_asked(case.asked, case, reads=reads) if case.asked else None,
        held=_held(case.held, reads=reads) if case.held else None,
        consultations=tuple(map(partial(_consultation, reads=reads), case.consultations)),
        linked=case.linked,
        link=case.link,
        topic=case.topic,
        wrap_up_until=shown_or_none(case.wrap_up_until),
        document=_document(case.document, reads=reads) if case.document else None,
        documentation_missing=missing(case) if is_open(case) else (),
        needs_attachments=case.route.documentation.attachments,
        score_card=_score_card(case),
        decided_by=case.decided_by,
        outcome=case.outcome,
        disposition=case.disposition,
        practice=case.practice,
        estimate=_estimate(estimate) if estimate else None,
        allowed=allowed,
        version=version,
    )


def money(given: Money | None) -> wire.MoneyReply | None:
    """An amount, where there is one."""
    return None if given is None else wire.MoneyReply(amount=str(given.amount), currency=given.currency)


def verification_reply(given: Verification, *, reads: bool = True) -> wire.VerificationReply:
    """How the client was contacted."""
    return wire.VerificationReply(
        by=given.by,
        at=shown(given.at),
        means=given.means,
        contact=given.contact if reads else None,
        result=given.result if reads else None,
        confirmed=given.confirmed,
    )


def _reason(given: Reason, case: Case, viewer: Viewer, *, reads: bool) -> ReasonReply:
    """Its evidence without regulated or personal data for whoever does not work the case."""
    if viewer.uncovers(case):
        return reason(given)
    plain = reads and REGULATED.isdisjoint((given.code, *given.signals))
    return reason(without_personal(given), readable=plain)


def _offer(given: Offer) -> wire.OfferReply:
    return wire.OfferReply(
        id=given.id, person=given.person, offered_at=shown(given.offered_at), expires_at=shown(given.expires_at)
    )


def _asked(given: Asked, case: Case, *, reads: bool) -> wire.AskedReply:
    demand = case.route.documentation
    return wire.AskedReply(
        action=given.action,
        tool=given.tool,
        digest=given.digest,
        arguments=json.loads(given.arguments) if reads else None,
        amount=money(given.amount),
        impact=given.impact if reads else None,
        requester=given.requester,
        expires_at=shown(given.expires_at),
        needs_verification=demand.verification,
        needs_ground=demand.ground,
        verification=verification_reply(given.verification, reads=reads) if given.verification else None,
    )


def _held(given: HeldReply, *, reads: bool) -> wire.HeldReplyReply:
    return wire.HeldReplyReply(
        turn=given.turn,
        text=given.text if reads else None,
        epoch=given.epoch,
        expires_at=shown(given.expires_at),
    )


def _consultation(given: Consultation, *, reads: bool) -> wire.ConsultationReply:
    return wire.ConsultationReply(
        id=given.id,
        asked=given.asked,
        question=given.question if reads else None,
        by=given.by,
        at=shown(given.at),
        due_at=shown(given.due_at),
        answer=given.answer if reads else None,
        answered_by=given.answered_by,
        lapsed=given.lapsed,
    )


def _document(given: Document, *, reads: bool) -> wire.DocumentReply:
    return wire.DocumentReply(
        decision=given.decision if reads else None,
        ground=given.ground if reads else None,
        authoriser=given.authoriser,
        credential=given.credential,
        verified=given.verification is not None and given.verification.confirmed,
        attachments=tuple(attachment(each) for each in given.attachments) if reads else (),
    )


def _score_card(case: Case) -> wire.ScoreCardReply | None:
    card = case.score_card
    if card is None:
        return None
    return wire.ScoreCardReply(
        questions=card.questions, scores=card.scores, comment=card.comment, expires_at=shown(card.expires_at)
    )


def _estimate(given: Estimate) -> wire.EstimateReply:
    return wire.EstimateReply(
        position=given.position,
        staffed=given.staffed,
        seconds=given.seconds,
        opens_at=shown_or_none(given.opens_at),
    )
