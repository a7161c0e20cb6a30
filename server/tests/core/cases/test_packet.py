"""The packet: what the next person is told, what is covered for whom, and that nothing is cut in silence."""

from dataclasses import replace
from decimal import Decimal

from handrail_server.core.basics.actors import agent, customer
from handrail_server.core.basics.ids import CustomerId, DecisionId, TurnId, TurnNumber
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import At, later
from handrail_server.core.cases.assemble import Material, Page, Viewer, assemble
from handrail_server.core.cases.completeness import WEIGHTS, completeness
from handrail_server.core.cases.opportunity import PointKind
from handrail_server.core.cases.sentences import LONGEST, sentences
from handrail_server.core.cases.summary import Summary
from handrail_server.core.cases.why import duration, greeted
from handrail_server.core.policy.decision import Decision, Reason, Strength, Trace, Verdict
from handrail_server.core.signals.profile import Account, Profile, Record
from handrail_server.core.signals.signal import Evidence, Signal
from handrail_server.core.turns.conversation import Promise, Sketch
from handrail_server.core.turns.turn import Captured, Confidence, ConfidenceOrigin, ToolCall, Turn
from server.tests.core.cases.given import (
    ANA,
    BOT,
    CONVERSATION,
    FRUSTRATED,
    NOW,
    REQUEST,
    ROUTE,
    approval,
    queued,
    reads,
)

READER = Viewer(reader=reads(ANA))
MARY = customer(CustomerId("mary"), reported_by=BOT)


def a_turn(number: int, text: str, *, by_agent: bool = False) -> Turn:
    return Turn(
        conversation=CONVERSATION.id,
        id=TurnId(f"t{number}"),
        number=TurnNumber(number),
        author=agent(BOT) if by_agent else MARY,
        text=text,
        channel="web",
        said_at=NOW,
        received_at=NOW,
        epoch=1,
    )


TURNS = (
    replace(
        a_turn(1, "Hello. My blender arrived with a cracked jar, and I want a replacement jar."),
        captured=(Captured(name="order_number", value="A-1001"),),
        intent="replacement",
    ),
    replace(
        a_turn(2, "I am sorry. I will send you a label within 24 hours.", by_agent=True),
        tool_calls=(ToolCall(name="create_label", arguments="{}", result='{"error":"timeout"}', failed=True),),
        confidence=Confidence(value=0.5, origin=ConfidenceOrigin.MODEL),
    ),
    a_turn(3, "this is ridiculous, I still have no replacement jar. I will post a review."),
)
TALK = replace(
    CONVERSATION,
    attempted=(TurnNumber(2),),
    promises=(Promise(turn=TurnNumber(2), kind="send", start=12, end=51),),
    recent=(Sketch(number=TurnNumber(3), author=MARY.kind, sentiment=-0.8, dissatisfied=True, at=NOW),),
)
RETAIL = replace(
    ROUTE,
    suggestion="Replacement and 20 USD of goodwill credit.",
    draft="Hello {name}, I am sorry about the jar.",
)
MARY_KNOWN = Profile(
    customer=CustomerId("mary"),
    name="Mary Poppins",
    tier="gold",
    lifetime_value=Money(amount=Decimal(4_200), currency="USD"),
    records=(
        Record(kind="case", id="c1", title="Cracked jar", status="closed", at=At(5)),
        Record(kind="case", id="c2", title="Late parcel", status="open", at=At(9)),
        Record(kind="order", id="A-1001", title="Blender"),
    ),
    fetched_at=NOW,
)
DECISION = Decision(
    id=DecisionId("decision"),
    turn=TurnNumber(3),
    verdict=Verdict.HAND_OVER,
    reasons=(FRUSTRATED,),
    trace=Trace(policy=REQUEST.policy, scopes=("organisation",), p_failure=0.7, expected_cost=12.0),
)
RETAIL_CASE = queued(replace(REQUEST, route=RETAIL))
MATERIAL = Material(
    case=RETAIL_CASE,
    conversation=TALK,
    turns=TURNS,
    decisions=(DECISION,),
    approvals=(approval(),),
    profile=MARY_KNOWN,
)


