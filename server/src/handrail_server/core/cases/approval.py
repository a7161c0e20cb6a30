"""Deciding an action (law 4): exactly these arguments, by somebody else than who asked, before it expires, in writing.

Whether a person may decide (role, credential, limit of authority) is checked by the caller with the live rights, inside
the commit. One approval is enough here; k of n distinct approvers would collect several `Vote`s before `_granted`.
"""

from dataclasses import dataclass, replace

from handrail_server.core.basics.actors import Actor, ActorKind, Authenticated
from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.errors import Forbidden, Invalid, MoveRefused
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At, later
from handrail_server.core.cases.case import Asked, Case, CaseState, Document, Verification
from handrail_server.core.cases.codes import coded, written
from handrail_server.core.cases.decision_facts import (
    ApprovalExpired,
    ApprovalGranted,
    ApprovalRejected,
    VerificationRecorded,
)
from handrail_server.core.cases.effects import Moment, asked_by_person, tell_agent, tell_customer
from handrail_server.core.cases.moves import CaseVerb, move
from handrail_server.core.cases.offers import rescinded
from handrail_server.core.cases.settle import settled
from handrail_server.core.turns.turn import Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One person's decision on exactly the arguments with this digest."""

    person: PersonId
    digest: str
    ground: str | None = None
    credential: str | None = None
    """The number of the credential they decide with."""
    attachments: tuple[Attachment, ...] = ()
    owner: PersonId | None = None
    """Who owns the agent that asked, at this moment."""


def verify(case: Case, verification: Verification, *, by: Actor, at: At) -> Outcome[Case]:
    """Record how the client was contacted to verify the act, and whether they confirmed it."""
    state = move(case, CaseVerb.VERIFY)
    asked = _asked(case)
    _by_themselves(verification.by, by)
    written(verification.contact, field="verification.contact")
    written(verification.result, field="verification.result")
    fact = VerificationRecorded(
        by=by,
        at=at,
        person=verification.by,
        means=coded(verification.means, field="verification.means"),
        confirmed=verification.confirmed,
        verified_at=verification.at,
        contact=verification.contact,
        result=verification.result,
    )
    return settled(case, replace(case, state=state, asked=replace(asked, verification=verification)), fact)


def approve(case: Case, vote: Vote, *, by: Actor, at: At) -> Outcome[Case]:
    """The action may run until the approval's own time is over; raises where anything demanded is missing."""
    state = move(case, CaseVerb.APPROVE)
    asked = _votable(case, vote, by=by, at=at)
    require_other_than_owner(case, vote.person, vote.owner)
    _require_verified(case, asked)
    ground = _ground(case, vote)
    if len(vote.attachments) < case.route.documentation.attachments:
        raise Invalid("Attachments are missing.", field="attachments", fix="Attach what the route demands.")
    return _granted(case, vote, state=state, ground=ground, by=by, at=at)


def require_other_than_owner(case: Case, person: PersonId, owner: PersonId | None = None) -> None:
    """Let everybody through but the agent's owner, now (`owner`) or when it asked; whom the policy lets, too."""
    if case.asked is None or case.route.approvers.agent_owner:
        return
    if person in (case.asked.owner, owner):
        raise Forbidden("The owner of the agent that asked cannot approve it.", fix="Let another approver decide.")


def reject(case: Case, vote: Vote, *, by: Actor, at: At) -> Outcome[Case]:
    """One rejection ends it: the action is not executed, and the agent is told."""
    state = move(case, CaseVerb.REJECT)
    asked = _votable(case, vote, by=by, at=at)
    ground = _ground(case, vote)
    rejected = _decided(case, vote, state=state, decision="rejected", ground=ground, at=at)
    fact = ApprovalRejected(
        by=by,
        at=at,
        person=vote.person,
        action=asked.action,
        digest=asked.digest,
        credential=vote.credential,
        verified=_confirmed(asked),
        waited_ms=at - case.requested_at,
        attachments=len(vote.attachments),
        ground=ground,
        files=vote.attachments,
    )
    return settled(case, rejected, fact, effects=_told(rejected, Moment.REJECTED))


