"""Somebody tries to steer the agent by words: orders to it as a machine, or authority that is only claimed."""

from dataclasses import dataclass

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.folding import fold
from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.signal import Evidence, Signal
from handrail_server.core.signals.spoken import kinds, spans, together, weigh
from handrail_server.core.signals.view import View

_ORDERS = (
    "(instructions|instruction|rules|guidelines|prompts|prompt|directives|orders|constraints|restrictions|"
    "policies|training|programming|safeguards)"
)
_YOUR = "[all|any|all of|all your|all my|your|those|these|my]"

_OVERRIDE = Phrases(
    "override",
    0.95,
    f"""
    (ignore|disregard|forget|override|bypass|overlook|discard) {_YOUR} [previous|prior|above|earlier|preceding|
        original|initial|system|safety] {_ORDERS}
    (ignore|disregard|forget) (everything|anything|all|whatever) [that] [you were|i|you have been|came|was|is] [told|
        said|above|before|written|instructed]
    (ignore|disregard|forget) [all] [of] the above and
    (don't|do not|stop) (follow|following|obey|obeying) (your|the|any|those) [previous|prior|system|original|safety]
        {_ORDERS}
    (your|the) (new|real|actual|updated) {_ORDERS} (are|is|follow|follows|as follows)
    (new|updated) (system prompt|system instructions|instructions follow|instructions you)
    (exact|original|initial|hidden|secret|operating) instructions (you were|you have been|given)
    (safety protocols|safety rules|guardrails) (disabled|off|do not apply|don't apply|no longer apply)
    (neue|nuevas|nouvelles|novas) (anweisungen|instrucciones|instructions|instruções)
    (ignoriere|vergiss) (alle|deine) [vorherigen|bisherigen] (anweisungen|regeln)
    (ignore|ignorez|oublie|oubliez) (toutes|tes|vos|les) [les] (instructions|règles|consignes)
    (ignora|olvida|ignore|esqueça) (todas|tus|las|as|suas) [las|as|suas] [anteriores] (instrucciones|reglas|
        instruções|regras)
    """,
)
_ROLE = Phrases(
    "role_play",
    0.85,
    """
    (you are|you're|act as|pretend to be|behave as|roleplay as|simulate) [now] [in] (unrestricted|unfiltered|
        jailbroken|uncensored|evil|developer|debug|dan|admin|root) (ai|mode|assistant|model|chatbot|terminal|shell)
    (you are|you're) [now] dan now
    (you are|you're) now (dan|evil|free|unrestricted|unfiltered|jailbroken|different assistant|different ai|my
        assistant)
    (act as|pretend to be|behave as) (dan|assistant without|model without|assistant with no|chatbot without|linux
        terminal|my grandmother)
    (developer mode|dan mode|god mode|debug mode|maintenance mode|admin mode|sudo mode|jailbreak|jailbroken|
        unrestricted mode|do anything now)
    (without|no|free of) [any] (restrictions|filters|ethical guidelines|content policy|safety guidelines|limitations|
        limits or rules)
    (you now answer|from now on you (will|must|are|only)|you have no (rules|restrictions|limits))
    and have no (rules|restrictions|limits|filters)
    (pretend|imagine) (that [you]|you) (have no|are not bound|can ignore|are free)
    """,
)
_REVEAL = Phrases(
    "reveal",
    0.9,
    """
    (reveal|show|print|output|repeat|display|leak|dump|tell me|give me|show me|share|paste) [your|all|all your|me
        your] [full|entire|hidden|raw] (system prompt|system message|system instructions|initial instructions|hidden
        instructions|secret instructions|internal instructions|prompt verbatim|instructions verbatim|api key|api keys|
        credentials|customer database|database)
    (what (is|are|was) your (system prompt|initial instructions|hidden instructions|original instructions|system
        message))
    (reveal|show|print|output|repeat|display|leak|dump) (your|the) (system prompt|hidden prompt|prompt)
    (repeat|print|output) (everything|the words|the text|all the text) (above|before)
    """,
)
_SMUGGLED = Phrases(
    "smuggled",
    0.85,
    """
    (decode|decrypt|translate|execute|run) (the|this|following|that) [following] [base64|rot13|hex|encoded|text|
        string|message|code] and (follow|do|execute|run|obey|comply|act)
    (system (note|override|message|notice|update)|admin (override|note|notice)|developer (note|message|instruction|
        override)|begin (system|instructions|admin)|end of (user|system) (input|prompt|message)|assistant must|ai
        must|note to [the] (ai|assistant|model))
    decode it and (do|follow|run|execute)
    (email|send|forward|export) the (full|entire|complete|whole) (customer|user|client) (list|database|data|table)
    (append|include|add|insert) the (exact|following) (token|string|phrase|text|word) (to|in|at)
    """,
)
_AUTHORITY = Phrases(
    "claimed_authority",
    0.75,
    """
    (i am|i'm|this is) [your] [system|it|site|database|security|lead] (admin|administrator|developer|creator|sysadmin|
        super user|superuser|owner of this bot|programmer|engineer who built you)
    (i am|i'm|im) (authorized|authorised|allowed|permitted|cleared) to (override|approve|bypass|waive|access|change
        your|authorize|authorise)
    (i|we) have (admin|administrator|root|developer|special|executive|full|supervisor) (access|rights|privileges|
        permission|permissions|authorization|authorisation|clearance)
    (your|the) (manager|supervisor|boss|ceo|director|developer|developers|admin) [already|has|has already] (approved|
        authorized|authorised|confirmed) (this|it|that|me|my)
    (pre approved|preapproved|already approved|already authorized) by (your|the|a) (manager|supervisor|boss|ceo|
        director|management)
    (as (an|the|your) (admin|administrator|developer|system administrator) i)
    (security audit|penetration test|red team|authorized test|compliance test) (so|please|requires|and you|of this)
    """,
)
_MARKS = (
    "<|im_start|>",
    "<|im_end|>",
    "<|system|>",
    "[inst]",
    "<<sys>>",
    "### instruction",
    "### system",
    "</system>",
    "<system>",
    "[system]",
    "system:",
)
_AIMS = (
    "previous instructions", "prior instructions", "all instructions", "above instructions", "your instructions",
    "system prompt", "system note:", "system override",
)  # fmt: skip
_SEARCHED = 4_000
"""Of each tool result and source, this much is searched for the plainest marks."""


