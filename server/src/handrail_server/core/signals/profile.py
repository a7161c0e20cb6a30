"""What the CRM knows of a customer, as far as signals, policy and packet read it."""

from dataclasses import dataclass
from decimal import Decimal

from handrail_server.core.basics.ids import CustomerId, PersonId, QueueId
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import At


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A CRM record beside the profile: a case, an order, an entitlement, a contract, an opportunity, an act."""

    kind: str
    """`case`, `order`, `entitlement`, `contract`, `opportunity`, `interaction` or `act` (what was done for them)."""
    id: str
    title: str
    status: str | None = None
    at: At | None = None
    amount: Money | None = None
    topic: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The company behind a customer."""

    id: str
    name: str
    tier: str | None = None
    strategic: bool = False
    lifetime_value: Money | None = None
    contract_size: Money | None = None
    contract_ends: At | None = None
    health: float | None = None
    """0..1, higher is healthier."""
    owner: PersonId | None = None
    dedicated_queue: QueueId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A customer (or a contact of an account) with what is known of them."""

    customer: CustomerId
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    language: str | None = None
    tier: str | None = None
    lifetime_value: Money | None = None
    role: str | None = None
    """The contact's role in the account, such as `CFO`."""
    executive: bool = False
    account: Account | None = None
    owner: PersonId | None = None
    health: float | None = None
    contacts_30_days: int = 0
    """Contacts in the last 30 days, this one not counted."""
    contacts_by_topic: dict[str, int] | None = None
    known_destinations: tuple[str, ...] = ()
    """Payment destinations used before."""
    usual_amount: Decimal | None = None
    """The customer's usual transfer amount (median), where known."""
    records: tuple[Record, ...] = ()
    fetched_at: At
