"""Approvals: what waits for a decision, who may decide it and why you may not, and what was decided."""

from collections.abc import Iterable, Mapping, Sequence
from types import NoneType
from typing import Final

from handrail_server.api.endpoint import Call, Endpoint, Parameter, endpoint
from handrail_server.api.moments import shown_or_none
from handrail_server.api.present.cases import case_reply
from handrail_server.api.routes.cases import PAGING, names_of
from handrail_server.api.viewing import Viewer, seen_case, viewer_of
from handrail_server.api.wire import approvals as wire
from handrail_server.core.basics.errors import HandrailError, Invalid, NotFound
from handrail_server.core.basics.ids import ActionId, PersonId
from handrail_server.core.cases.case import Asked, Case, CaseKind, CaseState
from handrail_server.core.cases.moves import OPEN
from handrail_server.core.routing.person import Person
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.agent import Agent
from handrail_server.core.work.decide import may_decide
from handrail_server.house.allowed import CaseVerb, allowed_on_case, why_not_decide
from handrail_server.ports.reading import CaseFilter, Page
from handrail_server.ports.writing import Loaded

MOST: Final = 50
SCANNED: Final = 1_000
"""So many decided approvals are looked through for one page of a narrow history; the next page goes on from there."""
OUTCOMES: Final = (CaseState.APPROVED, CaseState.REJECTED, CaseState.EXPIRED, CaseState.WITHDRAWN)


async def list_approvals(call: Call[None]) -> wire.Approvals:
    """What waits for a decision in the order of work; with `state=decided` what was decided, the last first."""
    viewer = await viewer_of(call)
    number = await call.house.library.last_number(call.caller.org)
    state = call.query("state") or "waiting"
    if state not in ("waiting", "decided"):
        raise Invalid("`state` is neither waiting nor decided.", field="state", fix="Correct it.")
    page = await (_waiting(call, viewer) if state == "waiting" else _decided(call, viewer))
    replies = await _replies(call, viewer, page.items)
    return wire.Approvals(approvals=replies, next=page.next, number=number)


async def read_approval(call: Call[None]) -> wire.ApprovalReply:
    """One approval."""
    viewer = await viewer_of(call)
    loaded = await seen_case(call, viewer, call.path("case"))
    if loaded.state.kind is not CaseKind.APPROVAL:
        raise NotFound("This case is no approval.", field="case", fix="Read it as a case.")
    (reply,) = await _replies(call, viewer, (loaded.state,))
    return reply


async def _waiting(call: Call[None], viewer: Viewer) -> Page[Case]:
    """Of your queues and your own, or all of them, by your rights."""
    which = CaseFilter(
        kinds=(CaseKind.APPROVAL,),
        states=tuple(sorted(OPEN)),
        queues=None if viewer.sees_all else viewer.person.queues,
        involving=None if viewer.sees_all else viewer.person.id,
    )
    return await call.house.library.cases(call.caller.org, which, cursor=call.query("cursor"), limit=_limit(call))


async def _decided(call: Call[None], viewer: Viewer) -> Page[Case]:
    """What was decided and is yours to look at, narrowed by who decided, tool, and outcome."""
    limit, cursor, found, scanned = _limit(call), call.query("cursor"), list[Case](), 0
    states, by, tool = _outcomes(call), call.query("decided_by"), call.query("tool")
    by = viewer.person.id if by == "me" else by
    while True:
        page = await call.house.library.decided_approvals(
            call.caller.org, states=states, cursor=cursor, limit=limit - len(found)
        )
        found += [case for case in page.items if viewer.may_see(case) and _fits(case, by, tool)]
        scanned, cursor = scanned + len(page.items), page.next
        if cursor is None or len(found) >= limit or scanned >= SCANNED:
            return Page(items=tuple(found), next=cursor)


def _fits(case: Case, by: str | None, tool: str | None) -> bool:
    asked = case.asked.tool if case.asked else None
    return by in (None, "", case.decided_by) and tool in (None, "", asked)


