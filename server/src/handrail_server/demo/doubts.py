"""Talk in which the agent is not sure, or not right: what people check before it is said, and what they teach it."""

from dataclasses import replace
from typing import Final

from handrail_server.demo.talks import BUSINESS, HEALTH, Line, Talk

_CHECKED: Final = (
    Talk(
        name="outdoors",
        topic="care",
        lines=(
            Line(
                said="Can the oak bench stay outdoors in winter?",
                answer="Oiled oak can stay outdoors all year.",
                sure=0.58,
                instead="Please take it in from November to March: oiled oak outdoors needs a dry winter.",
            ),
            Line(said="And the cushions?", answer="Cushions are for indoor use only.", sure=0.71),
        ),
    ),
    Talk(
        name="island",
        topic="delivery",
        lines=(
            Line(
                said="Do you deliver to the Aran Islands?",
                answer="Yes, at the usual price.",
                sure=0.64,
                instead="Yes, by the ferry on Tuesdays and Fridays; it costs 18 EUR more for furniture.",
            ),
        ),
        satisfied=5,
    ),
    Talk(
        name="mattress-return",
        topic="returns",
        lines=(
            Line(
                said="May I return a mattress that I have slept on?",
                answer="Yes, within 30 days, once in a household.",
                sure=0.73,
            ),
            Line(
                said="Do I need its packaging for that?",
                answer="Yes, in the original packaging.",
                sure=0.66,
                instead="No. Our carrier brings a bag for it.",
            ),
        ),
    ),
    Talk(
        name="fabric",
        topic="care",
        lines=(
            Line(said="Is the Heath sofa's cover washable?", answer="Yes, at 30 degrees, closed.", sure=0.74),
            Line(said="May it be ironed?", answer="Yes, from the inside while damp.", sure=0.69),
        ),
        satisfied=5,
    ),
    Talk(
        name="points",
        topic="membership",
        lines=(
            Line(
                said="Do my member points expire?",
                answer="Points never expire.",
                sure=0.79,
                instead="They stay for three years, and a little longer than that if you order meanwhile.",
            ),
        ),
    ),
    Talk(
        name="glasses",
        topic="health_plan",
        agent=HEALTH,
        lines=(
            Line(
                said="How often does the plan pay for new glasses?",
                answer="Every two years, and at once where your sight has changed by half a dioptre.",
                sure=0.68,
            ),
        ),
    ),
    Talk(
        name="drawing",
        topic="sales",
        agent=BUSINESS,
        lines=(
            Line(
                said="Do you make a floor plan with your beds in it for us?",
                answer="Yes, free of charge from ten rooms.",
                sure=0.72,
            ),
            Line(
                said="How long does that take?",
                answer="Two days.",
                sure=0.55,
                instead="About a week from when we have your drawings.",
            ),
        ),
    ),
)


def _truth(talk: Talk) -> str:
    """What a person says who takes it over: what is right."""
    return talk.lines[-1].instead or talk.lines[-1].answer


CHECKED: Final = tuple(replace(talk, helped=_truth(talk), disposition="answered") for talk in _CHECKED)
"""Somebody looks at the answer first: it is let out, or other words are said."""

TAUGHT: Final = (
    Talk(
        name="bulb",
        topic="lamps",
        lines=(
            Line(
                said="Which bulb fits the Moss standing lamp?",
                answer="Lamps have a warranty of two years.",
                sure=0.8,
            ),
            Line(
                said="No, that's not what I asked. Which bulb fits the Moss lamp?",
                answer="Lamps have a warranty of two years.",
                sure=0.78,
            ),
            Line(said="You are not listening. I asked twice now, this is useless!", answer="I am sorry.", sure=0.4),
        ),
        helped="An E27 bulb of at most 40 watts, matt. I have put it on the product page as well.",
        lesson="The Moss standing lamp takes an E27 bulb of at most 40 watts; a matt one looks best.",
        disposition="answered",
    ),
    Talk(
        name="slats",
        topic="assembly",
        lines=(
            Line(
                said="How far apart do the slats of the Linden bed go?",
                answer="Instructions are in the parcel.",
                sure=0.79,
            ),
            Line(
                said="That does not help. How far apart do the slats of the Linden bed go?",
                answer="Instructions are in the parcel.",
                sure=0.78,
            ),
            Line(said="Still not what I asked, for the second time! This is useless.", answer="I am sorry.", sure=0.4),
        ),
        helped="Five centimetres; the marks on the side rail show it. Thank you for your patience.",
        lesson="The slats of the Linden bed go five centimetres apart; the marks on the side rails show where.",
        disposition="answered",
    ),
)
"""The agent answers past the question until a person comes; from then on it knows."""
