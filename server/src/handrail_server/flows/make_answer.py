"""The making of an answer, one commit at a time: taken up, stepped, given; or failed, and what then.

Between these commits the worker asks the agent and runs its calls (`worker/answering.py`). Whoever was overtaken gets
`Overtaken` here and stops; a restart goes on from what is committed.
"""

from dataclasses import dataclass, replace

from handrail_server.core.basics.actors import Actor, ActorKind, Authenticated, system
from handrail_server.core.basics.effects import Deadline
from handrail_server.core.basics.ids import ActionId, AgentId, ConversationId, OrgId, TurnId, TurnNumber
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import SECOND, At
from handrail_server.core.policy.decision import Verdict
from handrail_server.core.policy.imposed import NO_ANSWER, impose
from handrail_server.core.turns import making as m
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.hear import placed
from handrail_server.core.turns.making import Called, Making, Step
from handrail_server.core.turns.making_facts import Failing
from handrail_server.core.turns.responder import DEFAULT, Responder
from handrail_server.core.turns.turn import Saying, ToolCall, Turn
from handrail_server.core.turns.why import RefusedWhy
from handrail_server.house.asking import ask_of, without_news
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.judgement import Judgement
from handrail_server.house.judging import is_stopped, judge, record_judged, situation_of
from handrail_server.house.noticing import look
from handrail_server.house.opening import hand_over
from handrail_server.house.proposing import judge_draft, keep, refusal
from handrail_server.house.scene import Scene, scene_of
from handrail_server.house.write import Write
from handrail_server.ports.responding import Ask, Given
from handrail_server.ports.writing import Loaded