def _outcomes(call: Call[None]) -> tuple[CaseState, ...] | None:
    text = call.query("outcome")
    if text in (None, ""):
        return None
    named = {state.value: state for state in OUTCOMES}
    if not set(text.split(",")) <= named.keys():
        raise Invalid(f"`outcome` is not one of: {', '.join(named)}.", field="outcome", fix="Correct it.")
    return tuple(named[each] for each in text.split(","))


def _limit(call: Call[None]) -> int:
    return call.number("limit", MOST, least=1, most=MOST)


async def _replies(call: Call[None], viewer: Viewer, cases: Sequence[Case]) -> tuple[wire.ApprovalReply, ...]:
    house, org = call.house, call.caller.org
    seen = tuple(case for case in cases if viewer.may_see(case))
    people = tuple(found.state for found in await house.library.people(org))
    actions = {
        found.state.id: found.state
        for found in await house.library.named(org, Action, {case.asked.action for case in seen if case.asked})
    }
    versions = {found.state.id: found for found in await house.library.named(org, Case, {case.id for case in seen})}
    names = await names_of(call, viewer, seen)
    return tuple(
        [await _reply(call, viewer, versions[case.id], people, actions, names.get(case.customer)) for case in seen]
    )


async def _reply(
    call: Call[None],
    viewer: Viewer,
    loaded: Loaded[Case],
    people: Iterable[Person],
    actions: Mapping[ActionId, Action],
    name: str | None,
) -> wire.ApprovalReply:
    case = loaded.state
    assert case.asked is not None
    allowed = await allowed_on_case(call.house, call.caller, loaded)
    refusals = await why_not_decide(call.house, call.caller, loaded)
    approvers = case.route.approvers
    owner = await _owner(call, case.asked)
    return wire.ApprovalReply(
        case=case_reply(case, viewer, name=name, version=loaded.version, allowed=tuple(verb.value for verb in allowed)),
        approvers=wire.ApproversReply(
            role=approvers.role,
            credential=approvers.credential,
            people=tuple(
                each.id for each in people if case.state in OPEN and may_decide(each, case, call.now, owner=owner)
            ),
        ),
        may_not_approve=_refusal(refusals.get(CaseVerb.APPROVE)),
        may_not_reject=_refusal(refusals.get(CaseVerb.REJECT)),
        may_not_verify=_refusal(refusals.get(CaseVerb.VERIFY)),
        action=actions[case.asked.action].state.value,
        valid_until=shown_or_none(case.valid_until),
    )


async def _owner(call: Call[None], asked: Asked) -> PersonId | None:
    """Who owns the agent that asked, now."""
    agent = None if asked.by_person else await call.house.journal.find(call.caller.org, Agent, asked.requester)
    return agent.state.owner if agent else None


def _refusal(refused: HandrailError | None) -> wire.RefusalReply | None:
    if refused is None:
        return None
    return wire.RefusalReply(reason=refused.reason, message=refused.message, fix=refused.fix)


_FILTERS: Final = (
    Parameter(
        name="state",
        description="What waits, or what was decided.",
        schema={"type": "string", "enum": ["waiting", "decided"], "default": "waiting"},
    ),
    Parameter(name="outcome", description="Of decided ones: approved, rejected, expired, withdrawn, parted by commas."),
    Parameter(name="decided_by", description="Of decided ones: a person's id, or `me`."),
    Parameter(name="tool", description="Of decided ones: the tool's name."),
    PAGING[0],
    Parameter(
        name="limit",
        description="Approvals in one page.",
        schema={"type": "integer", "minimum": 1, "maximum": MOST, "default": MOST},
    ),
)

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/approvals", list_approvals, body=NoneType, reply=wire.Approvals, parameters=_FILTERS),
    endpoint("GET", "/v1/approvals/{case}", read_approval, body=NoneType, reply=wire.ApprovalReply),
)
