"""What roles give, and what each right is."""

from types import NoneType

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.wire.roles import RightReply, RoleReply, Roles
from handrail_server.core.routing.rights import ROLE_RIGHTS, Right
from handrail_server.core.routing.rights_in_words import RIGHTS, ROLES
from handrail_server.house.entitled import reader


async def read_roles(call: Call[None]) -> Roles:
    """Every role with the rights that it gives, and every right in words."""
    await reader(call.house, call.caller)
    return Roles(
        roles=tuple(
            RoleReply(
                name=role.value,
                words=words,
                rights=tuple(right.value for right in Right if right in ROLE_RIGHTS[role]),
            )
            for role, words in ROLES.items()
        ),
        rights=tuple(RightReply(name=right.value, words=words) for right, words in RIGHTS.items()),
    )


ENDPOINTS: tuple[Endpoint, ...] = (endpoint("GET", "/v1/roles", read_roles, body=NoneType, reply=Roles),)
