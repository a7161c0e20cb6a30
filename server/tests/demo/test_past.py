"""The fortnight before the demo: it goes through the real flows, in the order of time, and leaves nobody waiting."""

import json
from collections import Counter
from dataclasses import replace

from handrail_server.cli.replay.clock import RecordedClock, Time
from handrail_server.core.basics.time import DAY, At
from handrail_server.core.cases.case import CaseKind, CaseState
from handrail_server.core.cases.moves import is_open
from handrail_server.demo.past import DAYS, live_through
from handrail_server.demo.places import ORG
from handrail_server.demo.seed import seed
from handrail_server.ports.reading import CaseFilter
from server.tests.house import MONDAY, a_house

UNTIL = At(MONDAY + 30 * DAY)


async def test_a_fortnight_has_resolved_cases_decided_approvals_and_nothing_left_waiting() -> None:
    clock = RecordedClock(At(UNTIL - (DAYS + 1) * DAY))
    house = replace(await a_house(), clock=clock)
    await seed(house, now=UNTIL)

    conversations = await live_through(house, Time(house, clock).pass_until, until=UNTIL)

    cases = (await house.library.cases(ORG, CaseFilter(), limit=200)).items
    ends = Counter((case.kind, case.state) for case in cases)
    assert conversations > 60
    assert not [case.id for case in cases if is_open(case)]
    assert ends[CaseKind.HAND_OVER, CaseState.CLOSED] >= 10
    assert ends[CaseKind.APPROVAL, CaseState.APPROVED] + ends[CaseKind.APPROVAL, CaseState.REJECTED] >= 2
    assert clock.now() == UNTIL


async def test_it_happens_in_the_order_of_time() -> None:
    clock = RecordedClock(At(UNTIL - (DAYS + 1) * DAY))
    house = replace(await a_house(), clock=clock)
    await seed(house, now=UNTIL)
    await live_through(house, Time(house, clock).pass_until, until=At(UNTIL - 11 * DAY))

    commits = await house.scribe.unplaced(limit=100_000)
    times = [json.loads(entry.head)["at"] for _, entries in commits for entry in entries]

    assert len(times) > 200
    assert times == sorted(times)
