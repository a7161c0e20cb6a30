"""Four weeks of work before the demo begins, so that measures, history and search have something to show.

Nothing here is drawn by hand: every conversation goes through the flows that a real one goes through, in the order of
time, on a clock that runs from four weeks ago until now; deadlines fall due on the way.
"""

import heapq
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from itertools import count
from random import Random
from typing import Final

from handrail_server.core.basics.ids import CaseId, ConversationId, CustomerId
from handrail_server.core.basics.time import DAY, HOUR, MINUTE, SECOND, At
from handrail_server.core.policy.decision import Verdict
from handrail_server.demo.choices import choose
from handrail_server.demo.colleagues import answered_by, caller, checked_by, decided_by
from handrail_server.demo.customers import MEMBERS
from handrail_server.demo.doubts import CHECKED, TAUGHT
from handrail_server.demo.looking_back import SUPERVISOR, look_back
from handrail_server.demo.playing import Playing
from handrail_server.demo.talks import CALM, REFUNDS, STORIES, TROUBLE, Act, Line, Talk
from handrail_server.flows.steer import hold_replies
from handrail_server.house.house import House
from handrail_server.house.judgement import Judgement

DAYS: Final = 28
A_DAY: Final = (3, 6)
"""Conversations of a day: at least, at most."""
OPENS: Final = 8
CLOSES: Final = 18
EVENING: Final = 20
_RATED: Final = 0.5
"""So many customers say afterwards how it was."""
_GUESTS: Final = 0.4
_LOOKED_AT: Final = 0.25
"""Of everyday conversations, the share whose replies a supervisor holds and reads before they are said."""
_CALM: Final = frozenset(talk.name for talk in CALM)
_KINDS: Final = (CALM, CHECKED, TROUBLE, TAUGHT, REFUNDS, STORIES)
_WEIGHTS: Final = (54, 11, 15, 7, 6, 7)

Pass = Callable[[At], Awaitable[None]]
"""Lets time pass until a moment, with all that falls due on the way."""


async def live_through(house: House, pass_until: Pass, *, until: At, seed: int = 53) -> int:
    """Play the four weeks before `until` in a house whose clock `pass_until` moves; how many conversations it had.

    The same seed gives the same weeks.
    """
    playing = Playing(house)
    random = Random(seed)  # noqa: S311  the demo's dice, no secret
    order = count()
    plan = [(begins, ConversationId(f"past-{n:03}"), talk) for n, (begins, talk) in enumerate(_plan(until, random))]
    first = until // DAY * DAY - DAYS * DAY
    waiting = [(begins, next(order), _episode(playing, talk, name, random)) for begins, name, talk in plan]
    waiting.append((At(first + 7 * HOUR), next(order), choose(house)))
    talks = {name: talk for _, name, talk in plan}
    waiting.append((At(first + EVENING * HOUR), next(order), look_back(house, talks, until=until)))
    heapq.heapify(waiting)
    while waiting:
        at, _, episode = heapq.heappop(waiting)
        await pass_until(at)
        pause = await anext(episode, None)
        if pause is not None and at + pause < until:
            heapq.heappush(waiting, (At(at + pause), next(order), episode))
    await pass_until(until)
    return len(plan)


def _plan(until: At, random: Random) -> Iterator[tuple[At, Talk]]:
    """When which talk begins: mostly calm ones, at the hours of the day."""
    today = until // DAY * DAY
    for back in range(DAYS, 0, -1):
        for _ in range(random.randint(*A_DAY)):
            begins = today - back * DAY + random.randint(OPENS * HOUR, CLOSES * HOUR)
            yield At(begins), of_somebody(random.choice(random.choices(_KINDS, weights=_WEIGHTS)[0]), random)


def of_somebody(talk: Talk, random: Random) -> Talk:
    """Most customers are signed in."""
    if talk.customer is not None or random.random() < _GUESTS:
        return talk
    return replace(talk, customer=CustomerId(random.choice(tuple(MEMBERS))))


async def _episode(playing: Playing, talk: Talk, name: ConversationId, random: Random) -> AsyncIterator[int]:
    """One conversation from its first word to its end; yields how long to wait before what comes next."""
    case, known = None, None
    looked_at = talk.name in _CALM and random.random() < _LOOKED_AT
    for line in talk.lines:
        case = (await playing.customer(talk, name, line.said)).case
        if looked_at and case is None:
            await hold_replies(playing.house, caller(SUPERVISOR), name)
            looked_at = False
        yield random.randint(2, 8) * SECOND
        if case is None:
            known = await playing.taught(talk, line)
            judged = await playing.agent(talk, name, known or line)
            yield random.randint(15, 90) * SECOND
            case = await _unless_held(playing, judged, line, random)
        if case is not None or known is not None:
            break
    if talk.act is not None and case is None:
        async for pause in _acted(playing, talk.act, talk, name, random):
            yield pause
    if case is not None:
        yield random.randint(20, 400) * SECOND
        async for pause in answered_by(playing, case, talk, random):
            yield pause
    async for pause in _goodbye(playing, talk, name, random):
        yield pause


async def _unless_held(playing: Playing, judged: Judgement, line: Line, random: Random) -> CaseId | None:
    """The case where a person takes over; a reply that was only held is looked at and goes out."""
    if judged.case is None or judged.decision is None or judged.decision.verdict is not Verdict.HOLD:
        return judged.case
    await checked_by(playing, judged.case, line.instead, random)
    return None


async def _goodbye(playing: Playing, talk: Talk, name: ConversationId, random: Random) -> AsyncIterator[int]:
    """Some say how it was; then they are gone."""
    if random.random() < _RATED:
        yield random.randint(1, 30) * MINUTE
        await playing.rate(talk, name, max(1, min(5, talk.satisfied + random.choice((-1, 0, 0, 0, 1)))))
    yield random.randint(5, 60) * MINUTE
    await playing.leave(name)


async def _acted(playing: Playing, act: Act, talk: Talk, name: ConversationId, random: Random) -> AsyncIterator[int]:
    """The agent wants to act; somebody is asked where it may not by itself."""
    approval = await playing.act(talk, name, act)
    if approval is not None:
        yield random.randint(2, 25) * MINUTE
        await decided_by(playing, approval, approves=act.fits and random.random() < 0.8)
        yield 20 * SECOND
        await playing.run_approved(name)
