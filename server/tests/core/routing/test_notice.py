"""Notices: told at once, folded, climbing until somebody answers."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest

from handrail_server.core.basics.actors import person as by_person
from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.facts import Fact
from handrail_server.core.basics.ids import NoticeId, PersonId
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.notice import Notice
from handrail_server.core.routing.destination import Surroundings
from handrail_server.core.routing.facts import NoticeAcknowledged, NoticeClimbed, NoticeFolded, NoticeRaised
from handrail_server.core.routing.notice import (
    CLIMB_SECONDS,
    KEPT,
    NOTICE_CLIMBS,
    REPEAT_SECONDS,
    SendNotice,
    acknowledge,
    acknowledge_all,
    climb,
    raise_notice,
)
from handrail_server.core.routing.person import Means, Person, Status
from server.tests.core.routing.given import NOW, ROUTER, after, around, boss, case, house, queue, reason, rep, team

ONE, TWO = NoticeId("one"), NoticeId("two")
OWNER = rep("olga", queues=())
STAFF = [
    replace(rep("ana"), supervisor=PersonId("sue")),
    boss("sue", above="top"),
    boss("top"),
    boss("cal"),
    OWNER,
]
CRITICAL = replace(case(severity="critical"), owner=PersonId("ana"))


def place(people: list[Person] = STAFF, *, seconds: float = 0) -> Surroundings:
    return around(people, house(on_call=("cal",)), owner="olga", now=after(seconds))


def raised(new: Case = CRITICAL, *targets: str, seconds: float = 0, notice: NoticeId = ONE) -> Outcome[Case]:
    return raise_notice(new, notice, targets=targets, around=place(seconds=seconds), by=ROUTER)


def told(outcome: Outcome[Case]) -> list[str | None]:
    return [effect.person or effect.address for effect in outcome.effects if isinstance(effect, SendNotice)]


def kinds(outcome: Outcome[Case]) -> list[type[Fact]]:
    return [type(fact) for fact in outcome.facts]


def due(outcome: Outcome[Case]) -> At | None:
    (deadline,) = outcome.deadlines
    assert deadline.name == NOTICE_CLIMBS
    return deadline.due_at


def only(outcome: Outcome[Case]) -> Notice:
    (notice,) = outcome.state.notices
    return notice


def test_something_critical_reaches_supervisor_and_account_owner_at_once() -> None:
    outcome = raised(CRITICAL, "slack:#vip")
    assert told(outcome) == ["sue", "olga", "#vip"]
    assert kinds(outcome) == [NoticeRaised]
    assert due(outcome) == after(CLIMB_SECONDS)
    assert only(outcome).link == "/cases/case_1"


def test_each_person_is_told_by_their_means_and_always_in_app() -> None:
    reached = replace(STAFF[1], means=(Means.SLACK, Means.EMAIL))
    outcome = raise_notice(case(), ONE, targets=["person:sue"], around=place([reached]), amount=_dollars(), by=ROUTER)
    sent = [effect for effect in outcome.effects if isinstance(effect, SendNotice)]
    assert [effect.means for effect in sent] == [Means.IN_APP, Means.SLACK, Means.EMAIL]
    assert len({effect.lane for effect in sent}) == 3
    assert sent[0].amount == _dollars()


def _dollars() -> Money:
    return Money(amount=Decimal(50_000), currency="USD")


def test_a_notice_holds_no_field_for_the_customers_words() -> None:
    names = {field.name for field in fields(SendNotice)} - {field.name for field in fields(Effect)}
    assert names == {
        "notice", "case", "severity", "reasons", "amount", "link", "rung", "person", "means", "address",
    }  # fmt: skip


def test_a_normal_notice_does_not_climb() -> None:
    assert due(raised(case(), "supervisor")) is None


def test_an_unanswered_notice_climbs_from_supervisor_to_supervisor_to_those_on_call() -> None:
    state = raised().state
    first = climb(state, around=place(seconds=120), by=ROUTER)
    assert (told(first), kinds(first), due(first)) == (["top"], [NoticeClimbed], after(240))
    second = climb(first.state, around=place(seconds=240), by=ROUTER)
    assert told(second) == ["cal"]
    assert due(second) == after(240 + REPEAT_SECONDS)
    third = climb(second.state, around=place(seconds=840), by=ROUTER)
    assert told(third) == ["cal"]
    assert only(third).told == ("sue", "olga", "top", "cal")


def test_a_notice_that_is_not_due_does_not_climb() -> None:
    outcome = climb(raised().state, around=place(seconds=119), by=ROUTER)
    assert (outcome.facts, due(outcome)) == ((), after(120))


def test_acknowledging_ends_the_climb_and_only_the_first_counts() -> None:
    sue, olga = by_person(PersonId("sue")), by_person(PersonId("olga"))
    outcome = acknowledge(raised().state, ONE, by=sue, at=after(45))
    assert (kinds(outcome), due(outcome)) == ([NoticeAcknowledged], None)
    assert only(outcome).acknowledged_by == "sue"
    fact = outcome.facts[0]
    assert isinstance(fact, NoticeAcknowledged)
    assert fact.seconds == 45
    assert acknowledge(outcome.state, ONE, by=olga, at=after(50)) == Outcome(state=outcome.state)
    with pytest.raises(NotFound):
        acknowledge(outcome.state, TWO, by=sue, at=NOW)


def test_whoever_takes_the_case_answers_for_all_its_notices() -> None:
    churn = replace(CRITICAL, reasons=(reason("churn"),))
    both = raised(replace(raised().state, reasons=churn.reasons), notice=TWO)
    outcome = acknowledge_all(both.state, by=by_person(PersonId("ana")), at=after(5))
    assert kinds(outcome) == [NoticeAcknowledged, NoticeAcknowledged]
    assert due(outcome) is None


def test_the_same_again_is_folded_and_nobody_is_told_twice() -> None:
    again = raised(raised().state, notice=TWO, seconds=30)
    assert (kinds(again), told(again)) == ([NoticeFolded], [])
    assert only(again).repeats == 1


@pytest.mark.parametrize("change", ["reason", "severity", "recipient", "time"])
def test_what_is_new_is_told(change: str) -> None:
    before = raised(replace(CRITICAL, severity="normal") if change == "severity" else CRITICAL, "supervisor").state
    match change:
        case "reason":
            again = raised(replace(before, reasons=(*before.reasons, reason("fraud"))), notice=TWO)
            assert told(again) == ["sue", "olga"]
        case "severity":
            again = raised(replace(before, severity="critical"), notice=TWO)
            assert told(again) == ["sue", "olga"]
        case "recipient":
            again = raised(before, "on_call", notice=TWO)
            assert told(again) == ["cal"]
        case _:
            seen = acknowledge(before, ONE, by=ROUTER, at=NOW).state
            assert kinds(raised(seen, notice=TWO, seconds=600)) == [NoticeFolded]
            assert kinds(raised(seen, notice=TWO, seconds=601)) == [NoticeRaised]


@pytest.mark.parametrize(
    ("target", "people"),
    [
        ("supervisor", ["sue"]),
        ("account_owner", ["olga"]),
        ("owner", ["ana"]),
        ("queue", ["ana"]),
        ("on_call", ["cal"]),
        ("person:top", ["top"]),
        ("person:gone", ["cal"]),
        ("nonsense", ["cal"]),
    ],
)
def test_targets_mean_people_and_somebody_is_always_told(target: str, people: list[str]) -> None:
    assert told(raised(replace(CRITICAL, severity="normal"), target)) == people


def test_without_an_owner_the_queues_owner_then_a_teams_supervisor_is_the_supervisor() -> None:
    waiting = case()
    staffed = house(replace(queue(), owner=PersonId("top")), teams=(team("north", "sue"),))
    with_owner = raise_notice(waiting, ONE, targets=["supervisor"], around=around(STAFF, staffed), by=ROUTER)
    assert told(with_owner) == ["top"]
    nobodys = house(queue(), teams=(team("north", "sue"),))
    by_team = raise_notice(waiting, ONE, targets=["supervisor"], around=around(STAFF, nobodys), by=ROUTER)
    assert told(by_team) == ["sue"]
    alone = raise_notice(waiting, ONE, targets=["supervisor"], around=around(STAFF), by=ROUTER)
    assert told(alone) == ["cal"]


def test_people_of_the_queue_who_are_offline_are_not_told() -> None:
    away = [rep("zoe"), replace(rep("off"), status=Status.OFFLINE), boss("sue")]
    outcome = raise_notice(case(), ONE, targets=["queue"], around=around(away), by=ROUTER)
    assert told(outcome) == ["zoe"]


def test_practice_tells_nobody() -> None:
    assert raised(replace(CRITICAL, practice=True)) == Outcome(state=replace(CRITICAL, practice=True))


def test_a_case_keeps_its_last_notices_and_all_that_nobody_answered() -> None:
    state = raised(seconds=-9_999).state
    for number in range(KEPT + 5):
        new = replace(state, reasons=(reason(f"r{number}"),))
        state = raised(new, notice=NoticeId(f"n{number}")).state
        if number:
            state = acknowledge(state, NoticeId(f"n{number}"), by=ROUTER, at=NOW).state
    assert len(state.notices) == KEPT
    assert {ONE, "n0"} <= {notice.id for notice in state.notices}


def test_slack_alone_is_the_organisations_own_channel_where_it_has_one() -> None:
    with_slack = replace(house(on_call=("cal",)), slack_webhook="https://hooks.example/T1")
    there = around(STAFF, with_slack, owner="olga")

    sent = raise_notice(CRITICAL, ONE, targets=("slack",), around=there, by=ROUTER)

    assert [effect.means for effect in sent.effects if isinstance(effect, SendNotice) and effect.person is None] == [
        Means.SLACK
    ]
    assert all(effect.person for effect in raised(CRITICAL, "slack").effects if isinstance(effect, SendNotice))
