"""Keys, sessions and one-time links: made, found, ended. The token is shown once; its SHA-256 is what is kept."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from handrail_server.core.basics.errors import Unauthenticated
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.basics.time import At
from handrail_server.house.house import House
from handrail_server.house.write import Write
from handrail_server.ports.writing import Secret


class SecretKind(StrEnum):
    """What a secret is for."""

    PASSWORD = "password"
    SESSION = "session"
    PERSON_KEY = "person_key"
    AGENT_KEY = "agent_key"
    INVITE = "invite"
    RESET = "reset"
    SET_UP = "setup"


KEYS: Final = (SecretKind.PERSON_KEY, SecretKind.AGENT_KEY)
_PREFIXES: Final[Mapping[SecretKind, str]] = {
    SecretKind.SESSION: "hrs",
    SecretKind.PERSON_KEY: "hrp",
    SecretKind.AGENT_KEY: "hra",
    SecretKind.INVITE: "hri",
    SecretKind.RESET: "hrr",
    SecretKind.SET_UP: "hru",
}
_NAMES: Final[Mapping[SecretKind, str]] = {
    SecretKind.SESSION: "session",
    SecretKind.PERSON_KEY: "key",
    SecretKind.AGENT_KEY: "key",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A secret with the token that opens it."""

    secret: Secret
    token: str


def digest(token: str) -> str:
    """How a 256-bit token is stored; slow hashing would add nothing to so much entropy."""
    return hashlib.sha256(token.encode()).hexdigest()


def issue(
    house: House, write: Write, kind: SecretKind, holder: str, *, until: At | None, note: str | None = None
) -> Issued:
    """A new token, kept with the write."""
    token = house.tokens.new(_PREFIXES[kind])
    secret = Secret(
        id=house.ids.new(_NAMES.get(kind, "link")),
        kind=kind.value,
        holder=holder,
        hash=digest(token),
        created_at=write.at,
        expires_at=until,
        note=note,
    )
    write.secret(secret)
    return Issued(secret=secret, token=token)


def end(write: Write, secret: Secret) -> Secret:
    """The secret opens nothing from the write on."""
    ended = replace(secret, revoked_at=write.at)
    write.secret(ended)
    return ended


def is_valid(secret: Secret, now: At) -> bool:
    """Whether it opens something now."""
    return secret.revoked_at is None and (secret.expires_at is None or now < secret.expires_at)


async def valid_link(house: House, token: str, kind: SecretKind, now: At) -> tuple[OrgId, Secret]:
    """The one-time link that this token opens; raises `Unauthenticated` for a used, ended or unknown one alike."""
    found = await house.secrets.by_hash(digest(token))
    if found is None or found[1].kind != kind.value or not is_valid(found[1], now):
        raise Unauthenticated(
            "This link has been used, has run out, or never was.",
            field="token",
            fix="Ask for a new one.",
        )
    return found


async def end_all(house: House, write: Write, holder: str, kinds: Iterable[SecretKind]) -> tuple[Secret, ...]:
    """End every secret of these kinds that still opens something; which they were."""
    wanted = {kind.value for kind in kinds}
    secrets = await house.secrets.of(write.org, holder)
    return tuple(end(write, secret) for secret in secrets if secret.kind in wanted and is_valid(secret, write.at))
