"""Deciding what waits for a decision: an action, a held reply, a quality review. None of it takes the floor."""

from dataclasses import dataclass, replace

from handrail_server.core.basics.actors import person as signed_in
from handrail_server.core.basics.errors import Forbidden, HandrailError, Invalid
from handrail_server.core.basics.ids import PersonId, TurnId
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.approval import Vote, approve, reject, require_other_than_owner, verify
from handrail_server.core.cases.case import Asked, Case, Verification
from handrail_server.core.cases.held_reply import discard, release
from handrail_server.core.cases.quality import score
from handrail_server.core.routing.eligibility import lacks_credential
from handrail_server.core.routing.person import Person, Role
from handrail_server.core.routing.rights import Right, require
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.action_facts import NotRunWhy
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.execution import approve as approve_action
from handrail_server.core.turns.execution import refuse as refuse_action
from handrail_server.core.turns.hear import hear, placed
from handrail_server.core.turns.turn import Attachment, TurnStatus
from handrail_server.core.turns.written import written_turn
from handrail_server.core.work.claim import with_me
from handrail_server.core.work.follow import followed
from handrail_server.core.work.reader import require_credentials
from handrail_server.core.work.work import Acting, Crew, Work

ANY_ACT = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """What I decide about: exactly the arguments with this digest; the ground where the route demands one."""

    digest: str
    ground: str | None = None
    attachments: tuple[Attachment, ...] = ()
    owner: PersonId | None = None
    """Who owns the agent that asked, at this moment."""


def approve_call(
    case: Case, action: Action, conversation: Conversation, crew: Crew, me: Acting, ballot: Ballot
) -> Work:
    """The action may run: my act, within my limit of authority, for as long as the route says."""
    asked = _require_approver(case, me)
    require_authority(me.person, asked)
    moved = approve(case, _vote(case, ballot, me), by=me.by, at=me.at)
    assert moved.state.valid_until is not None
    allowed = approve_action(
        action,
        case=case.id,
        person=me.person.id,
        digest=ballot.digest,
        valid_until=moved.state.valid_until,
        by=me.by,
        at=me.at,
    )
    work = followed(case, moved, conversation, with_me(crew, me), by=me.by, at=me.at)
    return replace(work, action=allowed)


def reject_call(case: Case, action: Action, conversation: Conversation, crew: Crew, me: Acting, ballot: Ballot) -> Work:
    """The action will never run; one rejection ends it, whatever the amount."""
    _require_approver(case, me)
    moved = reject(case, _vote(case, ballot, me), by=me.by, at=me.at)
    refused = refuse_action(action, why=NotRunWhy.REJECTED, by=me.by, at=me.at)
    work = followed(case, moved, conversation, with_me(crew, me), by=me.by, at=me.at)
    return replace(work, action=refused)


def verify_call(case: Case, verification: Verification, me: Acting) -> Work:
    """The client was contacted to verify the act: how, by whom, with what result."""
    _require_approver(case, me)
    return Work(case=verify(case, verification, by=me.by, at=me.at))


def release_draft(case: Case, conversation: Conversation, crew: Crew, me: Acting) -> Work:
    """The agent's draft goes out as it is, unless the floor has moved since."""
    require(me.person, Right.CLAIM)
    moved = release(case, person=me.person.id, by=me.by, at=me.at)
    return followed(case, moved, conversation, with_me(crew, me), by=me.by, at=me.at)


def edit_draft(case: Case, conversation: Conversation, crew: Crew, me: Acting, *, turn: TurnId, text: str) -> Work:
    """My words go out instead of the draft; the agent keeps the floor."""
    require(me.person, Right.CLAIM)
    if case.held is not None and text == case.held.text:
        return release_draft(case, conversation, crew, me)
    moved = release(case, person=me.person.id, text=text, by=me.by, at=me.at)
    work = followed(case, moved, conversation, with_me(crew, me), by=me.by, at=me.at)
    settled = work.conversation or Outcome(state=conversation)
    words = placed(settled.state, written_turn(settled.state, turn, text, by=me.by, at=me.at), beside=True)
    said = hear(settled.state, words, beside=True, deliver=True)
    return replace(work, conversation=settled.then(said), turns=((words, TurnStatus.SAID),))


def discard_draft(
    case: Case, conversation: Conversation, crew: Crew, me: Acting, *, why: str, note: str | None = None
) -> Work:
    """The draft is never said."""
    require(me.person, Right.CLAIM)
    moved = discard(case, person=me.person.id, why=why, note=note, by=me.by, at=me.at)
    return followed(case, moved, conversation, with_me(crew, me), by=me.by, at=me.at)


def score_review(
    case: Case,
    conversation: Conversation,
    crew: Crew,
    me: Acting,
    *,
    scores: tuple[int, ...],
    comment: str | None = None,
) -> Work:
    """The score card of a quality review, filled in."""
    require(me.person, Right.CLAIM)
    moved = score(case, person=me.person.id, scores=scores, comment=comment, by=me.by, at=me.at)
    return followed(case, moved, conversation, with_me(crew, me), by=me.by, at=me.at)


def require_authority(person: Person, asked: Asked) -> None:
    """Let somebody decide about an amount within their limit for this act; who has no limit decides none."""
    amount = asked.amount
    if amount is None or any(_covers(a.act, a.up_to, asked.tool, amount) for a in person.authorities):
        return
    raise Forbidden(f"{amount} is beyond your authority for `{asked.tool}`.", fix="Let your supervisor decide.")


def may_decide(person: Person, case: Case, at: At, *, owner: PersonId | None = None) -> bool:
    """Whether this person could approve the action at that time; what must be done before does not count.

    `owner` is whoever owns the agent that asked, at that time.
    """
    if not person.active:
        return False
    try:
        asked = _require_approver(case, Acting(person=person, by=signed_in(person.id), at=at))
        require_authority(person, asked)
        require_other_than_owner(case, person.id, owner)
    except HandrailError:
        return False
    return person.id != asked.requester


def _covers(act: str, up_to: Money, tool: str, amount: Money) -> bool:
    return act in {ANY_ACT, tool} and up_to.currency == amount.currency and abs(amount.amount) <= up_to.amount


def _require_approver(case: Case, me: Acting) -> Asked:
    require(me.person, Right.DECIDE)
    require_credentials(me.person, case, me.at)
    approvers = case.route.approvers
    if not {approvers.role, Role.SUPERVISOR} & set(me.person.roles):
        raise Forbidden(f"This is decided by people with the role `{approvers.role}`.")
    needed = () if approvers.credential is None else (approvers.credential,)
    if lacks_credential(me.person, needed, me.at) is not None:
        raise Forbidden(f"This needs the credential `{approvers.credential}`, unexpired.")
    if case.asked is None:
        raise Invalid("This case asks about no action.", field="case")
    return case.asked


def _vote(case: Case, ballot: Ballot, me: Acting) -> Vote:
    return Vote(
        person=me.person.id,
        digest=ballot.digest,
        ground=ballot.ground,
        credential=_number(me.person, case.route.approvers.credential, me.at),
        attachments=ballot.attachments,
        owner=ballot.owner,
    )


def _number(person: Person, needed: str | None, at: At) -> str | None:
    """The number of the licence that covers the decision, not of one that ran out or is for elsewhere."""
    if needed is None:
        return None
    alone = ((held.number, replace(person, credentials=(held,))) for held in person.credentials)
    return next((number for number, holder in alone if lacks_credential(holder, (needed,), at) is None), None)
