"""One suite for every place where heavy work may run: this process, several, and a Ray cluster of this machine."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handrail_server.adapters.engine.on_ray import OnRay, is_installed
from handrail_server.adapters.engine.processes import Processes
from handrail_server.core.basics.errors import Invalid, Unavailable
from handrail_server.ports.engine import Engine, Work

MANY = 2_000
on_ray = (
    pytest.mark.prove,
    pytest.mark.skipif(not is_installed(), reason="the extra `ray` is not installed: make .venv/.ray"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # Ray's own processes and pipes, when its cluster ends
    pytest.mark.filterwarnings("ignore::FutureWarning"),  # of Ray to its users, about its next defaults
)
SEVERAL: dict[str, Callable[[], Engine]] = {
    "forked": lambda: Processes(2, start="fork"),
    "spawned": lambda: Processes(2, start="spawn"),
    "ray": lambda: OnRay(2),
}
ENGINES: dict[str, Callable[[], Engine]] = {"alone": lambda: Processes(1), **SEVERAL, "ray alone": lambda: OnRay(1)}


def named(engines: dict[str, Callable[[], Engine]]) -> list[object]:
    return [pytest.param(make, id=name, marks=on_ray if "ray" in name else ()) for name, make in engines.items()]


def add(to: int) -> Callable[[int], int]:
    return lambda number: number + to


def refuse(at: int) -> Callable[[int], int]:
    def look(number: int) -> int:
        if number >= at:
            raise Invalid(f"Line {number} is not JSON.", field="line", fix="Write one JSON object a line.")
        return number

    return look


def die(at: int) -> Callable[[int], int]:
    def look(number: int) -> int:
        if number == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    return look


def who(place: Path) -> Callable[[int], int]:
    """Answers who works, once two do: one alone could do all parts before the other has begun."""
    given_up = time.monotonic() + 60

    def look(_: int) -> int:
        (place / str(os.getpid())).touch()
        while len(list(place.iterdir())) < 2 and time.monotonic() < given_up:
            time.sleep(0.01)
        return os.getpid()

    return look


@pytest.mark.parametrize("make", named(ENGINES))
def test_every_part_is_answered_once_and_in_order(make: Callable[[], Engine]) -> None:
    assert list(make().each(Work(begin=add, setting=3), range(MANY))) == list(range(3, MANY + 3))
    assert list(make().each(Work(begin=add, setting=3), ())) == []


@pytest.mark.parametrize("make", named(ENGINES))
def test_no_more_is_taken_than_keeps_the_workers_busy(make: Callable[[], Engine]) -> None:
    taken = 0

    def numbers() -> Iterator[int]:
        nonlocal taken
        for number in range(MANY):
            taken += 1
            yield number

    made = make().each(Work(begin=add, setting=0), numbers())
    for told in range(50):
        next(made)
        assert taken <= told + 10
    assert len(list(made)) == MANY - 50


@pytest.mark.parametrize("make", named(ENGINES))
def test_what_the_work_refuses_is_refused_whole_and_the_first_is_named(make: Callable[[], Engine]) -> None:
    made = make().each(Work(begin=refuse, setting=40), range(MANY))
    with pytest.raises(Invalid, match="Line 40 is not JSON") as refused:
        list(made)
    assert (refused.value.field, refused.value.fix) == ("line", "Write one JSON object a line.")


@pytest.mark.parametrize("make", named(SEVERAL))
def test_a_worker_that_is_killed_ends_the_work_with_what_happened(make: Callable[[], Engine]) -> None:
    made = make().each(Work(begin=die, setting=40), range(MANY))
    found: list[int] = []
    with pytest.raises(Unavailable, match="ended in the middle of its work, so there is no result"):
        found.extend(made)


@pytest.mark.parametrize("make", named(SEVERAL))
def test_several_work_and_the_caller_is_none_of_them(make: Callable[[], Engine], tmp_path: Path) -> None:
    workers = set(make().each(Work(begin=who, setting=tmp_path), range(MANY)))
    assert len(workers) == 2
    assert os.getpid() not in workers


@pytest.mark.parametrize("make", named({"ray": lambda: OnRay(1)}))
def test_ray_listens_on_loopback_only_and_reports_nothing(make: Callable[[], Engine]) -> None:
    made = make().each(Work(begin=_listening, setting=0), range(1))
    (found,) = made
    assert found, "nobody listens: this looked at nothing"
    assert {line.rpartition(":")[0] for line in found} <= {"127.0.0.1", "[::ffff:127.0.0.1]", "[::1]"}
    assert os.environ["RAY_USAGE_STATS_ENABLED"] == "0"


def _listening(_setting: int) -> Callable[[int], list[str]]:
    return lambda _: [
        line.split()[3]
        for line in subprocess.run(["ss", "-ltnpH"], capture_output=True, text=True, check=True).stdout.splitlines()
        if any(name in line for name in ("ray", "gcs_server"))
    ]


@pytest.mark.skipif(is_installed(), reason="the extra `ray` is installed")
def test_without_the_extra_it_says_what_to_install() -> None:
    with pytest.raises(Unavailable, match="Ray is not installed"):
        OnRay()
