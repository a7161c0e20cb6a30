"""Placing: who is chosen, and everything that is kept to explain it."""

from dataclasses import replace
from time import process_time

import pytest

from handrail_server.core.basics.ids import PersonId
from handrail_server.core.policy.route import SkillNeed
from handrail_server.core.routing.eligibility import Exclusion
from handrail_server.core.routing.explain import agrees, weighed
from handrail_server.core.routing.person import Skill, Status
from handrail_server.core.routing.place import KEPT, Excluded, place
from handrail_server.core.routing.queue import Choice
from server.tests.core.routing.given import CARE, NOW, ROUTER, item, load, queue, rep


def test_the_best_is_chosen_and_the_others_are_counted_by_reason() -> None:
    people = [
        rep("busy", load("a"), load("b")),
        rep("free"),
        rep("away", status=Status.AWAY),
        rep("off", status=Status.OFFLINE),
        rep("elsewhere", queues=()),
    ]
    placement = place(item(), queue(), people, now=NOW)
    assert [candidate.person for candidate in placement.chosen] == ["free"]
    assert [candidate.person for candidate in placement.candidates] == ["free", "busy"]
    assert placement.exclusions == (
        Excluded(reason=Exclusion.QUEUE, people=1),
        Excluded(reason=Exclusion.PRESENCE, people=2),
    )
    assert (placement.considered, placement.eligible, placement.queue) == (5, 2, CARE)


def test_a_queue_that_fans_out_offers_to_several() -> None:
    people = [rep(name) for name in ("a", "b", "c")]
    placement = place(item(), replace(queue(), fan_out=2), people, now=NOW)
    assert [candidate.person for candidate in placement.chosen] == ["a", "b"]


def test_those_on_call_are_all_asked() -> None:
    placement = place(item(), None, [rep("a", queues=()), rep("b", queues=())], now=NOW)
    assert len(placement.chosen) == 2


def test_a_preferred_person_goes_first_where_they_can() -> None:
    work = replace(item(), preferred=PersonId("zoe"))
    zoe = rep("zoe", load("a"))
    assert place(work, queue(), [rep("ana"), zoe], now=NOW).chosen[0].person == "zoe"
    assert place(work, queue(), [rep("ana"), zoe], now=NOW).preferred
    away = replace(zoe, status=Status.AWAY)
    assert place(work, queue(), [rep("ana"), away], now=NOW).chosen[0].person == "ana"


def test_waiting_helps_only_where_somebody_may_come() -> None:
    assert place(item(), queue(), [rep("ana", status=Status.OFFLINE)], now=NOW).reachable
    skilled = replace(item(), skills=(SkillNeed(skill="claims"),))
    assert not place(skilled, queue(), [rep("ana", status=Status.OFFLINE)], now=NOW).reachable
    assert not place(item(), queue(), [], now=NOW).reachable


def test_twenty_of_many_are_kept() -> None:
    people = [rep(f"p{number:03}") for number in range(50)]
    placement = place(item(), queue(), people, now=NOW)
    assert len(placement.candidates) == KEPT
    assert placement.eligible == 50


def test_the_recorded_reasons_agree_with_the_placement_worked_out_again() -> None:
    people = [rep("busy", load("a")), rep("free"), rep("away", status=Status.AWAY)]
    fact = weighed(place(item(), queue(), people, now=NOW), round_number=1, by=ROUTER, at=NOW)
    assert agrees(fact, place(item(), queue(), people, now=NOW))
    assert not agrees(fact, place(item(), queue(), people[:2], now=NOW))
    assert fact.chosen == ("free",)


@pytest.mark.prove
def test_placing_over_a_thousand_people_takes_at_most_3_ms() -> None:
    skills = tuple(Skill(name=name, level=5) for name in ("billing", "refunds", "claims"))
    people = [
        replace(rep(f"p{number:04}", load("a"), load("b")), skills=skills, languages=("de", "en"), turn=number)
        for number in range(1_000)
    ]
    work = replace(item(), skills=(SkillNeed(skill="claims", level=5), SkillNeed(skill="refunds", drop_after=60)))
    for choice in Choice:
        at = replace(queue(), choice=choice)
        times = []
        for _ in range(15):
            start = process_time()
            place(work, at, people, now=NOW)
            times.append(process_time() - start)
        assert min(times) <= 0.003, f"{choice}: {min(times) * 1_000:.2f} ms"
