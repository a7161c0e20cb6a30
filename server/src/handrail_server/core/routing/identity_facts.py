"""How people and agents get in: keys, links, passwords, sessions. Never a token, never an address."""

from dataclasses import dataclass
from enum import StrEnum

from handrail_server.core.basics.facts import Body, Fact
from handrail_server.core.basics.time import At


class Entrance(StrEnum):
    """By which way somebody signed in."""

    PASSWORD = "password"
    INVITATION = "invitation"
    RESET = "reset"
    SET_UP = "set_up"
    DEMO = "demo"
    """One click, in the demo organisation on loopback only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyIssued(Fact):
    """A key was made; it was shown once."""

    key: str
    expires_at: At | None
    note: Body[str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRotated(Fact):
    """A new key took a key's place; the old one still opens until then."""

    key: str
    successor: str
    until: At


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRevoked(Fact):
    """The key opens nothing from now on."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkIssued(Fact):
    """A one-time link was made: an invitation, or a new password."""

    link: str
    entrance: Entrance
    expires_at: At


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetAsked(Fact):
    """Somebody who gave this person's address has no password; an administrator decides what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(Fact):
    """The person has a new password. All their sessions but the one that it opened have ended."""

    entrance: Entrance
    sessions_ended: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(Fact):
    """A session began."""

    session: str
    entrance: Entrance
    until: At


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOut(Fact):
    """The session ended before its time."""

    session: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRefused(Fact):
    """Somebody who gave this person's address could not sign in."""

    why: str
    """`password`, `inactive` or `too_many_attempts`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomersImported(Fact):
    """Rows of the embedded CRM were written."""

    of: str
    """The kind of row, such as `customers` or `orders`."""
    new: int
    changed: int
    unchanged: int
