"""The reply in the making, the words that are said often, and who else is looking."""

from types import NoneType
from typing import TypeVar

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.moments import shown
from handrail_server.api.viewing import Seen, Viewer, seen_conversation, viewer_of
from handrail_server.api.wire import desk as wire
from handrail_server.core.basics.errors import Forbidden
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.routing import canned
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.queue import CannedReply, Organisation
from handrail_server.core.routing.rights import Right, may
from handrail_server.flows.keep_draft import drop_draft, keep_draft
from handrail_server.flows.look_on import LEASE, look_away, look_on
from handrail_server.flows.shape_organisation import remove_canned, set_canned
from handrail_server.ports.desk import Draft

B = TypeVar("B")
NONE = wire.DraftReply(text=None, version=0, person=None, at=None)


async def read_draft(call: Call[None]) -> wire.DraftReply:
    """The reply that somebody is writing here; it stays when the page is left and when the owner changes."""
    seen = await _readable(call)
    draft = await call.house.drafts.of(call.caller.org, seen.conversation.id)
    return NONE if draft is None else _draft(draft)


async def write_draft(call: Call[wire.DraftRequest]) -> wire.DraftReply:
    """Keep what is written so far; 409 `draft_moved` where somebody else has written at it since."""
    seen = await _readable(call)
    return _draft(await keep_draft(call.house, call.caller, seen.conversation.id, call.body.text, call.body.version))


async def delete_draft(call: Call[None]) -> wire.DraftReply:
    """It is not needed any more."""
    seen = await _readable(call)
    await drop_draft(call.house, call.caller, seen.conversation.id)
    return NONE


async def view_conversation(call: Call[wire.ViewingRequest]) -> wire.ViewersReply:
    """You are looking, for 20 seconds; who else is. Those who follow the stream hear of it as `viewers`."""
    seen = await seen_conversation(call, await viewer_of(call), call.path("conversation"))
    others = await look_on(call.house, call.caller, seen.conversation.id, writes=call.body.writes)
    viewers = []
    for each in others:
        found = await call.house.journal.find(call.caller.org, Person, each.person)
        name = found.state.name if found else each.person
        viewers.append(wire.ViewerReply(person=each.person, name=name, writes=each.writes))
    return wire.ViewersReply(viewers=tuple(viewers), next_seconds=LEASE // 2_500)


async def leave_conversation(call: Call[None]) -> wire.ViewersReply:
    """You are not looking any more."""
    await viewer_of(call)
    await look_away(call.house, call.caller, ConversationId(call.path("conversation")))
    return wire.ViewersReply(viewers=(), next_seconds=0)


async def read_canned(call: Call[None]) -> wire.CannedReplies:
    """The words that are said often, as they were written."""
    return await _canned(call, await viewer_of(call))


async def read_canned_here(call: Call[None]) -> wire.CannedReplies:
    """The words that are said often, with the names of this conversation filled in."""
    viewer = await viewer_of(call)
    seen = await seen_conversation(call, viewer, call.path("conversation"))
    return await _canned(call, viewer, seen)


async def put_canned(call: Call[wire.CannedRequest]) -> wire.CannedReplies:
    """Add a canned reply, or alter it."""
    body = call.body
    reply = CannedReply(id=call.path("reply"), shortcut=body.shortcut, title=body.title, text=body.text)
    await set_canned(call.house, call.caller, reply)
    return await _canned(call, await viewer_of(call))


async def delete_canned(call: Call[None]) -> wire.CannedReplies:
    """Remove a canned reply."""
    await remove_canned(call.house, call.caller, call.path("reply"))
    return await _canned(call, await viewer_of(call))


async def _readable(call: Call[B]) -> Seen:
    """The conversation, where nothing that is said in it now is sealed to the caller."""
    seen = await seen_conversation(call, await viewer_of(call), call.path("conversation"))
    if seen.seals.hides(call.now):
        raise Forbidden("This conversation is sealed to you.", fix="Open the seal first.")
    return seen


def _draft(draft: Draft) -> wire.DraftReply:
    return wire.DraftReply(text=draft.text, version=draft.version, person=draft.person, at=shown(draft.at))


async def _canned(call: Call[B], viewer: Viewer, seen: Seen | None = None) -> wire.CannedReplies:
    organisation = (await call.house.journal.load(call.caller.org, Organisation, call.caller.org)).state
    known = None if seen is None else await _known(call, viewer, seen, organisation)
    replies = []
    for each in organisation.canned:
        filled = None if known is None else canned.fill(each.text, known)
        replies.append(
            wire.CannedReply(
                id=each.id,
                shortcut=each.shortcut,
                title=each.title,
                text=each.text,
                filled=filled.text if filled else None,
                missing=filled.missing if filled else (),
            )
        )
    manages = may(viewer.person, Right.MANAGE_REPLIES)
    return wire.CannedReplies(replies=tuple(replies), places=canned.PLACES, may_manage=manages)


async def _known(call: Call[B], viewer: Viewer, seen: Seen, organisation: Organisation) -> dict[str, str | None]:
    """What fills the places; nothing of a customer whose conversation is sealed to the viewer."""
    talk, name = seen.conversation, None
    if talk.customer is not None and not seen.seals.hides(call.now):
        profile, _ = await call.house.customers.profile(call.caller.org, talk.customer, now=call.now)
        name = profile.name if profile else None
    agent = await call.house.settings.agent(call.caller.org, talk.agent)
    return {
        "customer.name": name,
        "customer.first_name": name.split()[0] if name else None,
        "me.name": viewer.person.name,
        "me.first_name": viewer.person.name.split()[0],
        "organisation": organisation.name,
        "agent": agent.state.name,
        "case": talk.open_case,
    }


TALK = "/v1/conversations/{conversation}"

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", f"{TALK}/draft", read_draft, body=NoneType, reply=wire.DraftReply),
    endpoint("PUT", f"{TALK}/draft", write_draft, body=wire.DraftRequest, reply=wire.DraftReply),
    endpoint("DELETE", f"{TALK}/draft", delete_draft, body=NoneType, reply=wire.DraftReply),
    endpoint(
        "POST", f"{TALK}/viewing", view_conversation, body=wire.ViewingRequest, reply=wire.ViewersReply, repeatable=True
    ),
    endpoint("DELETE", f"{TALK}/viewing", leave_conversation, body=NoneType, reply=wire.ViewersReply),
    endpoint("GET", f"{TALK}/canned-replies", read_canned_here, body=NoneType, reply=wire.CannedReplies),
    endpoint("GET", "/v1/canned-replies", read_canned, body=NoneType, reply=wire.CannedReplies),
    endpoint("PUT", "/v1/canned-replies/{reply}", put_canned, body=wire.CannedRequest, reply=wire.CannedReplies),
    endpoint("DELETE", "/v1/canned-replies/{reply}", delete_canned, body=NoneType, reply=wire.CannedReplies),
)
