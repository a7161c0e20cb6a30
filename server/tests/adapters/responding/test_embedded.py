"""The embedded agent over Fernbrook's articles: it does, it answers from what is written, it admits not knowing."""

from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from handrail_server.adapters.crm.tools.described import ALL
from handrail_server.adapters.responding.embedded.agent import KNOWS, UNKNOWN, EmbeddedAgent
from handrail_server.adapters.responding.embedded.articles import read_articles
from handrail_server.adapters.responding.embedded.library import Articles
from handrail_server.adapters.responding.embedded.retrieval import Index
from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import ActionId, AgentId, ConversationId, CustomerId, LessonId, OrgId
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import At
from handrail_server.core.learning.lesson import Known
from handrail_server.core.signals.profile import Profile, Record
from handrail_server.core.turns.making import Called, Step
from handrail_server.core.turns.responder import DEFAULT
from handrail_server.core.turns.turn import ConfidenceOrigin
from handrail_server.ports.responding import Ask, Given, Line

NOW = At(1_790_000_000_000)
ORG = OrgId("fernbrook")
KNOWLEDGE = files("handrail_server.demo").joinpath("knowledge")
AGENT = EmbeddedAgent(Articles({ORG: KNOWLEDGE}, Path("nowhere")).of)
LAMP = Record(kind="order", id="FB-21007", title="Desk lamp", amount=Money(amount=Decimal("49.00"), currency="EUR"))
OWEN = Profile(customer=CustomerId("owen.byrne"), name="Owen Byrne", records=(LAMP,), fetched_at=NOW)
TOOLS = {
    "shop": {"look_up_order", "issue_refund", "give_credit", "send_replacement", "book_appointment"},
    "business": {"look_up_order", "book_demo"},
    "bank": {"look_up_order", "look_up_balance", "wire_transfer"},
    "health": {"look_up_order", "send_form"},
}


def asked(*lines: str, agent: str = "shop", profile: Profile | None = OWEN, org: OrgId = ORG) -> Ask:
    """Customer and agent by turns; the customer begins."""
    authors = (ActorKind.CUSTOMER, ActorKind.AGENT)
    return Ask(
        org=org,
        agent=AgentId(agent),
        called="Shop assistant",
        conversation=ConversationId("c1"),
        round=1,
        attempt=1,
        customer=profile.customer if profile else None,
        profile=profile,
        channel="chat",
        language="en",
        lines=tuple(Line(author=authors[place % 2], text=text, at=NOW) for place, text in enumerate(lines)),
        unanswered=1,
        steps=(),
        tools=tuple(tool for tool in ALL if tool.name in TOOLS[agent]),
        now=NOW,
    )


async def says(*lines: str, agent: str = "shop") -> Given:
    return await AGENT.answer(asked(*lines, agent=agent), DEFAULT)


@pytest.mark.parametrize(
    ("question", "agent", "part"),
    [
        ("When are your shops open?", "shop", "from 10:00 to 19:00"),
        ("how long will my delivery of a table take", "shop", "within ten working days"),
        ("what does shipping cost?", "shop", "4.90 EUR"),
        ("How many days do I have to return something?", "shop", "within 30 days"),
        ("How long does a refund take?", "shop", "five working days"),
        ("Do you sell gift cards?", "shop", "from 10 EUR to 500 EUR"),
        ("can i pay in instalments", "shop", "6 or 12 months"),
        ("How should I wash the linen?", "shop", "40 degrees"),
        ("Can I get spare parts?", "shop", "ten years"),
        ("What does a bunk bed cost?", "business", "329 EUR"),
        ("Is there a discount for large volumes?", "business", "11 per cent"),
        ("How long does a wire take?", "bank", "within one working day"),
        ("my card was stolen, how do I block it", "bank", "in the app"),
        ("When is the health plan office open?", "health", "8:00 to 18:00"),
        ("How do I appeal against a decision?", "health", "within 60 days"),
    ],
)
async def test_what_is_written_is_answered_with_its_source(question: str, agent: str, part: str) -> None:
    given = await says(question, agent=agent)
    assert part in given.text
    assert given.confidence is not None
    assert given.confidence.origin is ConfidenceOrigin.RETRIEVAL
    assert given.confidence.value >= 0.75
    assert given.sources[0].text == given.text


@pytest.mark.parametrize(
    "question",
    [
        "What is the meaning of life?",
        "Who won the football match yesterday?",
        "Can you write a poem about submarines?",
        "What is the capital of Mongolia?",
    ],
)
async def test_what_is_not_written_is_admitted_and_the_second_time_a_person_is_asked(question: str) -> None:
    first = await says(question)
    assert first.text == UNKNOWN
    second = await says(question, UNKNOWN, "And what is the boiling point of mercury?")
    assert second.person_because is not None


async def test_who_takes_up_the_offer_of_a_colleague_gets_one() -> None:
    assert (await says("Who won the match?", UNKNOWN, "yes please")).person_because is not None


