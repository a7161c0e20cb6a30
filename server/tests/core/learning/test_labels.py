"""Labels, ratings, the audit sample, and what a person asks again."""

from dataclasses import replace
from decimal import Decimal

import pytest

from handrail_server.core.basics.actors import agent, customer
from handrail_server.core.basics.errors import Forbidden, Invalid, MoveRefused
from handrail_server.core.basics.ids import ConversationId, CustomerId
from handrail_server.core.cases.assemble import Viewer, assemble
from handrail_server.core.learning.facts import CaseLabel, KnownAskedAgain, RatingKind, ReplyLabel
from handrail_server.core.learning.labels import (
    SAMPLE_SHARE,
    drawn,
    judge_sample,
    label_case,
    label_reply,
    rate,
    sample,
)
from handrail_server.core.learning.re_asked import re_asked, record_re_asked
from server.tests.core.cases.given import ANA, BOT, CONVERSATION, NOW, POLICY, is_, queued, reads
from server.tests.core.cases.test_packet import MATERIAL

A = is_(ANA)


def test_labels_are_facts_that_leave_the_state_alone() -> None:
    for outcome in (
        label_case(queued(), CaseLabel.AVOIDABLE, comment="The agent had it.", by=A, at=NOW),
        label_reply(CONVERSATION, 2, ReplyLabel.INCORRECT, by=A, at=NOW),
        judge_sample(CONVERSATION, needed_a_person=True, by=A, at=NOW),
    ):
        assert outcome.state in (queued(), CONVERSATION)
        assert len(outcome.facts) == 1


def test_an_agent_labels_nothing() -> None:
    with pytest.raises(Forbidden):
        label_case(queued(), CaseLabel.NEEDED, by=agent(BOT), at=NOW)
    with pytest.raises(Forbidden):
        label_reply(CONVERSATION, 2, ReplyLabel.HARMFUL, by=agent(BOT), at=NOW)
    with pytest.raises(Forbidden):
        judge_sample(CONVERSATION, needed_a_person=False, by=agent(BOT), at=NOW)


def test_only_turns_that_exist_are_labelled() -> None:
    for number in (0, CONVERSATION.turns + 1):
        with pytest.raises(Invalid):
            label_reply(CONVERSATION, number, ReplyLabel.UNHELPFUL, by=A, at=NOW)


@pytest.mark.parametrize(("kind", "score"), [(RatingKind.CSAT, 0), (RatingKind.CSAT, 6), (RatingKind.NPS, 11)])
def test_a_rating_keeps_to_its_scale(kind: RatingKind, score: int) -> None:
    with pytest.raises(Invalid) as refused:
        rate(CONVERSATION, kind, score, by=customer(CustomerId("mary"), reported_by=BOT), at=NOW)
    assert refused.value.field == "score"


def test_the_audit_sample_takes_its_share_of_what_the_agent_handled_alone() -> None:
    taken = sum(drawn(ConversationId(f"c{number}")) for number in range(10_000))
    assert Decimal("0.015") < Decimal(taken) / 10_000 < Decimal("0.025")
    assert Decimal("0.02") == SAMPLE_SHARE
    assert sample(CONVERSATION, by=POLICY, at=NOW).facts[0].verb == "AuditSampled"
    with pytest.raises(MoveRefused):
        sample(replace(CONVERSATION, last_person_at=NOW), by=POLICY, at=NOW)


@pytest.mark.parametrize(
    ("words", "points"),
    [
        ("Could you give me your order number?", ("order_number",)),
        ("What is your order id, please?", ("order_number",)),
        ("Please provide your e-mail.", ()),
        ("May I have your name?", ("name",)),
        ("Your order number is A-1001, I see.", ()),
        ("How are you?", ()),
    ],
)
def test_asking_for_what_the_packet_says_is_noticed(words: str, points: tuple[str, ...]) -> None:
    packet = assemble(MATERIAL, Viewer(reader=reads(ANA)), now=NOW)
    assert re_asked(words, packet) == points


def test_what_was_asked_again_is_recorded_as_codes() -> None:
    fact = record_re_asked(CONVERSATION, queued(), ("Order_Number", "her mother's name"), by=A, at=NOW).facts[0]
    assert isinstance(fact, KnownAskedAgain)
    assert fact.points == ("order_number", "other")
