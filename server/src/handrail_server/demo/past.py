"""Two weeks of work before the demo begins, so that measures, history and search have something to show.

Nothing here is drawn by hand: every conversation goes through the flows that a real one goes through, in the order of
time, on a clock that runs from a fortnight ago until now; deadlines fall due on the way.
"""

import heapq
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from itertools import count
from random import Random
from typing import Final

from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.basics.time import DAY, HOUR, MINUTE, SECOND, At
from handrail_server.demo.colleagues import answered_by, decided_by
from handrail_server.demo.playing import Playing
from handrail_server.demo.talks import CALM, REFUNDS, STORIES, TROUBLE, Talk
from handrail_server.house.house import House

DAYS: Final = 14
A_DAY: Final = (5, 8)
"""Conversations of a day: at least, at most."""
OPENS: Final = 8
CLOSES: Final = 18
_RATED: Final = 0.5
"""So many customers say afterwards how it was."""

Pass = Callable[[At], Awaitable[None]]
"""Lets time pass until a moment, with all that falls due on the way."""


async def live_through(house: House, pass_until: Pass, *, until: At, seed: int = 7) -> int:
    """Play the fortnight before `until` in a house whose clock `pass_until` moves; how many conversations it had.

    The same seed gives the same fortnight.
    """
    playing = Playing(house)
    random = Random(seed)  # noqa: S311  the demo's dice, no secret
    order = count()
    waiting = [
        (begins, next(order), _episode(playing, talk, ConversationId(f"past-{number:03}"), random))
        for number, (begins, talk) in enumerate(_plan(until, random))
    ]
    conversations = len(waiting)
    heapq.heapify(waiting)
    while waiting:
        at, _, episode = heapq.heappop(waiting)
        await pass_until(at)
        pause = await anext(episode, None)
        if pause is not None and at + pause < until:
            heapq.heappush(waiting, (At(at + pause), next(order), episode))
    await pass_until(until)
    return conversations


def _plan(until: At, random: Random) -> Iterator[tuple[At, Talk]]:
    """When which talk begins: mostly calm ones, at the hours of the day."""
    today = until // DAY * DAY
    for back in range(DAYS, 0, -1):
        for _ in range(random.randint(*A_DAY)):
            begins = today - back * DAY + random.randint(OPENS * HOUR, CLOSES * HOUR)
            kind = random.choices((CALM, TROUBLE, REFUNDS, STORIES), weights=(68, 18, 8, 6))[0]
            yield At(begins), random.choice(kind)


async def _episode(playing: Playing, talk: Talk, name: ConversationId, random: Random) -> AsyncIterator[int]:
    """One conversation from its first word to its end; yields how long to wait before what comes next."""
    case = None
    for line in talk.lines:
        case = (await playing.customer(talk, name, line.said)).case
        yield random.randint(2, 8) * SECOND
        if case is None:
            case = (await playing.agent(talk, name, line)).case
            yield random.randint(15, 90) * SECOND
        if case is not None:
            break
    if talk.act is not None and case is None:
        approval = await playing.act(talk, name, talk.act)
        if approval is not None:
            yield random.randint(2, 25) * MINUTE
            await decided_by(playing, approval, approves=random.random() < 0.8)
            yield 20 * SECOND
            await playing.run_approved(name)
    if case is not None:
        yield random.randint(20, 400) * SECOND
        async for pause in answered_by(playing, case, talk, random):
            yield pause
    if random.random() < _RATED:
        yield random.randint(1, 30) * MINUTE
        await playing.rate(talk, name, max(1, min(5, talk.satisfied + random.choice((-1, 0, 0, 0, 1)))))
    yield random.randint(5, 60) * MINUTE
    await playing.leave(name)
