"""The weeks before the demo: they go through the real flows, in the order of time, and leave nobody waiting."""

import json
from collections import Counter
from dataclasses import replace

from handrail_server.cli.replay.clock import RecordedClock, Time
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.basics.time import DAY, At
from handrail_server.core.cases.case import CaseKind, CaseState
from handrail_server.core.cases.moves import is_open
from handrail_server.core.learning.confidence import FEWEST
from handrail_server.core.learning.lesson import LessonState
from handrail_server.core.policy.life import PolicyLife, VersionState
from handrail_server.core.routing.queue import Organisation
from handrail_server.demo.choices import CANNED, TARGETS
from handrail_server.demo.doubts import TAUGHT
from handrail_server.demo.past import DAYS, live_through
from handrail_server.demo.places import ORG
from handrail_server.demo.seed import seed
from handrail_server.house.house import House
from handrail_server.ports.reading import CaseFilter
from server.tests.house import MONDAY, a_house

UNTIL = At(MONDAY + 30 * DAY)


async def lived(until: At = UNTIL) -> tuple[House, int]:
    """The house after its past, and how many conversations that had."""
    clock = RecordedClock(At(UNTIL - (DAYS + 1) * DAY))
    house = replace(await a_house(), clock=clock)
    await seed(house, now=UNTIL)
    return house, await live_through(house, Time(house, clock).pass_until, until=until)


async def heads(house: House) -> list[dict[str, object]]:
    commits = await house.scribe.unplaced(limit=100_000)
    return [json.loads(entry.head) for _, entries in commits for entry in entries]


async def test_the_weeks_before_have_resolved_cases_decided_approvals_and_nothing_left_waiting() -> None:
    house, conversations = await lived()

    cases = (await house.library.cases(ORG, CaseFilter(), limit=200)).items
    ends = Counter((case.kind, case.state) for case in cases)
    assert conversations > 100
    assert not [case.id for case in cases if is_open(case)]
    assert ends[CaseKind.HAND_OVER, CaseState.CLOSED] >= 10
    assert ends[CaseKind.APPROVAL, CaseState.APPROVED] >= 2
    assert ends[CaseKind.APPROVAL, CaseState.REJECTED] >= 1
    assert house.clock.now() == UNTIL


async def test_every_page_finds_something_to_show() -> None:
    house, _ = await lived()

    organisation = (await house.journal.load(ORG, Organisation, ORG)).state
    life = (await house.journal.load(ORG, PolicyLife, ORG)).state
    cases = (await house.library.cases(ORG, CaseFilter(), limit=200)).items
    adopted = (await house.library.lessons(ORG, LessonState.ADOPTED)).items
    verbs = Counter(head["fact"] for head in await heads(house))

    assert (organisation.targets, len(organisation.canned)) == (TARGETS, len(CANNED))
    assert [line.state for line in life.versions] == [VersionState.RETIRED, VersionState.PUBLISHED, VersionState.DRAFT]
    assert life.shadow == life.versions[-1].version
    assert verbs["ShadowDecided"] > 50
    assert verbs["ThresholdAdopted"] >= 2
    assert {lesson.answer for lesson in adopted} >= {talk.lesson for talk in TAUGHT}
    assert (await house.library.lessons(ORG, LessonState.DRAFTED)).items
    assert any(case.document is not None and case.document.verification for case in cases)
    assert verbs["SampleJudged"] >= 1
    assert min(verbs["ReplyLabelled"], verbs["CaseLabelled"]) >= 3
    assert sum(case.state is CaseState.RELEASED for case in cases) >= FEWEST


async def test_what_the_agent_was_taught_it_says_by_itself_from_then_on() -> None:
    house, _ = await lived()

    told = {talk.lesson for talk in TAUGHT}
    said = [
        each.turn.text for n in range(200) for each in await house.library.turns(ORG, ConversationId(f"past-{n:03}"))
    ]

    assert any(text in told for text in said)


async def test_it_happens_in_the_order_of_time() -> None:
    house, _ = await lived(At(UNTIL - 24 * DAY))

    times = [int(str(head["at"])) for head in await heads(house)]

    assert len(times) > 200
    assert times == sorted(times)
