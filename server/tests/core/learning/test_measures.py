"""Measures and the register, from heads alone.

One file, because every story builds its heads with the same few verbs, and the last property holds all measures and
the register against the same book.
"""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from handrail_server.core.basics.actors import ActorKind, customer, person
from handrail_server.core.basics.facts import SubjectKind
from handrail_server.core.basics.ids import AgentId, CaseId, ConversationId, CustomerId, PersonId, TurnId, TurnNumber
from handrail_server.core.basics.time import DAY, At, later
from handrail_server.core.cases.approval import Vote, approve, reject, verify
from handrail_server.core.cases.case import Document
from handrail_server.core.cases.claim import claim
from handrail_server.core.cases.document import document
from handrail_server.core.cases.engage import person_spoke
from handrail_server.core.cases.hand_back import hand_back
from handrail_server.core.cases.held_reply import release
from handrail_server.core.cases.join import join
from handrail_server.core.cases.open import Request, open_approval, open_case, open_held_reply
from handrail_server.core.cases.requeue import LostWhy, requeue
from handrail_server.core.cases.wrap_up import Resolution, close, resolve
from handrail_server.core.learning.book import Book
from handrail_server.core.learning.distributions import distributions
from handrail_server.core.learning.facts import CaseLabel, KnownAskedAgain, RatingKind, SampleJudged
from handrail_server.core.learning.figures import by, measure
from handrail_server.core.learning.head import Head
from handrail_server.core.learning.labels import label_case, rate
from handrail_server.core.learning.measures import MEASURES
from handrail_server.core.learning.measuring import Value
from handrail_server.core.learning.register import COLUMNS, cells, register
from handrail_server.core.learning.selection import NONE, Selection
from handrail_server.core.turns.agent import Mode
from handrail_server.core.turns.facts import ConversationClosed, ConversationOpened, ConversationReopened, TurnObserved
from handrail_server.core.turns.turn import ConfidenceOrigin, Saying, TurnStatus
from server.tests.core.cases.given import (
    ANA,
    ASKED,
    BEN,
    BOT,
    COMPLIANCE,
    CONFIRMED,
    CONVERSATION,
    DIGEST,
    HELD,
    LETTER,
    NOW,
    POLICY,
    REQUEST,
    WORKER,
    is_,
    reads,
)
from server.tests.core.learning.given import Ledger

A, B = is_(ANA), is_(BEN)
MARY = customer(CustomerId("mary"), reported_by=BOT)
LATER = At(NOW + 30 * DAY)


def begin(ledger: Ledger, name: str, *, who: str | None = "mary", at: At = NOW, agent: AgentId = BOT) -> None:
    fact = ConversationOpened(
        by=MARY,
        at=at,
        agent=agent,
        channel="web",
        language="en",
        mode=Mode.ENFORCE,
        epoch=1,
        customer=CustomerId(who) if who else None,
        flow=None,
    )
    ledger.write(SubjectKind.CONVERSATION, name, (fact,))


def speak(
    ledger: Ledger, name: str, author: ActorKind, *, confidence: float | None = None, sentiment: float | None = None
) -> None:
    fact = TurnObserved(
        by=MARY,
        at=NOW,
        number=1,
        turn=TurnId("t"),
        author=author,
        saying=Saying.SAID,
        status=TurnStatus.SAID,
        channel="web",
        epoch=1,
        said_at=NOW,
        seq=None,
        missing=0,
        late=False,
        out_of_order=False,
        replies_to=None,
        topic="damaged_product",
        confidence=confidence,
        confidence_origin=ConfidenceOrigin.MODEL if confidence is not None else None,
        sentiment=sentiment,
        characters=5,
        attachment_bytes=0,
        tool_calls=0,
        tools_failed=0,
        failed=False,
        text="Hello",
        intent=None,
        error=None,
        attachments=(),
        sources=(),
        captured=(),
        calls=(),
        supplied=(),
    )
    ledger.write(SubjectKind.CONVERSATION, name, (fact,))


def asked(name: str, *, conversation: str = "talk", who: str = "mary", at: At = NOW) -> Request:
    talk = replace(
        CONVERSATION,
        id=ConversationId(conversation),
        customer=CustomerId(who),
        last_customer_at=At(at - 2_000),
    )
    return replace(REQUEST, case=CaseId(name), conversation=talk)


