"""What people and customers say afterwards: of a case, of an agent's reply, of a conversation."""

from dataclasses import dataclass, replace

from handrail_server.core.basics.actors import ActorKind, customer
from handrail_server.core.basics.errors import Invalid, NotFound
from handrail_server.core.basics.ids import CaseId, ConversationId, NoticeId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import DAY, At
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.notice import Severity
from handrail_server.core.learning import labels
from handrail_server.core.learning.facts import CaseLabel, RatingKind, ReplyLabel
from handrail_server.core.learning.feedback import feedback
from handrail_server.core.policy.imposed import FLAGGED
from handrail_server.core.routing.notice import raise_notice
from handrail_server.core.routing.rights import Right, require
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Turn
from handrail_server.core.work.ask import Review, flag
from handrail_server.house.around import surroundings
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.desk import Desk, Worked, at_case, at_conversation, unasked
from handrail_server.house.house import House
from handrail_server.house.persons import acting_person
from handrail_server.house.scene import enter
from handrail_server.house.write import Write

HARMFUL = "harmful_reply"
"""The reason code of the notice that a harmful reply raises."""
REVIEW_WITHIN = 7 * DAY


async def label_case(
    house: House,
    caller: Caller,
    case: CaseId,
    label: CaseLabel,
    comment: str | None,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """Say whether this escalation was needed, avoidable, late or misrouted."""

    async def attempt(write: Write) -> Worked:
        desk = await at_case(house, write, caller, case)
        require(desk.me.person, Right.LABEL)
        assert desk.loaded is not None
        labelled = labels.label_case(desk.case, label, comment=comment, by=caller.actor, at=write.at)
        write.change(desk.loaded, labelled, key=desk.conversation.key)
        return Worked(conversation=desk.conversation, case=desk.case)

    return await decided(house, caller.org, attempt, recording)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyLabelling:
    """Which turn of which conversation, and what is said of it."""

    conversation: ConversationId
    number: int
    label: ReplyLabel
    comment: str | None = None


async def label_reply(
    house: House, caller: Caller, labelling: ReplyLabelling, recording: Recording[Worked] | None = None
) -> Worked:
    """Say what was wrong with an agent's reply. A harmful one raises a critical notice, on a review where need be."""

    async def attempt(write: Write) -> Worked:
        desk = await at_conversation(house, write, caller, labelling.conversation)
        require(desk.me.person, Right.LABEL)
        reply = await _agents_reply(house, write, labelling)
        labelled = labels.label_reply(
            desk.conversation,
            labelling.number,
            labelling.label,
            comment=labelling.comment,
            by=caller.actor,
            at=write.at,
        )
        told = (feedback(reply, labelling.label, labelling.comment),) if _is_heard(desk) else ()
        desk.scene.apply(replace(labelled, effects=(*labelled.effects, *told)))
        if labelling.label is ReplyLabel.HARMFUL:
            return await _alarm(desk)
        return Worked(conversation=desk.conversation, case=desk.open_case)

    return await decided(house, caller.org, attempt, recording)


async def withdraw_reply_label(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    number: int,
    recording: Recording[Worked] | None = None,
) -> Worked:
    """Take back what the caller said of an agent's reply. A notice that a harmful one raised stays: it was told."""

    async def attempt(write: Write) -> Worked:
        desk = await at_conversation(house, write, caller, conversation)
        require(desk.me.person, Right.LABEL)
        desk.scene.apply(labels.withdraw_reply_label(desk.conversation, number, by=caller.actor, at=write.at))
        return Worked(conversation=desk.conversation, case=desk.open_case)

    return await decided(house, caller.org, attempt, recording)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """What the customer said of a conversation."""

    conversation: ConversationId
    kind: RatingKind
    score: int
    comment: str | None = None


async def rate_conversation(
    house: House, caller: Caller, rated: Rated, recording: Recording[Conversation] | None = None
) -> Conversation:
    """Record the customer's rating: their own, or reported by the conversation's agent or a person who may label."""

    async def attempt(write: Write) -> Conversation:
        if caller.agent is None and caller.visit is None:
            require((await acting_person(house, write, caller)).state, Right.LABEL)
        scene = await enter(house, write, caller, rated.conversation)
        reported = caller.agent is not None
        by = customer(scene.conversation.customer, reported_by=caller.agent) if reported else caller.actor
        return scene.apply(
            labels.rate(scene.conversation, rated.kind, rated.score, comment=rated.comment, by=by, at=write.at)
        )

    return await decided(house, caller.org, attempt, recording)


def _is_heard(desk: Desk) -> bool:
    """Whether the agent has an application that takes deliveries: around it there is one only behind a webhook."""
    return not desk.conversation.around or desk.scene.agent.state.webhook is not None


async def _agents_reply(house: House, write: Write, labelling: ReplyLabelling) -> Turn:
    found = await house.library.turns(write.org, labelling.conversation, after=labelling.number - 1, limit=1)
    if not found or found[0].turn.number != labelling.number:
        raise NotFound(f"There is no turn {labelling.number} here.", field="turn")
    if found[0].turn.author.kind is not ActorKind.AGENT:
        raise Invalid("This is no turn of the agent.", field="turn", fix="Label what the agent said.")
    return found[0].turn


async def _alarm(desk: Desk) -> Worked:
    """Supervisor and account owner hear of it at once."""
    if desk.loaded is not None:
        raised = await _raised(desk, desk.loaded.state)
        desk.scene.write.change(desk.loaded, raised, key=desk.conversation.key)
        return Worked(conversation=desk.conversation, case=raised.state)
    asked = unasked(desk, FLAGGED)
    expires = At(desk.scene.write.at + REVIEW_WITHIN)
    review = Review(case=asked.case, route=asked.route, policy=asked.policy, expires_at=expires)
    work = flag(desk.conversation, review, desk.me)
    assert work.opened is not None
    raised = await _raised(desk, work.opened.state)
    return await desk.do(replace(work, opened=work.opened.then(raised)))


async def _raised(desk: Desk, case: Case) -> Outcome[Case]:
    scene = desk.scene
    house, write = scene.house, scene.write
    profile = None
    if scene.conversation.customer is not None and not scene.conversation.sealed:
        profile, _ = await house.customers.profile(write.org, scene.conversation.customer, now=write.at)
    around, _ = await surroundings(house, write.org, scene.setting.organisation.state, profile, write.at)
    return raise_notice(
        case,
        NoticeId(house.ids.new("notice")),
        targets=(),
        around=around,
        reasons=(HARMFUL,),
        severity=Severity.CRITICAL,
        by=desk.me.by,
    )
