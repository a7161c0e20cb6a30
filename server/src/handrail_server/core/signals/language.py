"""In which language a turn is written: by frequent small words and rare letters, or by a script of its own.

Told only where it is plain. It chooses the customer's messages and is held against the agent's charter, so that a wrong
guess costs more than none: short, mixed and quoted texts, names and numbers give None.
"""

import re
from typing import Final

from handrail_server.core.signals.folding import fold
from handrail_server.core.signals.language_words import MARKS, OWNERS

_MOST_LETTERS: Final = 400
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_NOT_SPOKEN: Final = re.compile(r"https?://\S+|\S+@\S+|[@#]\w+")
_LEAST: Final = 1.6
"""So much must speak for a language: two words that only it has, or several that others have too."""
_SHARE: Final = 0.2
"""So large a part of the words must be its own."""
_AHEAD: Final = 1.7
"""So many times what speaks for the next language."""
_MARK: Final = 0.5

_SCRIPTS: Final = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
"""Scripts that one language is written in. Japanese comes first: it also has Chinese signs."""
_LEAST_SIGNS: Final = 3


def language_of(text: str) -> str | None:
    """Its code (ISO 639-1), such as `de`; None where it is not plain."""
    text = text[:_MOST_LETTERS]
    folded = fold(text)
    if not text.isascii() and (own := _by_script(text)):
        return own
    if "@" in folded or "://" in folded or "#" in folded:
        folded = _NOT_SPOKEN.sub(" ", folded)
    words = list(dict.fromkeys(_WORD.findall(folded)))
    speaks: dict[str, float] = {}
    for word in words:
        for language, weight in OWNERS.get(word) or OWNERS.get(word.replace("'", ""), ()):
            speaks[language] = speaks.get(language, 0.0) + weight
    if not speaks:
        return None
    if not text.isascii():
        _add_marks(speaks, text)
    return _plain(speaks, len(words))


def spoken(text: str, known: str | None) -> str | None:
    """The language of these words where it is plainly another than the known one; `de` is no other than `de-CH`."""
    found = language_of(text)
    return None if found is None or (known or "").partition("-")[0].lower() == found else found


def _by_script(text: str) -> str | None:
    letters = sum(1 for letter in text if letter.isalpha())
    for language, signs in _SCRIPTS:
        found = len(signs.findall(text))
        if found >= _LEAST_SIGNS and (2 * found >= letters or language == "ja"):
            return language
    return None


def _add_marks(speaks: dict[str, float], text: str) -> None:
    """Each letter once: one name is not a language."""
    for letter in MARKS.keys() & set(text.lower()):
        for language in MARKS[letter]:
            if language in speaks:
                speaks[language] += _MARK / len(MARKS[letter])


def _plain(speaks: dict[str, float], words: int) -> str | None:
    ranked = sorted(speaks.items(), key=lambda pair: (-pair[1], pair[0]))
    language, best = ranked[0]
    following = ranked[1][1] if len(ranked) > 1 else 0.0
    if best < _LEAST or best < _SHARE * words or best < _AHEAD * following:
        return None
    return language