def solve(ledger: Ledger, request: Request, *, at: At = NOW, outcome: str = "solved") -> None:
    """Opened, claimed after 10 s, answered after 20 s, resolved after 60 s, closed after 90 s."""
    case = ledger.case(open_case(request, by=POLICY, at=at))
    case = ledger.case(claim(case, reader=reads(ANA), by=A, at=later(at, seconds=10)))
    words = person_spoke(case, person=ANA, turn=TurnNumber(4), by=A, at=later(at, seconds=20))
    resolution = Resolution(outcome=outcome)
    case = ledger.case(words)
    case = ledger.case(resolve(case, resolution, person=ANA, by=A, at=later(at, seconds=60)))
    ledger.case(close(case, by=A, at=later(at, seconds=90)))


def values(ledger: Ledger, which: Selection | None = None, *, at: At = LATER) -> dict[str, Value]:
    book = Book().take_all(ledger.heads)
    return {one.name: value for one, value in measure(book, which or Selection(), at=at)}


def test_every_measure_is_printed_with_its_definition_and_says_when_there_is_nothing_to_measure() -> None:
    assert len({one.name for one in MEASURES}) == len(MEASURES)
    for one, value in measure(Book(), at=NOW, targets={"autonomous_share": 0.7}):
        assert one.definition.endswith(".")
        nothing = 0.0 if one.unit == "count" else None
        assert value == Value(value=nothing, of=0, target=0.7 if one.name == "autonomous_share" else None)


def test_time_to_human_starts_at_the_customers_turn_that_gave_the_reason() -> None:
    ledger = Ledger()
    begin(ledger, "talk")
    solve(ledger, asked("one"))
    told = values(ledger)
    assert told["time_to_human_median"] == Value(value=22.0, of=1)
    assert told["handle_time_median"] == Value(value=80.0, of=1)
    assert told["escalation_rate"] == Value(value=1.0, of=1)


def test_precision_counts_what_people_call_avoidable_and_recall_what_the_sample_shows_was_missed() -> None:
    ledger = Ledger()
    for number in range(4):
        begin(ledger, f"talk-{number}")
    for number, label in ((0, CaseLabel.NEEDED), (1, CaseLabel.AVOIDABLE)):
        request = asked(f"case-{number}", conversation=f"talk-{number}")
        case = ledger.case(open_case(request, by=POLICY, at=NOW))
        ledger.case(label_case(case, label, by=A, at=NOW))
    judged = SampleJudged(by=A, at=NOW, needed_a_person=True, comment=None)
    ledger.write(SubjectKind.CONVERSATION, "talk-2", (judged,))
    ledger.write(SubjectKind.CONVERSATION, "talk-3", (replace(judged, needed_a_person=False),))
    told = values(ledger)
    assert told["precision"] == Value(value=0.5, of=2)
    assert told["recall"] == Value(value=0.5, of=2)
    assert told["autonomous_share"] == Value(value=0.5, of=4)


def test_the_newest_label_of_a_person_counts_and_several_people_vote() -> None:
    ledger = Ledger()
    case = ledger.case(open_case(asked("one"), by=POLICY, at=NOW))
    for who, label in (
        (ANA, CaseLabel.AVOIDABLE),
        (BEN, CaseLabel.AVOIDABLE),
        (ANA, CaseLabel.LATE),
        (PersonId("cleo"), CaseLabel.NEEDED),
    ):
        ledger.case(label_case(case, label, by=person(who), at=NOW))
    told = values(ledger)
    assert told["precision"].value == 1.0
    assert told["lateness"].value == 1.0


def test_a_resolution_lasts_when_nothing_of_the_matter_comes_back_within_seven_days() -> None:
    ledger = Ledger()
    begin(ledger, "first")
    solve(ledger, asked("first-case", conversation="first"))
    again = At(NOW + 3 * DAY)
    begin(ledger, "second", at=again)
    solve(ledger, asked("second-case", conversation="second", at=again), at=again)
    begin(ledger, "other", who="tom")
    solve(ledger, asked("other-case", conversation="other", who="tom"))
    told = values(ledger)
    assert told["durable_resolution"] == Value(value=round(2 / 3, 4), of=3)
    assert told["first_contact_resolution"] == Value(value=round(2 / 3, 4), of=3)
    assert told["contacted_again"] == Value(value=round(1 / 3, 4), of=3)
    assert values(ledger, at=At(NOW + 4 * DAY))["durable_resolution"].of == 0, "too early to say"


