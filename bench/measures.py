"""Every measure over the heads of 100,000 conversations, as *Insights* asks for them: `python -m bench.measures`.

Told from heads made here, so that the figures are those of the core: reading them from a store comes on top, once.
"""

import random
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

from handrail_server.adapters.ground.clock import offset
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.time import DAY, SECOND, At
from handrail_server.core.learning.book import Book
from handrail_server.core.learning.days import Days
from handrail_server.core.learning.distributions import distributions
from handrail_server.core.learning.figures import behind, by, measure, series
from handrail_server.core.learning.head import Head
from handrail_server.core.learning.patterns import patterns
from handrail_server.core.learning.selection import Selection
from handrail_server.core.learning.trail import Sought, Trail

CONVERSATIONS: Final = 100_000
BEGINNING: Final = At(1_760_000_000_000)
SPAN: Final = 90 * DAY
NOW: Final = At(BEGINNING + SPAN)
REASONS: Final = ("sentiment", "explicit_request", "low_confidence")


def heads() -> Iterator[Head]:
    """90 days of conversations; every fourth is handed to a person and resolved, every fifth is rated."""
    chance = random.Random(1)
    for number in range(CONVERSATIONS):
        yield from _conversation(number, At(BEGINNING + SPAN * number // CONVERSATIONS), chance)


def _conversation(number: int, at: At, chance: random.Random) -> Iterator[Head]:
    name, topic, customer = f"c{number}", f"topic-{chance.randrange(20)}", f"u{chance.randrange(60_000)}"
    agent: dict[str, object] = {"agent": f"a{number % 3}", "channel": "web", "customer": customer}
    yield _head("conversation", name, 1, "ConversationOpened", at, dict(agent))
    turns = chance.randint(2, 8)
    for turn in range(turns):
        ours = turn % 2 == 1
        told: dict[str, object] = {
            "author": "agent" if ours else "customer",
            "saying": "said",
            "topic": topic,
            "query_type": f"q{number % 7}",
        }
        told |= {"confidence": "0.8000"} if ours else {"sentiment": "-0.2000"}
        yield _head("conversation", name, turn + 2, "TurnObserved", At(at + turn * SECOND), told)
    if number % 4 == 0:
        yield from _case(number, at, {**agent, "conversation": name, "topic": topic}, chance)
    yield _head("conversation", name, turns + 2, "ConversationClosed", At(at + 60 * SECOND), {})
    if number % 5 == 0:
        rated: dict[str, object] = {"kind": "csat", "score": chance.randint(1, 5)}
        yield _head("conversation", name, turns + 3, "ConversationRated", At(at + 61 * SECOND), rated)


def _case(number: int, at: At, of: dict[str, object], chance: random.Random) -> Iterator[Head]:
    name, person = f"k{number}", f"p{chance.randrange(30)}"
    reasons = [{"code": chance.choice(REASONS), "score": "0.9000"}]
    asked: dict[str, object] = {
        **of,
        "kind": "hand_over",
        "requested_at": at + 8 * SECOND,
        "reasons": reasons,
        "policy": 1,
    }
    yield _head("case", name, 1, "CaseRequested", At(at + 9 * SECOND), asked)
    closed = {"outcome": "resolved", "handled_ms": 60_000}
    steps: tuple[tuple[str, dict[str, object]], ...] = (
        ("CaseQueued", {}),
        ("CaseAccepted", {"person": person}),
        ("CaseEngaged", {}),
        ("CaseClosed", dict(closed)),
    )
    for step, (verb, data) in enumerate(steps):
        yield _head("case", name, step + 2, verb, At(at + (10 + 5 * step) * SECOND), dict(data), person)


def _head(kind: str, name: str, version: int, verb: str, at: At, data: dict[str, object], by: str = "u") -> Head:
    return Head(
        subject=Subject(kind=SubjectKind(kind), id=name),
        version=version,
        verb=verb,
        at=at,
        by={"kind": "person", "id": by},
        data=data,
    )


def main() -> None:
    book, trail = Book(Days(lambda at: offset("Europe/Berlin", at))), Trail()
    made = list(heads())
    _timed(f"read {len(made):,} heads into the book", partial(book.take_all, made))
    _timed("and into the trail of facts", partial(_follow, trail, made))
    lately = Selection(since=At(NOW - 28 * DAY), until=NOW)
    for name, which in (("90 days", Selection()), ("28 days", lately)):
        _timed(f"every measure, {name}", partial(measure, book, which, at=NOW))
        _timed(f"every measure by topic, {name}", partial(by, book, which, "topic", at=NOW))
        _timed(f"every measure by day, {name}", partial(series, book, which, "day", book.days, at=NOW))
        _timed(f"what stands behind a figure, {name}", partial(behind, book, which, "escalation_rate", at=NOW))
    _timed("failure patterns, 28 days", partial(patterns, book, lately, at=NOW))
    _timed("distributions, 90 days", partial(distributions, book))
    sought = Sought(verbs=("CaseClosed",), by="person/p3")
    _timed("a search of the facts by verb and person", partial(trail.newest, sought, limit=50))


def _follow(trail: Trail, heads: Iterable[Head]) -> None:
    for head in heads:
        trail.take(head)


def _timed(what: str, do: Callable[[], object]) -> None:
    begun = time.perf_counter()
    do()
    print(f"{what:<50}{(time.perf_counter() - begun) * 1_000:>10,.1f} ms")


if __name__ == "__main__":
    main()