@dataclass(frozen=True, slots=True)
class Injection:
    """`kind`: override, role_play, reveal, smuggled, claimed_authority, marks, in_source (a tool result or source)."""

    name: str = "injection"
    version: str = "2"
    reads: Reads = Reads.TEXT
    signals: tuple[str, ...] = ("injection",)
    phrases: tuple[Phrases, ...] = (_OVERRIDE, _ROLE, _REVEAL, _SMUGGLED, _AUTHORITY)

    def notice(self, view: View) -> tuple[Signal, ...]:
        if view.author is ActorKind.AGENT:
            return self._in_sources(view)
        if view.author is not ActorKind.CUSTOMER:
            return ()
        weighed = weigh(view.hits.get(self.name, ()), negated=0.3, quoted=0.7)
        marks = _marks(view)
        if not weighed and not marks:
            return ()
        values: dict[str, str | float | bool] = kinds(weighed) if weighed else {"kind": "marks"}
        return (
            self._signal(
                together([*(weight for _, weight in weighed), *([0.85] if marks else [])]),
                spans(view, (hit for hit, _ in weighed)) + marks,
                values,
            ),
        )

    def _in_sources(self, view: View) -> tuple[Signal, ...]:
        turn = view.turn
        texts = [(f"tool.{call.name}", call.result) for call in turn.tool_calls if call.result]
        texts += [(f"source.{source.id}", source.text) for source in turn.sources if source.text]
        found = tuple(Evidence(turn=turn.number, fact=name) for name, text in texts if _orders_the_agent(text))
        return (self._signal(0.8, found, {"kind": "in_source"}),) if found else ()

    def _signal(self, score: float, evidence: tuple[Evidence, ...], values: dict[str, str | float | bool]) -> Signal:
        return Signal(
            name=self.name,
            score=score,
            detector=f"{self.name}@{self.version}",
            evidence=evidence,
            values=values,
        )


def _marks(view: View) -> tuple[Evidence, ...]:
    if not any(char in view.folded for char in "<[#:"):
        return ()
    places = ((mark, view.folded.find(mark)) for mark in _MARKS)
    return tuple(view.evidence(at, at + len(mark)) for mark, at in places if at == 0 or (at > 0 and mark != "system:"))


def _orders_the_agent(text: str) -> bool:
    folded = fold(text[:_SEARCHED])
    return any(mark in folded for mark in (*_MARKS[:-1], *_AIMS))


INJECTION = Injection()
