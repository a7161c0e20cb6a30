"""The conversation does not get anywhere: rephrased questions, dissatisfaction, no answer, a loop, many attempts."""

from dataclasses import dataclass

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.likeness import likeness
from handrail_server.core.signals.signal import Evidence, Signal
from handrail_server.core.signals.spoken import spans, together, weigh
from handrail_server.core.signals.view import View
from handrail_server.core.turns.conversation import Sketch

_REPHRASED = 0.6
"""Two turns of the customer this alike ask the same."""
_LOOPED = 0.85
"""Two answers of the agent this alike say the same."""
_ONCE_MORE = 0.6
"""Chance that saying the same once more is no loop."""
_AGREES = frozenset("yes yeah yep ok okay sure thanks thank great perfect alright no nope ja oui si sim".split())
_EXPLAINS = 6
_SAYS_ENOUGH = 6
"""An agent's answer of fewer content words is small talk and may come back."""
_MANY_ATTEMPTS = 4
"""So many failed attempts speak for themselves."""
_FREE_ATTEMPTS = 1
"""The first answer that did not help is nothing unusual."""

_DISSATISFIED = Phrases(
    "dissatisfied",
    0.55,
    """
    (that's|that is|this is|it's) not (what i (asked|meant|said|want|wanted|am asking|need)|my question|helpful|an
        answer|true|an acceptable|good enough|the issue|the problem|working)
    (not what i (asked|wanted|meant|said|need))
    (you (did not|didn't|haven't|have not|still haven't) (answer|answered|help|helped|understand|understood|read|
        listen|listening|solve|solved) [my|the|me|to])
    (doesn't|does not|didn't|did not|still doesn't|still didn't|isn't|not) (answer my question|help|help me|solve|fix|
        make sense|helping|address)
    (you (don't|do not) (understand|get it|listen|seem to understand|know what))
    (you're|you are|are you) [even] (not (listening|understanding|helping|reading)|listening|useless|no help)
    (i (already|just) (told|said|gave|explained|answered|asked|tried|did|provided) [you|that|this|it|all])
    (already (tried|did) (that|this|it|all))
    (as i (said|mentioned|explained|told)|like i (said|told)|i repeat|i said|once again|for the last time|read (my|
        what i) (message|question|wrote|said))
    (you (already|keep|just|always) (said|say|saying|asked|ask|asking|repeating|told|repeat|giving|sending))
    (same (answer|response|reply|link|article|thing)|wrong (answer|link|person|order|item|again)|you're wrong|you are
        wrong|that's wrong|that is wrong|incorrect answer|that's incorrect|this is incorrect)
    (still (not working|doesn't work|does not work|isn't working|broken|the same|not resolved|no solution|doesn't
        help|not fixed|nothing|not clear))
    (did (not|n't) work|didn't work|that did nothing|this didn't help|not helpful|unhelpful|no use|useless answer)
    (das|es) (hat|geht) [leider] [immer noch|wieder] nicht [funktioniert|geklappt|geholfen]
    (continua|ainda) (não|sem) (funciona|funcionando|resolvido)
    continua não funcionando
    (das (hilft|stimmt|ist) (mir )nicht|das war nicht meine frage|hilft mir nicht|funktioniert immer noch nicht|sie
        verstehen (mich )nicht|ça ne marche (toujours )pas|ce n'est pas ma question|ça ne m'aide pas|vous ne
        comprenez pas|eso no es lo que|no me (ayuda|entiende|está ayudando|sirve)|sigue sin funcionar|isso não (ajuda|
        ajudou|resolve)|não foi isso que|você não (entende|entendeu))
    """.replace("(mir )", "[mir] ")
    .replace("(mich )", "[mich] ")
    .replace("(toujours )", "[toujours] "),
)


_CORRECTED = Phrases(
    "dissatisfied",
    0.3,
    """
    (no that's not|no i said|no i meant|no i want|no i asked|no not that|nope that's|not that one|that's not right|
        that is not right)
    """,
)


