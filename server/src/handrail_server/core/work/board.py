"""The board: what is live, ranked, and what of it has changed since somebody looked.

A conversation is live while it is open and something was said in it within `LIVE`, or while it has an open case.
What one look misses the next one tells: a snapshot with all changes after it is a fresh snapshot.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from handrail_server.core.basics.ids import CaseId, ConversationId, CustomerId
from handrail_server.core.basics.time import HOUR, SECOND, At
from handrail_server.core.work.urgency import Bars, Urgency, order, urgency
from handrail_server.core.work.watched import Waiting, Watched

LIVE: Final = HOUR
GONE: Final = 5_000
"""How many of those that left are remembered; who looked before that is shown everything."""
SLACK: Final = SECOND
"""By how much the clocks of two processes may differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A conversation with its open cases and its rank."""

    talk: Watched
    cases: tuple[Waiting, ...]
    urgent: Urgency
    changed: int
    """The ledger number up to which the board was read when this changed last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """When somebody looked: up to which ledger number, and at what time."""

    number: int
    at: At


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What has changed since a look; `whole`: these rows are all there are."""

    whole: bool
    rows: tuple[Row, ...]
    """In their order, most urgent first."""
    gone: tuple[ConversationId, ...]


class Board:
    """One organisation's. It is told what is so, never what happened, so that being told twice changes nothing."""

    def __init__(self, number: int, at: At) -> None:
        """Begun then, with what was live after that ledger number: who looked before is shown everything."""
        self.number = number
        """What has its place in the ledger up to here is on the board."""
        self._begun: Final = number
        self._talks: Final[dict[ConversationId, Watched]] = {}
        self._cases: Final[dict[CaseId, Waiting]] = {}
        self._of: Final[defaultdict[ConversationId, set[CaseId]]] = defaultdict(set)
        self._changed: Final[dict[ConversationId, int]] = {}
        self._rows: Final[dict[ConversationId, Row]] = {}
        self._gone: Final[OrderedDict[ConversationId, Look]] = OrderedDict()
        self._forgotten = Look(number=number, at=At(at - SLACK))
        self._bars = Bars()

    def __len__(self) -> int:
        return len(self._talks)

    def __contains__(self, talk: ConversationId) -> bool:
        return talk in self._talks

    @property
    def cases(self) -> Iterable[Waiting]:
        """All open cases, also those of conversations that are closed."""
        return self._cases.values()

    def talk(self, talk: ConversationId) -> Watched | None:
        """One conversation, where it is on the board."""
        return self._talks.get(talk)

    def customers(self) -> set[CustomerId]:
        """Whose conversations are live; without those that are sealed, about whom nothing is asked."""
        return {talk.customer for talk in self._talks.values() if talk.customer is not None and not talk.sealed}

    def put_talk(self, talk: Watched) -> None:
        """How a conversation is now; an older version never takes a newer one's place."""
        known = self._talks.get(talk.id)
        if known is None or known.version < talk.version:
            self._talks[talk.id] = talk
            self._touch(talk.id)

    def put_case(self, case: Waiting) -> None:
        """How an open case is now."""
        known = self._cases.get(case.id)
        if known is None or known.version < case.version:
            self._cases[case.id] = case
            self._of[case.conversation].add(case.id)
            self._touch(case.conversation)

    def end_case(self, case: CaseId, conversation: ConversationId) -> None:
        """A case is over."""
        if self._cases.pop(case, None) is not None:
            self._of[conversation].discard(case)
            self._touch(conversation)

    def set_bars(self, bars: Bars) -> None:
        """Where the policy draws its lines now; where they have moved, everything is ranked anew."""
        if bars != self._bars:
            self._bars = bars
            for talk in self._talks:
                self._touch(talk)

    def rows(self, now: At) -> list[Row]:
        """All that is live, the most urgent first."""
        self._sweep(now)
        found = [self._row(talk, now) for talk in self._talks.values()]
        return sorted(found, key=lambda row: order(row.talk, row.urgent))

    def since(self, look: Look | None, now: At) -> Changes:
        """What has changed since then; everything, where that is not known any more."""
        rows = self.rows(now)
        passed = At(0 if look is None else look.at - SLACK)
        if look is None or look.number < self._forgotten.number or passed < self._forgotten.at:
            return Changes(whole=True, rows=tuple(rows), gone=())
        moved = tuple(row for row in rows if row.changed > look.number or row.urgent.moved_at > passed)
        gone = tuple(talk for talk, left in self._gone.items() if left.number > look.number or left.at > passed)
        return Changes(whole=False, rows=moved, gone=gone)

    def _touch(self, talk: ConversationId) -> None:
        if talk in self._talks:
            self._changed[talk] = self.number
            self._rows.pop(talk, None)
            self._gone.pop(talk, None)

    def _row(self, talk: Watched, now: At) -> Row:
        """The row as it was, unless something, or time, has changed it."""
        known = self._rows.get(talk.id)
        if known is not None and (known.urgent.moves_at is None or now < known.urgent.moves_at):
            return known
        cases = tuple(sorted((self._cases[case] for case in self._of.get(talk.id, ())), key=_by_age))
        urgent = urgency(talk, cases, now=now, bars=self._bars)
        row = Row(talk=talk, cases=cases, urgent=urgent, changed=self._changed[talk.id])
        self._rows[talk.id] = row
        return row

    def _sweep(self, now: At) -> None:
        """Take off what is no longer live."""
        over = [talk.id for talk in self._talks.values() if not self._lives(talk, now)]
        for talk in over:
            del self._talks[talk], self._changed[talk]
            self._rows.pop(talk, None)
            if not self._of.get(talk):
                self._of.pop(talk, None)
            self._gone[talk] = Look(number=self.number, at=now)
        while len(self._gone) > GONE:
            _, left = self._gone.popitem(last=False)
            self._forgotten = replace(left, number=max(self._begun, left.number))

    def _lives(self, talk: Watched, now: At) -> bool:
        if talk.closed:
            return False
        return talk.active_at >= now - LIVE or bool(self._of.get(talk.id))


def _by_age(case: Waiting) -> tuple[int, str]:
    return case.requested_at, case.id
