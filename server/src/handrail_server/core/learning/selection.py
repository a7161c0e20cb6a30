"""Which cases and conversations a measure looks at: a range of time, and a topic, agent, channel or reason."""

from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.time import DAY, At
from handrail_server.core.learning.book import Bins, Book
from handrail_server.core.learning.rows import CaseRow, ConversationRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """From `since` (inclusive) to `until` (exclusive); None means any.

    A case counts by the customer's turn that gave its reason, a conversation by its opening. With a reason given, only
    conversations that have a case with that reason count. Distributions are kept by whole days and have no reason.
    """

    since: At | None = None
    until: At | None = None
    topic: str | None = None
    agent: str | None = None
    channel: str | None = None
    reason: str | None = None

    def cases(self, book: Book, kind: str | None = None) -> list[CaseRow]:
        """The cases, practice left out."""
        return [row for row in book.cases.values() if self._has(row) and (kind is None or row.kind == kind)]

    def conversations(self, book: Book) -> list[ConversationRow]:
        """The conversations."""
        return [row for row in book.conversations.values() if self._talks(book, row)]

    def counted(self, bins: Bins) -> dict[str, list[int]]:
        """A distribution by topic."""
        totals: dict[str, list[int]] = {}
        for (day, agent, channel, topic), counts in sorted(bins.items()):
            if self._during(At(day * DAY), whole_days=True) and self._fits(agent, channel, topic or None):
                summed = totals.setdefault(topic, [0] * len(counts))
                totals[topic] = [one + other for one, other in zip(summed, counts, strict=True)]
        return totals

    def _has(self, row: CaseRow) -> bool:
        reason = self.reason is None or self.reason in row.codes
        fits = self._fits(row.agent, row.channel, row.topic)
        return not row.practice and reason and fits and self._during(row.requested_at)

    def _talks(self, book: Book, row: ConversationRow) -> bool:
        cases = (book.cases[case] for case in row.cases)
        reason = self.reason is None or any(self.reason in case.codes for case in cases)
        return reason and self._fits(row.agent, row.channel, row.topic) and self._during(row.opened_at)

    def _fits(self, agent: str, channel: str, topic: str | None) -> bool:
        wanted = ((self.agent, agent), (self.channel, channel), (self.topic, topic))
        return all(want is None or want == has for want, has in wanted)

    def _during(self, at: At, *, whole_days: bool = False) -> bool:
        since = self.since
        if since is not None and whole_days:
            since = At(since - since % DAY)
        return (since is None or at >= since) and (self.until is None or at < self.until)


EVERYTHING: Final = Selection()
