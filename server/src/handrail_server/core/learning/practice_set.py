"""Cases made up for newcomers: people and matters of our own invention, each teaching one thing."""

from typing import Final

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.learning.facts import CaseLabel
from handrail_server.core.learning.practice import Exercise, Line, Why

_WHO: Final = {"C": ActorKind.CUSTOMER, "A": ActorKind.AGENT, "P": ActorKind.PERSON}


def _talk(*turns: tuple[str, str]) -> tuple[Line, ...]:
    return tuple(Line(author=_WHO[who], text=text) for who, text in turns)


_KETTLE: Final = Exercise(
    id="made-up-kettle",
    origin="made_up",
    title="The third kettle",
    topic="damaged_product",
    channel="web",
    customer="Noor Haddad",
    why=(
        Why(code="sentiment", line="The customer's feelings are bad: 0.86 is at least 0.75."),
        Why(code="repeat_contact", line="The customer has come again and again: third contact on this order."),
    ),
    before=_talk(
        (
            "C",
            ("This is the third kettle you send me with a cracked lid. Order KT-4471. Honestly, this is ridiculous."),
        ),
        ("A", "I am sorry to hear that. Could you send a photo of the lid?"),
        ("C", "I sent a photo twice already! And I have been waiting for two weeks."),
    ),
    known=(("order_number", "KT-4471"), ("damage", "cracked lid"), ("photo", "sent twice")),
    after=_talk(
        (
            "P",
            (
                "Hello Ms Haddad, I am Jo. I see both photos and all three deliveries; that is on us. I"
                " am sending a kettle"
                " from another batch today, by express, and refunding the first delivery. You will have"
                " both in writing"
                " within the hour."
            ),
        ),
        ("C", "Thank you. Finally somebody who read it."),
    ),
    outcome="solved",
    disposition="replaced_and_refunded",
    labels=(CaseLabel.NEEDED, CaseLabel.LATE),
    lesson="She had given the order number and two photos. Whoever asks again loses her; whoever says"
    " first what was read"
    " wins her back. People called it needed, and late: the second contact was the time to step in.",
)
_HOURS: Final = Exercise(
    id="made-up-hours",
    origin="made_up",
    title="When do you open?",
    topic="opening_hours",
    channel="web",
    customer=None,
    why=(Why(code="low_confidence", line="The agent's confidence: 0.61 is below 0.75."),),
    before=_talk(
        ("C", "Are you open on Saturday?"),
        ("A", "We are open on Saturdays from 9 to 14, except on public holidays."),
        ("C", "ok great"),
    ),
    known=(),
    after=_talk(("P", "Yes, this Saturday from 9 to 14. See you then!")),
    outcome="solved",
    disposition="answered",
    labels=(CaseLabel.AVOIDABLE,),
    lesson="The answer was right and the customer was content. An avoidable hand-over is worth"
    " labelling: with enough such"
    " labels a lower threshold for this topic is proposed.",
)
_WIRE: Final = Exercise(
    id="made-up-wire",
    origin="made_up",
    title="The urgent transfer",
    topic="payments",
    channel="phone",
    customer="Ilse Brandt",
    why=(
        Why(
            code="suspicious_payment",
            line="The payment shows marks of fraud: new destination, urgency, unusual amount.",
        ),
        Why(code="amount", line="48000 EUR is above 10000 EUR."),
    ),
    before=_talk(
        ("C", ("I need you to wire 48,000 euros to my lawyer's new account within the hour. He says it cannot wait.")),
        ("A", "I have asked a colleague to approve this first; nothing has been carried out yet."),
        ("C", "He is on the other line right now and says not to call anyone else."),
    ),
    known=(("amount", "48000 EUR"), ("destination", "a new account")),
    after=_talk(
        (
            "P",
            (
                "Ms Brandt, I am going to hang up and call you on the number we have had for years; that"
                " protects you. Nothing"
                " has left your account."
            ),
        ),
        (
            "P",
            (
                "As we now know from your lawyer's office, the call was not theirs. The transfer is"
                " rejected, and your access"
                " is secured. I stay with you while we change the password."
            ),
        ),
    ),
    outcome="rejected",
    disposition="fraud_prevented",
    labels=(CaseLabel.NEEDED, CaseLabel.NEEDED),
    lesson="Urgency, a new destination and “do not call anyone” are the three marks. Verify by a number"
    " that is already"
    " known, never by one from this conversation, and write down how.",
)
_CLAIM: Final = Exercise(
    id="made-up-claim",
    origin="made_up",
    title="Is this covered?",
    topic="coverage",
    channel="email",
    customer="Teo Almeida",
    why=(Why(code="regulated_decision", line="A decision is asked that the law keeps for people."),),
    before=_talk(
        ("C", "You refused my physiotherapy claim. My plan says twelve sessions. Who decides this, a robot?"),
        ("A", "This is for a licensed colleague to decide. I have asked one; they will answer here."),
    ),
    known=(("claim", "physiotherapy"), ("plan", "twelve sessions")),
    after=_talk(
        (
            "P",
            (
                "Mr Almeida, my name is Ruth, I am licensed for these decisions. I have read the claim:"
                " eight sessions were"
                " before your plan began, four are covered and will be paid this week. If you see it"
                " otherwise, here is how"
                " to appeal, and by when."
            ),
        ),
    ),
    outcome="solved",
    disposition="partly_covered",
    labels=(CaseLabel.NEEDED,),
    lesson="Decide only what you are licensed for, say who decided and on what ground, and name the way to appeal.",
)
_RENEWAL: Final = Exercise(
    id="made-up-renewal",
    origin="made_up",
    title="Three hundred seats",
    topic="pricing",
    channel="web",
    customer="Priya Raman",
    why=(Why(code="opportunity", line="The sale is bigger than the agent: volume 300, terms asked."),),
    before=_talk(
        ("C", "We are 300 people and compare you with two others. What would three years cost, billed yearly?"),
        (
            "A",
            (
                "That goes beyond what I may agree to, so I have asked an account executive. Which tools"
                " do you use today?"
            ),
        ),
        ("C", "Single sign-on with our directory, and an export to our warehouse, both by September."),
    ),
    known=(("seats", "300"), ("term", "three years"), ("needs", "single sign-on, export"), ("by", "September")),
    after=_talk(
        (
            "P",
            (
                "Hello Ms Raman, I have read your points: 300 seats, three years, single sign-on and the"
                " export by September."
                " I can show both on Thursday at ten, and bring an offer with yearly billing. Does that"
                " suit you?"
            ),
        ),
    ),
    outcome="solved",
    disposition="meeting_set",
    labels=(CaseLabel.NEEDED, CaseLabel.MISROUTED, CaseLabel.NEEDED),
    lesson="The agent went on collecting what the executive needs. Repeat what was said and offer one"
    " next step with a date;"
    " one colleague thought it should have gone to the partner team.",
)

MADE_UP: Final = (_KETTLE, _HOURS, _WIRE, _CLAIM, _RENEWAL)
