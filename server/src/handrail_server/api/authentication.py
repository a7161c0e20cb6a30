"""Who calls: a key or a session, found by its SHA-256. What they may do is read later, inside the commit."""

from starlette.requests import Request

from handrail_server.core.basics.actors import Actor, Authenticated, agent, person
from handrail_server.core.basics.errors import Forbidden, Unauthenticated
from handrail_server.core.basics.ids import AgentId, PersonId
from handrail_server.house.caller import Caller
from handrail_server.house.house import House
from handrail_server.house.tokens import digest
from handrail_server.ports.writing import Secret

COOKIE = "handrail_session"
_FIX = "Send `Authorization: Bearer <key>`, or sign in."


async def caller_of(request: Request, house: House) -> Caller:
    """The authenticated caller, or `Unauthenticated`."""
    token = token_of(request)
    found = await house.secrets.by_hash(digest(token))
    if found is None:
        raise Unauthenticated("This key or session is not known.", field="Authorization", fix=_FIX)
    org, secret = found
    now = house.clock.now()
    if secret.revoked_at is not None or (secret.expires_at is not None and secret.expires_at <= now):
        raise Unauthenticated("This key or session has ended.", field="Authorization", fix=_FIX)
    return Caller(org=org, actor=_actor(secret))


def speaking_agent(caller: Caller) -> AgentId:
    """The agent whose key this is. What is told to agents is covered for nobody, so no person is told it here."""
    if caller.agent is None:
        raise Forbidden("This is for an agent's application.", fix="Use the agent's key; a person reads the case.")
    return caller.agent


async def is_valid(request: Request, house: House) -> bool:
    """Whether whoever asked may still listen: a stream outlives keys, sessions and employments."""
    try:
        await caller_of(request, house)
    except Unauthenticated:
        return False
    return True


def token_of(request: Request) -> str:
    """The key or session that came with the request, or `Unauthenticated`."""
    header = request.headers.get("authorization")
    if header is not None:
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthenticated("The Authorization header is not `Bearer <key>`.", field="Authorization", fix=_FIX)
        return token.strip()
    cookie = request.cookies.get(COOKIE)
    if cookie is None:
        raise Unauthenticated(field="Authorization", fix=_FIX)
    if request.method not in ("GET", "HEAD"):
        refuse_cross_site(request)
    return cookie


def refuse_cross_site(request: Request) -> None:
    """Cookies are SameSite=Strict already; a browser that says where a request comes from is believed as well."""
    if request.headers.get("sec-fetch-site") not in (None, "same-origin", "none"):
        raise Unauthenticated("A session works from the console's own pages only.", field="Cookie", fix=_FIX)


def _actor(secret: Secret) -> Actor:
    match secret.kind:
        case "agent_key":
            return agent(AgentId(secret.holder))
        case "person_key":
            return person(PersonId(secret.holder), Authenticated.API_KEY)
        case "session":
            return person(PersonId(secret.holder), Authenticated.SESSION)
        case _:
            raise Unauthenticated("This is a one-time link, not a key.", field="Authorization", fix=_FIX)
