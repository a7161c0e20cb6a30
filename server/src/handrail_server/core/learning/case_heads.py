"""What each head of a case adds to its row."""

from collections.abc import Callable, Mapping
from typing import Final

from handrail_server.core.basics.time import At
from handrail_server.core.learning.head import Head
from handrail_server.core.learning.rows import CaseRow, Trigger, Written


def opened(head: Head) -> CaseRow:
    """The row of a case that was just requested."""
    return CaseRow(
        id=head.subject.id,
        kind=head.text("kind") or "",
        conversation=head.text("conversation") or "",
        agent=head.text("agent") or "",
        customer=head.text("customer"),
        channel=head.text("channel") or "",
        language=head.text("language") or "",
        topic=head.text("topic"),
        policy=head.whole("policy"),
        decision=head.text("decision"),
        route=head.text("route") or "",
        requested_at=At(head.whole("requested_at") or head.at),
        opened_at=head.at,
        severity=head.text("severity") or "normal",
        sealed=head.flag("sealed"),
        practice=head.flag("practice"),
        triggers=_triggers(head),
    )


def _triggers(head: Head) -> tuple[Trigger, ...]:
    policy = head.whole("policy")
    return tuple(
        Trigger(
            code=_text(reason, "code") or "",
            score=_text(reason, "score") or "",
            threshold=_text(reason, "threshold"),
            rule=_text(reason, "rule") or "",
            strength=_text(reason, "strength") or "",
            policy=policy,
        )
        for reason in head.parts("reasons")
    )


def _text(part: Mapping[str, object], name: str) -> str | None:
    value = part.get(name)
    return value if isinstance(value, str) else None


def _queued(row: CaseRow, _: Head) -> None:
    row.state = "queued"


def _joined(row: CaseRow, head: Head) -> None:
    row.triggers += _triggers(head)
    row.severity = head.text("severity") or row.severity
    row.sealed = head.flag("sealed")


def _offered(row: CaseRow, _: Head) -> None:
    row.state = "offered"


def _accepted(row: CaseRow, head: Head) -> None:
    row.state = "accepted"
    row.people.append(head.text("person") or "")
    row.accepted_at = row.accepted_at or head.at


def _engaged(row: CaseRow, head: Head) -> None:
    row.state = "engaged"
    row.first_words_at = row.first_words_at or head.at


def _moved(row: CaseRow, head: Head) -> None:
    row.state = "queued"
    row.moved += head.text("person") is not None


def _escalated(row: CaseRow, _: Head) -> None:
    row.state = "queued"
    row.escalated += 1


def _resolved(row: CaseRow, head: Head) -> None:
    row.state = "wrapping"
    row.resolved_at = head.at
    row.outcome = head.text("outcome")
    row.disposition = head.text("disposition")


def _documented(row: CaseRow, head: Head) -> None:
    row.verified = row.verified or head.flag("verified")
    row.documents.append(
        Written(
            authoriser=head.text("authoriser"),
            credential=head.text("credential"),
            verified=head.flag("verified"),
            attachments=head.whole("attachments") or 0,
        )
    )


def _verified(row: CaseRow, head: Head) -> None:
    row.verified = head.flag("confirmed")


def _ended(state: str) -> Callable[[CaseRow, Head], None]:
    def end(row: CaseRow, head: Head) -> None:
        row.state = state
        row.ended_at = head.at
        row.resolved_at = row.resolved_at or head.at
        row.handled_ms = head.whole("handled_ms")
        row.outcome = head.text("outcome") or row.outcome or state
        row.disposition = head.text("disposition") or row.disposition

    return end


def _decided(state: str, *, overridden: bool) -> Callable[[CaseRow, Head], None]:
    end = _ended(state)

    def decide(row: CaseRow, head: Head) -> None:
        end(row, head)
        row.decided = True
        row.accepted_at = row.accepted_at or head.at
        row.overridden = overridden or head.flag("edited")
        person = head.text("person")
        if person and person not in row.people:
            row.people.append(person)
        if head.text("credential") or head.flag("verified"):
            row.documents.append(
                Written(
                    authoriser=person,
                    credential=head.text("credential"),
                    verified=head.flag("verified"),
                    attachments=0,
                )
            )

    return decide


def _labelled(row: CaseRow, head: Head) -> None:
    row.labels[head.by.get("id") or ""] = head.text("label") or ""


CASE_VERBS: Final[dict[str, Callable[[CaseRow, Head], None]]] = {
    "CaseQueued": _queued,
    "ReasonsJoined": _joined,
    "CaseOffered": _offered,
    "CaseAccepted": _accepted,
    "CaseEngaged": _engaged,
    "CaseRequeued": _moved,
    "CaseTransferred": _moved,
    "CaseEscalated": _escalated,
    "ContactPromised": _queued,
    "PromiseBroken": _queued,
    "CaseResolved": _resolved,
    "CaseDocumented": _documented,
    "VerificationRecorded": _verified,
    "CaseClosed": _ended("closed"),
    "QualityScored": _ended("closed"),
    "CaseHandedBack": _ended("handed_back"),
    "CaseLanded": _ended("landed"),
    "CaseWithdrawn": _ended("withdrawn"),
    "ApprovalGranted": _decided("approved", overridden=False),
    "ApprovalRejected": _decided("rejected", overridden=True),
    "ReplyReleased": _decided("released", overridden=False),
    "ReplyDiscarded": _decided("discarded", overridden=True),
    "ApprovalExpired": _ended("expired"),
    "ReplyHoldExpired": _ended("expired"),
    "QualityReviewExpired": _ended("expired"),
    "CaseLabelled": _labelled,
}
