"""Text made plain without changing its length, so that a span of the folded text is a span of the text."""

import re
import unicodedata

_WORD = re.compile(r"[\w']+")

_PLAIN = {
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "´": "'", "`": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "‟": '"',
    "«": '"', "»": '"', "‹": '"', "›": '"', "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    "…": ".", "‥": ".", "·": ".", "。": ".", "、": ",", "¿": " ", "¡": " ", "ß": "s", "ı": "i", "ø": "o", "đ": "d",
    "ł": "l", "æ": "a", "œ": "o", "\u00ad": " ", "\u200b": " ", "\u200c": " ", "\u200d": " ", "\ufeff": " ",
}  # fmt: skip

_SPACES = str.maketrans("\t\n\r\v\f", "     ")


def _plain(char: str) -> str:
    """One character for one character."""
    lower = char.lower()
    lower = lower if len(lower) == 1 else char
    if lower in _PLAIN:
        return _PLAIN[lower]
    if lower.isspace():
        return " "
    base = unicodedata.normalize("NFKD", lower)[:1].lower()
    return base if len(base) == 1 and base.isascii() and base.isprintable() and base != " " else lower


class _Table(dict[int, str]):
    """A translation table that learns each character when it is first met (the Unicode repertoire bounds it)."""

    def __missing__(self, point: int) -> str:
        self[point] = plain = _plain(chr(point))
        return plain


_TABLE = _Table()


def fold(text: str) -> str:
    """`text` in lower case, with plain quotes, dashes, letters and spaces, character for character."""
    if text.isascii():
        return text.lower().translate(_SPACES)
    return text.translate(_TABLE)


def words_of(folded: str) -> tuple[tuple[str, int, int], ...]:
    """The words with their spans; `don't` is the word `dont`."""
    if "'" not in folded:
        return tuple([(match.group(), *match.span()) for match in _WORD.finditer(folded)])
    return tuple([(match.group().replace("'", ""), *match.span()) for match in _WORD.finditer(folded)])
