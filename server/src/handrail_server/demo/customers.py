"""Fernbrook's customers and all that belongs to them, as rows of the embedded CRM. Times count from the seeding."""

from collections.abc import Mapping, Sequence
from typing import Final

from handrail_server.core.basics.time import DAY, At

Row = Mapping[str, object]

MEMBERS: Final = {
    "imre.szabo": "Imre Szabó",
    "sofia.duarte": "Sofia Duarte",
    "kofi.mensah": "Kofi Mensah",
    "maeve.quinn": "Maeve Quinn",
    "anton.reuter": "Anton Reuter",
    "yara.khoury": "Yara Khoury",
    "nils.aaberg": "Nils Aaberg",
    "chloe.martel": "Chloé Martel",
    "dev.patel": "Dev Patel",
    "ilse.brandt": "Ilse Brandt",
    "tadhg.murphy": "Tadhg Murphy",
    "beatriz.nunes": "Beatriz Nunes",
    "june.whitaker": "June Whitaker",
    "emre.aydin": "Emre Aydin",
    "freya.olsen": "Freya Olsen",
    "gianni.serra": "Gianni Serra",
}
"""Who comes with everyday questions."""

HANNA: Final = "hanna.lindgren"
MARTA: Final = "marta.kowalska"
ELENA: Final = "elena.torres"
ROBERT: Final = "robert.hale"


def rows(now: At) -> dict[str, Sequence[Row]]:
    """Rows by kind, in an order in which each finds what it refers to."""
    return {
        "accounts": _accounts(now),
        "customers": (*_CUSTOMERS, *_members()),
        "contacts": _CONTACTS,
        "orders": _orders(now),
        "interactions": _interactions(now),
        "entitlements": _entitlements(now),
        "contracts": _contracts(now),
        "opportunities": _opportunities(now),
        "cases": _CASES,
    }


_CUSTOMERS: Final[Sequence[Row]] = (
    {
        "id": HANNA,
        "name": "Hanna Lindgren",
        "email": "hanna@lindgren.example",
        "phone": "+353 1 555 0134",
        "language": "en",
        "tier": "gold",
        "lifetime_value": "4820.00 EUR",
        "health": 0.55,
    },
    {
        "id": ELENA,
        "name": "Elena Torres",
        "email": "elena@torres.example",
        "phone": "+353 1 555 0178",
        "language": "en",
        "tier": "standard",
        "lifetime_value": "2610.00 EUR",
        "health": 0.7,
    },
    {
        "id": "owen.byrne",
        "name": "Owen Byrne",
        "email": "owen@byrne.example",
        "language": "en",
        "tier": "standard",
        "lifetime_value": "312.50 EUR",
        "health": 0.8,
    },
    {
        "id": "lena.vogt",
        "name": "Lena Vogt",
        "email": "lena@vogt.example",
        "language": "de",
        "tier": "silver",
        "lifetime_value": "1140.00 EUR",
        "health": 0.75,
    },
)
_CONTACTS: Final[Sequence[Row]] = (
    {
        "id": MARTA,
        "account": "brightwater",
        "name": "Marta Kowalska",
        "email": "marta@brightwater.example",
        "role": "Head of Operations",
        "language": "en",
        "owner": "daniel.osei",
    },
    {
        "id": ROBERT,
        "account": "hale-marine",
        "name": "Robert Hale",
        "email": "robert@halemarine.example",
        "phone": "+1 207 555 0119",
        "role": "Finance Manager",
        "language": "en",
        "known_destinations": ["US-4417", "US-9920", "IE-1180"],
        "usual_amount": "6400",
    },
)
_CASES: Final[Sequence[Row]] = (
    {
        "id": "CS-412",
        "customer": HANNA,
        "title": "Damaged table, carrier's report outstanding",
        "status": "open",
        "topic": "damaged_product",
    },
)
"""Without a time: the talks that led to it are counted as contacts, and it is not one more."""


