"""The customer asks for a person, in so many words. A hard reason: never averaged away."""

import re
from dataclasses import dataclass, replace

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.detectors.explicit_request_english import ENGLISH
from handrail_server.core.signals.detectors.explicit_request_languages import OTHER_LANGUAGES
from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.signal import Signal
from handrail_server.core.signals.spoken import kinds, spans, together, weigh
from handrail_server.core.signals.view import Hit, View

_BARE = Phrases(
    "bare",
    0.9,
    """
    (agent|human|person|representative|operator|real person|live agent|human agent|customer service|supervisor|
        manager|live person|escalate)
    (mitarbeiter|mensch|conseiller|humain|agente|humano|persona|atendente|asesor|berater)
    """,
)
_BARE_WORDS = 5
_BESIDE_BARE = frozenset(
    "a an please pls plz now stop no real live i want need an just help helpful not more again yo quiero un una bitte "
    "einen ich will svp un une por favor um uma quero useless bot".split()
)
"""A bare word asks for a person only where it is nearly the whole turn: not `agent fees`, not `hello agent`."""
_AFTER_CLOSING = frozenset(
    "to who that now please asap from right instead already and or but on because here immediately today again who's "
    "not i for".split()
)
_NEXT = re.compile(r"[^\w.!?;,:)\n-]*(?:([\w']+)|([.!?;,:)\n-])|$)")


@dataclass(frozen=True, slots=True)
class ExplicitRequest:
    """`kind`: person, supervisor, department. A refusal of a person, or somebody else's quoted words, is no request."""

    name: str = "explicit_request"
    version: str = "3"
    reads: Reads = Reads.TEXT
    signals: tuple[str, ...] = ("explicit_request",)
    phrases: tuple[Phrases, ...] = (*ENGLISH, *OTHER_LANGUAGES, _BARE)

    def notice(self, view: View) -> tuple[Signal, ...]:
        hits = view.hits.get(self.name)
        if not hits or view.author is not ActorKind.CUSTOMER:
            return ()
        weighed = weigh(replace(hit, kind=_meant(hit)) for hit in hits if _asks(view, hit))
        if not weighed:
            return ()
        return (
            Signal(
                name=self.name,
                score=together(weight for _, weight in weighed),
                detector=f"{self.name}@{self.version}",
                evidence=spans(view, (hit for hit, _ in weighed)),
                values=kinds(weighed),
            ),
        )


def _asks(view: View, hit: Hit) -> bool:
    match hit.kind:
        case "bare":
            others = [word for word, start, end in view.words if end <= hit.start or start >= hit.end]
            return len(others) < _BARE_WORDS and all(word in _BESIDE_BARE for word in others)
        case "closing":
            found = _NEXT.match(view.folded, hit.end)
            return found is None or found.group(1) is None or found.group(1) in _AFTER_CLOSING
        case _:
            return True


def _meant(hit: Hit) -> str:
    return "person" if hit.kind in {"bare", "closing"} else hit.kind


EXPLICIT_REQUEST = ExplicitRequest()
