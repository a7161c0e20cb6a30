"""The server as a stage: the real application over a house in memory, behind a real socket."""

import asyncio
import hashlib
import socket
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from itertools import count
from threading import Thread
from typing import TypeVar

import httpx2
import uvicorn

from handrail import Handrail
from handrail_server.api.app import Edge, application
from handrail_server.api.limits import Limiter
from handrail_server.api.metrics import Metrics
from handrail_server.api.routes.all_endpoints import ENDPOINTS
from handrail_server.core.basics.actors import Authenticated, agent, customer, person
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import AgentId, CaseId, ConversationId, PersonId, TurnId, TurnNumber
from handrail_server.core.learning.lesson import LessonState
from handrail_server.core.resolution.resolve import Return
from handrail_server.core.routing.people import change_roles
from handrail_server.core.routing.person import Person, Role
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.agent import Agent
from handrail_server.core.turns.agents import register_agent
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Turn
from handrail_server.core.work.decide import Ballot
from handrail_server.core.work.reply import Words
from handrail_server.flows.decide_action import vote
from handrail_server.flows.observe_turn import Observed, observe_turn
from handrail_server.flows.resolve_case import hand_back_case
from handrail_server.flows.speak import send_message
from handrail_server.flows.take_over import take_over
from handrail_server.flows.teach import adopt_lesson
from handrail_server.house.caller import Caller
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.scene import organisation_key
from handrail_server.house.write import Write
from handrail_server.ports.writing import Secret
from server.tests.house import ACME, a_founded_house

T = TypeVar("T")

KEY = "the key of the shop's agent"
SHOP = AgentId("shop")
ADA = Caller(org=ACME, actor=person(PersonId("person_0001"), Authenticated.SESSION))


class ServerStage(httpx2.BaseTransport):
    """Plays the people through the flows, and the network by being the transport."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._away = False
        self._loses_next_answer = False
        self._numbers = count(1)
        self._house = self._run(_house())
        edge = Edge(house=self._house, metrics=Metrics(), limiter=Limiter(per_second=10_000, burst=10_000))
        self._server = uvicorn.Server(
            uvicorn.Config(application(edge, ENDPOINTS), lifespan="off", log_level="critical", access_log=False)
        )
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._serving = asyncio.run_coroutine_threadsafe(self._server.serve(sockets=[self._socket]), loop)
        self._wire = httpx2.HTTPTransport()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Carry a request to the application, unless the network is down."""
        if self._away:
            raise httpx2.ConnectError("Nobody listens there.", request=request)
        answer = self._wire.handle_request(request)
        if self._loses_next_answer and request.method == "POST":
            self._loses_next_answer = False
            answer.read()
            raise httpx2.ReadTimeout("The answer was lost.", request=request)
        return answer

    def rail(self) -> Handrail:
        url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        return Handrail(url, KEY, on_unreachable="hold", transport=self, sleep=lambda _: None)

    def approve(self, call_id: str) -> None:
        self._run(self._vote(call_id, approves=True, ground="As agreed."))

    def reject(self, call_id: str, ground: str) -> None:
        self._run(self._vote(call_id, approves=False, ground=ground))

    def take_over(self, conversation: str) -> None:
        self._run(take_over(self._house, ADA, ConversationId(conversation)))

    def hand_back(self, conversation: str, note: str) -> None:
        self._run(self._hand_back(ConversationId(conversation), note))

    def say(self, conversation: str, text: str) -> None:
        words = Words(turn=TurnId(f"words-{next(self._numbers)}"), text=text)
        self._run(send_message(self._house, ADA, ConversationId(conversation), words))

    def teach(self, question: str, answer: str) -> None:
        self._run(self._teach(question, answer))

    def words_for_a_person(self) -> str:
        return "I want to talk to a human being, please."

    def go_away(self) -> None:
        self._away = True

    def come_back(self) -> None:
        self._away = False

    def lose_next_answer(self) -> None:
        self._loses_next_answer = True

    def stop(self) -> None:
        """Close the socket, when all clients have gone."""
        self._wire.close()
        self._server.should_exit = True
        self._serving.result(timeout=60)

    def _run(self, coroutine: Coroutine[object, object, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(timeout=60)

    async def _vote(self, call_id: str, *, approves: bool, ground: str) -> None:
        action = await self._waiting(call_id)
        ballot = Ballot(digest=action.digest, ground=ground)
        await vote(self._house, ADA, _case(action.approval), ballot, approves=approves)

    async def _teach(self, question: str, answer: str) -> None:
        """The whole way: asked, taken over, answered, handed back, adopted."""
        talk = ConversationId("taught")
        turn = Turn(
            conversation=talk,
            id=TurnId("asked"),
            number=TurnNumber(0),
            author=customer(None, reported_by=SHOP),
            text=question,
            channel="chat",
            said_at=self._house.clock.now(),
            received_at=self._house.clock.now(),
            epoch=0,
        )
        await observe_turn(self._house, Caller(org=ACME, actor=agent(SHOP)), Observed(turn=turn, customer=None))
        await take_over(self._house, ADA, talk)
        await send_message(self._house, ADA, talk, Words(turn=TurnId("answered"), text=answer))
        await self._hand_back(talk, "Answered.")
        (lesson,) = (await self._house.library.lessons(ACME, LessonState.DRAFTED)).items
        await adopt_lesson(self._house, ADA, lesson.id)

    async def _waiting(self, call_id: str) -> Action:
        actions = await self._house.library.actions(ACME, ConversationId("c-1"))
        return next(action for action in actions if action.call_id == call_id)

    async def _hand_back(self, conversation: ConversationId, note: str) -> None:
        found = await self._house.journal.load(ACME, Conversation, conversation)
        await hand_back_case(self._house, ADA, _case(found.state.open_case), Return(note=note))


@contextmanager
def server_stage() -> Iterator[ServerStage]:
    """A server in an event loop of its own thread, as long as the test runs."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    try:
        stage = ServerStage(loop)
        yield stage
        stage.stop()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _house() -> House:
    """An organisation with one person who may do everything, and one agent with its key, in mode `enforce`."""
    house = await a_founded_house()

    async def furnish(write: Write) -> None:
        key = await organisation_key(house, write)
        ada = await house.journal.load(ACME, Person, ADA.person)
        by, at = ADA.actor, write.at
        roles = change_roles(ada.state, roles=tuple(Role), rights=(), others_administer=True, by=by, at=at)
        write.change(ada, roles, key=key)
        shop = Agent(id=SHOP, name="Shop", policy_object="shop", created_at=at)
        write.create(Subject(kind=SubjectKind.AGENT, id=SHOP), register_agent(shop, by=by, at=at), key=key)
        digest = hashlib.sha256(KEY.encode()).hexdigest()
        write.secret(Secret(id="key_1", kind="agent_key", holder=SHOP, hash=digest, created_at=at))

    await decided(house, ACME, furnish)
    return house


def _case(name: CaseId | None) -> CaseId:
    assert name is not None, "nothing waits there"
    return name
