"""What could not be sent yet: kept in order of each conversation, at most 1,000 turns, and sent later.

Nothing is dropped to make room. What was said is either recorded, kept here, or refused with `BufferFull`, so that the
caller always knows which.
"""

import logging
from collections import OrderedDict, deque
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Final

from pydantic import TypeAdapter

from handrail._answers import Judgement
from handrail._errors import (
    BufferFull,
    Conflict,
    Forbidden,
    IdReused,
    RateLimited,
    Refused,
    Unauthenticated,
    Unreachable,
)
from handrail._steps import Steps, ask, path, post

log = logging.getLogger("handrail")

TURNS: Final = 1_000
AT_ONCE: Final = 20
"""Conversations whose backlog is sent after a call of another one has shown that Handrail is back."""

_JUDGEMENT: Final = TypeAdapter(Judgement)
_DONE: Final = TypeAdapter(object)


class FloorSeen:
    """The floor token of the last customer turn of one conversation that one object observed."""

    def __init__(self) -> None:
        self.token: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A request that could not be sent."""

    conversation: str
    path: str
    body: Mapping[str, object]
    late: dict[str, object] | None = None
    """What is added to the body of a turn when it is sent late; None: it is sent as it was."""
    draft: Mapping[str, object] | None = None
    """For words that were said unjudged: the proposal that may have arrived all the same."""
    key: str | None = None
    floor: FloorSeen | None = None
    """Where the answer to a customer's turn leaves its token if none was known, and a hand-over takes it from."""
    customer: bool = False
    bounded: bool = True
    """False: the word on an action that has run is kept whatever the bound says."""


class Backlog:
    """The requests that wait, by conversation."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, deque[Kept]] = OrderedDict()
        self._sending: set[str] = set()
        self._lock = Lock()

    def __len__(self) -> int:
        with self._lock:
            return sum(len(queue) for queue in self._waiting.values())

    def keep(self, kept: Kept) -> None:
        """Keep a request, or raise `BufferFull`."""
        with self._lock:
            if kept.bounded and sum(len(queue) for queue in self._waiting.values()) >= TURNS:
                raise BufferFull(f"Handrail is away, and {TURNS} turns wait to be sent: this one is not kept.")
            self._waiting.setdefault(kept.conversation, deque()).append(kept)

    def send(self, conversation: str) -> Steps[None]:
        """Send what waits of this conversation, in order; raises `Unreachable` or `Refused` where it cannot go on.

        While another caller is sending it, it is `Unreachable` for this one: what it says has its place at the end.
        """
        if not self._begin(conversation):
            return
        try:
            while (kept := self._first(conversation)) is not None:
                yield from _send(kept)
                self._sent(conversation)
        finally:
            with self._lock:
                self._sending.discard(conversation)

    def send_others(self, at_once: int | None = AT_ONCE) -> Steps[None]:
        """Handrail is back: send what waits of any conversation, as far as it goes."""
        with self._lock:
            others = [each for each in self._waiting if each not in self._sending][:at_once]
        for conversation in others:
            try:
                yield from self.send(conversation)
            except (Unreachable, Refused):
                return

    def _begin(self, conversation: str) -> bool:
        """Whether there is anything to send."""
        with self._lock:
            if conversation not in self._waiting:
                return False
            if conversation in self._sending:
                raise Unreachable("What was said before is just being sent.")
            self._sending.add(conversation)
            return True

    def _first(self, conversation: str) -> Kept | None:
        with self._lock:
            queue = self._waiting.get(conversation)
            return queue[0] if queue else None

    def _sent(self, conversation: str) -> None:
        with self._lock:
            queue = self._waiting[conversation]
            queue.popleft()
            if not queue:
                del self._waiting[conversation]


def _send(kept: Kept) -> Steps[None]:
    try:
        yield from _deliver(kept)
    except (Unauthenticated, Forbidden, RateLimited):
        raise
    except Refused as error:
        # It will never be accepted; kept for ever it would hold back all that follows.
        log.warning(
            "A kept request was refused and dropped.",
            extra={"conversation": kept.conversation, "reason": error.problem.reason, "field": error.problem.field},
        )


def _deliver(kept: Kept) -> Steps[None]:
    if kept.late is None:
        token = {} if kept.floor is None or "floor" in kept.body else {"floor": kept.floor.token}
        yield from ask(post(kept.path, {**kept.body, **token}, key=kept.key), _DONE)
        return
    try:
        judged = yield from ask(post(kept.path, {**kept.body, **kept.late}), _JUDGEMENT)
    except IdReused:
        # The first try did arrive, only its answer was lost.
        judged = yield from _recorded(kept) if kept.draft is None else _said(kept, kept.draft)
    if kept.customer and kept.floor is not None and kept.floor.token is None:
        # A token already known stays: if a person took over meanwhile, a draft made before that must be refused.
        kept.floor.token = judged.floor


def _recorded(kept: Kept) -> Steps[Judgement]:
    """The same body again gives the recorded answer."""
    return (yield from ask(post(kept.path, kept.body), _JUDGEMENT))


def _said(kept: Kept, draft: Mapping[str, object]) -> Steps[Judgement]:
    """The proposal arrived: if it was not to be said, and was, that is reported under an id of its own."""
    try:
        judged = yield from ask(post(path("conversations", kept.conversation, "proposals"), draft), _JUDGEMENT)
        if judged.verdict == "proceed" or not judged.enforced:
            return judged
    except Conflict:
        pass  # it was refused as stale, or stopped
    own = {"id": f"{kept.body['id']}-said"}
    return (yield from ask(post(kept.path, {**kept.body, **(kept.late or {}), **own}), _JUDGEMENT))
