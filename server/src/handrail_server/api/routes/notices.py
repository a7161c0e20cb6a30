"""A person's own notices, and saying that one was seen."""

from types import NoneType
from typing import Final

import msgspec

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.moments import shown, shown_or_none
from handrail_server.api.routes.cases import MOST, PAGING
from handrail_server.api.viewing import viewer_of
from handrail_server.api.wire.cases import MoneyReply
from handrail_server.api.wire.operations import NoticeReply, Notices
from handrail_server.core.basics.ids import NoticeId
from handrail_server.core.cases.case import Case
from handrail_server.flows.acknowledge_notice import acknowledge_notice as acknowledged
from handrail_server.ports.knowing import InboxNotice


class _Document(msgspec.Struct, frozen=True, kw_only=True):
    """What the worker put into the list."""

    severity: str
    reason: str
    line: str
    link: str
    reasons: tuple[str, ...] = ()
    amount: MoneyReply | None = None
    conversation: str | None = None


async def list_notices(call: Call[None]) -> Notices:
    """Your notices, newest first: heads only, with a link that opens the case."""
    viewer = await viewer_of(call)
    page = await call.house.notices.of(
        call.caller.org,
        viewer.person.id,
        cursor=call.query("cursor"),
        limit=call.number("limit", 50, least=1, most=MOST),
    )
    return Notices(notices=tuple([await _reply(call, notice) for notice in page.items]), next=page.next)


async def acknowledge_notice(call: Call[None]) -> NoticeReply:
    """You have seen a notice and answer for it; it climbs no further. Again changes nothing."""
    viewer = await viewer_of(call)
    name = NoticeId(call.path("notice"))
    await acknowledged(call.house, call.caller, name)
    mine = await call.house.notices.one(call.caller.org, viewer.person.id, name)
    assert mine is not None
    return await _reply(call, mine)


async def _reply(call: Call[None], notice: InboxNotice) -> NoticeReply:
    document = msgspec.convert(notice.document, _Document)
    return NoticeReply(
        id=notice.id,
        severity=document.severity,
        reason=document.reason,
        reasons=document.reasons,
        line=document.line,
        amount=document.amount,
        case=notice.case,
        conversation=document.conversation,
        link=document.link,
        at=shown(notice.at),
        acknowledged_at=shown_or_none(notice.acknowledged_at),
        acknowledged_by=await _by(call, notice) if notice.acknowledged_at is not None else None,
    )


async def _by(call: Call[None], notice: InboxNotice) -> str | None:
    """Who answered for it, as long as the case remembers."""
    if notice.case is None:
        return None
    found = await call.house.journal.find(call.caller.org, Case, notice.case)
    known = found.state.notices if found else ()
    return next((each.acknowledged_by for each in known if each.id == notice.id), None)


NOTICES: Final = "/v1/notices"

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", NOTICES, list_notices, body=NoneType, reply=Notices, parameters=PAGING),
    endpoint(
        "POST",
        f"{NOTICES}/{{notice}}/acknowledgement",
        acknowledge_notice,
        body=NoneType,
        reply=NoticeReply,
        repeatable=True,
    ),
)