def test_a_reopened_conversation_was_not_resolved_for_good() -> None:
    ledger = Ledger()
    begin(ledger, "talk")
    solve(ledger, asked("one"))
    closed = ConversationClosed(by=A, at=later(NOW, seconds=100), turns=5)
    reopened = ConversationReopened(by=MARY, at=At(NOW + DAY), after=DAY, counts=True)
    ledger.write(SubjectKind.CONVERSATION, "talk", (closed, reopened))
    assert values(ledger)["durable_resolution"].value == 0.0


def test_containment_counts_closed_conversations_without_human_words() -> None:
    ledger = Ledger()
    for name in ("alone", "helped"):
        begin(ledger, name)
        ledger.write(SubjectKind.CONVERSATION, name, (ConversationClosed(by=A, at=NOW, turns=5),))
    speak(ledger, "helped", ActorKind.PERSON)
    assert values(ledger)["containment"] == Value(value=0.5, of=2)


def test_bounce_and_re_asked() -> None:
    ledger = Ledger()
    begin(ledger, "talk")
    case = ledger.case(open_case(asked("one"), by=POLICY, at=NOW))
    case = ledger.case(claim(case, reader=reads(ANA), by=A, at=NOW))
    case = ledger.case(requeue(case, why=LostWhy.OFFLINE, by=WORKER, at=NOW))
    case = ledger.case(claim(case, reader=reads(BEN), by=B, at=NOW))
    ledger.case(person_spoke(case, person=BEN, turn=None, by=B, at=NOW))
    again = KnownAskedAgain(by=B, at=NOW, case=case.id, points=("order_number",))
    ledger.write(SubjectKind.CONVERSATION, "talk", (again,))
    told = values(ledger)
    assert told["bounce"] == Value(value=1.0, of=1)
    assert told["re_asked"] == Value(value=1.0, of=1)


def test_approval_latency_and_override_rate() -> None:
    ledger = Ledger()
    vote = Vote(person=BEN, digest=DIGEST)
    for name, verb, seconds in (("one", approve, 30), ("two", reject, 90)):
        case = ledger.case(open_approval(asked(name), ASKED, by=POLICY, at=NOW))
        ledger.case(verb(case, vote, by=B, at=later(NOW, seconds=seconds)))
    for name, text in (("three", None), ("four", "Within 30 days.")):
        case = ledger.case(open_held_reply(asked(name), HELD, by=POLICY, at=NOW))
        ledger.case(release(case, person=BEN, text=text, by=B, at=NOW))
    told = values(ledger)
    assert told["approval_latency_median"] == Value(value=30.0, of=2)
    assert told["approval_latency_p90"] == Value(value=90.0, of=2)
    assert told["override_rate"] == Value(value=0.5, of=4)


def test_csat_and_nps_take_the_newest_answer() -> None:
    ledger = Ledger()
    for name, csat, nps in (("a", 5, 10), ("b", 2, 3), ("c", 4, 8)):
        begin(ledger, name)
        talk = replace(CONVERSATION, id=ConversationId(name))
        for kind, score in ((RatingKind.CSAT, 1), (RatingKind.CSAT, csat), (RatingKind.NPS, nps)):
            ledger.write(SubjectKind.CONVERSATION, name, rate(talk, kind, score, by=MARY, at=NOW).facts)
    told = values(ledger)
    assert told["csat"] == Value(value=0.6667, of=3)
    assert told["nps"] == Value(value=0.0, of=3)


def test_distributions_of_confidence_and_sentiment_by_topic() -> None:
    ledger = Ledger()
    begin(ledger, "talk")
    for confidence in (0.05, 0.95, 1.0):
        speak(ledger, "talk", ActorKind.AGENT, confidence=confidence)
    speak(ledger, "talk", ActorKind.CUSTOMER, sentiment=-1.0)
    confidence_spread, sentiment_spread = distributions(Book().take_all(ledger.heads))
    assert confidence_spread.by_topic == {"damaged_product": (1, 0, 0, 0, 0, 0, 0, 0, 0, 2)}
    assert sentiment_spread.by_topic == {"damaged_product": (1, 0, 0, 0, 0, 0, 0, 0, 0, 0)}


