"""Personal data with a form of its own: numbers that a checksum proves, addresses of the net and of the telephone.

For redaction and measures. Names and places have no form; finding them takes a model.
"""

import re
from collections.abc import Iterator

from handrail_server.core.signals.detectors.identity_numbers import Found, numbers_in
from handrail_server.core.signals.telephone import telephones

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+%-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?![\w-])")
_WEB = re.compile(r"(?<!\w)(?:https?://|www\.)[^\s<>\"')\]]{3,500}")
_IP4 = re.compile(
    r"(?<![\w.])(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?![\w]|\.\d)"
)
_IP6 = re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}){1,6}(?![\w:])")


def personal_data(folded: str) -> tuple[Found, ...]:
    """What was found, in the order of the text; where two overlap the better proved stands."""
    taken: list[Found] = []
    for found in _all(folded):
        if all(found.end <= other.start or found.start >= other.end for other in taken):
            taken.append(found)
    return tuple(sorted(taken, key=lambda found: found.start))


def redacted(text: str, found: tuple[Found, ...]) -> str:
    """The text with each of these replaced by its kind in brackets."""
    parts, at = [], 0
    for each in found:
        parts += [text[at : each.start], f"[{each.kind}]"]
        at = each.end
    return "".join([*parts, text[at:]])


def _all(folded: str) -> Iterator[Found]:
    """The better proved first."""
    if any(letter.isdigit() for letter in folded):
        yield from numbers_in(folded)
    if "@" in folded:
        for match in _EMAIL.finditer(folded):
            yield Found("email", "form", *match.span())
    if "www." in folded or "://" in folded:
        for match in _WEB.finditer(folded):
            yield Found("web_address", "form", *match.span())
    for pattern in (_IP4, _IP6):
        for match in pattern.finditer(folded):
            yield Found("ip_address", "form", *match.span())
    yield from telephones(folded)
