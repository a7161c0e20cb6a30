"""What can be imported, and which fields each kind has. docs name the same columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handrail_server.adapters.crm.values import Read, count, counts, decimal, flag, moment, money, share, text, texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of row."""

    name: str
    """As the command line and the API call it, in the plural."""
    keeps: str
    """As a document is kept, in the singular."""
    fields: Mapping[str, Read]
    needs: tuple[str, ...]
    """Fields without which a row is refused."""

    @property
    def of_somebody(self) -> bool:
        """Whether it is a record of a customer or an account, kept with them."""
        return self.keeps in RECORDS


_CUSTOMER: Final[Mapping[str, Read]] = {
    "id": text,
    "name": text,
    "email": text,
    "phone": text,
    "language": text,
    "tier": text,
    "lifetime_value": money,
    "role": text,
    "executive": flag,
    "account": text,
    "owner": text,
    "health": share,
    "contacts_30_days": count,
    "contacts_by_topic": counts,
    "known_destinations": texts,
    "usual_amount": decimal,
}
_ACCOUNT: Final[Mapping[str, Read]] = {
    "id": text,
    "name": text,
    "tier": text,
    "strategic": flag,
    "lifetime_value": money,
    "contract_size": money,
    "contract_ends": moment,
    "health": share,
    "owner": text,
    "dedicated_queue": text,
}
_RECORD: Final[Mapping[str, Read]] = {
    "id": text,
    "customer": text,
    "account": text,
    "title": text,
    "status": text,
    "at": moment,
    "amount": money,
    "topic": text,
    "detail": text,
}

RECORDS: Final = ("case", "order", "entitlement", "contract", "opportunity", "interaction", "act")
CUSTOMER: Final = "customer"
ACCOUNT: Final = "account"

_PLURALS: Final = {"entitlement": "entitlements", "opportunity": "opportunities"}

KINDS: Final[Mapping[str, Kind]] = {
    "customers": Kind(name="customers", keeps=CUSTOMER, fields=_CUSTOMER, needs=("id",)),
    "contacts": Kind(name="contacts", keeps=CUSTOMER, fields=_CUSTOMER, needs=("id", "account")),
    "accounts": Kind(name="accounts", keeps=ACCOUNT, fields=_ACCOUNT, needs=("id", "name")),
    **{
        (plural := _PLURALS.get(record, f"{record}s")): Kind(
            name=plural, keeps=record, fields=_RECORD, needs=("id", "title")
        )
        for record in RECORDS
    },
}
"""A contact is a customer who belongs to an account."""
