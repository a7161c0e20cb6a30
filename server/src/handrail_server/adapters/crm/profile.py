"""Documents made into the profile that signals, policy and packet read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from handrail_server.adapters.crm.parsing import Document
from handrail_server.adapters.crm.values import Json
from handrail_server.core.basics.ids import CustomerId, PersonId, QueueId
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import DAY, At
from handrail_server.core.signals.profile import Account, Profile, Record

RECORDS_SHOWN: Final = 50
MONTH: Final = 30 * DAY
_CONTACTS: Final = frozenset({"case", "interaction"})


def profile_of(
    customer: CustomerId, document: Document, account: Document | None, records: Sequence[Document], now: At
) -> Profile:
    """The profile at `now`: contacts of the last 30 days are those imported as a number or those on record, if more."""
    shown = _latest([_record(record) for record in records])
    lately = [record for record in shown if _is_contact(record, now)]
    by_topic = Counter(record.topic for record in lately if record.topic)
    stated = _counts(document.get("contacts_by_topic"))
    return Profile(
        customer=customer,
        name=_text(document.get("name")),
        email=_text(document.get("email")),
        phone=_text(document.get("phone")),
        language=_text(document.get("language")),
        tier=_text(document.get("tier")),
        lifetime_value=_money(document.get("lifetime_value")),
        role=_text(document.get("role")),
        executive=document.get("executive") is True,
        account=_account(account) if account is not None else None,
        owner=_person(document.get("owner")),
        health=_number(document.get("health")),
        contacts_30_days=max(_count(document.get("contacts_30_days")), len(lately)),
        contacts_by_topic={topic: max(stated.get(topic, 0), by_topic[topic]) for topic in sorted({*stated, *by_topic})},
        known_destinations=tuple(_texts(document.get("known_destinations"))),
        usual_amount=_decimal(document.get("usual_amount")),
        records=tuple(shown[:RECORDS_SHOWN]),
        fetched_at=now,
    )


def _account(document: Document) -> Account:
    queue = _text(document.get("dedicated_queue"))
    ends = document.get("contract_ends")
    return Account(
        id=str(document["id"]),
        name=_text(document.get("name")) or str(document["id"]),
        tier=_text(document.get("tier")),
        strategic=document.get("strategic") is True,
        lifetime_value=_money(document.get("lifetime_value")),
        contract_size=_money(document.get("contract_size")),
        contract_ends=At(ends) if isinstance(ends, int) else None,
        health=_number(document.get("health")),
        owner=_person(document.get("owner")),
        dedicated_queue=QueueId(queue) if queue else None,
    )


def _record(document: Document) -> Record:
    at = document.get("at")
    return Record(
        kind=str(document["kind"]),
        id=str(document["id"]),
        title=_text(document.get("title")) or str(document["id"]),
        status=_text(document.get("status")),
        at=At(at) if isinstance(at, int) else None,
        amount=_money(document.get("amount")),
        topic=_text(document.get("topic")),
        detail=_text(document.get("detail")),
    )


def _latest(records: list[Record]) -> list[Record]:
    return sorted(records, key=lambda record: (-(record.at or 0), record.kind, record.id))


def _is_contact(record: Record, now: At) -> bool:
    return record.kind in _CONTACTS and record.at is not None and now - MONTH <= record.at <= now


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) and value else None


def _person(value: Json) -> PersonId | None:
    return PersonId(value) if isinstance(value, str) and value else None


def _number(value: Json) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _count(value: Json) -> int:
    return value if isinstance(value, int) else 0


def _decimal(value: Json) -> Decimal | None:
    return Decimal(value) if isinstance(value, str) and value else None


def _money(value: Json) -> Money | None:
    if not isinstance(value, dict):
        return None
    return Money(amount=Decimal(str(value["amount"])), currency=str(value["currency"]))


def _texts(value: Json) -> list[str]:
    return [part for part in value if isinstance(part, str)] if isinstance(value, list) else []


def _counts(value: Json) -> Mapping[str, int]:
    return {name: _count(number) for name, number in value.items()} if isinstance(value, dict) else {}