def test_a_packet_tells_who_why_and_what_was_tried() -> None:
    packet = assemble(MATERIAL, READER, now=NOW)
    assert packet.schema == 1
    assert packet.who is not None
    assert packet.who.name == "Mary Poppins"
    assert packet.why == (
        "This came to the queue “senior” because: Frustration 0.91 is above 0.70 and rising; waiting for 2 seconds."
    )
    named = assemble(replace(MATERIAL, target="Senior people"), READER, now=NOW)
    assert str(named.why).startswith("This came to the queue “Senior people” because:")
    assert [attempt.what for attempt in packet.attempts] == ["create_label", "I will send you a label within 24 hours."]
    assert packet.attempts[0].failed
    assert packet.attempts[1].counted
    assert packet.attempts[1].shortened, "the rest stands in the transcript, and the mark says so"
    reaction = packet.attempts[1].reaction
    assert reaction is not None
    assert (reaction.turn, reaction.sentiment, reaction.dissatisfied) == (3, -0.8, True)
    assert [promise.text for promise in packet.promises] == ["I will send you a label within 24 hours"]


def test_a_packet_shows_the_crm_record_the_reasons_and_what_waits() -> None:
    packet = assemble(MATERIAL, READER, now=NOW)
    assert packet.crm is not None
    assert packet.crm.lifetime_value == Money(amount=Decimal(4_200), currency="USD")
    assert [case.id for case in packet.crm.open_cases] == ["c2"]
    assert [case.id for case in packet.crm.interactions] == ["c2", "c1"]
    assert [order.id for order in packet.crm.orders] == ["A-1001"]
    assert packet.reasons[0].evidence[0].text == "this is ridiculous"
    assert [approval.tool for approval in packet.approvals] == ["send_wire"]
    assert packet.decisions[0].expected_cost == 12.0
    assert [(point.name, point.value, point.turn) for point in packet.captured] == [("order_number", "A-1001", 1)]
    assert packet.category.topic == "damaged_product"
    assert packet.category.intent == "replacement"
    assert [mood.sentiment for mood in packet.sentiment] == [-0.8]


def test_the_draft_greets_by_name_and_the_route_suggests_a_path() -> None:
    packet = assemble(MATERIAL, READER, now=NOW)
    assert packet.draft == "Hello Mary, I am sorry about the jar."
    assert packet.suggestion == RETAIL.suggestion
    assert greeted("Hello {name}, I am here.", None) == "Hello, I am here."
    assert greeted("{name}, I am here.", None) == "I am here."


def test_the_summary_is_two_lines_in_their_own_words_and_says_so() -> None:
    summary = assemble(MATERIAL, READER, now=NOW).summary
    assert summary is not None
    assert summary.label == "extractive"
    assert [line.turn for line in summary.lines] == [1, 3]
    assert summary.lines[0].text == "My blender arrived with a cracked jar, and I want a replacement jar."


def test_a_models_summary_stands_instead_with_its_label() -> None:
    made = Summary(lines=(), label="model:qwen")
    assert assemble(replace(MATERIAL, summary=made), READER, now=NOW).summary == made


def test_the_transcript_is_paged_and_complete() -> None:
    first = assemble(MATERIAL, READER, now=NOW, page=Page(limit=2)).transcript
    assert first is not None
    assert ([turn.number for turn in first.turns], first.next_after, first.total) == ([1, 2], 2, 3)
    last = assemble(MATERIAL, READER, now=NOW, page=Page(after=2, limit=2)).transcript
    assert last is not None
    assert ([turn.number for turn in last.turns], last.next_after) == ([3], None)


def test_completeness_names_what_is_missing() -> None:
    whole = assemble(MATERIAL, READER, now=NOW).completeness
    assert (whole.score, whole.missing) == (Decimal("1.00"), ())
    bare = replace(MATERIAL, case=queued(), profile=None, turns=TURNS[1:])
    part = assemble(bare, READER, now=NOW).completeness
    assert set(part.missing) == {"transcript", "who", "crm", "captured", "suggestion", "draft"}
    lost = sum(WEIGHTS[name] for name in part.missing)
    assert part.score == (1 - Decimal(lost) / sum(WEIGHTS.values())).quantize(Decimal("0.01"))
    assert completeness({}).score == 0


