"""What customers of Fernbrook say, and what is answered. All of it is ours; past and present have the same talk.

In the present the agent answers by itself, and a person may answer what reaches one; so only the customer's lines are
spoken there. In the past everybody keeps to the script.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from handrail_server.core.basics.ids import AgentId, CustomerId
from handrail_server.core.basics.money import Money
from handrail_server.demo.customers import ELENA, HANNA, MARTA, ROBERT

SHOP: Final = AgentId("shop")
BUSINESS: Final = AgentId("business")
HEALTH: Final = AgentId("health")
BANK: Final = AgentId("bank")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What the customer says, and the agent's answer with how sure it is."""

    said: str
    answer: str
    sure: float = 0.93
    instead: str | None = None
    """What whoever checks the answer says in its place; None: it is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A call that the agent asks for after its last answer."""

    tool: str
    arguments: dict[str, object]
    amount: Money
    fits: bool = True
    """Whether what is on record bears it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One conversation. Where a person comes in, they say `helped` and the customer says `thanks`."""

    name: str
    topic: str
    lines: tuple[Line, ...]
    agent: AgentId = SHOP
    customer: CustomerId | None = None
    act: Act | None = None
    helped: str = "I have looked into it myself and put it right. You get a confirmation by e-mail within the hour."
    thanks: str = "Thank you, that helps."
    disposition: str = "solved"
    lesson: str | None = None
    """What the agent is taught of it: the answer to the first question, in words that help everybody."""
    satisfied: int = 4
    """What the customer would give, 1 to 5."""


STORIES: Final = (
    Talk(
        name="retail",
        topic="damaged_product",
        customer=CustomerId(HANNA),
        lines=(
            Line(
                said="Hello, I am writing about the oak reading table, order FB-20931.",
                answer="Good morning, Hanna. What is it about?",
            ),
            Line(
                said="It came with a split top. I sent photographs of it.",
                answer="Thank you. I have asked the carrier for their report.",
                sure=0.81,
            ),
            Line(
                said="This is ridiculous. It is the fourth time I contact you about the same damaged table, and I am "
                "fed up. If nobody sorts it out today, I will post a public review about it.",
                answer="I am sorry.",
                sure=0.5,
            ),
        ),
        helped="Hanna, I am sorry. A new table comes on Thursday, and 40 EUR of credit are on your account.",
        thanks="Finally somebody who sorts it out. Thank you.",
        disposition="replaced_with_credit",
    ),
    Talk(
        name="business",
        topic="sales",
        agent=BUSINESS,
        customer=CustomerId(MARTA),
        lines=(
            Line(
                said="Hello, we run 40 hostels and are looking for a supplier of beds and linen.",
                answer="Gladly. How many places would that be, and is there a budget already?",
            ),
            Line(
                said="Our budget of 180,000 EUR is approved for next year, for about 900 beds.",
                answer="Thank you, I have noted that.",
            ),
            Line(
                said="We need custom terms: a three year contract with multi-year pricing and net 60 payment terms. "
                "Does your ordering API integrate with our SAP system, and is there single sign-on?",
                answer="I will ask.",
                sure=0.5,
            ),
        ),
        helped="Marta, I am Daniel, your account executive. Let us fix the three points in a call tomorrow at ten.",
        thanks="Ten o'clock is fine. Thank you.",
        disposition="meeting_booked",
        satisfied=5,
    ),
    Talk(
        name="health",
        topic="billing",
        agent=HEALTH,
        customer=CustomerId(ELENA),
        lines=(
            Line(
                said="I want to dispute a bill. You charged me 1,240 EUR for my MRI, and my claim was denied although "
                "my cardiologist said it was medically necessary. Why is it not covered?",
                answer="I may not read that.",
                sure=0.5,
            ),
        ),
        helped="Elena, I am licensed to look at this with you. I have asked for the decision to be reviewed.",
        thanks="Thank you for taking the time.",
        disposition="review_requested",
    ),
    Talk(
        name="wire",
        topic="wire_transfer",
        agent=BANK,
        customer=CustomerId(ROBERT),
        lines=(
            Line(
                said="Good afternoon. I need to send an urgent wire of 48,500 USD to a new supplier account in "
                "Cyprus, CY-7781. It must go out today before close of business.",
                answer="A colleague looks at it first.",
            ),
        ),
        act=Act(
            tool="wire_transfer",
            arguments={"destination": "CY-7781", "amount": "48500.00", "currency": "USD"},
            amount=Money(amount=Decimal(48_500), currency="USD"),
            fits=False,
        ),
        helped="Robert, I have checked this with you by telephone and we do not send it; the account is not theirs.",
        thanks="Good that you called. Thank you.",
        disposition="declined",
        satisfied=5,
    ),
)
"""The four that the demo is about."""

