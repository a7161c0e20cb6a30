"""Work is shared out in chunks, in order, and no more is read than keeps the processes busy."""

from collections.abc import Iterator

import pytest

from handrail_server.cli.laboratory.processes import worked, worthwhile

MANY = 5_000


def begin(_setting: int) -> None:
    """Nothing to make ready."""


@pytest.mark.parametrize("processes", [1, 2])
def test_what_comes_back_is_in_order_and_reading_waits_for_it(processes: int) -> None:
    read = 0

    def numbers() -> Iterator[int]:
        nonlocal read
        for number in range(MANY):
            read += 1
            yield number

    made = worked(sum, numbers(), begin=begin, setting=0, processes=processes, total=None)
    sums = [next(made)]
    assert read <= 50 * (4 * processes + 2)
    sums += made
    assert read == MANY
    assert sums == [sum(range(start, start + 50)) for start in range(0, MANY, 50)]


def test_a_small_file_is_worth_one_process() -> None:
    assert worthwhile(1) == worthwhile(599) == 1
    assert worthwhile(10**9) == worthwhile(None)
