"""Reading cases: the inbox, one case with its expected wait, its packet."""

import asyncio
from collections.abc import Iterable
from enum import StrEnum
from types import NoneType
from typing import Final, TypeVar

from handrail_server.api.endpoint import Call, Endpoint, Parameter, endpoint
from handrail_server.api.gathering import material_of
from handrail_server.api.present.cases import case_reply
from handrail_server.api.present.packets import packet_reply
from handrail_server.api.viewing import SEE_ALL, Viewer, seen_case, seen_conversation, viewer_of
from handrail_server.api.wire import cases as wire
from handrail_server.api.wire.packets import PacketReply
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import CaseId, ConversationId, CustomerId, PersonId, QueueId
from handrail_server.core.cases import assemble
from handrail_server.core.cases.case import Case, CaseKind, CaseState
from handrail_server.core.cases.moves import OPEN
from handrail_server.core.cases.order import place
from handrail_server.core.routing.rights import require
from handrail_server.house.allowed import allowed_on_case
from handrail_server.house.expected_wait import expected_wait
from handrail_server.ports.reading import CaseFilter, Page

E = TypeVar("E", bound=StrEnum)
MOST: Final = 200


async def list_cases(call: Call[None]) -> wire.Cases:
    """Cases in the order of work: all of them, or those of your queues and your own, by your rights."""
    viewer = await viewer_of(call)
    limit = call.number("limit", 50, least=1, most=MOST)
    number = await call.house.library.last_number(call.caller.org)
    which, named = _which(call, viewer), _split(call.query("id"))
    page = await _named(call, which, named) if named else await _listed_page(call, which, limit)
    seen = tuple(case for case in page.items if viewer.may_see(case))
    names = await names_of(call, viewer, seen)
    verbs = {case.id: await _allowed(call, case.id) for case in seen} if call.query("allowed") == "true" else {}
    return wire.Cases(
        cases=tuple(
            case_reply(case, viewer, name=names.get(case.customer), allowed=verbs.get(case.id)) for case in seen
        ),
        next=page.next,
        number=number,
    )


async def _listed_page(call: Call[None], which: CaseFilter, limit: int) -> Page[Case]:
    return await call.house.library.cases(call.caller.org, which, cursor=call.query("cursor"), limit=limit)


async def _named(call: Call[None], which: CaseFilter, names: tuple[str, ...]) -> Page[Case]:
    """Those of these cases that belong to the list: how whoever holds it follows the stream without reading it anew."""
    if len(names) > MOST:
        raise Invalid(f"More than {MOST} cases are named.", field="id", fix="Name fewer, or read the list.")
    found = await call.house.library.named(call.caller.org, Case, names)
    return Page(items=tuple(sorted((each.state for each in found if which.takes(each.state)), key=place)), next=None)


async def read_case(call: Call[None]) -> wire.CaseReply:
    """One case with what you may do with it now; while it waits in a queue with its position and expected wait."""
    viewer = await viewer_of(call)
    loaded = await seen_case(call, viewer, call.path("case"))
    case = loaded.state
    names = await names_of(call, viewer, (case,))
    estimate = await expected_wait(call.house, call.caller.org, case)
    return case_reply(
        case,
        viewer,
        name=names.get(case.customer),
        estimate=estimate,
        allowed=await _allowed(call, case.id),
        version=loaded.version,
    )


async def read_packet(call: Call[None]) -> PacketReply:
    """Everything the next person needs, covered for you; of a case that is sealed to you heads only."""
    viewer = await viewer_of(call)
    loaded = await seen_case(call, viewer, call.path("case"))
    seen = await seen_conversation(call, viewer, loaded.state.conversation)
    material = await material_of(call, viewer, loaded.state, seen)
    page = assemble.Page(
        after=call.number("after", 0, least=0, most=2**31),
        limit=call.number("limit", MOST, least=1, most=1_000),
    )
    reads = assemble.Viewer(
        reader=viewer.reader, reads_regulated=viewer.uncovers(loaded.state), reads_personal=seen.reads_personal
    )
    return packet_reply(assemble.assemble(material, reads, now=call.now, page=page))


async def _allowed(call: Call[None], case: CaseId) -> tuple[wire.CaseVerb, ...]:
    loaded = await call.house.journal.load(call.caller.org, Case, case)
    return tuple(verb.value for verb in await allowed_on_case(call.house, call.caller, loaded))


