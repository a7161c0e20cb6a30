"""The escalation register: one row for each escalation, as JSON pages or as one CSV."""

from collections.abc import Iterator
from types import NoneType
from typing import Final

from starlette.responses import Response

from handrail_server.api.endpoint import Call, Endpoint, Parameter, endpoint
from handrail_server.api.moments import shown
from handrail_server.api.selecting import SELECTION, selection_of
from handrail_server.api.tables import FORMAT, csv_answer, wants_csv
from handrail_server.api.viewing import require_one, viewer_of
from handrail_server.api.wire.measures import EscalationReply, Escalations
from handrail_server.core.basics.time import At
from handrail_server.core.learning.register import COLUMNS, Escalation, cells, register
from handrail_server.core.routing.rights import Right
from handrail_server.house.opened_book import opened_book

MOST: Final = 1_000
_TIMES: Final = ("requested_at", "opened_at")


async def read_register(call: Call[None]) -> Escalations | Response:
    """What was escalated, why, to whom, how fast and with what outcome; CSV by `Accept: text/csv` or `format=csv`."""
    require_one(await viewer_of(call), Right.MEASURE, Right.AUDIT)
    which, limit, after = await selection_of(call), call.number("limit", 200, least=1, most=MOST), call.query("cursor")
    opened = await opened_book(call.house, call.caller.org)
    rows = register(opened.book, which)
    if wants_csv(call):
        return csv_answer("escalations", COLUMNS, map(_cells, rows))
    if after is not None:
        rows = tuple(row for row in rows if _place(row) > after)
    page = rows[:limit]
    return Escalations(
        escalations=tuple(_reply(row) for row in page),
        next=_place(page[-1]) if len(rows) > limit else None,
        number=opened.number,
    )


def _place(row: Escalation) -> str:
    """Where a page ended; sorts as the register does."""
    return f"{row.requested_at:015}.{row.case}"


def _cells(row: Escalation) -> Iterator[str]:
    written = zip(COLUMNS, cells(row), strict=True)
    return (shown(At(int(cell))) if name in _TIMES else cell for name, cell in written)


def _reply(row: Escalation) -> EscalationReply:
    return EscalationReply(
        case=row.case,
        kind=row.kind,
        conversation=row.conversation,
        agent=row.agent,
        customer=row.customer,
        channel=row.channel,
        language=row.language,
        topic=row.topic,
        requested_at=shown(row.requested_at),
        opened_at=shown(row.opened_at),
        policy=row.policy,
        decision=row.decision,
        route=row.route,
        triggers=row.triggers,
        severity=row.severity,
        sealed=row.sealed,
        state=row.state,
        received_by=row.received_by,
        seconds_to_accept=row.seconds_to_accept,
        seconds_to_first_words=row.seconds_to_first_words,
        seconds_to_resolution=row.seconds_to_resolution,
        outcome=row.outcome,
        disposition=row.disposition,
        moved=row.moved,
        escalated=row.escalated,
        verified=row.verified,
        documents=row.documents,
        labels=row.labels,
    )


_MORE: Final = (
    FORMAT,
    Parameter(name="cursor", description="The `next` of the page before (JSON)."),
    Parameter(
        name="limit",
        description="Rows in one page (JSON).",
        schema={"type": "integer", "minimum": 1, "maximum": MOST, "default": 200},
    ),
)

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint(
        "GET", "/v1/escalations", read_register, body=NoneType, reply=Escalations, parameters=(*SELECTION, *_MORE)
    ),
)
