"""An organisation's own data promises no more than it can: escalations are labelled by choice, the sample is random."""

from decimal import Decimal
from random import Random
from statistics import fmean

import pytest

from handrail_server.core.learning.tuning.choosing import Chosen, Uncertified, by_errors
from handrail_server.core.learning.tuning.own import Way, Wish, choose
from handrail_server.core.learning.tuning.strata import Strata, bound, weighed
from handrail_server.core.learning.tuning.tried import Tried, counted, scale_of

DELTA = 0.1
ALPHA = 0.05
SCALE = scale_of(below=True)
IN_FORCE = 0.6
"""The threshold under which the conversations were held."""


def wish(way: Way, *, alpha: float = ALPHA, delta: float = DELTA) -> Wish:
    return Wish(way=way, alpha=alpha, delta=delta, error=Decimal(60), person=Decimal(15))


def held(random: Random, n: int) -> list[tuple[float, bool]]:
    """Confidence, and whether a person was needed: the agent is right as often as its confidence says."""
    found = []
    for _ in range(n):
        confidence = random.random() ** 0.4
        found.append((confidence, random.random() > confidence))
    return found


def reaches(confidence: float) -> int:
    return 100 - int(confidence * 100)


def drawn(random: Random, talks: list[tuple[float, bool]], *, share: float) -> Strata:
    """What people said of them: of the escalations mostly the avoidable ones, of the rest whatever the draw took."""
    escalated, sample, alone = [], [], 0
    for number, (confidence, needed) in enumerate(talks):
        each = Tried(id=str(number), reaches=reaches(confidence), needed=needed)
        if confidence < IN_FORCE:
            said = random.random() < (0.3 if needed else 0.9)
            escalated.append(each if said else Tried(id=each.id, reaches=each.reaches))
        else:
            alone += 1
            if random.random() < share:
                sample.append(each)
    return Strata(escalated=escalated, sample=sample, alone=alone)


def rate(talks: list[tuple[float, bool]], at: float, *, needless: bool = False) -> float:
    """What this number would really have done wrong."""
    if needless:
        return fmean(confidence < at and not needed for confidence, needed in talks)
    return fmean(confidence >= at and needed for confidence, needed in talks)


@pytest.mark.parametrize("draws", [100, pytest.param(500, marks=pytest.mark.prove)])
def test_promises_hold_where_labels_and_sample_in_one_pot_break_theirs(draws: int) -> None:
    random = Random(4)
    broken = dict.fromkeys(("errors", "needless", "cost", "one pot"), 0)
    kept: list[float] = []
    for _ in range(draws):
        talks = held(random, 1_500)
        strata = drawn(random, talks, share=0.3)
        for way, alpha in (("errors", 0.1), ("needless", 0.5)):
            chosen = choose(SCALE, strata, wish(way, alpha=alpha))  # type: ignore[arg-type]  # two of the three
            if isinstance(chosen, Chosen):
                broken[way] += rate(talks, chosen.count.at, needless=way == "needless") > alpha
                kept += [rate(talks, chosen.count.at)] if way == "errors" else []
        cheapest = choose(SCALE, strata, wish("cost"))
        assert isinstance(cheapest, Chosen)
        broken["cost"] += rate(talks, cheapest.count.at) > cheapest.certificates[0].bound
        pot = by_errors(counted(SCALE, (*strata.escalated, *strata.sample)), alpha=0.1, delta=DELTA)
        broken["one pot"] += isinstance(pot, Chosen) and rate(talks, pot.count.at) > 0.1
    allowed = DELTA * draws
    assert max(broken["errors"], broken["needless"], broken["cost"]) <= allowed
    assert broken["one pot"] > 3 * allowed
    assert len(kept) > 0.9 * draws
    assert fmean(kept) > 0.05  # kept by choosing well, and not by asking a person every time


def test_each_conversation_stands_for_as_many_as_its_chance_says() -> None:
    random, scale = Random(7), (0.9, 0.6)
    totals: list[tuple[float, float, float]] = []
    for _ in range(200):
        talks = held(random, 2_000)
        found, _ = weighed(scale, _all_labelled(drawn(random, talks, share=0.05), talks, scale))
        truth = 2_000 * rate(talks, 0.9), 2_000 * rate(talks, 0.9, needless=True)
        totals.append((found.count.missed - truth[0], found.count.needless - truth[1], truth[1]))
    missed, needless, many = (fmean(column) for column in zip(*totals, strict=True))
    assert abs(missed) < 8
    assert abs(needless) < 0.02 * many


def _all_labelled(strata: Strata, talks: list[tuple[float, bool]], scale: tuple[float, ...]) -> Strata:
    def labelled(each: Tried) -> Tried:
        confidence, needed = talks[int(each.id)]
        return Tried(id=each.id, reaches=sum(confidence < at for at in scale), needed=needed)

    return Strata(
        escalated=[labelled(each) for each in strata.escalated],
        sample=[labelled(each) for each in strata.sample],
        alone=strata.alone,
    )


def test_an_escalation_without_a_label_counts_against_the_promise() -> None:
    sample = [Tried(id=f"s{number}", reaches=0, needed=False) for number in range(300)]
    labelled = [Tried(id=f"e{number}", reaches=1, needed=False) for number in range(100)]
    silent = [Tried(id=each.id, reaches=1) for each in labelled]
    scale = (0.9, 0.5)
    known, unknown = (Strata(escalated=each, sample=sample, alone=900) for each in (labelled, silent))
    assert weighed(scale, known)[1].errors.certain == 0
    assert weighed(scale, unknown)[1].errors.certain == 100
    assert bound(weighed(scale, unknown)[1].errors, unknown, 0.05) > 0.1
    assert bound(weighed(scale, known)[1].errors, known, 0.05) == pytest.approx(0.9 * (1 - 0.05 ** (1 / 300)))


@pytest.mark.parametrize(
    ("strata", "said"),
    [
        (Strata(escalated=[], sample=[], alone=50), "No conversation that the agent handled alone was judged"),
        (
            Strata(escalated=[Tried(id="e", reaches=1)], sample=[Tried(id="s", reaches=0, needed=False)], alone=9),
            "None of 1 escalations is labelled",
        ),
        (
            Strata(
                escalated=[Tried(id="e", reaches=1, needed=True)] * 9,
                sample=[Tried(id="s", reaches=0, needed=False)] * 20,
                alone=991,
            ),
            "20 judged conversations of the audit sample cannot show a rate of at most 5 in 100, 90 % sure, whatever",
        ),
        (
            Strata(
                escalated=[Tried(id="e", reaches=1, needed=True)] * 9,
                sample=[Tried(id="s", reaches=0, needed=True)] * 60,
                alone=991,
            ),
            "60 judged conversations of the audit sample 60 went wrong even so",
        ),
        (
            Strata(
                escalated=[Tried(id="e", reaches=1, needed=True)] * 9,
                sample=[Tried(id="s", reaches=2, needed=False)] * 60,
                alone=991,
            ),
            "",
        ),
    ],
)
def test_what_cannot_be_promised_is_refused_with_the_reason(strata: Strata, said: str) -> None:
    found = choose((0.9, 0.5), strata, wish("errors"))
    if said:
        assert isinstance(found, Uncertified)
        assert said in found.because
    else:
        assert isinstance(found, Chosen)
        assert found.count.at == 0.5
