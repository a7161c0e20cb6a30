"""The parts that the demo plays: what a customer, an agent and whoever is gone do, through the flows."""

from dataclasses import replace
from typing import Final

from handrail_server.core.basics.actors import Authenticated, agent, customer, system
from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.ids import AgentId, CaseId, ConversationId, TurnId, TurnNumber
from handrail_server.core.learning.facts import RatingKind
from handrail_server.core.learning.lesson import SAME_QUESTION
from handrail_server.core.turns.action import ActionState
from handrail_server.core.turns.closing import close
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Confidence, ConfidenceOrigin, Saying, Source, Turn
from handrail_server.demo.places import ORG
from handrail_server.demo.talks import Act, Line, Talk
from handrail_server.flows.finish_action import Finishing, finish_action
from handrail_server.flows.label import Rated, rate_conversation
from handrail_server.flows.lease_action import Leasing, lease_action
from handrail_server.flows.observe_turn import Observed, observe_turn
from handrail_server.flows.propose_reply import Proposed, propose_reply
from handrail_server.flows.request_action import Requested, request_action
from handrail_server.house.caller import Caller
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.judgement import Judgement
from handrail_server.house.lessons import lessons_for
from handrail_server.house.scene import enter
from handrail_server.house.write import Write

GONE: Final = system("channel")
"""Who says that a customer has left."""


class Playing:
    """Speaks for customers, and for agents that Handrail stands beside."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def customer(self, talk: Talk, name: ConversationId, text: str) -> Judgement:
        """The customer says it, as the agent's application reports."""
        who = customer(talk.customer, reported_by=talk.agent)
        turn = replace(self._turn(talk, name, text), author=who)
        observed = Observed(turn=turn, agent=talk.agent, customer=talk.customer)
        return await observe_turn(self.house, _agents(talk.agent), observed)

    async def agent(self, talk: Talk, name: ConversationId, line: Line) -> Judgement:
        """The agent asks before it answers; what it was taught goes before what it would say."""
        conversation = (await self.house.journal.load(ORG, Conversation, name)).state
        turn = replace(
            self._turn(talk, name, line.answer),
            saying=Saying.PROPOSED,
            confidence=Confidence(value=line.sure, origin=ConfidenceOrigin.MODEL),
            sources=(Source(id=f"{talk.topic}#1", title=talk.topic, text=line.answer, score=line.sure),),
        )
        proposed = Proposed(draft=turn, floor=conversation.control.epoch)
        return await propose_reply(self.house, _agents(talk.agent), proposed)

    async def taught(self, talk: Talk, line: Line) -> Line | None:
        """The line as the agent says it where a lesson answers the question."""
        known = await lessons_for(self.house, ORG, talk.agent, line.said, most=1)
        if not known or known[0].likeness < SAME_QUESTION:
            return None
        return replace(line, answer=known[0].answer, sure=0.95, instead=None)

    async def act(self, talk: Talk, name: ConversationId, act: Act) -> CaseId | None:
        """The agent asks before it acts; the approval that it waits for, if any."""
        found = await self.house.journal.load(ORG, Conversation, name)
        requested = Requested(
            conversation=name,
            call_id=f"{name}-1",
            tool=act.tool,
            arguments=act.arguments,
            floor=found.state.control.epoch,
            amount=act.amount,
            topic=talk.topic,
        )
        acted = await request_action(self.house, _agents(talk.agent), requested)
        return acted.case.id if acted.case else None

    async def run_approved(self, name: ConversationId) -> None:
        """What was approved is done, once."""
        for action in await self.house.library.actions(ORG, name):
            if action.state is not ActionState.READY:
                continue
            caller = _agents(action.agent)
            leased = await lease_action(self.house, caller, Leasing(action=action.id, digest=action.digest))
            if leased.token is not None:
                done = Finishing(action=action.id, token=leased.token, result='{"paid": true}')
                await finish_action(self.house, caller, done)

    async def rate(self, talk: Talk, name: ConversationId, satisfied: int) -> None:
        """The customer says how it was, from 1 to 5, and whether they would recommend it."""
        caller = _agents(talk.agent)
        await rate_conversation(self.house, caller, Rated(conversation=name, kind=RatingKind.CSAT, score=satisfied))
        await rate_conversation(self.house, caller, Rated(conversation=name, kind=RatingKind.NPS, score=2 * satisfied))

    async def leave(self, name: ConversationId) -> None:
        """The customer is gone; where a case is still open the conversation stays."""

        async def attempt(write: Write) -> None:
            scene = await enter(self.house, write, Caller(org=ORG, actor=GONE), name)
            try:
                scene.apply(close(scene.conversation, by=GONE, at=write.at))
            except MoveRefused:
                return

        await decided(self.house, ORG, attempt, of=name)

    def _turn(self, talk: Talk, name: ConversationId, text: str) -> Turn:
        now = self.house.clock.now()
        return Turn(
            conversation=name,
            id=TurnId(self.house.ids.new("turn")),
            number=TurnNumber(0),
            author=agent(talk.agent),
            text=text,
            channel="chat",
            language="en",
            topic=talk.topic,
            said_at=now,
            received_at=now,
            epoch=0,
        )


def _agents(name: AgentId) -> Caller:
    return Caller(org=ORG, actor=replace(agent(name), authenticated=Authenticated.INTERNAL))
