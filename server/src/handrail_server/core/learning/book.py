"""The book of all cases and conversations, kept from heads one by one; the same heads always give the same book.

Facts of one subject come in the order of their versions; one that was taken already is ignored, so that a stream may
be read again from any earlier place.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

from handrail_server.core.basics.facts import SubjectKind
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.basics.time import At
from handrail_server.core.learning.case_heads import CASE_VERBS, opened
from handrail_server.core.learning.days import Days
from handrail_server.core.learning.firings import Firings
from handrail_server.core.learning.head import Head
from handrail_server.core.learning.labels import drawn
from handrail_server.core.learning.rows import CaseRow, ConversationRow
from handrail_server.core.learning.shadows import Shadows

_DECIDED: Final = frozenset({"released", "edited", "discarded"})
_CHANGES: Final = frozenset({"PolicyPublished", "VersionAdopted", "VersionRolledBack"})
BINS: Final = 10
"""Distributions are counted in ten bins of equal width."""

Bins = dict[tuple[int, str, str, str], list[int]]
"""By day of the organisation, agent, channel and topic."""


class Book:
    """Rows by id, and the distributions of confidence (0..1) and sentiment (−1..1)."""

    def __init__(self, days: Days | None = None) -> None:
        self.days = days or Days()
        """The organisation's days, by which distributions are kept."""
        self.cases: dict[str, CaseRow] = {}
        self.conversations: dict[str, ConversationRow] = {}
        self.confidence: Bins = defaultdict(lambda: [0] * BINS)
        self.sentiment: Bins = defaultdict(lambda: [0] * BINS)
        self.firings = Firings()
        self.shadows = Shadows()
        self.changed_at = At(0)
        """When people last changed what judges: a policy was published, a version adopted or rolled back."""
        self._versions: dict[str, int] = {}
        self._of_conversation: dict[str, list[str]] = defaultdict(list)
        self._of_matter: dict[tuple[str, str | None], list[str]] = defaultdict(list)
        self._contacts: dict[str, list[tuple[At, str]]] = defaultdict(list)

    def take_all(self, heads: Iterable[Head]) -> "Book":
        """The book with these heads."""
        for head in heads:
            self.take(head)
        return self

    def take(self, head: Head) -> None:
        """Write one head into the book."""
        key = str(head.subject)
        if head.version <= self._versions.get(key, 0):
            return
        self._versions[key] = head.version
        if head.subject.kind is SubjectKind.CASE:
            self._take_case(head)
        elif head.subject.kind is SubjectKind.CONVERSATION:
            self._take_conversation(head)
        elif head.verb in _CHANGES:
            self.changed_at = max(self.changed_at, head.at)

    def of_matter(self, case: CaseRow) -> list[CaseRow]:
        """The cases of the same customer on the same topic; where the customer is unknown, of the same conversation."""
        return [self.cases[one] for one in self._of_matter[_matter(case)]]

    def query_type(self, row: CaseRow | ConversationRow) -> str | None:
        """The newest intent that the agent named in the conversation, as a code."""
        talk = row if isinstance(row, ConversationRow) else self.conversations.get(row.conversation)
        return talk.query_type if talk else None

    def contacted_after(self, talk: ConversationRow, within: int) -> bool:
        """Whether the customer opened another conversation in this time after that one."""
        contacts = self._contacts[talk.customer or ""]
        return any(0 <= at - talk.opened_at <= within and other != talk.id for at, other in contacts)

    def _take_case(self, head: Head) -> None:
        if head.verb == "CaseRequested":
            row = opened(head)
            self.cases[row.id] = row
            self._of_conversation[row.conversation].append(row.id)
            self._of_matter[_matter(row)].append(row.id)
            return
        known = self.cases.get(head.subject.id)
        verb = CASE_VERBS.get(head.verb)
        if known is not None and verb is not None:
            verb(known, head)

    def _take_conversation(self, head: Head) -> None:
        if head.verb == "ConversationOpened":
            talk = _begun(head, self._of_conversation[head.subject.id])
            self.conversations[talk.id] = talk
            self._know(talk)
            return
        known = self.conversations.get(head.subject.id)
        if known is None:
            return
        if head.verb == "TurnObserved":
            self._observed(known, head)
        elif head.verb == "CustomerIdentified":
            known.customer = head.text("customer")
            self._know(known)
        elif head.verb == "DecisionMade":
            known.fired.update(self.firings.take(head, agent=known.agent, topic=known.topic))
        elif head.verb == "ShadowDecided":
            self.shadows.take(head)
        elif head.verb == "KnownAskedAgain":
            self._asked_again(head)
        elif head.verb in _TALK_VERBS:
            _TALK_VERBS[head.verb](known, head)

    def _know(self, talk: ConversationRow) -> None:
        if talk.customer:
            self._contacts[talk.customer].append((talk.opened_at, talk.id))

    def _observed(self, talk: ConversationRow, head: Head) -> None:
        author, said = head.text("author"), head.text("saying") == "said"
        talk.topic = head.text("topic") or talk.topic
        talk.person_spoke = talk.person_spoke or (author == "person" and said)
        talk.query_type = head.text("query_type") or talk.query_type
        place = (self.days.of(head.at), talk.agent, talk.channel, talk.topic or "")
        confidence, sentiment = head.score("confidence"), head.score("sentiment")
        if confidence is not None and author == "agent":
            talk.confidence.take(confidence)
            self.confidence[place][_bin(confidence)] += 1
            if head.text("status") == "held" or drawn(ConversationId(talk.id)):
                talk.answers[head.whole("number") or 0] = (confidence, head.text("topic") or talk.topic)
        if sentiment is not None and author == "customer":
            talk.sentiment.take(sentiment)
            self.sentiment[place][_bin((sentiment + 1) / 2)] += 1

    def _asked_again(self, head: Head) -> None:
        case = self.cases.get(head.text("case") or "")
        if case is not None:
            case.re_asked = True


