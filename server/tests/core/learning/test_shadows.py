"""What a version would have decided in the shadow is counted from heads alone."""

from handrail_server.core.basics.actors import system
from handrail_server.core.basics.facts import SubjectKind
from handrail_server.core.basics.ids import DecisionId
from handrail_server.core.basics.time import DAY, At
from handrail_server.core.learning.shadows import RECENT, Shadows
from handrail_server.core.turns.facts import ShadowDecided
from server.tests.core.learning.given import Ledger

T0 = At(20_000 * DAY)


def counted(*decisions: tuple[str, str, str], version: int = 2, blind: tuple[str, ...] = ()) -> Shadows:
    """Conversation, verdict that was made, verdict in the shadow."""
    ledger, shadows = Ledger(), Shadows()
    for number, (conversation, made, shadow) in enumerate(decisions):
        fact = ShadowDecided(
            by=system("policy"),
            at=At(T0 + number),
            decision=DecisionId(f"d{number}"),
            number=number,
            policy=version,
            verdict=shadow,
            route=None,
            reasons=("churn",) if shadow != "proceed" else (),
            made=made,
            otherwise=made != shadow,
            blind=blind,
        )
        ledger.write(SubjectKind.CONVERSATION, conversation, (fact,))
    for head in ledger.heads:
        shadows.take(head)
    return shadows


def test_conversations_are_counted_once_however_often_they_are_escalated() -> None:
    shadow = counted(
        ("c1", "proceed", "hand_over"), ("c1", "proceed", "hand_over"), ("c2", "hand_over", "proceed"),
        ("c3", "hold", "hold"),
    ).of(2)  # fmt: skip
    assert shadow is not None
    assert (shadow.decisions, len(shadow.conversations), shadow.blind) == (4, 3, 0)
    assert (shadow.escalated_before, shadow.escalated, shadow.changed) == ({"c2"}, {"c1"}, {"c1", "c2"})
    assert [(each.conversation, each.made, each.shadow, each.reasons) for each in shadow.recent][1:] == [
        ("c1", "proceed", "hand_over", ("churn",)),
        ("c2", "hand_over", "proceed", ()),
    ]
    assert (shadow.since, shadow.until) == (T0, T0 + 3)


def test_only_the_newest_can_be_looked_at_and_versions_are_apart() -> None:
    shadows = counted(*((f"c{number}", "proceed", "hold") for number in range(RECENT + 5)), blind=("vip",))
    shadow = shadows.of(2)
    assert shadow is not None
    assert (len(shadow.recent), shadow.decisions, shadow.blind) == (RECENT, RECENT + 5, RECENT + 5)
    assert shadows.of(3) is None
