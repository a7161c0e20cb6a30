"""What the embedded agent does for a customer: each reads whether it is meant, and asks for what it still needs."""

from collections.abc import Callable
from typing import Final

from handrail_server.adapters.responding.embedded.reading import account_in, day_in, order_in, says, sum_in, time_in
from handrail_server.adapters.responding.embedded.talk import Talk, call, called, words
from handrail_server.ports.responding import Given

Skill = Callable[[Talk], Given | None]

_ASKS_HOW: Final = (
    "how long",
    "how do",
    "how does",
    "how can",
    "what is your",
    "what are your",
    "policy",
    "is it possible",
)
_DAMAGE: Final = (
    "split",
    "damage",
    "damaged",
    "broken",
    "cracked",
    "crack",
    "scratched",
    "defective",
    "faulty",
    "torn",
    "dented",
)


def wire_transfer(talk: Talk) -> Given | None:
    """Money from the client's account: the policy asks first where it is much."""
    if not talk.can("wire_transfer") or _asks_how(talk) or not says(talk.said, "wire", "transfer", "send", "pay"):
        return None
    money = sum_in(talk.said) or sum_in(talk.told)
    if money is None:
        return (
            words("How much is to be sent, and in which currency?", topic="wire_transfer")
            if says(talk.said, "wire", "transfer")
            else None
        )
    known = talk.ask.profile.known_destinations if talk.ask.profile else ()
    to = account_in(talk.said, known=known) or account_in(talk.told, known=known)
    if to is None:
        return words(f"To which account are the {money.amount} {money.currency} to go?", topic="wire_transfer")
    return call("wire_transfer", "wire_transfer", destination=to, amount=money.amount, currency=money.currency)


def refund(talk: Talk) -> Given | None:
    """Pay an order back: what was asked for, or all of it."""
    meant = says(talk.said, "refund", "refunded", "money back", "pay me back", "reimburse", "reimbursement")
    if not meant or not talk.can("issue_refund") or _asks_how(talk):
        return None
    order = talk.order
    if order is None:
        return _which_order(talk, "refund")
    record, money = talk.record(order), sum_in(talk.said)
    if money is None and (record is None or record.amount is None):
        return call("look_up_order", "refund", order=order)
    amount = money.amount if money else str(record.amount.amount) if record and record.amount else ""
    currency = money.currency if money else record.amount.currency if record and record.amount else ""
    return call("issue_refund", "refund", order=order, amount=amount, currency=currency, reason=_reason(talk))


def replacement(talk: Talk) -> Given | None:
    """Send it once more."""
    meant = says(
        talk.said, "replacement", "replace it", "replace", "a new one", "another one", "send me a new", "exchange it"
    )
    if not meant or not talk.can("send_replacement") or _asks_how(talk):
        return None
    order = talk.order
    return (
        _which_order(talk, "replacement")
        if order is None
        else call("send_replacement", "replacement", order=order, reason=_reason(talk))
    )


def credit(talk: Talk) -> Given | None:
    """A goodwill credit, as much as was asked for."""
    if not talk.can("give_credit") or not says(
        talk.said, "goodwill", "compensation", "compensate", "credit note", "voucher"
    ):
        return None
    money = sum_in(talk.said)
    if money is None:
        return words(
            "What amount would you think fair? I can credit a small amount myself, and ask for more.", topic="credit"
        )
    return call("give_credit", "credit", amount=money.amount, currency=money.currency, reason=_reason(talk))


def appointment(talk: Talk) -> Given | None:
    """A day is needed; the time may be left to us."""
    demo = talk.can("book_demo") and says(talk.said, "demo", "demonstration")
    visit = talk.can("book_appointment") and says(
        talk.said, "appointment", "book a visit", "book a call", "technician", "reschedule"
    )
    asked = "Which day" in talk.last and day_in(talk.said, talk.ask.now) is not None
    if not (demo or visit or asked) or _asks_how(talk):
        return None
    day = day_in(talk.said, talk.ask.now)
    if day is None:
        return words("Gladly. Which day suits you, and at what time?", topic="appointment")
    tool = "book_demo" if talk.can("book_demo") else "book_appointment"
    return call(tool, "appointment", day=day, time=time_in(talk.said) or "")


def damage(talk: Talk) -> Given | None:
    """Something came broken: the customer chooses what is to be done."""
    if not talk.can("send_replacement") or not says(talk.said, *_DAMAGE) or _asks_how(talk):
        return None
    order = talk.order
    if order is None:
        return _which_order(talk, "damaged_product")
    record = talk.record(order)
    what = f"the {record.title.lower()}" if record else "it"
    text = (
        f"I am sorry that {what} arrived damaged{called(talk)}. I can send a replacement free of charge or pay the "
        f"price of order {order} back. Which would you rather have?"
    )
    return words(text, topic="damaged_product")


def order_status(talk: Talk) -> Given | None:
    """Where an order is."""
    if not talk.can("look_up_order"):
        return None
    tracks = says(
        talk.said, "where is my", "where s my", "where are my", "track", "tracking", "status of my", "when will my",
        "has my order", "my order", "my parcel", "not arrived", "hasn't arrived", "still waiting for my",
    )  # fmt: skip
    order = order_in(talk.said)
    if order is None and not tracks:
        return None
    return call("look_up_order", "order_status", order=order or talk.order or "")


SKILLS: Final[tuple[Skill, ...]] = (
    wire_transfer, refund, replacement, credit, appointment, damage, order_status,
)  # fmt: skip


def _asks_how(talk: Talk) -> bool:
    """A question about how it is done is answered from the articles; nothing is done yet."""
    return "?" in talk.said and says(talk.said, *_ASKS_HOW)


def _which_order(talk: Talk, topic: str) -> Given:
    if talk.ask.customer is None:
        return Given(
            person_because=f"The customer is not signed in, so their orders cannot be seen ({topic}).", topic=topic
        )
    if not talk.orders:
        return Given(person_because=f"The customer has no order on record ({topic}).", topic=topic)
    named = "; ".join(f"{order.id}, {order.title}" for order in talk.orders[:3])
    return words(f"Which order is it about? I see {named}.", topic=topic)


def _reason(talk: Talk) -> str:
    return "damaged" if says(talk.told, *_DAMAGE) else "asked for by the customer"
