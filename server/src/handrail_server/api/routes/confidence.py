"""The audit sample, judged by people, and what it says of the agent's confidence."""

import asyncio
from types import NoneType
from typing import Final, Literal

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.moments import shown
from handrail_server.api.present.transcripts import conversation_reply
from handrail_server.api.selecting import SELECTION, selection_of
from handrail_server.api.viewing import SEE_ALL, require_one, seen_conversation, viewer_of
from handrail_server.api.wire import confidence as wire
from handrail_server.api.wire.transcripts import ConversationReply
from handrail_server.api.working import conversation_of
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.basics.time import At
from handrail_server.core.learning.confidence import (
    DEFINITION,
    Reliability,
    judged_answers,
    reliabilities,
)
from handrail_server.core.learning.labels import drawn
from handrail_server.core.learning.rows import ConversationRow
from handrail_server.core.routing.rights import Right
from handrail_server.core.turns.conversation import Conversation
from handrail_server.flows import judge_sample as flow
from handrail_server.house.opened_book import opened_book

SHOWN: Final = 50
_METHODS: Final[dict[str, Literal["none", "platt", "isotonic"]]] = {
    "none": "none",
    "platt": "platt",
    "isotonic": "isotonic",
}


async def read_reliability(call: Call[None]) -> wire.Reliabilities:
    """How far the agent's confidence can be taken at its word, by topic, with the curve that would mend it."""
    require_one(await viewer_of(call), Right.MEASURE)
    which = await selection_of(call)
    opened = await opened_book(call.house, call.caller.org)
    found = await asyncio.to_thread(lambda: reliabilities(judged_answers(opened.book, which)))
    return wire.Reliabilities(definition=DEFINITION, reliability=tuple(map(_reliability, found)))


async def read_audit_sample(call: Call[None]) -> wire.AuditSample:
    """Conversations that the agent handled alone and people should look at: 2 in 100, drawn by the hash of the id."""
    require_one(await viewer_of(call), *SEE_ALL)
    opened = await opened_book(call.house, call.caller.org)
    talks = [talk for talk in list(opened.book.conversations.values()) if drawn(ConversationId(talk.id))]
    judged = [talk for talk in talks if talk.needed_a_person is not None]
    waiting = sorted((talk for talk in talks if _waits(talk, call.now)), key=lambda talk: -talk.opened_at)
    return wire.AuditSample(
        waiting=tuple([_sampled(talk) for talk in waiting if await _is_open_to_all(call, talk)][:SHOWN]),
        judged=len(judged),
        needed_a_person=sum(talk.needed_a_person is True for talk in judged),
    )


async def judge_sample(call: Call[wire.SampleJudgement]) -> ConversationReply:
    """Say whether a conversation of the sample should have reached a person."""
    conversation = conversation_of(call)
    await seen_conversation(call, await viewer_of(call), conversation)
    return conversation_reply(
        await flow.judge_sample(
            call.house,
            call.caller,
            conversation,
            needed_a_person=call.body.needed_a_person,
            comment=call.body.comment,
            recording=call.record(conversation_reply),
        )
    )


def _waits(talk: ConversationRow, now: At) -> bool:
    return talk.handled_alone(now) and talk.needed_a_person is None


async def _is_open_to_all(call: Call[None], talk: ConversationRow) -> bool:
    found = await call.house.journal.find(call.caller.org, Conversation, talk.id)
    return found is not None and not found.state.sealed


def _sampled(talk: ConversationRow) -> wire.SampledReply:
    return wire.SampledReply(
        conversation=talk.id,
        agent=talk.agent,
        topic=talk.topic,
        channel=talk.channel,
        opened_at=shown(talk.opened_at),
    )


def _reliability(found: Reliability) -> wire.ReliabilityReply:
    return wire.ReliabilityReply(
        topic=found.topic,
        count=found.count,
        right=found.right,
        method=_METHODS[found.method],
        error=found.error,
        calibrated_error=found.calibrated_error,
        tenths=tuple(
            wire.TenthReply(lowest=each.lowest, count=each.count, confidence=each.confidence, right=each.right)
            for each in found.tenths
        ),
        curve=tuple(wire.CurvePoint(confidence=x, probability=p) for x, p in found.curve),
    )


ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint(
        "GET",
        "/v1/measures/reliability",
        read_reliability,
        body=NoneType,
        reply=wire.Reliabilities,
        parameters=SELECTION,
    ),
    endpoint("GET", "/v1/audit-sample", read_audit_sample, body=NoneType, reply=wire.AuditSample),
    endpoint(
        "POST",
        "/v1/conversations/{conversation}/sample-judgement",
        judge_sample,
        body=wire.SampleJudgement,
        reply=ConversationReply,
    ),
)
