"""Somebody who was invited chooses a password and is signed in."""

from handrail_server.core.routing.identity_facts import Entrance
from handrail_server.house.house import House
from handrail_server.house.links import use_link
from handrail_server.house.sessions import Session


async def accept_invitation(house: House, token: str, password: str) -> Session:
    """The invitation is used up; raises `Unauthenticated` where it opens nothing."""
    return await use_link(house, token, password, Entrance.INVITATION)
