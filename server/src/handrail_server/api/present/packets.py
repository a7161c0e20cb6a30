"""The packet on the wire. Parts with the wire's own fields are carried over by name; times and money are written."""

from typing import TypeVar

import msgspec

from handrail_server.api.moments import shown, shown_or_none
from handrail_server.api.present.attachments import attachment
from handrail_server.api.present.cases import money, verification_reply
from handrail_server.api.wire import packets as wire
from handrail_server.core.cases import packet as core
from handrail_server.core.signals.profile import Account, Record

W = TypeVar("W")


def packet_reply(packet: core.Packet) -> wire.PacketReply:
    """The packet as its viewer gets it."""
    return wire.PacketReply(
        schema=packet.schema,
        case=packet.case,
        kind=packet.kind.value,
        conversation=packet.conversation,
        agent=packet.agent,
        sealed=packet.sealed,
        channel=packet.channel,
        language=packet.language,
        waiting_seconds=float(packet.waiting_seconds),
        reasons=_same(packet.reasons, tuple[wire.PacketReason, ...]),
        who=_same(packet.who, wire.Who) if packet.who else None,
        why=packet.why,
        assessment=_same(packet.assessment, tuple[wire.Quote, ...]),
        summary=_same(packet.summary, wire.Summary) if packet.summary else None,
        transcript=_transcript(packet.transcript) if packet.transcript else None,
        sentiment=_same(packet.sentiment, tuple[wire.Mood, ...]),
        captured=_same(packet.captured, tuple[wire.DataPoint, ...]),
        category=_same(packet.category, wire.Category),
        attempts=_same(packet.attempts, tuple[wire.Attempt, ...]),
        promises=_same(packet.promises, tuple[wire.PromiseShown, ...]),
        approvals=tuple(_approval(each) for each in packet.approvals),
        decisions=_same(packet.decisions, tuple[wire.DecisionShown, ...]),
        crm=_crm(packet.crm) if packet.crm else None,
        opportunity=_same(packet.opportunity, wire.Opportunity) if packet.opportunity else None,
        held_reply=packet.held_reply,
        suggestion=packet.suggestion,
        draft=packet.draft,
        redactions=_same(packet.redactions, tuple[wire.RedactionReply, ...]),
        completeness=wire.Completeness(score=float(packet.completeness.score), missing=packet.completeness.missing),
    )


def _same(value: object, shape: type[W]) -> W:
    """A part with the same fields as its shape on the wire."""
    return msgspec.convert(msgspec.to_builtins(value), shape)


def _transcript(given: core.Transcript) -> wire.Transcript:
    return wire.Transcript(
        turns=tuple(
            wire.TranscriptTurn(
                number=turn.number,
                author=turn.author.value,
                author_id=turn.author_id,
                text=turn.text,
                saying=turn.saying.value,
                said_at=shown(turn.said_at),
                confidence=turn.confidence,
                topic=turn.topic,
                late=turn.late,
                attachments=tuple(attachment(each) for each in turn.attachments),
            )
            for turn in given.turns
        ),
        total=given.total,
        next_after=given.next_after,
    )


def _approval(given: core.OpenApproval) -> wire.OpenApproval:
    return wire.OpenApproval(
        case=given.case,
        action=given.action,
        tool=given.tool,
        arguments=given.arguments,
        digest=given.digest,
        amount=money(given.amount),
        impact=given.impact,
        requester=given.requester,
        expires_at=shown(given.expires_at),
        needs_verification=given.needs_verification,
        needs_ground=given.needs_ground,
        verification=verification_reply(given.verification) if given.verification else None,
    )


def _crm(given: core.CrmRecord) -> wire.CrmRecord:
    profile = given.profile
    return wire.CrmRecord(
        stale=given.stale,
        fetched_at=shown(profile.fetched_at),
        tier=given.tier,
        lifetime_value=money(given.lifetime_value),
        health=given.health,
        owner=(profile.account.owner if profile.account else None) or profile.owner,
        account=_account(profile.account) if profile.account else None,
        contacts_30_days=profile.contacts_30_days,
        open_cases=_entries(given.open_cases),
        interactions=_entries(given.interactions),
        orders=_entries(given.orders),
        entitlements=_entries(given.entitlements),
        contracts=_entries(given.contracts),
        opportunities=_entries(given.opportunities),
        acts=_entries(given.acts),
    )


def _account(given: Account) -> wire.CrmAccount:
    return wire.CrmAccount(
        id=given.id,
        name=given.name,
        strategic=given.strategic,
        contract_size=money(given.contract_size),
        contract_ends=shown_or_none(given.contract_ends),
        owner=given.owner,
    )


def _entries(records: tuple[Record, ...]) -> tuple[wire.CrmEntry, ...]:
    return tuple(
        wire.CrmEntry(
            kind=record.kind,
            id=record.id,
            title=record.title,
            status=record.status,
            at=shown_or_none(record.at),
            amount=money(record.amount),
            topic=record.topic,
            detail=record.detail,
        )
        for record in records
    )