def test_measures_are_narrowed_by_time_topic_agent_channel_and_reason() -> None:
    ledger = Ledger()
    begin(ledger, "talk")
    solve(ledger, asked("one"))
    begin(ledger, "late", at=At(NOW + DAY), agent=AgentId("other"))
    book = Book().take_all(ledger.heads)
    assert set(by(book, Selection(), "agent", at=LATER)) == {"bot", "other"}
    assert set(by(book, Selection(), "reason", at=LATER)) == {"sentiment"}
    assert set(by(book, Selection(), "topic", at=LATER)) == {NONE, "damaged_product"}
    assert set(by(book, Selection(), "channel", at=LATER)) == {"web"}
    assert values(ledger, Selection(agent="other"))["escalation_rate"] == Value(value=0.0, of=1)
    assert values(ledger, Selection(since=At(NOW + 1)))["escalation_rate"] == Value(value=0.0, of=1)
    assert values(ledger, Selection(until=At(NOW + 1)))["escalation_rate"] == Value(value=1.0, of=1)
    assert values(ledger, Selection(reason="legal_threat"))["escalation_rate"].of == 0


def test_practice_cases_count_nowhere() -> None:
    ledger = Ledger()
    begin(ledger, "talk")
    solve(ledger, replace(asked("one"), practice=True))
    assert values(ledger)["escalation_rate"].value == 0.0
    assert register(Book().take_all(ledger.heads)) == ()


def a_full_story() -> Ledger:
    ledger = Ledger()
    begin(ledger, "talk")
    solve(ledger, asked("solved"))
    begin(ledger, "claims", who="tom")
    case = ledger.case(open_case(asked("compliance", conversation="claims", who="tom"), by=POLICY, at=NOW))
    case = ledger.case(join(case, replace(COMPLIANCE, route=REQUEST.route), by=POLICY, at=NOW))
    case = ledger.case(claim(case, reader=reads(ANA), by=A, at=later(NOW, seconds=8)))
    record = Document(
        decision="Covered.", authoriser=ANA, credential="A-1", verification=CONFIRMED, attachments=(LETTER,)
    )
    case = ledger.case(document(case, record, by=A, at=later(NOW, seconds=30)))
    ledger.case(hand_back(case, person=ANA, note="Covered.", by=A, at=later(NOW, seconds=40)))
    case = ledger.case(open_approval(asked("wire"), ASKED, by=POLICY, at=NOW))
    case = ledger.case(verify(case, CONFIRMED, by=B, at=NOW))
    vote = Vote(person=BEN, digest=DIGEST, ground="Confirmed.", credential="C-9")
    ledger.case(approve(case, vote, by=B, at=later(NOW, seconds=50)))
    return ledger


def test_the_register_tells_each_escalation_in_one_row() -> None:
    rows = {row.case: row for row in register(Book().take_all(a_full_story().heads))}
    solved, compliance, wire = rows["solved"], rows["compliance"], rows["wire"]
    assert solved.triggers == ("sentiment 0.9100/0.7000 (sentiment, v7)",)
    assert solved.received_by == ("ana",)
    assert (solved.seconds_to_accept, solved.seconds_to_first_words, solved.seconds_to_resolution) == (12, 22, 62)
    assert (solved.state, solved.outcome) == ("closed", "solved")
    assert compliance.triggers[1] == "legal_threat 1.0000 (legal, v7)"
    assert compliance.severity == "critical"
    assert compliance.documents == ("authoriser ana, credential A-1, verified, 1 attachments",)
    assert (wire.state, wire.received_by, wire.verified) == ("approved", ("ben",), True)
    assert wire.documents == ("authoriser ben, credential C-9, verified",)


def test_the_register_has_a_text_for_each_column() -> None:
    row = register(Book().take_all(a_full_story().heads))[0]
    told = dict(zip(COLUMNS, cells(row), strict=True))
    assert told["policy"] == "7"
    assert told["sealed"] == "no"
    assert all("Covered" not in cell and "ridiculous" not in cell for cell in cells(row)), "heads only"


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(min_value=0, max_value=40))
def test_the_book_is_the_same_however_the_subjects_interleave_and_what_is_read_twice(
    random: Random, replayed: int
) -> None:
    """Subjects are independent but for the order within each; a stream read again from earlier changes nothing."""
    heads = a_full_story().heads
    lanes = {str(head.subject): [one for one in heads if one.subject == head.subject] for head in heads}
    mixed: list[Head] = []
    while any(lanes.values()):
        lane = random.choice(sorted(name for name, rest in lanes.items() if rest))
        mixed.append(lanes[lane].pop(0))
    one, other = Book().take_all(heads), Book().take_all([*mixed, *mixed[-replayed:]])
    assert register(one) == register(other)
    assert [value for _, value in measure(one, at=LATER)] == [value for _, value in measure(other, at=LATER)]
