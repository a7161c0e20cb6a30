"""What each tool does to a customer's records. The record of an act bears the action's name: brought again, it is
found there, and nothing is done twice.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from handrail_server.adapters.crm.tools.records import Records
from handrail_server.core.basics.time import SECOND
from handrail_server.ports.tools import Running, ToolFailed

Entry = Mapping[str, object]
Done = tuple[Mapping[str, Entry], Mapping[str, object]]
"""Records that are new or changed, and what the caller is told."""
Act = Callable[[Records, Running], Done]

_LATEST: Final = 5
_ACCOUNT: Final = "account"
"""The topic of a contract that is an account: its amount is the balance at its time."""


def look_up_order(records: Records, running: Running) -> Done:
    """Nothing changes."""
    named = running.arguments.get("order")
    orders = [record for name, record in records.items() if name.startswith("order/")]
    if named:
        return {}, {"orders": [_shown(_order(records, running))]}
    latest = sorted(orders, key=lambda record: -_number(record.get("at")))[:_LATEST]
    return {}, {"orders": [_shown(order) for order in latest]}


def issue_refund(records: Records, running: Running) -> Done:
    """At most what was paid, less what was paid back before."""
    order, (amount, currency) = _order(records, running), _amount(running)
    paid, in_currency = _money(order.get("amount"))
    before = sum((_money(r.get("amount"))[0] for r in _acts(records, "refund", str(order["id"]))), Decimal(0))
    if in_currency != currency or amount > paid - before:
        raise ToolFailed(f"At most {paid - before} {in_currency} of order {order['id']} can be paid back.")
    whole = before + amount == paid
    changed = {**order, "status": "refunded" if whole else "partly refunded"}
    record = _record(running, "refund", f"Refund for {order['id']}", amount=(amount, currency), detail=str(order["id"]))
    return {f"order/{order['id']}": changed, _name(running): record}, _told(record, order=order["id"])


def send_replacement(records: Records, running: Running) -> Done:
    """Once for each order."""
    order = _order(records, running)
    if _acts(records, "replacement", str(order["id"])):
        raise ToolFailed(f"A replacement for order {order['id']} is on its way already.")
    changed = {**order, "status": "replacement on its way"}
    record = _record(running, "replacement", f"Replacement for {order['id']}", detail=str(order["id"]))
    return {f"order/{order['id']}": changed, _name(running): record}, _told(record, order=order["id"])


def give_credit(_: Records, running: Running) -> Done:
    """Credited to the next order."""
    money = _amount(running)
    record = _record(running, "credit", "Goodwill credit", amount=money, detail=_text(running, "reason"))
    return {_name(running): record}, _told(record)


def book_appointment(_: Records, running: Running) -> Done:
    """Not in the past."""
    day, time = _text(running, "day"), _text(running, "time") or "10:00"
    try:
        at = datetime.strptime(f"{day} {time}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    except ValueError:
        raise ToolFailed("The day is no date such as 2027-03-31, or the time none such as 14:30.") from None
    if at.timestamp() * SECOND < running.at:
        raise ToolFailed(f"{day} {time} is past.")
    about = _text(running, "subject") or ("a demonstration" if running.tool == "book_demo" else "a call")
    when = f"{day} {time}"
    record = _record(running, "appointment", f"Appointment on {when}: {about}", detail=when)
    return {_name(running): record}, _told(record, day=day, time=time)


def look_up_balance(records: Records, _: Running) -> Done:
    """What is left of each account after the wires that left it; nothing changes."""
    accounts = _accounts(records)
    if not accounts:
        raise ToolFailed("The client has no account on record.")
    shown = [
        {name: account[name] for name in ("id", "title") if name in account}
        | {"balance": {"amount": str(_left(records, account)), "currency": _money(account.get("amount"))[1]}}
        for account in accounts
    ]
    return {}, {"accounts": shown}


def send_form(_: Records, running: Running) -> Done:
    """To the address on record."""
    form = _text(running, "form")
    if not form:
        raise ToolFailed("Which form it is has not been said.")
    record = _record(running, "form", f"Form sent: {form}", detail=form)
    return {_name(running): record}, _told(record, form=form)


def wire_transfer(records: Records, running: Running) -> Done:
    """Money leaves the client's account, at most what is on it where it is on record."""
    destination = _text(running, "destination")
    if not destination:
        raise ToolFailed("Where it goes is not known.")
    money = _amount(running)
    paying = _paying(records, money[1])
    if paying is not None and money[0] > _left(records, paying):
        raise ToolFailed(f"Account {paying['id']} holds {_left(records, paying)} {money[1]}.")
    record = _record(running, "payment", f"Wire to {destination}", amount=money, detail=destination)
    return {_name(running): record}, _told(record, destination=destination)


