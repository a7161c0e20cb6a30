"""What carries the agent's answer: shared by `low_confidence` and `unsupported_answer`."""

import re
from dataclasses import dataclass

from handrail_server.core.signals.folding import fold
from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.likeness import word_hashes
from handrail_server.core.signals.view import View

_FIGURE = re.compile(r"(?<![\w.,])[0-9]+(?:[.,:][0-9]{1,3}){0,4}(?![\w])")
_ENUMERATED = re.compile(r"(?:^|\n| )[0-9]{1,2}[.)] ")
_MOST_FIGURES = 24
_CARRIER_LIMIT = 20_000

HEDGES = (
    Phrases(
        "hedge",
        0.5,
        """
        (i think|i believe|i guess|i suppose|i assume|as far as i know|to the best of my knowledge|if i remember|if
            i'm not mistaken|not entirely sure|not completely sure|not # sure|i am not certain|i'm not certain|i'm
            not sure|i am not sure|it might|could be that|probably|possibly|perhaps|maybe|presumably|in most cases|
            typically|generally speaking|it's possible|it is possible|there is a chance|you may want to check|you
            might want to check|i cannot confirm|i can't confirm|hard to say|approximately i think)
        (ich glaube|ich denke|vermutlich|wahrscheinlich|vielleicht|eventuell|je pense|je crois|peut être|probablement|
            creo que|quizás|tal vez|probablemente|acho que|talvez|provavelmente)
        """,
    ),
)
CLAIMS = (
    Phrases(
        "claim",
        0.5,
        """
        (our|the|company|airline|store) [return|refund|cancellation|baggage|privacy|shipping|warranty|change|
            official] (policy|policies|terms|warranty) (is|are|states|allows|allow|says|does|do|covers|require|
            requires|cover|include|includes|guarantees)
        (you are|you're) [not] (entitled to|eligible for|covered|guaranteed|required to)
        (according to (our|the)|is guaranteed|we guarantee|as per our|in accordance with)
        (within|after|up to|at least|at most) # (hours|days|business days|weeks|months|years)
        """,
    ),
)


@dataclass(frozen=True, slots=True)
class Support:
    """Which of the answer's figures and claims are carried by a source, a tool result or an earlier turn."""

    claims: int
    carried: int
    loose: tuple[tuple[int, int], ...]
    """Spans of figures that nothing carries."""
    checked: bool
    """False where the turn came with nothing to check against."""


def support(view: View) -> Support:
    """Figures are looked up in what came with the turn; earlier turns are known by hashes only."""
    carrier = _carrier(view)
    figures = _figures(view.folded)
    claims = [hit for hit in view.hits.get("claim", ()) if not hit.quoted]
    if not figures and not claims:
        return Support(claims=0, carried=0, loose=(), checked=bool(carrier))
    given = {_plain(figure) for figure in _FIGURE.findall(carrier)}
    loose = [(text, start, end) for text, start, end in figures if _plain(text) not in given]
    if loose:
        known = {word for seen in view.before.recent for word in seen.words}
        loose = [figure for figure in loose if known.isdisjoint(word_hashes([figure]))]
    return Support(
        claims=len(figures) + len(claims),
        carried=len(figures) - len(loose) + (len(claims) if view.turn.sources else 0),
        loose=tuple((start, end) for _, start, end in loose),
        checked=bool(carrier),
    )


def has_carrier(view: View) -> bool:
    """Whether the turn came with anything to check it against."""
    return bool(view.turn.tool_calls or view.turn.sources)


def _carrier(view: View) -> str:
    if not has_carrier(view):
        return ""
    texts = [text for call in view.turn.tool_calls for text in (call.result, call.arguments) if text]
    texts += [source.text for source in view.turn.sources if source.text]
    return fold(" ".join(texts)[:_CARRIER_LIMIT])


def _plain(figure: str) -> str:
    """`1,200.50` and `1200.5` are the same figure."""
    bare = figure.replace(",", "")
    return bare.rstrip("0").rstrip(".") if "." in bare else bare


def _figures(folded: str) -> list[tuple[str, int, int]]:
    """Figures that say something: numbers of lists and single digits do not."""
    listed = {match.end() - 2 - len(match.group().strip()) + 1 for match in _ENUMERATED.finditer(folded)}
    figures = [(match.group(), *match.span()) for match in _FIGURE.finditer(folded)]
    return [figure for figure in figures if len(figure[0]) > 1 and figure[1] not in listed][:_MOST_FIGURES]
