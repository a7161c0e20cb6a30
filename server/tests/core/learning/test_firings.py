"""Which rule fired where is counted from the heads of decisions alone."""

from handrail_server.core.basics.actors import system
from handrail_server.core.basics.facts import SubjectKind
from handrail_server.core.basics.ids import DecisionId, PolicyVersion, TurnNumber
from handrail_server.core.basics.time import DAY, At
from handrail_server.core.learning.firings import RECENT, Firings
from handrail_server.core.policy.decision import Decision, Reason, Strength, Trace, Verdict
from handrail_server.core.policy.recorded import decision_made
from server.tests.core.learning.given import Ledger

T0 = At(20_000 * DAY)


def a_reason(rule: str) -> Reason:
    return Reason(
        code=rule,
        strength=Strength.SOFT,
        verdict=Verdict.HAND_OVER,
        rule=f"organisation/{rule}",
        score=0.8,
        threshold=0.7,
        line="…",
    )


def counted(*decisions: tuple[int, str, tuple[str, ...]]) -> Firings:
    ledger, firings = Ledger(), Firings()
    for number, (day, conversation, rules) in enumerate(decisions):
        decision = Decision(
            id=DecisionId(f"d{number:05}"),
            turn=TurnNumber(1),
            verdict=Verdict.HAND_OVER if rules else Verdict.PROCEED,
            reasons=tuple(map(a_reason, rules)),
            trace=Trace(policy=PolicyVersion(3), scopes=()),
        )
        fact = decision_made(decision, (), by=system("policy"), at=At(T0 + day * DAY + number))
        ledger.write(SubjectKind.CONVERSATION, conversation, (fact,))
    for head in ledger.heads:
        firings.take(head, agent="shop", topic="orders" if head.subject.id == "c1" else None)
    return firings


def test_each_rule_is_counted_with_where_it_fired_and_whether_alone() -> None:
    firings = counted((0, "c1", ("churn", "vip")), (1, "c1", ("churn",)), (1, "c2", ("churn",)), (1, "c3", ()))
    churn, vip = firings.fired(None, None)
    assert (churn.rule, churn.times, churn.alone) == ("churn", 3, 2)
    assert churn.topics == (("orders", 2), ("", 1))
    assert (vip.rule, vip.times, vip.alone) == ("vip", 1, 0)
    (today,) = firings.fired(At(T0 + DAY), None)
    assert today.times == 2
    assert firings.fired(None, At(T0)) == ()


def test_the_newest_firings_come_first_and_the_oldest_are_only_counted() -> None:
    firings = counted(*((0, f"c{number}", ("churn",)) for number in range(RECENT + 5)))
    assert firings.fired(None, None)[0].times == RECENT + 5
    newest = firings.of_rule("churn", None, None)
    assert len(newest) == RECENT
    assert (newest[0].conversation, newest[0].score, newest[0].threshold, newest[0].policy) == (
        f"c{RECENT + 4}",
        0.8,
        0.7,
        3,
    )
    assert firings.of_rule("vip", None, None) == ()
