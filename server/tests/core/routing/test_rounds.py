"""What follows a declined or missed offer."""

from dataclasses import replace

from handrail_server.core.basics.ids import PersonId
from handrail_server.core.policy.route import SkillNeed
from handrail_server.core.routing.person import Status
from handrail_server.core.routing.rounds import Following, next_round
from server.tests.core.routing.given import NOW, case, item, queue, rep

ANA, BEN = rep("ana"), rep("ben")
BOTH = (PersonId("ana"), PersonId("ben"))


def test_a_decliner_is_left_out_while_others_can_be_asked() -> None:
    asked = next_round(replace(case(), declined=(ANA.id,)), queue(), [ANA, BEN], NOW)
    assert asked.following is Following.OFFER
    assert [candidate.person for candidate in asked.placement.chosen] == ["ben"]


def test_when_all_have_declined_they_are_asked_once_more_and_then_the_ladder_goes_on() -> None:
    declined = replace(case(), declined=BOTH)
    again = next_round(declined, queue(), [ANA, BEN], NOW)
    assert again.following is Following.AGAIN
    assert again.placement.chosen[0].person == "ana"
    last = next_round(replace(declined, rounds=1), queue(), [ANA, BEN], NOW)
    assert last.following is Following.FALL_BACK


def test_where_somebody_may_come_back_the_case_waits_for_them() -> None:
    away = replace(ANA, status=Status.AWAY)
    assert next_round(case(), queue(), [away], NOW).following is Following.WAIT
    assert next_round(replace(case(), declined=(ANA.id,)), queue(), [away], NOW).following is Following.WAIT


def test_where_nobody_could_ever_take_it_nobody_waits() -> None:
    impossible = case(work=replace(item(), skills=(SkillNeed(skill="claims"),)))
    assert next_round(impossible, queue(), [ANA, BEN], NOW).following is Following.FALL_BACK
    assert next_round(case(), queue(), [], NOW).following is Following.FALL_BACK
