"""A detector for what is said in so many words: phrases of the phrasebook, weighed together."""

from collections.abc import Iterable
from dataclasses import dataclass

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.signal import Evidence, Signal
from handrail_server.core.signals.view import Hit, View

CUSTOMER = frozenset({ActorKind.CUSTOMER})
AGENT = frozenset({ActorKind.AGENT})
EITHER = CUSTOMER | AGENT
MOST_EVIDENCE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Notices one family by its phrases. Weights are chances that add up: two of 0.5 make 0.75."""

    name: str
    version: str = "1"
    reads: Reads = Reads.TEXT
    phrases: tuple[Phrases, ...]
    authors: frozenset[ActorKind] = CUSTOMER
    negated: float = 0.0
    """What is left of a phrase's weight when a negation governs it."""
    quoted: float = 0.0
    """What is left of it inside a quotation."""
    alone: float = 0.0
    """A score below this is not worth a signal."""

    @property
    def signals(self) -> tuple[str, ...]:
        return (self.name,)

    def notice(self, view: View) -> tuple[Signal, ...]:
        hits = view.hits.get(self.name)
        if not hits or view.author not in self.authors:
            return ()
        weighed = weigh(hits, negated=self.negated, quoted=self.quoted)
        score = together(weight for _, weight in weighed)
        if not weighed or score < self.alone:
            return ()
        return (
            Signal(
                name=self.name,
                score=score,
                detector=f"{self.name}@{self.version}",
                evidence=spans(view, (hit for hit, _ in weighed)),
                values=kinds(weighed),
            ),
        )


def weigh(hits: Iterable[Hit], *, negated: float = 0.0, quoted: float = 0.0) -> list[tuple[Hit, float]]:
    """The hits that count, each with what is left of its weight."""
    weighed = [(hit, hit.weight * (negated if hit.negated else 1.0) * (quoted if hit.quoted else 1.0)) for hit in hits]
    return [(hit, weight) for hit, weight in weighed if weight > 0.0]


def together(weights: Iterable[float]) -> float:
    """Independent chances together (noisy or), 0..1."""
    missed = 1.0
    for weight in weights:
        missed *= 1.0 - weight
    return round(1.0 - missed, 4)


def spans(view: View, hits: Iterable[Hit]) -> tuple[Evidence, ...]:
    """The first few hits as evidence."""
    found: list[Evidence] = []
    for hit in hits:
        found.append(view.evidence(hit.start, hit.end))
        if len(found) == MOST_EVIDENCE:
            break
    return tuple(found)


def kinds(weighed: list[tuple[Hit, float]]) -> dict[str, str | float | bool]:
    """The strongest kind, and all kinds where there are several."""
    strongest: dict[str, float] = {}
    for hit, weight in weighed:
        strongest[hit.kind] = max(weight, strongest.get(hit.kind, 0.0))
    ordered = sorted(strongest, key=lambda kind: (-strongest[kind], kind))
    if len(ordered) == 1:
        return {"kind": ordered[0]}
    return {"kind": ordered[0], "kinds": ",".join(sorted(ordered))}
