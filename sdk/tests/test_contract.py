"""The contract against the fake, by both clients; and against the server, where it can be built."""

from typing import Literal

import pytest

from handrail.testing import Asked, FakeHandrail
from sdk.tests.blocking import BlockingRail
from sdk.tests.contract import FIND, Contract, Rail, Stage


class FakeStage:
    """The people and the network, played by the fake."""

    def __init__(self, client: str) -> None:
        self._client = client
        self._fake = FakeHandrail(auto=_asks_for_refunds)

    def rail(self) -> Rail:
        if self._client == "Handrail":
            return self._fake.rail(on_unreachable="hold")
        return BlockingRail(self._fake.async_rail(on_unreachable="hold"))

    def approve(self, call_id: str) -> None:
        self._fake.decide(call_id, "approve")

    def reject(self, call_id: str, ground: str) -> None:
        self._fake.decide(call_id, "reject", ground=ground)

    def take_over(self, conversation: str) -> None:
        self._fake.take_over(conversation)

    def hand_back(self, conversation: str, note: str) -> None:
        self._fake.hand_back(conversation, note=note)

    def say(self, conversation: str, text: str) -> None:
        self._fake.say(conversation, text)

    def teach(self, question: str, answer: str) -> None:
        self._fake.teach(question, answer)

    def words_for_a_person(self) -> str:
        self._fake.script("hand_over", say="A colleague will be with you.", reason="explicit_request")
        return "I want to talk to a person."

    def go_away(self) -> None:
        self._fake.go_away()

    def come_back(self) -> None:
        self._fake.come_back()

    def lose_next_answer(self) -> None:
        self._fake.lose_next_answer()


def _asks_for_refunds(asked: Asked) -> Literal["proceed", "wait"]:
    return "proceed" if asked.tool == FIND else "wait"


class TestFake(Contract):
    @pytest.fixture(params=["Handrail", "AsyncHandrail"])
    def stage(self, request: pytest.FixtureRequest) -> Stage:
        return FakeStage(str(request.param))


class TestServer(Contract):
    @pytest.fixture
    def stage(self, real_server: Stage) -> Stage:
        return real_server
