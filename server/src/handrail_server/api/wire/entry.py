"""Sign-in, invitations, keys: how somebody gets in."""

from typing import Annotated, Literal

import msgspec

from handrail_server.api.wire.people import Email, PersonReply, RoleName
from handrail_server.api.wire.shape import Line, Moment, Name, Reply, Request

Password = Annotated[str, msgspec.Meta(min_length=10, max_length=200)]


class SignIn(Request, frozen=True, kw_only=True):
    """`POST /v1/sessions`."""

    email: Email
    password: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    organisation: Name | None = None
    """Which one, for a person who works in several."""


class DemoPerson(Reply, frozen=True, kw_only=True):
    """Somebody whom a visitor of the demo can be."""

    id: str
    name: str
    roles: tuple[RoleName, ...]


class DemoPeople(Reply, frozen=True, kw_only=True):
    """Who can be in the demo organisation."""

    people: tuple[DemoPerson, ...]


class DemoSignIn(Request, frozen=True, kw_only=True):
    """`POST /v1/demo-sessions`: one click, only in the demo organisation on loopback."""

    person: Name


class SetUp(Request, frozen=True, kw_only=True):
    """`POST /v1/set-up`: the one-time link of the first start makes the organisation and its first administrator."""

    token: Name
    organisation: Line
    name: Line
    email: Email
    password: Password


class Accept(Request, frozen=True, kw_only=True):
    """`POST /v1/invitations/acceptance` and `/v1/password-resets/acceptance`."""

    token: Name
    password: Password


class ResetRequest(Request, frozen=True, kw_only=True):
    """`POST /v1/password-resets`: answers the same whether or not the address is known."""

    email: Email


class PasswordChange(Request, frozen=True, kw_only=True):
    """`PUT /v1/me/password`: all other sessions end."""

    old: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    new: Password


class Beat(Reply, frozen=True, kw_only=True):
    """`POST /v1/me/heartbeat`: as what you are known now. `offline` means that you were taken to have gone."""

    status: Literal["online", "busy", "away", "offline"]
    next_seconds: int


class Me(Reply, frozen=True, kw_only=True):
    """Who you are and what you may do."""

    organisation: str
    organisation_name: str
    demo: bool
    person: PersonReply | None
    agent: str | None
    rights: tuple[str, ...]


class SessionReply(Reply, frozen=True, kw_only=True):
    """Signed in. The token also stands in an HttpOnly cookie."""

    token: str
    expires_at: Moment
    me: Me


class KeyRequest(Request, frozen=True, kw_only=True):
    """`POST /v1/keys`: a key bound to an agent, or your own where none is named."""

    agent: Name | None = None
    note: Line | None = None


class KeyRotation(Request, frozen=True, kw_only=True):
    """`POST /v1/keys/{key}/rotation`: the old key opens for so many seconds more."""

    overlap_seconds: Annotated[int, msgspec.Meta(ge=0, le=86_400)] = 3_600


class KeyReply(Reply, frozen=True, kw_only=True):
    """A key. `key` is shown once, when it is made or rotated."""

    id: str
    kind: Literal["agent", "person"]
    holder: str
    note: str | None
    created_at: Moment
    expires_at: Moment | None
    revoked_at: Moment | None
    key: str | None = None


class Keys(Reply, frozen=True, kw_only=True):
    """Keys, newest first."""

    keys: tuple[KeyReply, ...]
