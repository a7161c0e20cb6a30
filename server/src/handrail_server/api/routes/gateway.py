"""Around the agent: an application passes the customer's words on, and Handrail gets them answered."""

from starlette.requests import Request

from handrail_server.api.authentication import speaking_agent
from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.moments import parsed_or_none
from handrail_server.api.present.judgements import judgement
from handrail_server.api.wire.conversations import Judgement
from handrail_server.api.wire.gateway import CustomerMessage
from handrail_server.core.basics.actors import customer
from handrail_server.core.basics.errors import HandrailError
from handrail_server.core.basics.ids import ConversationId, CustomerId, TurnId, TurnNumber
from handrail_server.core.turns.carrier import Carrier
from handrail_server.core.turns.turn import Attachment, Turn
from handrail_server.core.turns.why import VerifiedBy
from handrail_server.flows.hear_customer import Heard, hear_customer


async def hear(call: Call[CustomerMessage]) -> Judgement | HandrailError:
    """Pass the customer's words on; Handrail asks the agent, and what may be said comes back as deliveries."""
    agent, body = speaking_agent(call.caller), call.body
    who = CustomerId(body.customer) if body.customer else None
    turn = Turn(
        conversation=ConversationId(call.path("conversation")),
        id=TurnId(body.id),
        number=TurnNumber(0),
        author=customer(who, reported_by=agent),
        text=body.text,
        channel=body.channel,
        language=body.language,
        said_at=parsed_or_none(body.said_at, field="said_at") or call.now,
        received_at=call.now,
        epoch=0,
        attachments=tuple(
            Attachment(id=a.id, media_type=a.media_type, size=a.size, digest=a.digest, name=a.name)
            for a in body.attachments
        ),
    )
    heard = Heard(
        turn=turn,
        agent=agent,
        customer=who,
        verified_by=VerifiedBy.APPLICATION,
        flow=body.flow,
        carrier=Carrier.APPLICATION,
    )
    return judgement(await hear_customer(call.house, call.caller, heard, call.record(judgement)))


def _own_message(request: Request, body: CustomerMessage) -> tuple[str, str]:
    return f"turn:{request.path_params['conversation']}", body.id


ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint(
        "POST",
        "/v1/conversations/{conversation}/customer-messages",
        hear,
        body=CustomerMessage,
        reply=Judgement,
        own_id=_own_message,
    ),
)
