"""Which cases and conversations a measure looks at: a range of time, and a topic, query type, agent, channel, reason or
person.
"""

from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.time import At
from handrail_server.core.learning.book import Bins, Book
from handrail_server.core.learning.days import Days
from handrail_server.core.learning.rows import CaseRow, ConversationRow

NONE: Final = "(none)"
"""Stands for no topic and no query type; no code has brackets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """From `since` (inclusive) to `until` (exclusive); None means any.

    A case counts by the customer's turn that gave its reason, a conversation by its opening. With a reason given, only
    conversations that have a case with that reason count; with a person given, only those with a case that this person
    accepted last. Distributions are kept by whole days of the organisation; they know no reason, query type or person.
    """

    since: At | None = None
    until: At | None = None
    topic: str | None = None
    agent: str | None = None
    channel: str | None = None
    reason: str | None = None
    query_type: str | None = None
    person: str | None = None
    """Who accepted the case last."""

    def cases(self, book: Book, kind: str | None = None) -> list[CaseRow]:
        """The cases, practice left out."""
        return [row for row in list(book.cases.values()) if self._has(book, row) and (kind is None or row.kind == kind)]

    def conversations(self, book: Book) -> list[ConversationRow]:
        """The conversations. The rows are copied at once: figures are worked out while the book is read on."""
        return [row for row in list(book.conversations.values()) if self._talks(book, row)]

    def counted(self, bins: Bins, days: Days) -> dict[str, list[int]]:
        """A distribution by topic."""
        since = None if self.since is None else days.of(self.since)
        until = None if self.until is None else days.of(At(self.until - 1))
        totals: dict[str, list[int]] = {}
        for (day, agent, channel, topic), counts in sorted(bins.items()):
            during = (since is None or day >= since) and (until is None or day <= until)
            if during and self._fits(agent, channel, topic or None):
                summed = totals.setdefault(topic, [0] * len(counts))
                totals[topic] = [one + other for one, other in zip(summed, counts, strict=True)]
        return totals

    def _has(self, book: Book, row: CaseRow) -> bool:
        if row.practice or not self._during(row.requested_at):
            return False
        fits = self._fits(row.agent, row.channel, row.topic) and self._wants(row)
        return fits and (self.query_type is None or self._asks(book.query_type(row)))

    def _talks(self, book: Book, row: ConversationRow) -> bool:
        if not self._during(row.opened_at):
            return False
        fits = self._fits(row.agent, row.channel, row.topic) and self._asks(row.query_type)
        return fits and (self._wants_no_case or any(self._wants(book.cases[case]) for case in row.cases))

    @property
    def _wants_no_case(self) -> bool:
        return self.reason is None and self.person is None

    def _wants(self, case: CaseRow) -> bool:
        reason = self.reason is None or self.reason in case.codes
        return not case.practice and reason and (self.person is None or self.person in case.people[-1:])

    def _fits(self, agent: str, channel: str, topic: str | None) -> bool:
        return (
            (self.agent is None or self.agent == agent)
            and (self.channel is None or self.channel == channel)
            and (self.topic is None or self.topic == (topic or NONE))
        )

    def _asks(self, query_type: str | None) -> bool:
        return self.query_type is None or self.query_type == (query_type or NONE)

    def _during(self, at: At) -> bool:
        return (self.since is None or at >= self.since) and (self.until is None or at < self.until)


EVERYTHING: Final = Selection()
