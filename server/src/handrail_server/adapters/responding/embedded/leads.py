"""A business asks for an offer: what it needs is noted point by point, and asked for where it is missing."""

import re
from typing import Final

from handrail_server.adapters.responding.embedded.reading import says, sum_in
from handrail_server.adapters.responding.embedded.talk import Talk, words
from handrail_server.core.turns.turn import Captured
from handrail_server.ports.responding import Given

_VOLUME: Final = re.compile(
    r"\b(\d[\d,.]*\s+(?:beds?|rooms?|sets?|houses|hotels|hostels|units|pieces|employees|sites|chairs|desks|tables))\b",
    re.IGNORECASE,
)
_USE: Final = re.compile(r"\bfor (?:our|my|a|the) ((?:new |small |large )?[a-z]+(?: of [a-z]+)?)", re.IGNORECASE)
_NEXT: Final = (
    ("use case", "What is it for: a hostel, an office, a care home, something else?"),
    ("volume", "How many would you need, roughly?"),
    ("budget", "Do you have a budget in mind?"),
)


def lead(talk: Talk) -> Given | None:
    """Qualify it; terms are for a person to agree to, which the policy sees to."""
    known = captured(talk.told)
    meant = says(
        talk.said, "offer", "quote", "quotation", "bulk", "wholesale", "volume", "budget", "supply", "supplies"
    )
    going_on = any(question in talk.last for _, question in _NEXT)
    if not talk.can("book_demo") or not (meant or going_on or captured(talk.said)):
        return None
    noted = "; ".join(f"{point.name}: {point.value}" for point in known)
    question = next((question for name, question in _NEXT if name not in {point.name for point in known}), None)
    heard = f"Thank you, I have noted {noted}. " if noted else "Gladly. "
    text = heard + (question or "That is all I need. Shall I book a demonstration for you, and on which day?")
    return words(text, topic="sales", captured=known)


def captured(told: str) -> tuple[Captured, ...]:
    """The points of a lead that stand in the customer's words."""
    use, volume = _USE.search(told), _VOLUME.search(told)
    money = sum_in(told) if says(told, "budget", "spend", "up to", "around") else None
    points = (
        ("use case", use[1].lower() if use else None),
        ("volume", volume[1] if volume else None),
        ("budget", f"{money.amount} {money.currency}" if money else None),
    )
    return tuple(Captured(name=name, value=value) for name, value in points if value)
