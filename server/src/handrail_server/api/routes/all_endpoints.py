"""Every endpoint there is: what the application serves and the contract describes."""

from typing import Final

from handrail_server.api.endpoint import Endpoint
from handrail_server.api.routes import (
    actions,
    case_verbs,
    cases,
    control,
    conversations,
    dead_letters,
    deciding,
    decisions,
    deliveries,
    escalations,
    labels,
    ledger,
    measures,
    notices,
    operations,
    stream,
    transcripts,
)

ENDPOINTS: Final[tuple[Endpoint, ...]] = (
    *conversations.ENDPOINTS,
    *actions.ENDPOINTS,
    *deliveries.ENDPOINTS,
    *cases.ENDPOINTS,
    *case_verbs.ENDPOINTS,
    *deciding.ENDPOINTS,
    *transcripts.ENDPOINTS,
    *control.ENDPOINTS,
    *labels.ENDPOINTS,
    *notices.ENDPOINTS,
    *stream.ENDPOINTS,
    *measures.ENDPOINTS,
    *escalations.ENDPOINTS,
    *decisions.ENDPOINTS,
    *ledger.ENDPOINTS,
    *dead_letters.ENDPOINTS,
    *operations.ENDPOINTS,
)