def test_a_stale_crm_record_counts_as_missing_and_is_marked() -> None:
    packet = assemble(replace(MATERIAL, profile_stale=True), READER, now=NOW)
    assert packet.crm is not None
    assert packet.crm.stale
    assert "crm" in packet.completeness.missing


SALE = Reason(
    code="opportunity",
    strength=Strength.HARD,
    verdict=Verdict.HAND_OVER,
    rule="sales",
    score=0.9,
    line="Custom terms for several years are beyond the agent's charter.",
    evidence=(Evidence(turn=TurnNumber(1), start=0, end=2, value="We"),),
)


def test_a_prospect_without_a_crm_record_becomes_a_pre_filled_opportunity() -> None:
    turns = (
        replace(
            a_turn(1, "We need custom terms for 400 seats. Does your API integrate with Salesforce?"),
            captured=(
                Captured(name="contact_name", value="Ada Byron"),
                Captured(name="company", value="Engines Ltd"),
                Captured(name="budget_range", value="around 90k EUR"),
            ),
        ),
        a_turn(2, "Let me bring in a colleague.", by_agent=True),
        a_turn(3, "Our budget is $90,000 per year, on a multi-year deal."),
    )
    case = replace(queued(), reasons=(SALE,), route=replace(ROUTE, draft="Hello {name}, let us talk."))
    packet = assemble(Material(case=case, conversation=TALK, turns=turns), READER, now=NOW)
    assert packet.who is not None
    assert (packet.who.name, packet.who.company) == ("Ada Byron", "Engines Ltd")
    assert packet.draft == "Hello Ada, let us talk."
    assert packet.opportunity is not None
    requirements = packet.opportunity.of(PointKind.REQUIREMENT)
    assert [(point.turn, point.text) for point in requirements] == [
        (1, "We need custom terms for 400 seats."),
        (3, "Our budget is $90,000 per year, on a multi-year deal."),
    ]
    questions = packet.opportunity.of(PointKind.TECHNICAL_QUESTION)
    assert [(point.turn, point.text) for point in questions] == [(1, "Does your API integrate with Salesforce?")]
    budget = packet.opportunity.of(PointKind.BUDGET)
    assert (1, "around 90k EUR") in [(point.turn, point.text) for point in budget]
    assert (3, "Our budget is $90,000 per year, on a multi-year deal.") in [(p.turn, p.text) for p in budget]


def test_a_case_that_is_no_sale_has_no_opportunity() -> None:
    assert assemble(MATERIAL, READER, now=NOW).opportunity is None


def test_the_agents_own_assessment_is_shown_in_its_words() -> None:
    text = "Customer needs a human specialist for custom pricing."
    asked = Signal(
        name="agent_request",
        score=0.95,
        detector="agent_request@1",
        evidence=(
            Evidence(turn=TurnNumber(2), fact="tool.transfer_to_human", value='{"summary":"wants a refund"}'),
            Evidence(turn=TurnNumber(2), start=9, end=33),
        ),
    )
    material = replace(
        MATERIAL, turns=(TURNS[0], a_turn(2, text, by_agent=True), TURNS[2]), readings={TurnNumber(2): (asked,)}
    )
    shown = assemble(material, READER, now=NOW).assessment
    assert [quote.text for quote in shown] == ['{"summary":"wants a refund"}', "needs a human specialist"]


def test_a_company_stands_in_where_the_contact_has_no_values() -> None:
    account = Account(id="a", name="Engines Ltd", tier="enterprise", health=0.4)
    profile = Profile(customer=CustomerId("mary"), name="Ada", account=account, fetched_at=NOW)
    crm = assemble(replace(MATERIAL, profile=profile), READER, now=NOW).crm
    assert crm is not None
    assert (crm.tier, crm.health) == ("enterprise", 0.4)


def test_a_long_sentence_is_shortened_with_a_mark_and_keeps_its_span() -> None:
    (sentence,) = sentences(TurnNumber(1), "word " * 200)
    assert (len(sentence.text), sentence.shortened, sentence.end) == (LONGEST, True, 999)


def test_a_time_is_told_in_its_largest_unit() -> None:
    told = [duration(later(At(0), seconds=seconds)) for seconds in (0, 1, 90, 7_200, 100_000)]
    assert told == ["less than a second", "1 second", "1 minute", "2 hours", "1 day"]