ACTS: Final[Mapping[str, Act]] = {
    "look_up_order": look_up_order,
    "issue_refund": issue_refund,
    "send_replacement": send_replacement,
    "give_credit": give_credit,
    "book_appointment": book_appointment,
    "book_demo": book_appointment,
    "look_up_balance": look_up_balance,
    "send_form": send_form,
    "wire_transfer": wire_transfer,
}


def done_before(records: Records, running: Running) -> Mapping[str, object] | None:
    """What the caller was told, where this very action has been done."""
    record = records.get(_name(running))
    return None if record is None else _told(record)


def _name(running: Running) -> str:
    return f"act/{running.action}"


def _record(
    running: Running, kind: str, title: str, *, amount: tuple[Decimal, str] | None = None, detail: str | None = None
) -> Entry:
    return {
        "kind": "act",
        "id": running.action,
        "title": title,
        "status": "done",
        "at": running.at,
        "topic": kind,
        **({"amount": {"amount": str(amount[0]), "currency": amount[1]}} if amount else {}),
        **({"detail": detail} if detail else {}),
    }


def _told(record: Entry, **more: object) -> Mapping[str, object]:
    amount = {"amount": record["amount"]} if "amount" in record else {}
    return {"done": record["topic"], "reference": record["id"], "title": record["title"], **amount, **more}


def _acts(records: Records, kind: str, order: str) -> list[Entry]:
    return [
        record
        for name, record in records.items()
        if name.startswith("act/") and record.get("topic") == kind and record.get("detail") == order
    ]


def _accounts(records: Records) -> list[Entry]:
    held = [r for name, r in records.items() if name.startswith("contract/") and r.get("topic") == _ACCOUNT]
    return sorted(held, key=lambda record: str(record["id"]))


def _paying(records: Records, currency: str) -> Entry | None:
    """The account that wires in a currency leave from: the first one that is kept in it."""
    return next((each for each in _accounts(records) if _money(each.get("amount"))[1] == currency), None)


def _left(records: Records, account: Entry) -> Decimal:
    balance, currency = _money(account.get("amount"))
    if account is not _paying(records, currency):
        return balance
    wires = [r for name, r in records.items() if name.startswith("act/") and r.get("topic") == "payment"]
    since = [_money(r.get("amount")) for r in wires if _number(r.get("at")) >= _number(account.get("at"))]
    return balance - sum((amount for amount, paid_in in since if paid_in == currency), Decimal(0))


def _order(records: Records, running: Running) -> Entry:
    named = _text(running, "order")
    found = records.get(f"order/{named.upper()}") or records.get(f"order/{named}")
    if found is None:
        raise ToolFailed(f"The customer has no order `{named}`.")
    return found


def _shown(order: Entry) -> Mapping[str, object]:
    shown = {name: order[name] for name in ("id", "title", "status", "amount") if name in order}
    at = _number(order.get("at"))
    return {**shown, "ordered": datetime.fromtimestamp(at / SECOND, UTC).date().isoformat()} if at else shown


def _amount(running: Running) -> tuple[Decimal, str]:
    try:
        amount = Decimal(_text(running, "amount"))
    except InvalidOperation:
        raise ToolFailed("The amount is no decimal such as 120.00.") from None
    currency = _text(running, "currency").upper()
    if not amount.is_finite() or amount <= 0 or len(currency) != 3:
        raise ToolFailed("The amount must be above zero, in a currency such as EUR.")
    return amount.quantize(Decimal("0.01")), currency


def _money(value: object) -> tuple[Decimal, str]:
    if not isinstance(value, dict):
        return Decimal(0), ""
    return Decimal(str(value["amount"])), str(value["currency"])


def _text(running: Running, name: str) -> str:
    value = running.arguments.get(name)
    return str(value).strip() if value is not None else ""


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