CALM: Final = (
    Talk(
        name="delivery",
        topic="delivery",
        lines=(
            Line(
                said="How long does delivery of a bookcase take?", answer="Furniture arrives within ten working days."
            ),
            Line(
                said="And what does it cost?",
                answer="Furniture is delivered for 29 EUR, and for gold members free of charge.",
            ),
        ),
        satisfied=5,
    ),
    Talk(
        name="stairs",
        topic="delivery",
        lines=(
            Line(
                said="I live on the third floor. Can you carry furniture upstairs?",
                answer="Yes. Two people carry furniture into the room of your choice on any floor.",
                sure=0.96,
            ),
        ),
        satisfied=5,
    ),
    Talk(
        name="parcel",
        topic="order_status",
        customer=CustomerId("owen.byrne"),
        lines=(
            Line(
                said="Where is my desk lamp, order FB-21007?",
                answer="Order FB-21007, the desk lamp, is in transit.",
                sure=0.97,
            ),
            Line(
                said="What if nobody is at home?",
                answer="The carrier tries twice, and then keeps parcels at a pick-up point for seven days.",
                sure=0.9,
            ),
        ),
    ),
    Talk(
        name="returning",
        topic="returns",
        lines=(
            Line(
                said="How long may I return a lamp that I have unpacked?",
                answer="You may return what you bought within 60 days, also when it is unpacked.",
                sure=0.88,
            ),
            Line(
                said="Who pays for the way back?",
                answer="The way back is free of charge with the label in the parcel.",
                sure=0.82,
            ),
        ),
    ),
    Talk(
        name="gift",
        topic="membership",
        lines=(
            Line(
                said="Do you sell gift cards?",
                answer="Yes, from 10 EUR to 500 EUR, by e-mail or on paper.",
                sure=0.98,
            ),
        ),
        satisfied=5,
    ),
    Talk(
        name="instalments",
        topic="membership",
        lines=(
            Line(
                said="May I pay a sofa in instalments?",
                answer="Instalments over 6 or 12 months are possible from 200 EUR.",
                sure=0.91,
            ),
        ),
    ),
    Talk(
        name="guarantee",
        topic="warranty",
        lines=(
            Line(
                said="How long is the warranty on a mattress?",
                answer="Furniture and mattresses have a warranty of five years.",
                sure=0.86,
            ),
        ),
    ),
    Talk(
        name="office",
        topic="health_plan",
        agent=HEALTH,
        lines=(
            Line(
                said="When is the health plan office open?",
                answer="The health plan office is open from Monday to Friday from 8:00 to 18:00.",
                sure=0.97,
            ),
        ),
        satisfied=5,
    ),
    Talk(
        name="volume",
        topic="sales",
        agent=BUSINESS,
        lines=(
            Line(
                said="From which volume are there discounts?",
                answer="There is a volume discount of 6 per cent from 50 pieces of a product.",
                sure=0.92,
            ),
        ),
    ),
)
"""The agent's own work."""

TROUBLE: Final = (
    Talk(
        name="person",
        topic="returns",
        lines=(
            Line(said="My return was not credited yet.", answer="A return is credited within five days.", sure=0.78),
            Line(said="I would rather speak to a human, please.", answer="Of course."),
        ),
        disposition="credited",
    ),
    Talk(
        name="twice",
        topic="billing",
        customer=CustomerId("lena.vogt"),
        lines=(
            Line(
                said="I was charged twice for the same chair and I dispute the second charge.",
                answer="I see.",
                sure=0.6,
                instead="You are right, it was booked twice. The second 89 EUR are on their way back to your card.",
            ),
        ),
        helped="You are right, it was booked twice. The second 89 EUR are on their way back to your card.",
        disposition="refunded",
        satisfied=5,
    ),
    Talk(
        name="leaving",
        topic="membership",
        lines=(
            Line(
                said="Third late delivery this year. I'm cancelling my account and going to a competitor.",
                answer="I am sorry to hear that.",
                sure=0.6,
            ),
        ),
        helped="I am sorry for the three delays. Your next delivery is free, and I look after it myself.",
        thanks="All right, one more try.",
        disposition="kept",
        satisfied=3,
    ),
    Talk(
        name="lawyer",
        topic="delivery",
        lines=(
            Line(
                said="Your carrier broke my banister. If you do not pay for it I will have my lawyer sue you.",
                answer="I see.",
                sure=0.5,
            ),
        ),
        helped="Our insurer takes this up today; here is the claim's number, FC-2207.",
        thanks="Good. I wait for the insurer, then.",
        disposition="passed_to_insurer",
        satisfied=2,
    ),
    Talk(
        name="circles",
        topic="assembly",
        lines=(
            Line(
                said="The shelf's instructions are missing page 3. Where do I get it?",
                answer="Instructions are in the parcel.",
                sure=0.62,
            ),
            Line(
                said="No, that's not what I asked. Page 3 is missing, where do I get page 3?",
                answer="Instructions are in the parcel.",
                sure=0.41,
            ),
            Line(
                said="You are not listening. This is useless, I have asked three times now!",
                answer="I am sorry.",
                sure=0.35,
            ),
        ),
        helped="Here is page 3 as a file; I have also told the workshop that it is missing.",
        lesson="Every page of a shelf's instructions is a file on its product page, under Downloads; page 3 too.",
        disposition="sent_document",
        satisfied=3,
    ),
)
"""What reaches a person."""

REFUNDS: Final = tuple(
    Talk(
        name=f"refund-{order.lower()}",
        topic="refund",
        customer=CustomerId(who),
        lines=(
            Line(
                said=f"I sent the {what} of order {order} back and want a refund of {amount} EUR.",
                answer="I have asked for it; a colleague looks at refunds of this size first.",
                sure=0.9,
            ),
        ),
        act=Act(
            tool="issue_refund",
            arguments={"order": order, "amount": f"{amount}.00", "currency": "EUR"},
            amount=Money(amount=Decimal(amount), currency="EUR"),
        ),
        disposition="refunded",
    )
    for who, order, what, amount in (
        ("imre.szabo", "FB-20517", "armchair", 249),
        ("sofia.duarte", "FB-20633", "rug", 180),
        ("kofi.mensah", "FB-20702", "desk", 420),
    )
)
"""Above what the agent may pay by itself: somebody is asked first."""
