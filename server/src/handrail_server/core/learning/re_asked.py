"""Whether a person asks the customer for what the packet already says: the customer should never have to repeat it."""

import re
from collections.abc import Iterable
from typing import Final

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.codes import coded
from handrail_server.core.cases.packet import Packet
from handrail_server.core.cases.sentences import sentences
from handrail_server.core.learning.facts import KnownAskedAgain
from handrail_server.core.signals.folding import fold, words_of
from handrail_server.core.turns.conversation import Conversation

_ASKING: Final = re.compile(
    r"\b(?:what(?:'s| is| was| are)|which|may i have|can i (?:have|get)|could (?:you|i)"
    r"|can you (?:give|tell|confirm|share)"
    r"|please (?:provide|share|give|tell|confirm|send)|provide (?:me|us)|i(?:'ll| will)? need your)\b"
)
_SAME: Final = {"number": ("number", "no", "id", "reference"), "id": ("id", "number", "reference"), "email": ("email",)}


def re_asked(text: str, packet: Packet) -> tuple[str, ...]:
    """The names of the known data points that these words of a person ask for."""
    known = [point.name for point in packet.captured]
    if packet.who is not None:
        of_the_person = {"name": packet.who.name, "email": packet.who.email, "phone": packet.who.phone}
        known += [part for part, value in of_the_person.items() if value]
    return asked_for(text, known)


def asked_for(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Those of the known names that these words ask for."""
    asked = [_words(one.text) for one in sentences(TurnNumber(0), text) if _asks(one.text)]
    return tuple(dict.fromkeys(name for name in known if any(_names(words, name) for words in asked)))


def record_re_asked(
    conversation: Conversation, case: Case, points: Iterable[str], *, by: Actor, at: At
) -> Outcome[Conversation]:
    """The fact, for the measure `re_asked`; names that are no codes are counted as `other`."""
    fact = KnownAskedAgain(by=by, at=at, case=case.id, points=tuple(dict.fromkeys(map(_code, points))))
    return Outcome(state=conversation, facts=(fact,))


def _asks(text: str) -> bool:
    return text.endswith("?") or bool(_ASKING.search(fold(text)))


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word, _, _ in words_of(fold(text).replace("e-mail", "email")))


def _names(words: frozenset[str], name: str) -> bool:
    parts = [part for part in re.split(r"[^a-z0-9]+", name.lower()) if part]
    return bool(parts) and all(words.intersection(_SAME.get(part, (part,))) for part in parts)


def _code(name: str) -> str:
    try:
        return coded(name.lower(), field="point")
    except Invalid:
        return "other"
