"""Who works here."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from handrail_server.core.basics.errors import Invalid, MoveRefused
from handrail_server.core.basics.ids import PersonId, TeamId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.routing.people import (
    Qualifications,
    change_capacity,
    change_contact,
    change_place,
    change_qualifications,
    change_roles,
    deactivate,
    invite,
    reactivate,
)
from handrail_server.core.routing.person import Means, Person, Role, Skill, Status
from handrail_server.core.routing.person_facts import (
    CapacityChanged,
    ContactChanged,
    PersonDeactivated,
    PersonInvited,
    PersonReactivated,
    PlaceChanged,
    QualificationsChanged,
    RolesChanged,
)
from server.tests.core.routing.given import CARE, NOW, ROUTER, after, load, rep

ANA = rep("ana", load("one"))
ADMIN = replace(ANA, roles=(Role.ADMINISTRATOR,))


def test_somebody_invited_starts_offline_and_carries_nothing() -> None:
    outcome = invite(replace(ANA, active=False), by=ROUTER, at=after(5))
    assert (outcome.state.status, outcome.state.loads, outcome.state.active) == (Status.OFFLINE, (), True)
    (fact,) = outcome.facts
    assert isinstance(fact, PersonInvited)
    assert (fact.email, fact.queues) == ("ana@example.com", (CARE,))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda: replace(ANA, name=" "), "name"),
        (lambda: replace(ANA, email="ana"), "email"),
        (lambda: replace(ANA, email="a na@example.com"), "email"),
        (lambda: replace(ANA, means=(Means.SLACK,)), "slack"),
        (lambda: replace(ANA, rights=("fly",)), "rights"),
        (lambda: replace(ANA, skills=(Skill(name="a", level=11),)), "skills[0].level"),
        (lambda: replace(ANA, skills=(Skill(name="a", level=1), Skill(name="a", level=2))), "skills"),
        (lambda: replace(ANA, capacity=-1), "capacity"),
        (lambda: replace(ANA, channel_limits={"chat": -1}), "channel_limits"),
        (lambda: replace(ANA, share=0), "share"),
    ],
)
def test_what_is_wrong_is_named(change: Callable[[], Person], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        invite(change(), by=ROUTER, at=NOW)
    assert refused.value.field == field
    assert refused.value.fix


def test_roles_and_rights_change_together() -> None:
    outcome = change_roles(
        ANA, roles=(Role.SUPERVISOR, Role.REP), rights=("audit",), others_administer=True, by=ROUTER, at=NOW
    )
    assert outcome.facts == (RolesChanged(roles=(Role.REP, Role.SUPERVISOR), rights=("audit",), by=ROUTER, at=NOW),)


def test_the_last_administrator_stays() -> None:
    with pytest.raises(MoveRefused):
        change_roles(ADMIN, roles=(Role.REP,), rights=(), others_administer=False, by=ROUTER, at=NOW)
    with pytest.raises(MoveRefused):
        deactivate(ADMIN, others_administer=False, by=ROUTER, at=NOW)
    assert not deactivate(ADMIN, others_administer=True, by=ROUTER, at=NOW).state.active


def test_qualifications_place_capacity_and_contact_are_facts() -> None:
    skilled = change_qualifications(
        ANA, Qualifications(skills=(Skill(name="claims", level=3),), languages=("de",)), by=ROUTER, at=NOW
    )
    assert skilled.state.languages == ("de",)
    placed = change_place(ANA, queues=(CARE, CARE), team=TeamId("north"), supervisor=None, by=ROUTER, at=NOW)
    assert placed.state.queues == (CARE,)
    roomy = change_capacity(ANA, capacity=9, channel_limits={"voice": 1}, share=2, by=ROUTER, at=NOW)
    assert roomy.state.channel_limits == {"voice": 1}
    reached = change_contact(
        ANA, name="Ana B", email="ana@b.example", slack="U1", means=(Means.SLACK,), by=ROUTER, at=NOW
    )
    assert reached.state.slack == "U1"
    kinds = [type(outcome.facts[0]) for outcome in (skilled, placed, roomy, reached)]
    assert kinds == [QualificationsChanged, PlaceChanged, CapacityChanged, ContactChanged]


def test_nobody_supervises_themselves() -> None:
    with pytest.raises(Invalid):
        change_place(ANA, queues=(), team=None, supervisor=PersonId("ana"), by=ROUTER, at=NOW)


def test_somebody_who_leaves_is_gone_at_once_and_their_cases_are_named() -> None:
    outcome = deactivate(ANA, others_administer=True, by=ROUTER, at=NOW)
    assert (outcome.state.active, outcome.state.status) == (False, Status.OFFLINE)
    (fact,) = outcome.facts
    assert isinstance(fact, PersonDeactivated)
    assert fact.cases == ("one",)
    back = reactivate(outcome.state, by=ROUTER, at=NOW)
    assert back == Outcome(state=replace(outcome.state, active=True), facts=(PersonReactivated(by=ROUTER, at=NOW),))
    with pytest.raises(MoveRefused):
        deactivate(outcome.state, others_administer=True, by=ROUTER, at=NOW)
    with pytest.raises(MoveRefused):
        reactivate(ANA, by=ROUTER, at=NOW)