def _matter(case: CaseRow) -> tuple[str, str | None]:
    return (case.customer, case.topic) if case.customer else (case.conversation, None)


def _begun(head: Head, cases: list[str]) -> ConversationRow:
    return ConversationRow(
        id=head.subject.id,
        agent=head.text("agent") or "",
        channel=head.text("channel") or "",
        customer=head.text("customer"),
        opened_at=head.at,
        cases=cases,
    )


def _closed(talk: ConversationRow, head: Head) -> None:
    talk.closed_at = head.at


def _reopened(talk: ConversationRow, head: Head) -> None:
    talk.closed_at = None
    if head.flag("counts"):
        talk.reopened_at.append(head.at)


def _rated(talk: ConversationRow, head: Head) -> None:
    if head.text("kind") == "csat":
        talk.csat = head.whole("score")
    else:
        talk.nps = head.whole("score")


def _settled(talk: ConversationRow, head: Head) -> None:
    status = head.text("status")
    if status in _DECIDED:
        talk.settled[head.whole("number") or 0] = status


def _sampled(talk: ConversationRow, _: Head) -> None:
    talk.sampled = True


def _judged(talk: ConversationRow, head: Head) -> None:
    talk.needed_a_person = head.flag("needed_a_person")


def _reply_labelled(talk: ConversationRow, head: Head) -> None:
    talk.reply_labels[_labelling(head)] = head.text("label") or ""


def _label_withdrawn(talk: ConversationRow, head: Head) -> None:
    talk.reply_labels.pop(_labelling(head), None)


def _labelling(head: Head) -> tuple[int, str]:
    return head.whole("number") or 0, head.by.get("id") or ""


def _bin(share: float) -> int:
    return min(BINS - 1, max(0, int(share * BINS)))


_TALK_VERBS: Final[dict[str, Callable[[ConversationRow, Head], None]]] = {
    "ConversationClosed": _closed,
    "ConversationReopened": _reopened,
    "ConversationRated": _rated,
    "AuditSampled": _sampled,
    "HeldReplySettled": _settled,
    "SampleJudged": _judged,
    "ReplyLabelled": _reply_labelled,
    "ReplyLabelWithdrawn": _label_withdrawn,
}