@dataclass(frozen=True, slots=True)
class RepeatedFailure:
    """`kind`: dissatisfied, rephrased, unanswered, loop, attempts; `attempts` that failed so far; `likeness`."""

    name: str = "repeated_failure"
    version: str = "2"
    reads: Reads = Reads.TEXT
    signals: tuple[str, ...] = ("repeated_failure",)
    phrases: tuple[Phrases, ...] = (_DISSATISFIED, _CORRECTED)

    def notice(self, view: View) -> tuple[Signal, ...]:
        if view.author is ActorKind.AGENT:
            return self._of_agent(view)
        if view.author is not ActorKind.CUSTOMER:
            return ()
        weighed = weigh(view.hits.get(self.name, ()))
        parts: dict[str, float] = {}
        if weighed:
            parts["dissatisfied"] = together([max(weight for _, weight in weighed), 0.1 * (len(weighed) > 1)])
        alike, seen = max(_alike(view, ActorKind.CUSTOMER, _REPHRASED), key=lambda pair: pair[0], default=(0.0, None))
        if seen is not None and _asks(view):
            parts["rephrased"] = round(0.5 * alike, 4)
        if parts and _last_refused(view):
            parts["unanswered"] = 0.3
        evidence = spans(view, (hit for hit, _ in weighed))
        return self._signal(view, parts, evidence, alike if "rephrased" in parts else 0.0, seen)

    def _of_agent(self, view: View) -> tuple[Signal, ...]:
        alike = sorted(_alike(view, ActorKind.AGENT, _LOOPED), key=lambda pair: pair[0])
        if not alike or len(alike[0][1].words) < _SAYS_ENOUGH:
            return ()
        weight = 1.0 - _ONCE_MORE ** len(alike)
        return self._signal(view, {"loop": round(weight * alike[-1][0], 4)}, (), *alike[-1])

    def _signal(
        self, view: View, parts: dict[str, float], evidence: tuple[Evidence, ...], alike: float, seen: Sketch | None
    ) -> tuple[Signal, ...]:
        attempts = view.before.attempts
        if attempts > _FREE_ATTEMPTS:
            parts["attempts"] = round(min(0.75, 0.2 * (attempts - _FREE_ATTEMPTS)), 4)
        if not parts or (parts.keys() == {"attempts"} and (attempts < _MANY_ATTEMPTS or _pleased(view))):
            return ()
        if alike and seen is not None:
            evidence += (Evidence(turn=seen.number, fact="alike_to_turn", value=str(seen.number)),)
        strongest = max(parts, key=parts.__getitem__)
        values: dict[str, str | float | bool] = {"kind": strongest, "attempts": float(attempts), "likeness": alike}
        if len(parts) > 1:
            values["kinds"] = ",".join(sorted(parts))
        return (
            Signal(
                name=self.name,
                score=together(parts.values()),
                detector=f"{self.name}@{self.version}",
                evidence=evidence,
                values=values,
            ),
        )


def _alike(view: View, author: ActorKind, least: float) -> list[tuple[float, Sketch]]:
    """The earlier turns of the same author that are at least so like this one, drafts left out."""
    compared = (
        (round(likeness(view.hashes, seen.words), 4), seen)
        for seen in view.before.recent
        if seen.author is author and not seen.proposed and seen.number != view.turn.number
    )
    return [(alike, seen) for alike, seen in compared if alike >= least]


def _asks(view: View) -> bool:
    """Repeating one's name answers a question; asking again, or explaining again, does not."""
    if not view.words or view.words[0][0] in _AGREES:
        return False
    return "?" in view.folded or len(view.words) >= _EXPLAINS


def _pleased(view: View) -> bool:
    """Whoever says thank you was helped after all."""
    return any(hit.kind == "praise" and not hit.negated for hit in view.hits.get("sentiment", ()))


def _last_refused(view: View) -> bool:
    last = next((seen for seen in reversed(view.before.recent) if seen.author is ActorKind.AGENT), None)
    return last is not None and last.refusal


REPEATED_FAILURE = RepeatedFailure()
