"""Numbers that a checksum or a strict form proves: payment cards, bank accounts, national identities."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handrail_server.core.signals.signal import Evidence
from handrail_server.core.signals.view import View

_DIGITS = re.compile(r"(?<![\w.])[0-9](?:[ -]?[0-9]){8,18}(?![\w])")
_IBAN = re.compile(r"(?<!\w)[a-z]{2}[0-9]{2}(?: ?[a-z0-9]){11,30}")
_SSN = re.compile(r"(?<![\w-])(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![\w-])")
_NINO = re.compile(r"(?<!\w)(?![dfiquv])[a-z](?![dfiquvo])[a-z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[abcd](?!\w)")
_DNI = re.compile(r"(?<!\w)(?:([xyz])-?)?([0-9]{7,8})-?([a-z])(?!\w)")
_CPF = re.compile(r"(?<![\w.])[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}(?!\w)")
_PASSPORT = re.compile(
    r"(?:passport|reisepass|passeport|pasaporte|passaporte)[a-z .:#]{1,24}([a-z]{0,2}[0-9]{6,9})(?!\w)"
)
_SSN_BARE = re.compile(r"(?:ssn|social security)[a-z .:#']{1,24}([0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{4})(?!\w)")

_CARD = re.compile(
    r"4(?:[0-9]{12}|[0-9]{15}|[0-9]{18})|5[1-5][0-9]{14}|2[2-7][0-9]{14}|3[47][0-9]{13}|3[068][0-9]{12}|35[0-9]{14}|"
    r"6(?:011|5[0-9]{2}|4[4-9][0-9])[0-9]{12}|(?:50|6[37])[0-9]{14}|(?:2131|1800)[0-9]{11}|"
    r"(?:5018|5020|5038|58[0-9]{2}|6304|6759|676[1-3])[0-9]{8,15}"
)
"""The lengths and first digits that issuers use."""

_IBAN_LENGTH = {
    "ad": 24, "ae": 23, "at": 20, "be": 16, "bg": 22, "br": 29, "ch": 21, "cy": 28, "cz": 24, "de": 22, "dk": 18,
    "ee": 20, "es": 24, "fi": 18, "fr": 27, "gb": 22, "gi": 23, "gr": 27, "hr": 21, "hu": 28, "ie": 22, "il": 23,
    "is": 26, "it": 27, "li": 21, "lt": 20, "lu": 20, "lv": 21, "mc": 27, "mt": 31, "nl": 18, "no": 15, "pl": 28,
    "pt": 25, "ro": 24, "sa": 24, "se": 24, "si": 19, "sk": 24, "sm": 27, "tr": 26,
}  # fmt: skip
_DNI_LETTERS = "trwagmyfpdxbnjzsqvhlcke"


@dataclass(frozen=True, slots=True)
class Found:
    """A proved number: its kind (`card`, `bank_account`, `identity`), what proves it, and where it stands."""

    kind: str
    proof: str
    start: int
    end: int

    def evidence(self, view: View) -> Evidence:
        """The span without the number itself: evidence is read by people who need not see it."""
        return Evidence(turn=view.turn.number, start=self.start, end=self.end, fact=f"{self.kind}.{self.proof}")


def numbers_in(folded: str) -> Iterator[Found]:
    """The proved numbers of the text."""
    yield from _cards_and_checked(folded)
    yield from _ibans(folded)
    for match in _SSN.finditer(folded):
        yield Found("identity", "us_ssn", *match.span())
    for match in _CPF.finditer(folded):
        if _cpf(_only_digits(match.group())):
            yield Found("identity", "br_cpf", *match.span())
    if folded.isdigit():
        return
    for pattern, proof in ((_NINO, "gb_nino"), (_PASSPORT, "passport"), (_SSN_BARE, "us_ssn")):
        for match in pattern.finditer(folded):
            group = match.lastindex or 0
            yield Found("identity", proof, *match.span(group))
    for match in _DNI.finditer(folded):
        if _dni(match.group(1), match.group(2), match.group(3)):
            yield Found("identity", "es_dni", *match.span())


def _cards_and_checked(folded: str) -> Iterator[Found]:
    for match in _DIGITS.finditer(folded):
        digits = _only_digits(match.group())
        if _CARD.fullmatch(digits) and luhn(digits) and len(set(digits)) > 1:
            yield Found("card", "luhn", *match.span())
        elif len(digits) == 15 and digits[0] in "12" and _nir(digits):
            yield Found("identity", "fr_nir", *match.span())
        elif len(digits) == 11 and _named(folded, match.start(), ("steuer", "tax id", "idnr")) and _tax_id(digits):
            yield Found("identity", "de_tax_id", *match.span())
        elif len(digits) == 11 and _named(folded, match.start(), ("cpf",)) and _cpf(digits):
            yield Found("identity", "br_cpf", *match.span())
        elif len(digits) == 9 and _named(folded, match.start(), ("nif", "contribuinte")) and _nif(digits):
            yield Found("identity", "pt_nif", *match.span())


def _ibans(folded: str) -> Iterator[Found]:
    for match in _IBAN.finditer(folded):
        wanted = _IBAN_LENGTH.get(folded[match.start() : match.start() + 2])
        if wanted is None:
            continue
        taken, end = _take(folded, match.start(), match.end(), wanted)
        if len(taken) == wanted and (end == len(folded) or not folded[end].isalnum()) and iban(taken):
            yield Found("bank_account", "iban", match.start(), end)


def _take(folded: str, start: int, stop: int, wanted: int) -> tuple[str, int]:
    """`wanted` letters and digits from `start`, skipping spaces, and where they end."""
    taken: list[str] = []
    at = start
    while at < stop and len(taken) < wanted:
        if folded[at] != " ":
            taken.append(folded[at])
        at += 1
    return "".join(taken), at


def luhn(digits: str) -> bool:
    """ISO/IEC 7812-1: the check digit of payment cards."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit)
        total += value if place % 2 == 0 else value * 2 - 9 * (value > 4)
    return total % 10 == 0


def iban(taken: str) -> bool:
    """ISO 13616: the number, its first four characters moved to the end, is 1 modulo 97."""
    turned = taken[4:] + taken[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


def _nir(digits: str) -> bool:
    return 97 - int(digits[:13]) % 97 == int(digits[13:]) and 1 <= int(digits[3:5]) <= 12


def _tax_id(digits: str) -> bool:
    product = 10
    for digit in digits[:10]:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return digits[0] != "0" and (11 - product) % 10 == int(digits[10])


def _cpf(digits: str) -> bool:
    if len(set(digits)) == 1:
        return False
    for length in (9, 10):
        total = sum(int(digit) * (length + 1 - place) for place, digit in enumerate(digits[:length]))
        if total * 10 % 11 % 10 != int(digits[length]):
            return False
    return True


def _nif(digits: str) -> bool:
    rest = sum(int(digit) * (9 - place) for place, digit in enumerate(digits[:8])) % 11
    return int(digits[8]) == (0 if rest < 2 else 11 - rest)


def _dni(letter: str | None, number: str, check: str) -> bool:
    if len(number) != (8 if letter is None else 7):
        return False
    whole = f"{'xyz'.index(letter)}{number}" if letter else number
    return _DNI_LETTERS[int(whole) % 23] == check


def _named(folded: str, start: int, names: tuple[str, ...]) -> bool:
    before = folded[max(0, start - 40) : start]
    return any(name in before for name in names)


def _only_digits(text: str) -> str:
    return "".join([char for char in text if char.isdigit() and char.isascii()])