def _members() -> Sequence[Row]:
    return tuple(
        {
            "id": name,
            "name": called,
            "email": f"{name}@members.example",
            "language": "en",
            "tier": "silver" if place % 4 == 0 else "standard",
            "lifetime_value": f"{180 + 97 * place}.00 EUR",
            "health": 0.8,
        }
        for place, (name, called) in enumerate(MEMBERS.items())
    )


def _accounts(now: At) -> Sequence[Row]:
    return (
        {
            "id": "brightwater",
            "name": "Brightwater Hostels",
            "tier": "business",
            "lifetime_value": "18200.00 EUR",
            "contract_size": "24000.00 EUR",
            "contract_ends": now + 75 * DAY,
            "health": 0.8,
            "owner": "daniel.osei",
        },
        {
            "id": "hale-marine",
            "name": "Hale Marine Supply",
            "tier": "premium",
            "strategic": True,
            "lifetime_value": "96500.00 USD",
            "health": 0.9,
            "owner": "marek.novak",
        },
    )


def _orders(now: At) -> Sequence[Row]:
    return (
        {
            "id": "FB-20931",
            "customer": HANNA,
            "title": "Oak reading table",
            "status": "delivered, damaged",
            "at": now - 23 * DAY,
            "amount": "389.00 EUR",
            "topic": "damaged_product",
        },
        {
            "id": "FB-20411",
            "customer": HANNA,
            "title": "Linen curtains, two pairs",
            "status": "delivered",
            "at": now - 110 * DAY,
            "amount": "164.00 EUR",
        },
        {
            "id": "FB-21007",
            "customer": "owen.byrne",
            "title": "Desk lamp",
            "status": "in transit",
            "at": now - 3 * DAY,
            "amount": "49.00 EUR",
        },
        _returned("FB-20517", "imre.szabo", "Armchair", "249.00 EUR", now),
        _returned("FB-20633", "sofia.duarte", "Wool rug", "180.00 EUR", now),
        _returned("FB-20702", "kofi.mensah", "Desk", "420.00 EUR", now),
    )


def _returned(name: str, customer: str, title: str, amount: str, now: At) -> Row:
    at = now - 34 * DAY
    return {"id": name, "customer": customer, "title": title, "status": "returned", "at": at, "amount": amount}


def _interactions(now: At) -> Sequence[Row]:
    talks = (
        (19, "Table arrived with a split top; photographs asked for"),
        (12, "Photographs sent; told to wait for the carrier's report"),
        (5, "Asked again; told that the report had not come"),
    )
    return tuple(
        {
            "id": f"IA-{number}",
            "customer": HANNA,
            "title": title,
            "status": "closed",
            "at": now - days * DAY,
            "topic": "damaged_product",
        }
        for number, (days, title) in enumerate(talks, start=3101)
    )


def _entitlements(now: At) -> Sequence[Row]:
    return (
        {
            "id": "EN-771",
            "customer": HANNA,
            "title": "Five years' warranty on furniture",
            "status": "active",
            "at": now - 23 * DAY,
        },
        {"id": "EN-802", "customer": ELENA, "title": "Health plan, family", "status": "active", "at": now - 400 * DAY},
    )


def _contracts(now: At) -> Sequence[Row]:
    return (
        {
            "id": "CO-118",
            "account": "brightwater",
            "title": "Linen and furniture for six houses",
            "status": "active",
            "at": now - 290 * DAY,
            "amount": "24000.00 EUR",
        },
        {
            "id": "CO-097",
            "account": "hale-marine",
            "title": "Business savings and payments",
            "status": "active",
            "at": now - 900 * DAY,
        },
        {
            "id": "US-2210",
            "account": "hale-marine",
            "title": "Business current account",
            "status": "active",
            "topic": "account",
            "at": now - DAY,
            "amount": "182400.00 USD",
        },
    )


def _opportunities(now: At) -> Sequence[Row]:
    return (
        {
            "id": "OP-54",
            "account": "brightwater",
            "title": "Second region",
            "status": "early talks",
            "at": now - 40 * DAY,
            "amount": "60000.00 EUR",
        },
    )
