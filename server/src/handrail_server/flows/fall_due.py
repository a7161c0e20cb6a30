"""A case's time ran out: each state's deadline, and what then happens, so that nothing waits in silence (law 3)."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from handrail_server.core.basics.ids import CaseId, OrgId
from handrail_server.core.cases import deadlines
from handrail_server.core.cases.consult import consult_due
from handrail_server.core.cases.expiry import expire
from handrail_server.core.cases.moves import UNTAKEN, Sort, sort_of
from handrail_server.core.cases.offers import offer_due
from handrail_server.core.cases.requeue import reply_due
from handrail_server.core.policy.imposed import HOLD_EXPIRED, impose
from handrail_server.core.policy.situation import Situation
from handrail_server.core.resolution.land import broken_promise_due
from handrail_server.core.resolution.wrap_up import end_due, quiet_due
from handrail_server.core.routing.notice import NOTICE_CLIMBS, climb
from handrail_server.core.routing.presence import miss_offer
from handrail_server.core.routing.reroute import go_on
from handrail_server.core.turns.action import ENDED, Action
from handrail_server.core.turns.action_facts import NotRunWhy
from handrail_server.core.turns.execution import refuse
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.judging import new_decision, record
from handrail_server.house.opening import hand_over
from handrail_server.house.scene import organisation_key
from handrail_server.house.waiting import ROUTING, Waiting, waiting_case
from handrail_server.house.write import Write

Fall = Callable[[Waiting], Awaitable[None]]
WRAP_UP_SECONDS = 60


async def case_falls_due(house: House, org: OrgId, case: CaseId, name: str) -> None:
    """Do what the named deadline of a case demands; a case that has moved on refuses it, and nothing happens."""

    async def attempt(write: Write) -> None:
        waiting = await waiting_case(house, write, case)
        if waiting is not None:
            await FALLS[name](waiting)

    await decided(house, org, attempt)


async def _accept(waiting: Waiting) -> None:
    """Nobody accepted in time: the next step of the ladder, and at its end a landing."""
    case, around = waiting.case, waiting.around
    if case.state in UNTAKEN and not case.exhausted and case.promised_for is None:
        await waiting.move(go_on(case, around, notice=waiting.notice(), by=ROUTING).outcome)


async def _offer(waiting: Waiting) -> None:
    """Offers ran out unanswered: who missed one is marked as away."""
    case, at = waiting.case, waiting.scene.write.at
    late = (offer.person for offer in case.offers if offer.expires_at <= at)
    missed = [waiting.hands.people[name] for name in late if name in waiting.hands.people]  # who still works here
    await waiting.move(offer_due(case, by=ROUTING, at=at))
    key = await organisation_key(waiting.scene.house, waiting.scene.write)
    for loaded in missed:
        person = waiting.scene.write.state(loaded)
        waiting.scene.write.change(loaded, miss_offer(person, by=ROUTING, at=at), key=key)


async def _reply(waiting: Waiting) -> None:
    await waiting.move(reply_due(waiting.case, by=ROUTING, at=waiting.scene.write.at))


async def _silence(waiting: Waiting) -> None:
    case = waiting.case
    queue = waiting.around.queues.get(case.queue) if case.queue is not None else None
    seconds = queue.wrap_up_seconds if queue else WRAP_UP_SECONDS
    await waiting.do(
        quiet_due(
            case,
            waiting.scene.conversation,
            waiting.crew,
            wrap_up_seconds=seconds,
            by=ROUTING,
            at=waiting.scene.write.at,
        )
    )


async def _wrap_up(waiting: Waiting) -> None:
    await waiting.do(
        end_due(waiting.case, waiting.scene.conversation, waiting.crew, by=ROUTING, at=waiting.scene.write.at)
    )


async def _promise(waiting: Waiting) -> None:
    """A promised contact did not come: first in line from now on."""
    await waiting.do(
        broken_promise_due(waiting.case, waiting.scene.conversation, waiting.crew, by=ROUTING, at=waiting.around.now)
    )


async def _expiry(waiting: Waiting) -> None:
    """Nobody decided: an action is refused, a draft is never sent and a person is asked for instead."""
    case, scene = waiting.case, waiting.scene
    await waiting.move(expire(case, by=ROUTING, at=scene.write.at))
    if case.asked is not None:
        action = await scene.house.journal.load(scene.write.org, Action, case.asked.action)
        if action.state.state not in ENDED:
            refused = refuse(action.state, why=NotRunWhy.EXPIRED, by=ROUTING, at=scene.write.at)
            scene.write.change(action, refused, key=scene.conversation.key)
    if sort_of(case) is Sort.HELD_REPLY:
        await _ask_instead(waiting)


async def _ask_instead(waiting: Waiting) -> None:
    scene = waiting.scene
    situation = Situation(turn=None, signals=(), before=scene.conversation, agent=scene.agent.state, now=scene.write.at)
    decision = impose(scene.setting.policy, situation, HOLD_EXPIRED, decision_id=new_decision(scene))
    record(scene, decision, ())
    await hand_over(scene, decision, None, deliver=True)


async def _consult(waiting: Waiting) -> None:
    await waiting.move(consult_due(waiting.case, by=ROUTING, at=waiting.scene.write.at))


async def _climb(waiting: Waiting) -> None:
    await waiting.move(climb(waiting.case, around=waiting.around, by=ROUTING))


FALLS: Final[Mapping[str, Fall]] = {
    deadlines.CASE_ACCEPT: _accept,
    deadlines.CASE_OFFER: _offer,
    deadlines.CASE_REPLY: _reply,
    deadlines.CASE_SILENCE: _silence,
    deadlines.CASE_WRAP_UP: _wrap_up,
    deadlines.CASE_PROMISE: _promise,
    deadlines.CASE_EXPIRY: _expiry,
    deadlines.CONSULT_DUE: _consult,
    NOTICE_CLIMBS: _climb,
}
