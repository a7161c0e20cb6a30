"""Getting in: set-up, sign-in, invitations, passwords. What holds a token is never recorded for a repeated request."""

from types import NoneType
from typing import Final, TypeVar
from urllib.parse import urlsplit

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response

from handrail_server.api.app import Edge
from handrail_server.api.authentication import COOKIE, refuse_cross_site, token_of
from handrail_server.api.endpoint import Call, Endpoint, encode, endpoint
from handrail_server.api.moments import shown
from handrail_server.api.present.me import me_of
from handrail_server.api.problems import problem
from handrail_server.api.wire import entry as wire
from handrail_server.api.wire.operations import Done
from handrail_server.core.basics.actors import Authenticated, person
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import OrgId, PersonId
from handrail_server.flows.accept_invitation import accept_invitation
from handrail_server.flows.reset_password import ask_for_reset, change_password, may_ask, reset_password
from handrail_server.flows.set_up_organisation import SettingUp, set_up_organisation
from handrail_server.flows.sign_in import (
    SignInFailed,
    SigningIn,
    demo_people,
    record_refusal,
    sign_in,
    sign_in_to_demo,
)
from handrail_server.flows.sign_out import sign_out
from handrail_server.house.caller import Caller
from handrail_server.house.founding import Founding
from handrail_server.house.sessions import SESSION_LASTS, Session

B = TypeVar("B")

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


async def set_up(call: Call[wire.SetUp]) -> Response:
    """The one-time link of the first start makes the organisation and its first administrator, and signs them in."""
    refuse_cross_site(call.request)
    body = call.body
    founding = Founding(name=body.organisation, administrator=body.name, email=body.email)
    setting_up = SettingUp(token=body.token, founding=founding, password=body.password)
    return await _signed_in(call, await set_up_organisation(call.house, setting_up))


async def start_session(call: Call[wire.SignIn]) -> Response:
    """Sign in by e-mail and password. Unknown addresses and wrong passwords are answered alike, and as slowly."""
    refuse_cross_site(call.request)
    given = SigningIn(
        email=call.body.email,
        password=call.body.password,
        address=_address(call.request),
        organisation=None if call.body.organisation is None else OrgId(call.body.organisation),
    )
    try:
        session = await sign_in(call.house, given)
    except SignInFailed as failed:
        refused = problem(failed)
        refused.background = BackgroundTask(record_refusal, call.house, failed)
        return refused
    return await _signed_in(call, session)


async def end_session(call: Call[None]) -> Response:
    """Sign out: the session ends, and with the last one you are offline."""
    await sign_out(call.house, call.caller, token_of(call.request))
    response = Response(encode(Done()), media_type="application/json")
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict", secure=_secure(call.request))
    return response


async def look_at_demo(call: Call[None]) -> wire.DemoPeople:
    """Who one can be in the demo. There is no such thing but in a demo organisation on a server on loopback."""
    _refuse_outside(call.request)
    _, people = await demo_people(call.house)
    return wire.DemoPeople(
        people=tuple(
            wire.DemoPerson(id=each.id, name=each.name, roles=tuple(role.value for role in each.roles))
            for each in people
        )
    )


async def start_demo_session(call: Call[wire.DemoSignIn]) -> Response:
    """One click. There is no such thing but in a demo organisation on a server on loopback."""
    refuse_cross_site(call.request)
    _refuse_outside(call.request)
    return await _signed_in(call, await sign_in_to_demo(call.house, PersonId(call.body.person)))


async def accept_invite(call: Call[wire.Accept]) -> Response:
    """Choose a password by an invitation's token, and be signed in."""
    refuse_cross_site(call.request)
    return await _signed_in(call, await accept_invitation(call.house, call.body.token, call.body.password))


async def ask_for_password(call: Call[wire.ResetRequest]) -> Response:
    """Ask for a new password. The answer is the same whether or not the address is known; administrators are told."""
    may_ask(call.house, _address(call.request))
    later = BackgroundTask(ask_for_reset, call.house, call.body.email)
    return Response(encode(Done()), media_type="application/json", background=later)


async def choose_password(call: Call[wire.Accept]) -> Response:
    """Choose a new password by a link's token, and be signed in; all other sessions end."""
    refuse_cross_site(call.request)
    return await _signed_in(call, await reset_password(call.house, call.body.token, call.body.password))


async def change_own_password(call: Call[wire.PasswordChange]) -> Response:
    """Change your password; all other sessions end."""
    return await _signed_in(call, await change_password(call.house, call.caller, call.body.old, call.body.new))


async def _signed_in(call: Call[B], session: Session) -> Response:
    caller = Caller(org=session.org, actor=person(session.person, Authenticated.SESSION))
    reply = wire.SessionReply(token=session.token, expires_at=shown(session.until), me=await me_of(call.house, caller))
    response = Response(encode(reply), media_type="application/json")
    response.set_cookie(
        COOKIE,
        session.token,
        max_age=SESSION_LASTS // 1_000,
        path="/",
        secure=_secure(call.request),
        httponly=True,
        samesite="strict",
    )
    return response


def _refuse_outside(request: Request) -> None:
    """Only where nobody else can reach the server, and only by its own name: a page elsewhere that had its name point
    at this machine is refused as well.
    """
    edge: object = request.app.state.edge
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname
    if not (isinstance(edge, Edge) and edge.loopback and host in _LOOPBACK):
        raise NotFound(f"There is no {request.method} {request.url.path}.", field="path", fix="Sign in.")


def _secure(request: Request) -> bool:
    return request.url.scheme == "https"


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("POST", "/v1/set-up", set_up, body=wire.SetUp, reply=wire.SessionReply, public=True),
    endpoint("POST", "/v1/sessions", start_session, body=wire.SignIn, reply=wire.SessionReply, public=True),
    endpoint("DELETE", "/v1/sessions/current", end_session, body=NoneType, reply=Done),
    endpoint("GET", "/v1/demo-sessions", look_at_demo, body=NoneType, reply=wire.DemoPeople, public=True),
    endpoint(
        "POST", "/v1/demo-sessions", start_demo_session, body=wire.DemoSignIn, reply=wire.SessionReply, public=True
    ),
    endpoint(
        "POST", "/v1/invitations/acceptance", accept_invite, body=wire.Accept, reply=wire.SessionReply, public=True
    ),
    endpoint("POST", "/v1/password-resets", ask_for_password, body=wire.ResetRequest, reply=Done, public=True),
    endpoint(
        "POST",
        "/v1/password-resets/acceptance",
        choose_password,
        body=wire.Accept,
        reply=wire.SessionReply,
        public=True,
    ),
    endpoint("PUT", "/v1/me/password", change_own_password, body=wire.PasswordChange, reply=wire.SessionReply),
)
