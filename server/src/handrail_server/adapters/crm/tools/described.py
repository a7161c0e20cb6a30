"""The tools as agents and people are shown them."""

from collections.abc import Mapping
from typing import Final

from handrail_server.ports.tools import Tool

_ORDER: Final = {"type": "string", "description": "The order's number, such as FB-20931."}
_AMOUNT: Final = {"type": "string", "description": "How much, as a decimal such as 120.00."}
_CURRENCY: Final = {"type": "string", "description": "The currency's code, such as EUR."}
_REASON: Final = {"type": "string", "description": "Why, in a few words."}


def _schema(required: tuple[str, ...], **properties: object) -> Mapping[str, object]:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


LOOK_UP_ORDER: Final = Tool(
    name="look_up_order",
    called="Look up an order",
    description="The customer's order of this number, or their latest orders where none is named.",
    parameters=_schema((), order=_ORDER),
    reads_only=True,
)
ISSUE_REFUND: Final = Tool(
    name="issue_refund",
    called="Refund",
    description="Pay back an order of the customer, in whole or in part.",
    parameters=_schema(
        ("order", "amount", "currency"), order=_ORDER, amount=_AMOUNT, currency=_CURRENCY, reason=_REASON
    ),
)
SEND_REPLACEMENT: Final = Tool(
    name="send_replacement",
    called="Replacement",
    description="Send the product of an order once more, free of charge.",
    parameters=_schema(("order",), order=_ORDER, reason=_REASON),
)
GIVE_CREDIT: Final = Tool(
    name="give_credit",
    called="Goodwill credit",
    description="Credit an amount to the customer's next order.",
    parameters=_schema(("amount", "currency"), amount=_AMOUNT, currency=_CURRENCY, reason=_REASON),
)
BOOK_APPOINTMENT: Final = Tool(
    name="book_appointment",
    called="Appointment",
    description="Book a call or a visit with the customer.",
    parameters=_schema(
        ("day",),
        day={"type": "string", "format": "date", "description": "The day, as YYYY-MM-DD."},
        time={"type": "string", "description": "The time, as HH:MM; 10:00 where absent."},
        subject={"type": "string", "description": "What it is about."},
    ),
)
BOOK_DEMO: Final = Tool(
    name="book_demo",
    called="Demonstration",
    description="Book a demonstration of our products for a business.",
    parameters=BOOK_APPOINTMENT.parameters,
)
LOOK_UP_BALANCE: Final = Tool(
    name="look_up_balance",
    called="Look up a balance",
    description="The balance of each of the client's accounts.",
    parameters=_schema(()),
    reads_only=True,
)
SEND_FORM: Final = Tool(
    name="send_form",
    called="Form",
    description="Send a form to the customer's address on record.",
    parameters=_schema(("form",), form={"type": "string", "description": "Which form, in a few words."}),
)
WIRE_TRANSFER: Final = Tool(
    name="wire_transfer",
    called="Wire transfer",
    description="Send money from the client's account to another.",
    parameters=_schema(
        ("destination", "amount", "currency"),
        destination={"type": "string", "description": "The account that it goes to."},
        amount=_AMOUNT,
        currency=_CURRENCY,
        reason=_REASON,
    ),
)

ALL: Final = (
    LOOK_UP_ORDER,
    ISSUE_REFUND,
    SEND_REPLACEMENT,
    GIVE_CREDIT,
    BOOK_APPOINTMENT,
    BOOK_DEMO,
    SEND_FORM,
    LOOK_UP_BALANCE,
    WIRE_TRANSFER,
)
