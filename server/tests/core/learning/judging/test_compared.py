"""Two ways of judging side by side: nothing is called better that is not."""

import random

from handrail_server.core.learning.judging.compared import Judgings, compared

CHANCE = random.Random(3)
GROUPS = list(range(200))
GOLD = [number % 3 == 0 for number in GROUPS]
DRAWS = [CHANCE.choices(range(200), k=200) for _ in range(100)]
NOISE = [CHANCE.random() for _ in GROUPS]
GOOD = [min(1.0, max(0.0, 0.3 + 0.4 * yes + CHANCE.gauss(0, 0.15))) for yes in GOLD]


def test_what_knows_more_is_better_in_nearly_all_draws() -> None:
    figures, better = compared(Judgings(gold=GOLD, before=NOISE, after=GOOD, groups=GROUPS), DRAWS)
    auc = next(figure for figure in figures if figure.name == "auc")
    assert better == 1.0
    assert auc.before < 0.65
    assert auc.after > 0.9
    assert auc.before_between[0] < auc.before < auc.before_between[1]
    assert {figure.name for figure in figures} == {"f1", "auc", "ece", "needless_per_100"}


def test_the_same_way_twice_is_no_better() -> None:
    figures, better = compared(Judgings(gold=GOLD, before=GOOD, after=GOOD, groups=GROUPS), DRAWS)
    assert better == 0.5
    assert all(figure.before == figure.after for figure in figures)


def test_turns_of_one_conversation_are_no_independent_evidence() -> None:
    few = [number // 20 for number in GROUPS]
    draws = [CHANCE.choices(range(10), k=10) for _ in range(100)]
    wide, _ = compared(Judgings(gold=GOLD, before=NOISE, after=GOOD, groups=few), draws)
    narrow, _ = compared(Judgings(gold=GOLD, before=NOISE, after=GOOD, groups=GROUPS), DRAWS)
    assert all(figure.count == 200 for figure in (*wide, *narrow))
    assert wide[0].after != narrow[0].after, "the bar is chosen without the conversation's other turns"
