"""Law 1 under fire: takeovers against replies in flight, over HTTP; and a control that must leak, or it is no proof.

`make test` runs a seeded sample, `make prove` ten thousand takeovers. Each prints its figures.
"""

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter

import pytest

from handrail_server.config import Config
from handrail_server.demo.places import ORG
from handrail_server.main import open_house
from handrail_server.ports.reading import Head
from server.tests.acceptance.raced_server import prepare, raced
from server.tests.acceptance.read_then_send import read_then_send
from server.tests.acceptance.takeover_race import Moment, Race, thinking_agent

SAMPLE, ON_SQLITE, ON_POSTGRES = 60, 5_000, 5_000
CONTROL = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What the facts say of a race."""

    verbs: Counter[str]
    leased_after: int
    """Calls of the agent that took their lease while a person had the floor: leaks."""


@pytest.mark.parametrize(
    "takeovers", [SAMPLE, pytest.param(ON_SQLITE, marks=pytest.mark.prove)], ids=["sample", "at length"]
)
async def test_no_takeover_is_overtaken_on_sqlite(
    tmp_path: Path, takeovers: int, capsys: pytest.CaptureFixture[str]
) -> None:
    await _proved(tmp_path, None, takeovers, processes=1, capsys=capsys)


@pytest.mark.postgres
@pytest.mark.parametrize(
    "takeovers", [SAMPLE, pytest.param(ON_POSTGRES, marks=pytest.mark.prove)], ids=["sample", "at length"]
)
async def test_no_takeover_is_overtaken_with_two_processes_on_postgres(
    tmp_path: Path, postgres_dsn: str, takeovers: int, capsys: pytest.CaptureFixture[str]
) -> None:
    await _proved(tmp_path, postgres_dsn, takeovers, processes=2, capsys=capsys)


async def test_a_gateway_that_reads_and_then_sends_leaks(capsys: pytest.CaptureFixture[str]) -> None:
    async with thinking_agent(7) as agent, read_then_send(agent) as side:
        race = Race(side=side, agent=agent, random=Random(7))
        await race.run(takeovers=CONTROL, at_once=40)
    with capsys.disabled():
        sys.stdout.write(f"\ncontrol (read, then send): {len(race.taken_at):,} takeovers, {len(race.leaks)} leaks\n")
    assert race.leaks, "the harness sees no leak where there must be some: it proves nothing"
    assert not race.lost()


async def _proved(
    data: Path, database: str | None, takeovers: int, *, processes: int, capsys: pytest.CaptureFixture[str]
) -> None:
    started = perf_counter()
    async with thinking_agent(takeovers) as agent:
        prepared = await prepare(data, database, agent.url)
        async with raced(prepared, processes=processes) as side:
            race = Race(side=side, agent=agent, random=Random(takeovers))
            await race.run(takeovers=takeovers, at_once=min(64, takeovers // 3))
    ledger = await _ledger(data, database)
    with capsys.disabled():
        where = "SQLite" if database is None else f"PostgreSQL, {processes} processes"
        sys.stdout.write(_figures(race, ledger, where, started))
    assert len(race.taken_at) >= takeovers
    assert race.leaks == []
    assert ledger.leased_after == 0
    assert race.lost() == []
    assert all(race.moments[moment] for moment in Moment), "a takeover came at each stage of an answer"
    assert race.told >= takeovers / 4, "many answers must have been faster"
    late = ledger.verbs["TurnRefused"], ledger.verbs["MessageWithdrawn"]
    assert all(late) if takeovers > SAMPLE else any(late), "and some came too late, or were caught in the outbox"


def _figures(race: Race, ledger: Ledger, where: str, started: float) -> str:
    verbs = ledger.verbs
    people = sum(len(said) for said in race.words.values())
    moments = ", ".join(f"{moment} {race.moments[moment]:,}" for moment in Moment)
    return (
        f"\n{where}: {len(race.taken_at):,} takeovers against replies in flight in {perf_counter() - started:.0f} s "
        f"({moments}); leaked words {len(race.leaks)}, leaked actions {ledger.leased_after}; "
        f"words of people lost {len(race.lost())} of {people:,}; answers out before the takeover {race.told:,}, "
        f"kept as drafts {verbs['TurnRefused']:,}, withdrawn before sending {verbs['MessageWithdrawn']:,}; "
        f"calls leased {verbs['ActionLeased']:,}, refused {verbs['ActionRefused']:,}; never asked {race.unasked}\n"
    )


async def _ledger(data: Path, database: str | None) -> Ledger:
    """The facts in the order in which they were committed: numbers follow versions, and a lease locks the floor."""
    verbs: Counter[str] = Counter()
    floor: dict[str, bool] = {}
    of: dict[str, str] = {}
    late = 0
    async with open_house(Config(data=data, database=database, worker=False)) as opened:
        after = -1
        while heads := await opened.house.library.heads(ORG, after=after, limit=500):
            for head in heads:
                after = head.number if head.number is not None else after
                verbs[head.verb] += 1
                late += _is_late(head, floor, of)
    return Ledger(verbs=verbs, leased_after=late)


def _is_late(head: Head, floor: dict[str, bool], of: dict[str, str]) -> bool:
    match head.verb:
        case "FloorTaken" | "FloorGiven":
            floor[head.subject.id] = head.data["holder"] == "person"
        case "ActionProposed":
            of[head.subject.id] = str(head.data["conversation"])
        case "ActionLeased":
            return head.data["approval"] is None and floor.get(of[head.subject.id], False)
        case _:
            pass
    return False
