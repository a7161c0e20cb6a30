"""A decision becomes a fact: scores in the head, words in the body."""

from handrail_server.core.basics.actors import system
from handrail_server.core.basics.ids import DecisionId, PolicyVersion, TurnNumber
from handrail_server.core.policy.decision import Decision, Reason, Strength, Trace, Verdict
from handrail_server.core.policy.recorded import record_decision
from handrail_server.core.signals.signal import Evidence, Signal
from handrail_server.core.turns.facts import DecisionMade
from handrail_server.ledger.shape import shape
from server.tests.core.turns.stories import T0, a_conversation

QUOTE = "I will sue you"


def a_decision() -> Decision:
    reason = Reason(
        code="legal_threat",
        strength=Strength.HARD,
        verdict=Verdict.HAND_OVER,
        rule="legal",
        score=0.95,
        threshold=0.5,
        line="The customer threatens with legal action (0.95).",
        signals=("legal_threat",),
        evidence=(Evidence(turn=TurnNumber(1), start=0, end=14, value=QUOTE), Evidence(fact="customer.tier")),
        critical=True,
    )
    return Decision(
        id=DecisionId("d1"),
        turn=TurnNumber(1),
        verdict=Verdict.HAND_OVER,
        reasons=(reason,),
        route="legal",
        trace=Trace(policy=PolicyVersion(3), scopes=("organisation",), blind=("health",)),
    )


def test_scores_stand_in_the_head_and_quotes_in_the_body() -> None:
    signal = Signal(name="legal_threat", score=0.95, detector="legal@1")
    conversation = a_conversation()
    outcome = record_decision(conversation, a_decision(), (signal,), by=system("policy"), at=T0)
    assert outcome.state == conversation
    fact = outcome.facts[0]
    assert isinstance(fact, DecisionMade)
    assert (fact.verdict, fact.policy, fact.route, fact.blind) == ("hand_over", 3, "legal", ("health",))
    assert (fact.reasons[0].code, fact.reasons[0].score, fact.reasons[0].critical) == ("legal_threat", 0.95, True)
    assert (fact.signals[0].detector, fact.signals[0].reading) == ("legal@1", "read")
    assert fact.explained[0].quotes == (QUOTE,)
    assert set(shape(DecisionMade).body) == {"explained", "say"}
