"""Amounts of money in a text: `$1,200.50`, `1.200,50 €`, `EUR 5k`, `Rs. 2 lakh`, with their currency."""

import re
from decimal import Decimal, InvalidOperation

from handrail_server.core.signals.view import Amount

MOST_AMOUNTS = 32

_NUMBER = re.compile(r"\d[\d.,']{0,20}(?: \d{3}(?!\d)){0,4}(?:,\d{2}(?!\d))?")
_BEFORE = re.compile(
    r"(us\$|ca\$|c\$|au\$|a\$|nz\$|hk\$|s\$|r\$|[$£€¥₹₽₩₺₪฿]|"
    r"\b(?:usd|eur|gbp|chf|inr|jpy|cad|aud|nzd|sek|nok|dkk|pln|brl|mxn|cny|zar|sgd|hkd|aed|rs))[. ]{0,2}$"
)
_AFTER = re.compile(
    r" ?(k|m|mm|mn|mio|bn|b|thousand|grand|million|millions|billion|lakh|lakhs|crore|crores|mil|mille|tausend|"
    r"millionen|millones|milhoes)?(?![a-z]) ?(?:de |di )?"
    r"([$£€¥₹₽₩₺₪฿]|(?:usd|eur|gbp|chf|inr|jpy|cad|aud|nzd|sek|nok|dkk|pln|brl|mxn|cny|zar|sgd|hkd|aed|"
    r"dollars?|bucks|euros?|pounds?|quid|rupees?|yen|francs?|franken|pesos?|reais|real)\b)?"
)
_TIMES = {
    "k": 3, "thousand": 3, "grand": 3, "mil": 3, "mille": 3, "tausend": 3, "m": 6, "mm": 6, "mn": 6, "mio": 6,
    "million": 6, "millions": 6, "millionen": 6, "millones": 6, "milhoes": 6, "bn": 9, "b": 9, "billion": 9,
    "lakh": 5, "lakhs": 5, "crore": 7, "crores": 7,
}  # fmt: skip
_CURRENCY = {
    "$": "USD", "us$": "USD", "dollar": "USD", "dollars": "USD", "bucks": "USD", "ca$": "CAD", "c$": "CAD",
    "au$": "AUD", "a$": "AUD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "r$": "BRL", "real": "BRL", "reais": "BRL",
    "£": "GBP", "pound": "GBP", "pounds": "GBP", "quid": "GBP", "€": "EUR", "euro": "EUR", "euros": "EUR",
    "¥": "JPY", "yen": "JPY", "₹": "INR", "rs": "INR", "rupee": "INR", "rupees": "INR", "franc": "CHF",
    "francs": "CHF", "franken": "CHF", "peso": "XXX", "pesos": "XXX", "₽": "RUB", "₩": "KRW", "₺": "TRY",
    "₪": "ILS", "฿": "THB",
}  # fmt: skip
_LEFT, _RIGHT = 6, 24


def amounts_in(folded: str) -> tuple[Amount, ...]:
    """The amounts that stand with a currency; a bare number is no amount."""
    found: list[Amount] = []
    for match in _NUMBER.finditer(folded):
        amount = _amount(folded, match.start(), match.end(), match.group())
        if amount:
            found.append(amount)
            if len(found) == MOST_AMOUNTS:
                break
    return tuple(found)


def _amount(folded: str, start: int, end: int, digits: str) -> Amount | None:
    before = _BEFORE.search(folded[max(0, start - _LEFT) : start])
    after = _AFTER.match(folded[end : end + _RIGHT])
    times, sign_after = (after.group(1), after.group(2)) if after else (None, None)
    sign = before.group(1) if before else sign_after
    if sign is None or (before is None and start and folded[start - 1].isalnum()):
        return None
    exact = decimal_text(digits)
    if exact is None:
        return None
    if times:
        exact = format((Decimal(exact) * 10 ** _TIMES[times]).normalize(), "f")
    if after:
        end += after.end(2) if before is None else max(after.end(1), 0)
    return Amount(exact, _CURRENCY.get(sign, sign.upper()), start - (len(before.group()) if before else 0), end)


def decimal_text(digits: str) -> str | None:
    """The number as decimal text, whichever way thousands and decimals were marked."""
    digits = digits.rstrip(".,'").replace(" ", "").replace("'", "")
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        thousands, decimal = (",", ".") if point > comma else (".", ",")
    else:
        mark = "," if comma >= 0 else "."
        grouped = digits.count(mark) > 1 or (len(digits) - digits.rfind(mark) == 4 and not digits.startswith("0"))
        thousands, decimal = (mark, "") if grouped else ("", mark)
    plain = digits.replace(thousands, "") if thousands else digits
    plain = plain.replace(decimal, ".") if decimal else plain
    try:
        return format(Decimal(plain), "f")
    except InvalidOperation:
        return None