GATEWAY = system("gateway")
MARGIN = 5 * SECOND
"""Beyond the time that the agent has for one answer, for our own part of the work."""
LOOK_AGAIN = SECOND // 2
AGAIN_AFTER = (1 * SECOND, 4 * SECOND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An answer that is ours to make until `until`."""

    org: OrgId
    ask: Ask
    responder: Responder
    turn: TurnNumber
    epoch: int
    attempt: int
    until: At

    @property
    def conversation(self) -> ConversationId:
        """Whose answer it is."""
        return self.ask.conversation

    @property
    def agent(self) -> Actor:
        """The agent, which speaks through the gateway."""
        return speaking(self.ask.agent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """Somebody makes it now; look again then."""

    at: At


def speaking(agent: AgentId) -> Actor:
    """An agent whose words the gateway fetched itself."""
    return Actor(kind=ActorKind.AGENT, id=agent, authenticated=Authenticated.INTERNAL)


async def take_up(house: House, org: OrgId, conversation: ConversationId) -> Taken | Later | None:
    """Begin to make the answer; None where none is owed."""

    async def attempt(write: Write) -> Taken | Later | None:
        found = await house.journal.find(write.org, Conversation, conversation)
        if found is None or not found.state.around:
            return None
        scene = await scene_of(house, write, found)
        loaded = await house.journal.find(write.org, Making, conversation)
        making = loaded.state if loaded else Making(conversation=conversation)
        why = m.why_not(scene.conversation, stopped=is_stopped(scene, None))
        if why is not None:
            if loaded is not None and write.at >= making.taken_until:
                _apply(scene, loaded, m.dropped(making, why, by=GATEWAY, at=write.at))
            return None
        if m.is_busy(making, scene.conversation, write.at):
            return Later(at=At(min(making.taken_until, write.at + LOOK_AGAIN)))
        responder = scene.agent.state.responder or DEFAULT
        until = At(write.at + responder.seconds * SECOND + MARGIN)
        begun = m.begin(making, scene.conversation, until=until, by=GATEWAY, at=write.at)
        ask = await ask_of(house, write.org, scene.conversation, begun.state)
        if without_news(ask):
            return None
        _apply(scene, loaded, begun)
        return Taken(
            org=write.org,
            ask=ask,
            responder=responder,
            turn=begun.state.turn,
            epoch=begun.state.epoch,
            attempt=begun.state.attempt,
            until=until,
        )

    return await decided(house, org, attempt, of=conversation)


async def take_step(house: House, taken: Taken, step: Step) -> Taken:
    """Commit an answer that calls tools, before any of them is acted on."""

    async def attempt(write: Write) -> Taken:
        scene, loaded = await _scene(house, write, taken)
        until = At(write.at + taken.responder.seconds * SECOND + MARGIN)
        stepped = m.step(
            loaded.state,
            step,
            attempt=taken.attempt,
            conversation=scene.conversation,
            until=until,
            by=taken.agent,
            at=write.at,
        )
        making = _apply(scene, loaded, stepped)
        return replace(taken, until=until, ask=replace(taken.ask, steps=making.steps))

    return await decided(house, taken.org, attempt, of=taken.conversation)


async def end_calls(house: House, taken: Taken, calls: tuple[Called, ...]) -> Taken:
    """Record what came of a step's calls; what the agent is asked next knows all that was said meanwhile."""

    async def attempt(write: Write) -> Taken:
        scene, loaded = await _scene(house, write, taken)
        until = At(write.at + taken.responder.seconds * SECOND + MARGIN)
        ended = m.calls_ended(
            loaded.state,
            calls,
            attempt=taken.attempt,
            conversation=scene.conversation,
            until=until,
            by=GATEWAY,
            at=write.at,
        )
        making = _apply(scene, loaded, ended)
        ask = await ask_of(house, write.org, scene.conversation, making)
        return replace(taken, until=until, turn=making.turn, ask=ask)

    return await decided(house, taken.org, attempt, of=taken.conversation)


async def give_answer(house: House, taken: Taken, given: Given) -> Judgement:
    """Judge the answer and let it out, hold it, or keep it for the person who has the floor meanwhile."""

    async def attempt(write: Write) -> Judgement:
        scene, loaded = await _scene(house, write, taken)
        m.check_maker(loaded.state, attempt=taken.attempt)
        draft = placed(scene.conversation, _draft(scene, taken, given))
        why, told = refusal(scene, draft, taken.epoch), tuple[ActionId, ...]()
        if why is not None:
            judgement, status = keep(scene, draft, taken.epoch, why), "refused"
        else:
            m.check_current(loaded.state, scene.conversation, attempt=taken.attempt)
            if scene.conversation.note is not None:  # the agent had it with this request
                scene.apply(Outcome(state=replace(scene.conversation, note=None)))
            judgement = await judge_draft(scene, draft, taken.epoch)
            status = judgement.decision.verdict.value if judgement.decision else "said"
            still = {action.id for action in taken.ask.waiting}
            told = tuple(action for action in loaded.state.waiting if action not in still)
        _given(scene, loaded, taken, number=draft.number, status=status, told=told)
        return judgement

    return await decided(house, taken.org, attempt, of=taken.conversation)


async def end_answer(house: House, taken: Taken, status: str) -> None:
    """No words of the agent are needed: a person was asked, or a call waits for one and the customer was told."""

    async def attempt(write: Write) -> None:
        scene, loaded = await _scene(house, write, taken)
        _given(scene, loaded, taken, number=None, status=status)

    await decided(house, taken.org, attempt, of=taken.conversation)


async def fail_answer(house: House, taken: Taken, kind: Failing, error: str, *, permanent: bool) -> At | None:
    """The agent did not answer: when it is asked again; None where a person was asked instead."""

    async def attempt(write: Write) -> At | None:
        scene, loaded = await _scene(house, write, taken)
        again = _again(loaded.state, kind, write.at, permanent=permanent)
        failed = m.failed(loaded.state, kind, attempt=taken.attempt, again_at=again, by=GATEWAY, at=write.at)
        if again is not None:
            due = Deadline(subject=m.subject(taken.conversation), name=m.ANSWER_DUE, due_at=again)
            _apply(scene, loaded, failed.then(Outcome(state=failed.state, deadlines=(due,))))
            return again
        _apply(scene, loaded, failed)
        await _no_answer(scene, taken, f"{kind.value}: {error}")
        return None

    return await decided(house, taken.org, attempt, of=taken.conversation)


def _again(making: Making, kind: Failing, at: At, *, permanent: bool) -> At | None:
    """Whoever ran out of time has kept the customer waiting long enough."""
    once_more = not permanent and kind is not Failing.TIMEOUT and making.failures < len(AGAIN_AFTER)
    return At(at + AGAIN_AFTER[making.failures]) if once_more else None


async def _no_answer(scene: Scene, taken: Taken, error: str) -> None:
    """The failure is a signal like any other; whatever the policy makes of it, nobody waits in silence."""
    empty = replace(_draft(scene, taken, Given()), error=error[:200])
    draft = placed(scene.conversation, empty)
    seen = await look(scene, draft)
    situation = situation_of(scene, draft, seen)
    decision = judge(scene, situation)
    if decision.verdict is not Verdict.HAND_OVER:
        decision = impose(scene.setting.policy, situation, NO_ANSWER, decision_id=decision.id)
    had_floor = refusal(scene, draft, taken.epoch) is None
    keep(scene, draft, taken.epoch, RefusedWhy.FAILED)
    record_judged(scene, decision, situation)
    if had_floor:
        await hand_over(scene, decision, seen.profile)


async def _scene(house: House, write: Write, taken: Taken) -> tuple[Scene, Loaded[Making]]:
    found = await house.journal.load(write.org, Conversation, taken.conversation)
    loaded = await house.journal.load(write.org, Making, taken.conversation)
    return await scene_of(house, write, found), loaded


def _apply(scene: Scene, loaded: Loaded[Making] | None, outcome: Outcome[Making]) -> Making:
    key = scene.conversation.key
    if scene.loaded is not None:  # what was decided rests on who has the floor, and on what was said
        scene.write.expect((scene.guard(),))
    if loaded is None:
        return scene.write.create(m.subject(outcome.state.conversation), outcome, key=key)
    return scene.write.change(loaded, outcome, key=key)


def _given(
    scene: Scene,
    loaded: Loaded[Making],
    taken: Taken,
    *,
    number: int | None,
    status: str,
    told: tuple[ActionId, ...] = (),
) -> None:
    given = m.given(
        loaded.state, attempt=taken.attempt, number=number, status=status, told=told, by=GATEWAY, at=scene.write.at
    )
    _apply(scene, loaded, given)


def _draft(scene: Scene, taken: Taken, given: Given) -> Turn:
    conversation, at = scene.conversation, scene.write.at
    return Turn(
        conversation=conversation.id,
        id=TurnId(f"answer_{taken.ask.round}_{taken.attempt}"),
        number=TurnNumber(0),
        author=taken.agent,
        text=given.text,
        saying=Saying.PROPOSED,
        channel=conversation.channel,
        language=conversation.language,
        said_at=at,
        received_at=at,
        epoch=0,
        replies_to=taken.turn or None,
        confidence=given.confidence,
        topic=given.topic,
        intent=given.intent,
        sources=given.sources,
        captured=given.captured,
        tool_calls=tuple(_tool_call(call) for step in taken.ask.steps for call in step.calls),
    )


def _tool_call(call: Called) -> ToolCall:
    failed = call.end in ("failed", "unknown_tool")
    return ToolCall(name=call.tool, arguments=call.arguments, result=call.result, failed=failed, call_id=call.call_id)
