"""Deliveries to an agent's application, as the SDK reads them."""

from collections.abc import Callable
from dataclasses import replace

import httpx2
import pytest

from handrail.webhooks import verify
from handrail_server.core.basics.ids import AgentId, CaseId
from handrail_server.core.basics.time import SECOND
from handrail_server.core.cases.effects import Moment, TellAgent
from handrail_server.ports.knowing import Undeliverable
from server.tests.adapters.notify.given import NOW, ORG, parcel, world

EFFECT = TellAgent(lane="conversation_1", destination="agent/shop", case=CaseId("case_1"), moment=Moment.APPROVED)


async def test_a_delivery_is_posted_with_a_signature_that_the_sdk_verifies() -> None:
    async with world() as here:
        await here.agents.deliver(parcel(EFFECT))
        (request,) = here.outside.asked
        secret = here.rooms.webhooks.of(ORG, AgentId("shop"), "https://agent.example/hook")
    body = request.read()
    verify(secret, dict(request.headers), body, now=NOW / SECOND)
    assert request.headers["host"] == "agent.example"
    assert request.headers["webhook-id"] == "parcel_1"
    assert body == b'{"id":"parcel_1"}'
    assert request.extensions["sni_hostname"] == "agent.example"


async def test_without_a_webhook_the_delivery_waits_for_the_agent() -> None:
    async with world(webhook=None) as here:
        with pytest.raises(Undeliverable) as refused:
            await here.agents.deliver(parcel(EFFECT))
    assert not refused.value.permanent


async def test_an_unknown_agent_receives_nothing() -> None:
    async with world() as here:
        with pytest.raises(Undeliverable):
            await here.agents.deliver(parcel(replace(EFFECT, destination="agent/other")))
        assert here.outside.asked == []


@pytest.mark.parametrize(("status", "permanent"), [(410, True), (404, True), (302, True), (429, False), (503, False)])
async def test_what_an_answer_means_for_trying_again(status: int, permanent: bool) -> None:  # noqa: FBT001
    async with world() as here:
        here.outside.answer = lambda: httpx2.Response(status)
        with pytest.raises(Undeliverable) as refused:
            await here.agents.deliver(parcel(EFFECT))
    assert refused.value.permanent is permanent


def _busy(retry_after: str) -> Callable[[], httpx2.Response]:
    return lambda: httpx2.Response(503, headers={"retry-after": retry_after})


@pytest.mark.parametrize(
    ("text", "seconds"), [("120", 120.0), ("Fri, 15 Jan 2027 08:01:00 GMT", 60.0), ("soon", None), ("9" * 30, 86_400.0)]
)
async def test_retry_after_is_waited_for(text: str, seconds: float | None) -> None:
    async with world() as here:
        here.outside.answer = _busy(text)
        with pytest.raises(Undeliverable) as refused:
            await here.agents.deliver(parcel(EFFECT))
    assert refused.value.retry_after == seconds


async def test_a_receiver_that_cannot_be_reached_is_tried_again() -> None:
    def unreachable() -> httpx2.Response:
        raise httpx2.ConnectError("refused")

    async with world() as here:
        here.outside.answer = unreachable
        with pytest.raises(Undeliverable) as refused:
            await here.agents.deliver(parcel(EFFECT))
    assert not refused.value.permanent
