"""A threshold's number, proposed from the organisation's own labels and audit sample."""

from typing import Final, Literal

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.wire import policy as wire
from handrail_server.core.learning.tuning.choosing import Certificate
from handrail_server.flows.propose_threshold import Drafted, propose_threshold
from handrail_server.house.own_proposal import Asked

_OF: Final[dict[str, Literal["errors", "needless"]]] = {"errors": "errors", "needless": "needless"}


async def propose_number(call: Call[wire.ProposalRequest]) -> wire.ProposalReply:
    """A draft that opens with its promise in one sentence. 422 `invalid` where these conversations promise nothing."""
    body = call.body
    asked = Asked(
        code=body.threshold,
        way=body.way,
        alpha=body.rate,
        delta=body.delta,
        days=body.days,
        minutes=body.minutes,
    )
    return _proposal(await propose_threshold(call.house, call.caller, asked, call.record(_proposal)))


def _proposal(drafted: Drafted) -> wire.ProposalReply:
    proposed = drafted.proposed
    count = proposed.chosen.count
    return wire.ProposalReply(
        version=drafted.life.versions[-1].version,
        threshold=proposed.code,
        stands=proposed.stands,
        at=count.at,
        sentence=proposed.sentence,
        statistics=proposed.statistics,
        certificates=tuple(map(_certificate, proposed.chosen.certificates)),
        conversations=count.n,
        escalated=count.escalated,
        needless=count.needless,
        missed=count.missed,
    )


def _certificate(made: Certificate) -> wire.CertificateReply:
    return wire.CertificateReply(
        of=_OF[made.of], sample=made.n, seen=made.seen, bound=made.bound, alpha=made.alpha, delta=made.delta
    )


ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("POST", "/v1/policy/proposals", propose_number, body=wire.ProposalRequest, reply=wire.ProposalReply),
)
