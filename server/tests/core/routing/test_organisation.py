"""How the organisation is set up, and how it is stopped."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from handrail_server.core.basics.actors import person as by_person
from handrail_server.core.basics.errors import Invalid, MoveRefused, NotFound
from handrail_server.core.basics.ids import AgentId, PersonId, QueueId, TeamId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.routing.organisation import (
    Settings,
    change_settings,
    create,
    remove_queue,
    remove_team,
    set_queue,
    set_skills,
    set_team,
    unstaffed,
)
from handrail_server.core.routing.organisation_facts import (
    EmergencyLifted,
    EmergencyStopped,
    OrganisationCreated,
    QueueSet,
    SettingsChanged,
    SkillsSet,
)
from handrail_server.core.routing.queue import Hours, Queue
from handrail_server.core.routing.stops import Scope, lift, stop, stopped
from server.tests.core.routing.given import CARE, NOW, ROUTER, SALES, house, queue, rep, team

ACME = house()
SUE = by_person(PersonId("sue"))
SHOP = AgentId("shop")


def test_an_organisation_begins_with_a_fact() -> None:
    assert create(ACME, by=ROUTER, at=NOW).facts == (OrganisationCreated(name="Acme", demo=False, by=ROUTER, at=NOW),)
    with pytest.raises(Invalid):
        create(replace(ACME, name=""), by=ROUTER, at=NOW)


def test_a_queue_is_added_or_altered_in_place_and_the_same_again_is_nothing() -> None:
    added = set_queue(ACME, queue(SALES), by=ROUTER, at=NOW)
    assert [known.id for known in added.state.queues] == [CARE, SALES]
    altered = set_queue(added.state, replace(queue(), overflow=SALES), by=ROUTER, at=NOW)
    assert [known.overflow for known in altered.state.queues] == [SALES, None]
    assert isinstance(altered.facts[0], QueueSet)
    assert set_queue(altered.state, queue(SALES), by=ROUTER, at=NOW) == Outcome(state=altered.state)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda: replace(queue(), name=" "), "name"),
        (lambda: replace(queue(), overflow=CARE), "overflow"),
        (lambda: replace(queue(), overflow=SALES), "overflow"),
        (lambda: replace(queue(), wrap_up_seconds=5), "wrap_up_seconds"),
        (lambda: replace(queue(), ageing_seconds=0), "ageing_seconds"),
        (lambda: replace(queue(), fan_out=0), "fan_out"),
        (lambda: replace(queue(), hours=(Hours(weekday=7, opens=0, closes=9),)), "hours[0]"),
        (lambda: replace(queue(), hours=(Hours(weekday=0, opens=9, closes=9),)), "hours[0].closes"),
    ],
)
def test_what_is_wrong_with_a_queue_is_named(change: Callable[[], Queue], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        set_queue(ACME, change(), by=ROUTER, at=NOW)
    assert refused.value.field == field


def test_a_queue_that_is_needed_is_not_removed() -> None:
    both = set_queue(ACME, queue(SALES), by=ROUTER, at=NOW).state
    both = set_queue(both, replace(queue(), overflow=SALES), by=ROUTER, at=NOW).state
    with pytest.raises(MoveRefused):
        remove_queue(both, SALES, waiting=0, by=ROUTER, at=NOW)
    with pytest.raises(MoveRefused):
        remove_queue(both, CARE, waiting=1, by=ROUTER, at=NOW)
    with pytest.raises(NotFound):
        remove_queue(both, QueueId("none"), waiting=0, by=ROUTER, at=NOW)
    assert [known.id for known in remove_queue(both, CARE, waiting=0, by=ROUTER, at=NOW).state.queues] == [SALES]


def test_teams_skills_and_settings_change_by_facts() -> None:
    north = team("north", "sue")
    with_team = set_team(ACME, north, by=ROUTER, at=NOW).state
    assert with_team.teams == (north,)
    assert set_team(with_team, north, by=ROUTER, at=NOW).facts == ()
    with pytest.raises(Invalid):
        set_team(ACME, replace(north, name=""), by=ROUTER, at=NOW)
    with pytest.raises(MoveRefused):
        remove_team(with_team, TeamId("north"), members=1, by=ROUTER, at=NOW)
    with pytest.raises(NotFound):
        remove_team(ACME, TeamId("north"), members=0, by=ROUTER, at=NOW)
    assert remove_team(with_team, TeamId("north"), members=0, by=ROUTER, at=NOW).state.teams == ()
    skilled = set_skills(ACME, ["refunds", " claims"], by=ROUTER, at=NOW)
    assert skilled.facts == (SkillsSet(skills=("claims", "refunds"), by=ROUTER, at=NOW),)
    assert set_skills(skilled.state, ["claims", "refunds"], by=ROUTER, at=NOW).facts == ()
    with pytest.raises(Invalid):
        set_skills(ACME, [" "], by=ROUTER, at=NOW)


def test_the_slack_webhook_stays_out_of_the_facts() -> None:
    hook = "https://hooks.example/secret"
    to = Settings(name="Acme", language="de", time_zone="Europe/Berlin", slack_webhook=hook, on_call=())
    outcome = change_settings(ACME, to, by=ROUTER, at=NOW)
    assert outcome.state.slack_webhook == hook
    (fact,) = outcome.facts
    assert isinstance(fact, SettingsChanged)
    assert hook not in repr(fact)
    with pytest.raises(Invalid):
        change_settings(ACME, replace(to, name=""), by=ROUTER, at=NOW)


def test_a_queue_without_people_is_reported_unless_it_overflows_to_some() -> None:
    org = house(replace(queue(), overflow=SALES), replace(queue(SALES), overflow=CARE), queue(QueueId("lone")))
    assert unstaffed(org, [rep("ben", queues=(SALES,))]) == ("lone",)
    assert unstaffed(org, [replace(rep("ben", queues=(SALES,)), active=False)]) == (CARE, SALES, "lone")


@pytest.mark.parametrize(
    ("scope", "target"), [(Scope.AGENT, "shop"), (Scope.TOPIC, "refunds"), (Scope.ORGANISATION, None)]
)
def test_a_stop_is_in_force_until_it_is_lifted(scope: Scope, target: str | None) -> None:
    assert stopped(ACME, SHOP, "refunds") is None
    outcome = stop(ACME, scope, target, why="It promises refunds.", by=SUE, at=NOW)
    assert isinstance(outcome.facts[0], EmergencyStopped)
    found = stopped(outcome.state, SHOP, "refunds")
    assert found is not None
    assert found.scope == scope
    assert stop(outcome.state, scope, target, why="Again.", by=SUE, at=NOW) == Outcome(state=outcome.state)
    lifted = lift(outcome.state, scope, target, by=SUE, at=NOW)
    assert isinstance(lifted.facts[0], EmergencyLifted)
    assert stopped(lifted.state, SHOP, "refunds") is None


def test_a_stop_of_one_agent_or_topic_leaves_the_others() -> None:
    one = stop(ACME, Scope.AGENT, "shop", why="Wrong.", by=SUE, at=NOW).state
    assert stopped(one, AgentId("bank"), "refunds") is None
    topic = stop(ACME, Scope.TOPIC, "refunds", why="Wrong.", by=SUE, at=NOW).state
    assert stopped(topic, SHOP, None) is None
    assert stopped(topic, SHOP, "delivery") is None


def test_a_stop_says_what_and_why() -> None:
    with pytest.raises(Invalid):
        stop(ACME, Scope.AGENT, None, why="Wrong.", by=SUE, at=NOW)
    with pytest.raises(Invalid):
        stop(ACME, Scope.AGENT, "shop", why=" ", by=SUE, at=NOW)
    with pytest.raises(MoveRefused):
        lift(ACME, Scope.AGENT, "shop", by=SUE, at=NOW)
