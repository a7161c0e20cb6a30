"""From a decision to a case: opened or joined, with its place, its notices, the floor, the seal and the words."""

from dataclasses import dataclass

from handrail_server.core.basics.actors import system
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import CaseId, NoticeId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.cases.case import Asked, Case, CaseState, HeldReply
from handrail_server.core.cases.join import join, seal_offered
from handrail_server.core.cases.moves import is_open
from handrail_server.core.cases.notice import Severity
from handrail_server.core.cases.open import Request, asked_by, open_approval, open_case, open_held_reply
from handrail_server.core.policy.decision import Decision, Waiting
from handrail_server.core.policy.route import Route
from handrail_server.core.routing.destination import Surroundings
from handrail_server.core.routing.notice import raise_notice
from handrail_server.core.routing.reroute import enter
from handrail_server.core.signals.profile import Profile
from handrail_server.core.turns.agent import Mode
from handrail_server.core.turns.attached import attach_approval, attach_hand_over
from handrail_server.core.turns.control import HolderKind
from handrail_server.core.turns.floor import give_to_queue
from handrail_server.core.turns.held import hold_reply
from handrail_server.core.turns.sealing import seal
from handrail_server.core.turns.turn import Turn
from handrail_server.core.work.follow import DIRECT, carried, followed
from handrail_server.house.around import surroundings
from handrail_server.house.enact import carry, hands_of
from handrail_server.house.scene import Scene
from handrail_server.house.telling import tell
from handrail_server.house.words import say

POLICY = system("policy")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """The case that waits for a person, and what the customer hears now."""

    case: CaseId
    say: str | None


async def hand_over(scene: Scene, decision: Decision, profile: Profile | None, *, deliver: bool = False) -> HandedOver:
    """The conversation waits for a person: a new case, or the reasons join the one that is open.

    The customer hears at once what happens next: that somebody was asked or, where nobody is to be had, the truth
    about that. Who waits already is not told the same again. Without `deliver` the words are the answer's, to be said
    by the agent's application.
    """
    if decision.sealed:
        demanded = route_of(scene, decision).credentials
        scene.apply(seal(scene.conversation, _codes(decision), demanded, by=POLICY, at=scene.write.at))
    if scene.conversation.open_case is not None:
        case = await _join(scene, scene.conversation.open_case, decision, profile)
        return HandedOver(case=case, say=await tell(scene, deliver=deliver))
    opened = open_case(_request(scene, decision), by=POLICY, at=scene.write.at)
    created = await _create(scene, opened, profile)
    if is_open(created):
        scene.apply(attach_hand_over(scene.conversation, created.id, by=POLICY, at=scene.write.at))
        _silence(scene, created)
    words = await tell(scene, deliver=deliver)
    if words is None and decision.say is not None:
        say(scene, decision.say, at=scene.write.at, deliver=deliver)
        words = decision.say
    return HandedOver(case=created.id, say=words)


async def ask_first(scene: Scene, decision: Decision, asked: Asked, profile: Profile | None) -> Case:
    """An action waits for an approver; the floor stays."""
    opened = open_approval(_request(scene, decision), asked, by=POLICY, at=scene.write.at)
    case = await _create(scene, opened, profile)
    scene.apply(attach_approval(scene.conversation, case.id, by=POLICY, at=scene.write.at))
    return case


async def hold(scene: Scene, decision: Decision, draft: Turn, held: HeldReply, profile: Profile | None) -> Case:
    """A draft waits for its release; the floor stays."""
    opened = open_held_reply(_request(scene, decision), held, by=POLICY, at=scene.write.at)
    case = await _create(scene, opened, profile)
    scene.apply(hold_reply(scene.conversation, draft, case.id, by=POLICY, at=scene.write.at))
    return case


def route_of(scene: Scene, decision: Decision) -> Route:
    """The route that the decision names; every decision that opens a case names one that exists."""
    assert decision.route is not None
    return scene.setting.policy.policy.routes[decision.route]


def _request(scene: Scene, decision: Decision) -> Request:
    return asked_by(
        decision,
        case=CaseId(scene.house.ids.new("case")),
        conversation=scene.conversation,
        route=route_of(scene, decision),
    )


async def _create(scene: Scene, opened: Outcome[Case], profile: Profile | None) -> Case:
    """The new case at the place that its target turns out to be, with its notices; landed where nobody is to be had."""
    around = await _around(scene, profile)
    entered = enter(opened.state, around, notice=NoticeId(scene.house.ids.new("notice")), by=POLICY)
    subject = Subject(kind=SubjectKind.CASE, id=opened.state.id)
    return scene.write.create(subject, opened.then(entered.outcome), key=scene.conversation.key)


async def _join(scene: Scene, open_one: CaseId, decision: Decision, profile: Profile | None) -> CaseId:
    loaded = await scene.house.journal.load(scene.write.org, Case, open_one)
    request = _request(scene, decision)
    # The turn that brings the reasons may have moved the case already, in this same write.
    case, at = scene.write.state(loaded), scene.write.at
    outcome: Outcome[Case] = Outcome(state=case)
    if request.sealed and not case.sealed and case.state is CaseState.OFFERED:
        outcome = seal_offered(case, by=POLICY, at=at)
        hands = await hands_of(scene.house, scene.write, case)
        await carry(scene, carried(outcome.state, hands.crew, by=POLICY, at=at), hands)
    outcome = outcome.then(join(outcome.state, request, by=POLICY, at=at))
    entered = await _entered(scene, outcome.state, profile)
    outcome = outcome.then(entered)
    joined = scene.write.change(loaded, outcome, key=scene.conversation.key)
    if is_open(joined):
        _silence(scene, joined)
    else:  # It landed where the new reason led it: the conversation goes on without it.
        ended = followed(case, outcome, scene.conversation, {}, by=POLICY, at=at).conversation
        assert ended is not None
        scene.apply(ended)
    return joined.id


async def _around(scene: Scene, profile: Profile | None) -> Surroundings:
    organisation = scene.setting.organisation.state
    around, _ = await surroundings(scene.house, scene.write.org, organisation, profile, scene.write.at)
    return around


async def _entered(scene: Scene, case: Case, profile: Profile | None) -> Outcome[Case]:
    """A case that was rerouted is settled at its new place; in any case whoever must hear of the new reasons does."""
    around = await _around(scene, profile)
    notice = NoticeId(scene.house.ids.new("notice"))
    if case.state is CaseState.QUEUED and case.queue is None:
        return enter(case, around, notice=notice, by=POLICY).outcome
    if case.severity != Severity.CRITICAL and not case.route.notices:
        return Outcome(state=case)
    return raise_notice(case, notice, targets=case.route.notices, around=around, by=POLICY)


def _silence(scene: Scene, case: Case) -> None:
    """While a case waits silently, only the system speaks; in `assist` mode the agent always stays."""
    silent = case.waiting is Waiting.SILENT and scene.conversation.mode is Mode.ENFORCE
    holds = scene.conversation.control.holder.kind in (HolderKind.AGENT, HolderKind.NOBODY)
    if silent and holds and case.owner is None:
        scene.apply(give_to_queue(scene.conversation, case.queue or DIRECT, by=POLICY, at=scene.write.at))


def _codes(decision: Decision) -> tuple[str, ...]:
    return tuple(reason.code for reason in decision.reasons)
