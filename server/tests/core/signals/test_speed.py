"""The budget of a turn: all signals in 0.20 ms of CPU for 100 characters, 0.4 ms for 600 (bench/signals.py)."""

import pytest

from bench.signals import measure

SLACK = 4
"""Against a machine that other work shares; the bench's own figures stand in docs/reference/performance.md."""


@pytest.mark.parametrize(("characters", "budget"), [(100, 0.20), (600, 0.40)])
def test_all_signals_stay_within_their_budget(characters: int, budget: float) -> None:
    assert measure(characters, turns=200).milliseconds < budget * SLACK
