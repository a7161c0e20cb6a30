"""Roles and rights, in words."""

from handrail_server.api.wire.people import RoleName
from handrail_server.api.wire.shape import Reply


class RightReply(Reply, frozen=True, kw_only=True):
    """One thing that somebody may do."""

    name: str
    words: str


class RoleReply(Reply, frozen=True, kw_only=True):
    """A bundle of rights."""

    name: RoleName
    words: str
    rights: tuple[str, ...]


class Roles(Reply, frozen=True, kw_only=True):
    """All roles and all rights; a person may hold rights by name beside those of their roles."""

    roles: tuple[RoleReply, ...]
    rights: tuple[RightReply, ...]
