"""What the CRM and the conversation know of the customer, as the packet shows it."""

from collections.abc import Sequence
from typing import Final

from handrail_server.core.basics.ids import CustomerId
from handrail_server.core.cases.packet import CrmRecord, DataPoint, Who
from handrail_server.core.signals.profile import Profile, Record

_ENDED: Final = frozenset({"closed", "resolved", "done", "cancelled", "canceled", "won", "lost"})
_NAMES: Final = ("name", "customer_name", "full_name", "contact_name", "first_name")


def who(customer: CustomerId | None, profile: Profile | None, captured: Sequence[DataPoint]) -> Who:
    """From the CRM where there is a record, else from what the customer told the agent (a prospect)."""
    said = {point.name.lower(): point.value for point in captured}
    account = profile.account if profile else None
    return Who(
        customer=customer,
        name=(profile.name if profile else None) or _said(said, *_NAMES),
        role=(profile.role if profile else None) or _said(said, "role", "title", "job_title"),
        company=account.name if account else _said(said, "company", "account", "organisation", "organization"),
        email=(profile.email if profile else None) or _said(said, "email", "e-mail"),
        phone=(profile.phone if profile else None) or _said(said, "phone", "telephone"),
    )


def first_name(profile: Profile | None, captured: Sequence[DataPoint]) -> str | None:
    """The name to greet by."""
    name = who(None, profile, captured).name
    return name.split()[0] if name and name.strip() else None


def crm_record(profile: Profile, *, stale: bool) -> CrmRecord:
    """The record, its entries by kind; the account's values stand where the contact has none."""
    account = profile.account
    return CrmRecord(
        profile=profile,
        stale=stale,
        tier=profile.tier or (account.tier if account else None),
        lifetime_value=profile.lifetime_value or (account.lifetime_value if account else None),
        health=profile.health if profile.health is not None else (account.health if account else None),
        open_cases=tuple(case for case in _of(profile, "case") if (case.status or "").lower() not in _ENDED),
        interactions=tuple(sorted(_of(profile, "interaction", "case"), key=lambda record: -(record.at or 0))),
        orders=_of(profile, "order"),
        entitlements=_of(profile, "entitlement"),
        contracts=_of(profile, "contract"),
        opportunities=_of(profile, "opportunity"),
        acts=_of(profile, "act"),
    )


def _of(profile: Profile, *kinds: str) -> tuple[Record, ...]:
    return tuple(record for record in profile.records if record.kind in kinds)


def _said(said: dict[str, str], *names: str) -> str | None:
    return next((said[name] for name in names if name in said), None)
