"""The second opinion: of whom it is asked, and how much of today's budget is spent."""

from types import NoneType
from typing import TypeVar

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.wire.opinion import OpinionReply, OpinionRequest
from handrail_server.core.basics.ids import AgentId
from handrail_server.core.signals.opinion.questions import JUDGED
from handrail_server.core.signals.opinion.settings import Asking, OpinionSettings
from handrail_server.core.signals.opinion.spending import Opinions, asked_today
from handrail_server.flows.set_opinion import set_opinion
from handrail_server.house.entitled import reader

B = TypeVar("B")
NOBODY = OpinionSettings(address="", model="")


async def read_opinion(call: Call[None]) -> OpinionReply:
    """Of whom a second opinion is asked, and about what."""
    await reader(call.house, call.caller)
    return await _reply(call)


async def put_opinion(call: Call[OpinionRequest]) -> OpinionReply:
    """Choose an endpoint, and what it is asked about. What is regulated, sealed or personal is never shown to it."""
    body = call.body
    settings = OpinionSettings(
        on=body.on,
        address=body.address,
        model=body.model,
        key=body.key,
        agents=tuple(map(AgentId, body.agents)),
        topics=body.topics,
        asking=Asking(body.asking),
        share=body.share,
        low=body.low,
        high=body.high,
        seconds=body.seconds,
        daily=body.daily,
        at_once=body.at_once,
    )
    await set_opinion(call.house, call.caller, settings)
    return await _reply(call)


async def _reply(call: Call[B]) -> OpinionReply:
    house, org = call.house, call.caller.org
    setting = await house.settings.of(org)
    spent = await house.journal.find(org, Opinions, org)
    settings = setting.organisation.state.opinion or NOBODY
    declared = setting.policy.policy.inputs.signals
    return OpinionReply(
        on=settings.on,
        address=settings.address or None,
        model=settings.model or None,
        key_set=settings.key is not None,
        agents=settings.agents,
        topics=settings.topics,
        asking=settings.asking.value,
        share=settings.share,
        low=settings.low,
        high=settings.high,
        seconds=settings.seconds,
        daily=settings.daily,
        at_once=settings.at_once,
        asked_today=0 if spent is None else asked_today(spent.state, call.now),
        signals=JUDGED,
        unread=tuple(name for name in JUDGED if name not in declared),
    )


ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/second-opinion", read_opinion, body=NoneType, reply=OpinionReply),
    endpoint("PUT", "/v1/second-opinion", put_opinion, body=OpinionRequest, reply=OpinionReply),
)
