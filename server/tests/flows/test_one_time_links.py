"""One-time means once: also where two come at the same moment."""

import asyncio

import pytest

from handrail_server.core.basics.errors import Conflict, Unauthenticated
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.routing.identity_facts import Entrance
from handrail_server.flows.accept_invitation import accept_invitation
from handrail_server.flows.invite_person import send_link
from handrail_server.flows.set_up_organisation import SettingUp, found_organisation, set_up_link, set_up_organisation
from handrail_server.house.founding import Founding
from handrail_server.house.sessions import Session
from server.tests.flows.given import a_world
from server.tests.house import ACME, a_founded_house, a_house

FOUNDING = Founding(name="Acme", administrator="Ada", email="ada@acme.example")


async def test_of_two_who_set_up_at_once_one_does() -> None:
    house = await a_house()
    token = await set_up_link(house)
    assert token is not None
    given = SettingUp(token=token, founding=FOUNDING, password="a long password")
    ends = await asyncio.gather(*(set_up_organisation(house, given) for _ in range(2)), return_exceptions=True)
    assert len([end for end in ends if isinstance(end, Session)]) == 1
    assert len([end for end in ends if isinstance(end, Unauthenticated | Conflict)]) == 1
    assert len(await house.library.organisations()) == 1


async def test_of_two_who_accept_at_once_one_does() -> None:
    world = await a_world()
    rita = await world.hire("rita", online=False)
    invited = await send_link(world.house, world.admin, rita.person, Entrance.INVITATION)
    accepting = (accept_invitation(world.house, invited.token, "a long password") for _ in range(2))
    ends = await asyncio.gather(*accepting, return_exceptions=True)
    assert len([end for end in ends if isinstance(end, Session)]) == 1
    assert len([end for end in ends if isinstance(end, Unauthenticated)]) == 1


async def test_an_organisation_is_founded_once() -> None:
    house = await a_founded_house()
    with pytest.raises(Conflict):
        await found_organisation(house, FOUNDING, org=ACME)
    people = await house.library.people(ACME)
    assert [loaded.state.id for loaded in people] == [PersonId("person_0001")]
