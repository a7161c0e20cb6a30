"""What stands in a customer's words, as far as tools need it: order numbers, amounts, days, intents."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from handrail_server.core.basics.time import SECOND, At

_ORDER: Final = re.compile(r"\b([A-Z]{2}-\d{4,8})\b", re.IGNORECASE)
_NUMBER: Final = r"(\d{1,3}(?:[,.\s]\d{3})+(?:\.\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?)"
_CURRENCY: Final = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD",
    "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP",
}  # fmt: skip
_BEFORE: Final = re.compile(rf"([€$£])\s?{_NUMBER}")
_AFTER: Final = re.compile(rf"{_NUMBER}\s?(€|\$|£|eur\b|euros?\b|usd\b|dollars?\b|gbp\b|pounds?\b)", re.IGNORECASE)
_ISO: Final = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
_CLOCK: Final = re.compile(r"\b(\d{1,2})(?::(\d\d))?\s?(am|pm)\b|\b([01]?\d|2[0-3]):([0-5]\d)\b", re.IGNORECASE)
_ACCOUNT: Final = re.compile(r"\b([A-Z]{2}-?\d{3,6}|[A-Z]{2}\d{2}[A-Z0-9]{8,30})\b")
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """An amount that somebody named."""

    amount: str
    currency: str


def order_in(text: str) -> str | None:
    """The last order number that is named."""
    found = _ORDER.findall(text)
    return found[-1].upper() if found else None


def sum_in(text: str) -> Sum | None:
    """The first amount with its currency."""
    before, after = _BEFORE.search(text), _AFTER.search(text)
    if before:
        return Sum(amount=_plain(before[2]), currency=_CURRENCY[before[1]])
    if after:
        return Sum(amount=_plain(after[1]), currency=_CURRENCY[after[2].lower()])
    return None


def day_in(text: str, now: At) -> str | None:
    """The day that is named, as YYYY-MM-DD; days without a date lie ahead."""
    iso, today, words = _ISO.search(text), datetime.fromtimestamp(now / SECOND, UTC).date(), text.lower()
    if iso:
        try:
            return date(int(iso[1]), int(iso[2]), int(iso[3])).isoformat()
        except ValueError:
            return None
    if "tomorrow" in words:
        return (today + timedelta(days=1)).isoformat()
    for number, name in enumerate(_DAYS):
        if re.search(rf"\b{name}\b", words):
            return (today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)).isoformat()
    return None


def time_in(text: str) -> str | None:
    """The time of day that is named, as HH:MM."""
    found = _CLOCK.search(text)
    if not found:
        return None
    if found[4]:
        return f"{int(found[4]):02}:{found[5]}"
    hour = int(found[1]) % 12 + (12 if found[3].lower() == "pm" else 0)
    return f"{hour:02}:{found[2] or '00'}"


def account_in(text: str, *, known: tuple[str, ...] = ()) -> str | None:
    """The account that money is to go to."""
    for each in known:
        if each.lower() in text.lower():
            return each
    found = [each for each in _ACCOUNT.findall(text) if not _ORDER.fullmatch(each) or not each.startswith("FB")]
    return found[-1] if found else None


def says(text: str, *phrases: str) -> bool:
    """Whether any of the phrases stands there, word by word."""
    words = re.sub(r"[^a-z0-9' ]+", " ", text.lower().replace("’", "'"))
    return any(re.search(rf"\b{phrase}\b", words) for phrase in phrases)


def _plain(number: str) -> str:
    """Thousands apart or not, a decimal with a point."""
    digits = number.replace(" ", "")
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", digits):
        return re.sub(r"[.,]", "", digits)
    if re.fullmatch(r"\d+,\d{1,2}", digits):
        return digits.replace(",", ".")
    return digits.replace(",", "")
