"""A case takes its steps: what is recorded, who is told, and what the customer hears."""

from dataclasses import replace

from handrail_server.core.basics.facts import Fact
from handrail_server.core.basics.ids import NoticeId, TurnId, TurnNumber
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.cases.case import Case, CaseKind, CaseState, HeldReply
from handrail_server.core.cases.effects import TellCustomer
from handrail_server.core.cases.facts import (
    CaseAddressed,
    CaseEscalated,
    CaseLanded,
    ContactPromised,
    TargetsExhausted,
)
from handrail_server.core.policy.route import Landing, LandingKind, SkillNeed, Target, TargetKind
from handrail_server.core.routing.facts import DemandsWidened, NoticeRaised
from handrail_server.core.routing.landing import StepKind
from handrail_server.core.routing.needs import ANY_LANGUAGE
from handrail_server.core.routing.notice import SendNotice
from handrail_server.core.routing.reroute import EXHAUSTED, enter, go_on
from server.tests.core.routing.given import (
    CARE,
    NOW,
    ROUTER,
    SALES,
    TO_CARE,
    TO_SALES,
    after,
    around,
    boss,
    case,
    house,
    item,
    queue,
    rep,
    route,
)

ANA, BEN = rep("ana"), rep("ben", queues=(SALES,))
TWO = house(queue(), queue(SALES))
OWNER = Target(kind=TargetKind.ACCOUNT_OWNER)
NOTICE = NoticeId("notice_1")


def kinds(outcome: Outcome[Case]) -> list[type[Fact]]:
    return [type(fact) for fact in outcome.facts]


def told(outcome: Outcome[Case]) -> list[str | None]:
    return [effect.person for effect in outcome.effects if isinstance(effect, SendNotice)]


def test_a_case_whose_queue_is_staffed_enters_without_a_word() -> None:
    entered = enter(case(), around([ANA]), notice=NOTICE, by=ROUTER)
    assert entered.outcome == Outcome(state=case())
    assert entered.step.queue == CARE


def test_a_case_for_the_account_owner_is_bound_to_them_and_they_are_told() -> None:
    new = replace(case(work=item(OWNER)), route=route(OWNER), queue=None)
    outcome = enter(new, around([ANA, BEN], TWO, owner="ben"), notice=NOTICE, by=ROUTER).outcome
    assert kinds(outcome) == [CaseAddressed, NoticeRaised]
    assert (outcome.state.queue, outcome.state.item.preferred) == (SALES, "ben")
    assert told(outcome) == ["ben"]


def test_a_case_whose_target_is_closed_enters_elsewhere_and_the_customer_is_not_told_twice() -> None:
    new = replace(case(), route=route(TO_CARE, TO_SALES))
    outcome = enter(new, around([BEN], TWO), notice=NOTICE, by=ROUTER).outcome
    assert kinds(outcome) == [CaseEscalated]
    assert (outcome.state.queue, outcome.effects) == (SALES, ())


def test_a_case_that_nobody_could_take_lands_at_once_with_its_promise() -> None:
    outcome = enter(case(), around([]), notice=NOTICE, by=ROUTER).outcome
    assert kinds(outcome) == [ContactPromised]
    assert outcome.state.promised_for == after(86_400)


def test_going_on_moves_the_case_and_the_customer_hears_of_it() -> None:
    waiting = replace(case(), route=route(TO_CARE, TO_SALES))
    went = go_on(waiting, around([ANA, BEN], TWO), notice=NOTICE, by=ROUTER)
    assert kinds(went.outcome) == [CaseEscalated]
    assert [type(effect) for effect in went.outcome.effects] == [TellCustomer]
    assert went.outcome.state.item.target == TO_SALES
    assert went.outcome.state.item.target_accept_at == after(120)
    assert went.outcome.state.item.requested_at == NOW


def test_widening_starts_anew_where_the_case_is() -> None:
    work = replace(item(), language="fr", skills=(SkillNeed(skill="gold", drop_after=9_999),))
    waiting = case(work=work)
    staff = [replace(ANA, languages=("fr",)), replace(rep("zoe"), languages=("de",))]
    went = go_on(waiting, around(staff), notice=NOTICE, by=ROUTER)
    assert went.step.kind is StepKind.WIDEN
    assert kinds(went.outcome) == [CaseEscalated, DemandsWidened]
    assert (went.outcome.state.item.skills, went.outcome.state.item.language) == ((), "fr")
    further = go_on(went.outcome.state, around(staff), notice=NOTICE, by=ROUTER)
    assert further.outcome.state.item.language == ANY_LANGUAGE
    last = go_on(further.outcome.state, around(staff), notice=NOTICE, by=ROUTER)
    assert last.step.kind is StepKind.LAND


def test_those_on_call_are_paged() -> None:
    org = house(queue(), on_call=("cal",))
    went = go_on(case(), around([ANA, replace(rep("cal"), queues=())], org), notice=NOTICE, by=ROUTER)
    assert went.step.kind is StepKind.ON_CALL
    assert told(went.outcome) == ["cal"]
    assert went.outcome.state.queue == CARE


def test_the_ladder_of_a_hand_over_may_end_with_the_agent() -> None:
    back = replace(case(), route=replace(route(), landing=Landing(kind=LandingKind.HAND_BACK)))
    went = go_on(back, around([ANA]), notice=NOTICE, by=ROUTER)
    assert kinds(went.outcome) == [CaseLanded]
    assert went.outcome.state.state is CaseState.LANDED


def test_a_review_that_nobody_takes_waits_for_its_expiry_and_a_supervisor_is_told() -> None:
    held = HeldReply(turn=TurnNumber(1), turn_id=TurnId("t1"), text="…", epoch=1, expires_at=after(600))
    review = replace(case(), kind=CaseKind.REVIEW, held=held)
    went = go_on(review, around([ANA, boss("sue")]), notice=NOTICE, by=ROUTER)
    assert kinds(went.outcome) == [TargetsExhausted, NoticeRaised]
    assert told(went.outcome) == ["sue"]
    assert went.outcome.state.notices[0].reasons == (EXHAUSTED,)


def test_a_critical_case_tells_supervisor_and_account_owner_at_once() -> None:
    entered = enter(
        case(severity="critical"), around([ANA, boss("sue"), BEN], TWO, owner="ben"), notice=NOTICE, by=ROUTER
    )
    assert told(entered.outcome) == ["sue", "ben"]
