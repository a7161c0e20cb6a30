"""Telephone numbers, told from those of orders and amounts by what stands beside them and how they are dialled."""

import re
from collections.abc import Iterator
from typing import Final

from handrail_server.core.signals.detectors.identity_numbers import Found

_NUMBER: Final = re.compile(
    r"(?<![\w.,-])(?:\+[0-9]{1,3}[ .-]?)?(?:\([0-9]{1,4}\)[ .-]?)?[0-9]{1,4}(?:[ .-]?[0-9]{2,4}){1,5}"
    r"(?:[ ]?(?:x|ext\.? ?)[0-9]{1,6})?(?![\w-]|[.,][0-9])"
)
_DATE: Final = re.compile(r"(?:[0-9]{4}[-./ ][0-9]{1,2}[-./ ][0-9]{1,2}|[0-9]{1,2}[-./ ][0-9]{1,2}[-./ ][0-9]{4})")
_FEWEST, _MOST, _BARE = 7, 15, 9
"""A telephone number has so many digits; written without any mark it has at least the last."""

_MATTER: Final = (
    r"(?:orders?|purchase|bookings?|reservations?|reference|ref|tickets?|tracking|parcels?|shipments?|invoices?|case|"
    r"confirmation|transactions?|serial|sku|article|item|model|flight|claim|policy|incident|request|"
    r"bestellung|bestell|auftrag|auftrags|buchung|buchungs|rechnung|rechnungs|sendung|sendungs|artikel|vorgang|"
    r"pedido|reserva|factura|fatura|envio|commande|reservation|facture|colis|encomenda)"
)
"""What bears a number of its own; an account is not among them: its number stays covered."""
_BETWEEN: Final = (
    r"(?:[ :#.°]|(?:number|num|no|nr|id|code|numero|nummer|n|is|was|are|ist|lautet|mit der|der|es|est|e|with|the|my|"
    r"meine?|de|do|da|del|la|le|"
    r"[0-9]{5,20} (?:and|or|und|oder|y|o|et|ou|e|&))(?![^\W_]))"
)
_NAMED_BEFORE: Final = re.compile(rf"(?<!\w){_MATTER}(?:nummer|nr)?{_BETWEEN}{{1,8}}$")
_NAMED_AFTER: Final = re.compile(rf" (?:is|was|ist|es|est|e) (?:my|the|meine?|die|mi|el|la|o|a) {_MATTER}(?!\w)")
_AMOUNT: Final = re.compile(r"(?:[0-9]{1,12}|[0-9]{1,3}(?:[ .][0-9]{3}){1,3})[.,][0-9]{2}")
_MONEY: Final = r"(?:[$€£¥]|usd|eur|gbp|chf|jpy|cad|aud|brl|mxn|dollars?|euros?|pounds?|francs?|franken|reais|pesos?)"
_MONEY_BEFORE: Final = re.compile(rf"(?<!\w){_MONEY} ?$")
_MONEY_AFTER: Final = re.compile(rf" ?{_MONEY}(?!\w)")
_REACH: Final = 60
"""How far the words beside a number are read."""

_DIALLED: Final = re.compile(
    r"0[0-9]{8,14}"  # with the exit code of a country, or of a town
    r"|1?[2-9][0-9]{2}[2-9][0-9]{6}"  # North America
    r"|[67][0-9]{8}|9[0-9]{8}"  # mobile telephones where no 0 is dialled
    r"|(?:3[0-69]|4[013-9]|5[1-8]|6[0-6]|7|8[1246]|9[0-58]|1)[0-9]{9,11}"  # a country's code without the plus
    r"|(?:35[0-9]|37[0-9]|38[0-9]|42[01]|97[0-9])[0-9]{8,9}"
)


def telephones(folded: str) -> Iterator[Found]:
    """The telephone numbers of a folded text; what is named as the number of something else is none."""
    for match in _NUMBER.finditer(folded):
        if _is_telephone(match.group()) and not (_is_named(folded, match) or _is_money(folded, match)):
            yield Found("phone", "form", *match.span())


def _is_telephone(text: str) -> bool:
    digits = sum(letter.isdigit() for letter in text.partition("x")[0])
    if not _FEWEST <= digits <= _MOST or _DATE.fullmatch(text) or _AMOUNT.fullmatch(text):
        return False
    return not text.isdigit() or (digits >= _BARE and _DIALLED.fullmatch(text) is not None)


def _is_named(folded: str, match: re.Match[str]) -> bool:
    if match.group()[0] in "+(":
        return False
    before = folded[max(0, match.start() - _REACH) : match.start()]
    after = folded[match.end() : match.end() + _REACH]
    return _NAMED_BEFORE.search(before) is not None or _NAMED_AFTER.match(after) is not None


def _is_money(folded: str, match: re.Match[str]) -> bool:
    """A currency stands beside it, and no word between: "€ 1 250 000", "48500.00 USD"."""
    before = folded[max(0, match.start() - _REACH) : match.start()]
    return _MONEY_BEFORE.search(before) is not None or _MONEY_AFTER.match(folded, match.end()) is not None
