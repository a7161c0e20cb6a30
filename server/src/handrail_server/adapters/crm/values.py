"""How one field of an import or of a connected CRM is read; what is wrong says how to write it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

_DIGITS: Final = 18
"""Before the point, and after it: beyond any amount, and short when written out."""
TEXT_LIMIT: Final = 2_000
LIST_LIMIT: Final = 200
_MILLISECONDS: Final = 1_000
_ISO_DIGITS: Final = 8
"""Up to so many digits are a date without hyphens, more are milliseconds."""
_LATEST: Final = 253_402_300_799_999
"""The last millisecond of the year 9999."""
_YES: Final = frozenset({"true", "yes", "y", "1"})
_NO: Final = frozenset({"false", "no", "n", "0", ""})

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
Read = Callable[[object], Json]
"""The value as a document keeps it; raises Unreadable."""


class Unreadable(Exception):
    """The value cannot be what the field wants."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.fix = fix


def text(value: object) -> str:
    """Plain text without surprises, at most 2,000 characters."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Unreadable("It is not text.", "Write text.")
    written = str(value).strip()
    if len(written) > TEXT_LIMIT:
        raise Unreadable(f"It is longer than {TEXT_LIMIT} characters.", "Shorten it.")
    if "\0" in written or any("\ud800" <= letter <= "\udfff" for letter in written):
        raise Unreadable("It holds a NUL character or a lone surrogate.", "Save the file as UTF-8 text.")
    return written


def flag(value: object) -> bool:
    """Yes or no."""
    if isinstance(value, bool):
        return value
    written = text(value).lower()
    if written in _YES:
        return True
    if written in _NO:
        return False
    raise Unreadable("It is neither yes nor no.", "Write true or false.")


def count(value: object) -> int:
    """A whole number that is not negative."""
    number = _decimal(value)
    if number < 0 or number != number.to_integral_value() or number > 10**9:
        raise Unreadable("It is not a whole number from 0.", "Write a number such as 3.")
    return int(number)


def share(value: object) -> float:
    """A number from 0 to 1; a percentage is taken as one."""
    if isinstance(value, str) and value.strip().endswith("%"):
        number = _decimal(value.strip()[:-1]) / 100
    else:
        number = _decimal(value)
    if not 0 <= number <= 1:
        raise Unreadable("It is not from 0 to 1.", "Write a number such as 0.8, or 80%.")
    return float(number)


def decimal(value: object) -> str:
    """An exact number, kept as text."""
    return format(_decimal(value), "f")


def money(value: object) -> Json:
    """An amount with its currency: `1200.50 EUR`, or an object with `amount` and `currency`."""
    if isinstance(value, dict):
        amount, currency = value.get("amount"), value.get("currency")
        if set(value) - {"amount", "currency"}:
            raise Unreadable("An amount has no other parts.", "Write `amount` and `currency`.")
    else:
        amount, _, currency = text(value).partition(" ")
    code = text(currency or "").upper()
    if len(code) != 3 or not (code.isascii() and code.isalpha()):
        raise Unreadable("The currency is missing.", "Write an amount such as `1200.50 EUR`.")
    return {"amount": decimal(amount), "currency": code}


def moment(value: object) -> int:
    """A date or time of ISO 8601 (UTC where it has no offset), or milliseconds since 1970; kept as milliseconds."""
    written = text(value)
    at = int(written) if written.isdecimal() and len(written) > _ISO_DIGITS else _instant(written)
    if not 0 <= at <= _LATEST:
        raise Unreadable("The time is before 1970 or after 9999.", "Check the year.")
    return at


def _instant(written: str) -> int:
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        raise Unreadable("It is not a date or time.", "Write it as 2026-03-31 or 2026-03-31T14:00:00Z.") from None
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    return round(aware.timestamp() * _MILLISECONDS)


def texts(value: object) -> Json:
    """Several texts: a list, or one text with `;` between them."""
    parts = value if isinstance(value, list) else text(value).split(";")
    if len(parts) > LIST_LIMIT:
        raise Unreadable(f"There are more than {LIST_LIMIT}.", "Keep the latest.")
    return [written for part in parts if (written := text(part))]


def counts(value: object) -> Json:
    """Numbers by name: an object, its JSON, or `billing=3;delivery=1`."""
    found = value if isinstance(value, dict) else _pairs(text(value))
    if len(found) > LIST_LIMIT:
        raise Unreadable(f"There are more than {LIST_LIMIT}.", "Keep the largest.")
    return {text(name): count(number) for name, number in found.items()}


def _pairs(written: str) -> dict[object, object]:
    if written.startswith("{"):
        try:
            found = json.loads(written)
        except ValueError:
            raise Unreadable("It is not a JSON object.", "Write it as billing=3;delivery=1.") from None
        return dict(found)
    pairs = (part.partition("=") for part in written.split(";") if part.strip())
    return {name.strip(): number.strip() for name, _, number in pairs}


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise Unreadable("It is not a number.", "Write a number such as 1200.50.")
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise Unreadable("It is not a number.", "Write a number such as 1200.50, without separators.") from None
    if not number.is_finite() or number.adjusted() > _DIGITS or len(number.as_tuple().digits) > 2 * _DIGITS:
        raise Unreadable("The number is too large or too long.", "Check it.")
    if _exponent(number) < -_DIGITS:
        raise Unreadable("The number is too small or too long.", "Check it.")
    return number


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