def _which(call: Call[None], viewer: Viewer) -> CaseFilter:
    conversation, customer, owner = call.query("conversation"), call.query("customer"), _owner(call, viewer)
    queues = tuple(QueueId(name) for name in _split(call.query("queue"))) or None
    involving = _involving(call, viewer)
    narrow = (conversation, customer, owner, involving) != (None, None, None, None)
    mine = viewer.person.queues
    if not viewer.sees_all and not set(queues or ()) <= set(mine):
        require(viewer.person, SEE_ALL[0])
    alone = not viewer.sees_all and not narrow and queues is None
    return CaseFilter(
        kinds=_listed(call, "kind", CaseKind),
        states=_states(call),
        queues=mine if alone else () if involving and queues is None else queues,
        owner=owner,
        conversation=ConversationId(conversation) if conversation else None,
        customer=CustomerId(customer) if customer else None,
        involving=viewer.person.id if alone else involving,
    )


def _involving(call: Call[None], viewer: Viewer) -> PersonId | None:
    wanted = call.query("involving")
    if wanted not in (None, "", "me"):
        raise Invalid("`involving` can be `me` only.", field="involving", fix="Say `me`, or name an `owner`.")
    return viewer.person.id if wanted == "me" else None


def _owner(call: Call[None], viewer: Viewer) -> PersonId | None:
    owner = call.query("owner")
    if owner in (None, ""):
        return None
    if owner == "me":
        return viewer.person.id
    if not viewer.sees_all and owner != viewer.person.id:
        require(viewer.person, SEE_ALL[0])
    return PersonId(owner)


def _states(call: Call[None]) -> tuple[CaseState, ...] | None:
    if call.query("state") == "any":
        return None
    return _listed(call, "state", CaseState) or tuple(sorted(OPEN))


def _listed(call: Call[None], name: str, kind: type[E]) -> tuple[E, ...] | None:
    try:
        return tuple(kind(part) for part in _split(call.query(name))) or None
    except ValueError:
        known = ", ".join(kind)
        raise Invalid(f"`{name}` is not one of: {known}.", field=name, fix="Correct it.") from None


def _split(text: str | None) -> tuple[str, ...]:
    return tuple(part for part in (text or "").split(",") if part)


async def names_of(call: Call[None], viewer: Viewer, cases: Iterable[Case]) -> dict[CustomerId | None, str | None]:
    """The customers' names from the CRM, each asked for once; none for what is sealed to the viewer."""
    wanted = list(dict.fromkeys(case.customer for case in cases if case.customer and viewer.reads(case)))
    org, customers = call.caller.org, call.house.customers
    found = await asyncio.gather(*(customers.profile(org, customer, now=call.now) for customer in wanted))
    return {customer: profile.name if profile else None for customer, (profile, _) in zip(wanted, found, strict=True)}


PAGING: Final = (
    Parameter(name="cursor", description="The `next` of the page before."),
    Parameter(
        name="limit",
        description="Rows in one page.",
        schema={"type": "integer", "minimum": 1, "maximum": MOST, "default": 50},
    ),
)
_FILTERS: Final = (
    Parameter(name="state", description="States, parted by commas; absent: every open state; `any`: all."),
    Parameter(name="kind", description="Kinds, parted by commas."),
    Parameter(name="queue", description="Queues, parted by commas."),
    Parameter(name="owner", description="A person's id, or `me`."),
    Parameter(name="involving", description="`me`: what you own or are offered, wherever it waits."),
    Parameter(name="id", description="Cases' ids, parted by commas: those of them that belong to the list."),
    Parameter(name="conversation", description="A conversation's id."),
    Parameter(name="customer", description="A customer's id."),
    Parameter(
        name="allowed",
        description="`true`: tell of each case what you may do with it now. It costs a millisecond each.",
        schema={"type": "boolean"},
    ),
)
_TRANSCRIPT: Final = (
    Parameter(name="after", description="Turns with a greater number.", schema={"type": "integer", "minimum": 0}),
    Parameter(
        name="limit",
        description="Turns in one page of the transcript.",
        schema={"type": "integer", "minimum": 1, "maximum": 1_000, "default": MOST},
    ),
)

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/cases", list_cases, body=NoneType, reply=wire.Cases, parameters=(*_FILTERS, *PAGING)),
    endpoint("GET", "/v1/cases/{case}", read_case, body=NoneType, reply=wire.CaseReply),
    endpoint("GET", "/v1/cases/{case}/packet", read_packet, body=NoneType, reply=PacketReply, parameters=_TRANSCRIPT),
)