@pytest.mark.parametrize(
    ("lines", "agent", "tool", "arguments"),
    [
        (("Where is my order?",), "shop", "look_up_order", {"order": "FB-21007"}),
        (
            ("I want my money back for FB-21007",),
            "shop",
            "issue_refund",
            {"order": "FB-21007", "amount": "49.00", "currency": "EUR", "reason": "asked for by the customer"},
        ),
        (
            ("Please refund 20 euros of it",),
            "shop",
            "issue_refund",
            {"order": "FB-21007", "amount": "20", "currency": "EUR", "reason": "asked for by the customer"},
        ),
        (
            ("My lamp came broken", "Which would you rather have?", "A replacement, please"),
            "shop",
            "send_replacement",
            {"order": "FB-21007", "reason": "damaged"},
        ),
        (
            ("Book me an appointment on 2026-10-02 at 3pm",),
            "shop",
            "book_appointment",
            {"day": "2026-10-02", "time": "15:00"},
        ),
        (
            ("Please wire 48,500 USD to US-7731 today",),
            "bank",
            "wire_transfer",
            {"destination": "US-7731", "amount": "48500", "currency": "USD"},
        ),
        (("How much is on my account?",), "bank", "look_up_balance", {}),
        (("Please send me the form for a family member.",), "health", "send_form", {"form": "family member"}),
        (
            ("I need a form", "Gladly. Which form do you need: for a family member?", "For an appeal."),
            "health",
            "send_form",
            {"form": "for an appeal"},
        ),
    ],
)
async def test_what_is_wanted_is_done_with_a_tool(
    lines: tuple[str, ...], agent: str, tool: str, arguments: dict[str, str]
) -> None:
    (wanted,) = (await says(*lines, agent=agent)).calls
    assert (wanted.tool, wanted.arguments) == (tool, arguments)


async def test_a_tool_that_it_does_not_have_is_not_used() -> None:
    calls = (await says("Please wire 500 EUR to DE-1234", agent="shop")).calls
    assert "wire_transfer" not in {call.tool for call in calls}


async def test_who_is_not_known_is_handed_to_a_person_for_their_orders() -> None:
    given = await AGENT.answer(asked("I want a refund", profile=None), DEFAULT)
    assert given.person_because is not None


@pytest.mark.parametrize(
    ("question", "agent"), [("What is my balance?", "bank"), ("Send me the form for an appeal", "health")]
)
async def test_who_is_not_known_is_told_no_balance_and_sent_no_form(question: str, agent: str) -> None:
    given = await AGENT.answer(asked(question, agent=agent, profile=None), DEFAULT)
    assert not given.calls
    assert "sign in" in given.text


async def test_balances_are_told_account_by_account() -> None:
    result = '{"accounts":[{"id":"US-2210","title":"Current account","balance":{"amount":"90.00","currency":"USD"}}]}'
    called = Called(
        call_id="answer/1/1/1",
        name="1",
        tool="look_up_balance",
        arguments="{}",
        action=ActionId("a1"),
        end="completed",
        result=result,
    )
    step = Step(text="", calls=(called,))
    given = await AGENT.answer(replace(asked("My balance?", agent="bank"), steps=(step,)), DEFAULT)
    assert given.text == "Account US-2210, Current account, holds 90.00 USD."


async def test_a_lead_is_noted_point_by_point_and_asked_for_what_is_missing() -> None:
    given = await says("We need linen for 900 beds, our budget is 60,000 EUR", agent="business")
    assert {(point.name, point.value) for point in given.captured} == {("volume", "900 beds"), ("budget", "60000 EUR")}
    assert "What is it for" in given.text


@pytest.mark.parametrize(
    ("end", "result", "part"),
    [
        (
            "completed",
            '{"done":"refund","amount":{"amount":"49.00","currency":"EUR"},"order":"FB-21007"}',
            "refunded 49.00 EUR",
        ),
        ("failed", '{"error":"At most 0.00 EUR can be paid back."}', "At most 0.00 EUR"),
        ("unknown", '{"error":"?"}', "finding out"),
        ("refused", '{"error":"policy"}', "a colleague"),
    ],
)
async def test_what_came_of_a_call_is_told_plainly(end: str, result: str, part: str) -> None:
    called = Called(
        call_id="answer/1/1/1",
        name="1",
        tool="issue_refund",
        arguments="{}",
        action=ActionId("a1"),
        end=end,
        result=result,
    )
    given = await AGENT.answer(replace(asked("Refund it"), steps=(Step(text="", calls=(called,)),)), DEFAULT)
    assert part in given.text


async def test_a_draft_that_a_person_discarded_is_not_said_again() -> None:
    said = (await says("Do you sell gift cards?")).text
    again = await AGENT.answer(replace(asked("Do you sell gift cards?"), discarded=said), DEFAULT)
    assert again.text != said


async def test_an_organisation_without_articles_knows_nothing() -> None:
    assert (await AGENT.answer(asked("When do you open?", org=OrgId("other")), DEFAULT)).text == UNKNOWN


def test_each_article_answers_its_own_questions_best() -> None:
    sections = read_articles(KNOWLEDGE)
    index = Index(sections)
    wrong = []
    for section in sections:
        agent = min(section.agents)
        best = index.find(section.question, agent=agent)[0]
        if best.section != section or best.carried < KNOWS:
            wrong.append(section.id)
    assert len(sections) >= 40
    assert wrong == []


async def test_what_a_person_taught_is_said_before_what_is_written() -> None:
    known = Known(
        id=LessonId("lesson_1"),
        question="Do you gift-wrap an espresso machine?",
        answer="Yes, with a ribbon, for three euros.",
        topic="gift",
        likeness=0.9,
    )
    question = "Could you gift-wrap the espresso machine?"
    taught = await AGENT.answer(replace(asked(question), lessons=(known,)), DEFAULT)
    assert (taught.text, taught.topic) == (known.answer, "gift")
    assert [source.id for source in taught.sources] == ["lesson:lesson_1"]
    far = replace(known, likeness=0.4)
    assert (await AGENT.answer(replace(asked(question), lessons=(far,)), DEFAULT)).text != known.answer
    discarded = replace(asked(question), lessons=(known,), discarded=known.answer)
    assert (await AGENT.answer(discarded, DEFAULT)).text != known.answer