def expire_approval(case: Case, *, by: Actor, at: At) -> Outcome[Case]:
    """`case_expiry` fell due: nobody decided, so the action is not executed."""
    state = move(case, CaseVerb.EXPIRE)
    asked = _asked(case)
    if at < asked.expires_at:
        raise MoveRefused("The approval has not expired.")
    expired = replace(case, state=state, offers=(), closed_at=at)
    fact = ApprovalExpired(by=by, at=at, action=asked.action, digest=asked.digest, waited_ms=at - case.requested_at)
    taken_back = (rescinded(case.offers, by=by, at=at),) if case.offers else ()
    return settled(case, expired, *taken_back, fact, effects=_told(expired, Moment.EXPIRED))


def _told(case: Case, moment: Moment) -> tuple[Effect, ...]:
    """Who asked hears that it does not happen: the customer by the policy's words, the agent with the ground."""
    return () if asked_by_person(case) else (tell_customer(case, moment), tell_agent(case, moment))


def _granted(case: Case, vote: Vote, *, state: CaseState, ground: str | None, by: Actor, at: At) -> Outcome[Case]:
    asked = _asked(case)
    valid_until = later(at, seconds=asked.valid_seconds)
    decided = _decided(case, vote, state=state, decision="approved", ground=ground, at=at)
    approved = replace(decided, valid_until=valid_until)
    fact = ApprovalGranted(
        by=by,
        at=at,
        person=vote.person,
        action=asked.action,
        digest=asked.digest,
        credential=vote.credential,
        verified=_confirmed(asked),
        valid_until=valid_until,
        waited_ms=at - case.requested_at,
        attachments=len(vote.attachments),
        ground=ground,
        files=vote.attachments,
    )
    told = () if asked_by_person(case) else (tell_agent(approved, Moment.APPROVED),)
    return settled(case, approved, fact, effects=told)


def _votable(case: Case, vote: Vote, *, by: Actor, at: At) -> Asked:
    asked = _asked(case)
    _by_themselves(vote.person, by)
    if vote.person == asked.requester:
        raise Forbidden("Who asked for the action cannot decide it.", fix="Let another approver decide.")
    if case.owner is not None and case.owner != vote.person:
        raise Forbidden("Another approver has claimed this.", fix="Take it over first.")
    if at >= asked.expires_at:
        raise MoveRefused("The approval has expired: the action is not executed.", fix="The agent must ask again.")
    if vote.digest != asked.digest:
        raise Invalid("The digest is not that of the action asked for.", field="digest", fix="Read the case again.")
    if case.route.approvers.credential and not vote.credential:
        raise Forbidden(f"This needs the credential `{case.route.approvers.credential}`.")
    return asked


def _by_themselves(person: PersonId, by: Actor) -> None:
    """A decision is a person's own act: never an agent's, never reported, never the system's."""
    own = by.kind is ActorKind.PERSON and by.id == person and by.reported_by is None
    if not own or by.authenticated in (Authenticated.REPORTED, Authenticated.AGENT_KEY, Authenticated.INTERNAL):
        raise Forbidden("Only a person decides, signed in as themselves.")


def _require_verified(case: Case, asked: Asked) -> None:
    if case.route.documentation.verification and not _confirmed(asked):
        raise MoveRefused(
            "The client has not confirmed this act yet.",
            fix="Contact the client, record how and with what result, then approve.",
        )


def _ground(case: Case, vote: Vote) -> str | None:
    if case.route.documentation.ground:
        return written(vote.ground, field="ground")
    return vote.ground


def _confirmed(asked: Asked) -> bool:
    return asked.verification is not None and asked.verification.confirmed


def _decided(case: Case, vote: Vote, *, state: CaseState, decision: str, ground: str | None, at: At) -> Case:
    record = Document(
        decision=decision,
        ground=ground,
        authoriser=vote.person,
        credential=vote.credential,
        verification=_asked(case).verification,
        attachments=vote.attachments,
    )
    return replace(
        case, state=state, decided_by=vote.person, document=record, outcome=decision, resolved_at=at, closed_at=at
    )


def _asked(case: Case) -> Asked:
    if case.asked is None:
        raise MoveRefused("This case asks about no action.")
    return case.asked
