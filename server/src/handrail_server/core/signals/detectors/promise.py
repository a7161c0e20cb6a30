"""The agent promises a person, and no case is open: a promise that nobody will keep."""

from dataclasses import dataclass

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.detectors.agent_request import calls_for_a_person
from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.signal import Signal
from handrail_server.core.signals.spoken import kinds, spans, together, weigh
from handrail_server.core.signals.view import Hit, View

_THEM = (
    "(specialist|representative|agent|human agent|colleague|colleague of mine|supervisor|manager|team member|team|"
    "expert|advisor|adviser|department|technician|engineer|live agent)"
)

PROMISES = (
    Phrases(
        "transfer",
        0.9,
        """
        (transfer|transferring|transferred|connect|connecting|connected|hand|handing|handed|forward|forwarding|put|
            putting) (you|your call|your chat|this chat|this conversation) [over|now|through|directly] (to|with)
        (you are|you're|you will be|you'll be) [now] [being] (transferred|connected|put through) [shortly|now] (to|
            with)
        (get|bring in) (a|one of our) (human|person|colleague|specialist|expert|technician) (on this|on it|to help
            you|to call you|to look)
        (le voy a (transferir|comunicar|pasar))
        (ich verbinde sie|ich leite sie weiter|je vous transfère|je vous mets en relation|le transfiero|le comunico
            con|vou transferir|vou transferi lo)
        """,
    ),
    Phrases(
        "escalation",
        0.85,
        """
        (escalate|escalated|escalating|forward|forwarded|pass|passed|raise|raised|submit|submitted|report|reported)
            (this|it|your case|your issue|your request|your complaint|the issue|the matter|your concern|your
            feedback) [on|over|further|directly] (to|with)
        (escalate|escalated|escalating) (this|it|your case|your issue|your request|your complaint|the issue|the matter)
        your (case|request|issue|complaint) (has been|is being|was) (escalated|forwarded to|passed to)
        """,
    ),
    Phrases(
        "callback",
        0.9,
        f"""
        {_THEM} (will|is going to|shall) (call|contact|reach out|be reaching out|be contacting you|be calling|get
            back|get in touch|be in touch|phone|follow up|email|take over|join)
        (someone|somebody) [from our team|from our side] (will|is going to) (call|contact|reach out|get back|get in
            touch|follow up|be in touch|assist|email)
        (we'll|we will|i'll|i will) (call you|phone you|ring you|get back to you|be in touch|get in touch|follow up
            with you|reach out to you)
        (you will|you'll) (receive|get) (call|call back|callback|phone call)
        (wir melden uns|ein mitarbeiter wird|ein kollege wird|nous vous rappellerons|nous vous recontacterons|un
            conseiller vous|le llamaremos|le contactaremos|un agente le|entraremos em contato|um atendente vai|um
            atendente irá)
        """,
    ),
)

_PERSON_WORDS = frozenset(
    """
    specialist representative representatives agent agents colleague colleagues supervisor manager team human person
    expert experts advisor adviser department someone somebody technician engineer engineers support staff operator
    """.split()
)
_WILL = (
    "will", "'ll", "going to", "let me", " am now", "'m now", "i have", "i've", "we have", "we've", "i'm", "i am",
    "has been", "is being", "you are", "you're", "please hold", "hold on",
)  # fmt: skip
_OFFERS = (
    "if ",
    "would you like",
    "shall i",
    "should i",
    "do you want",
    "unless",
    "once ",
    "can ",
    "could ",
    "unable",
    "not ",
)
_SENTENCE = 80
"""A promise is read with at most this much of its sentence on each side."""


@dataclass(frozen=True, slots=True)
class FalsePromise:
    """`kind`: transfer, escalation, callback. An offer (`would you like me to …`) promises nothing."""

    name: str = "false_promise"
    version: str = "2"
    reads: Reads = Reads.TEXT
    signals: tuple[str, ...] = ("false_promise",)
    phrases: tuple[Phrases, ...] = PROMISES

    def notice(self, view: View) -> tuple[Signal, ...]:
        if view.author is not ActorKind.AGENT or view.before.open_case is not None:
            return ()
        if any(calls_for_a_person(call.name) and not call.failed for call in view.turn.tool_calls):
            return ()
        weighed = weigh(promises_in(view))
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


def promises_in(view: View) -> tuple[Hit, ...]:
    """What the agent's turn promises: said as something that will happen, to be done by a person."""
    hits = view.hits.get("promise", ())
    return tuple(hit for hit in hits if not hit.negated and not hit.quoted and _promised(view.folded, hit))


def _promised(folded: str, hit: Hit) -> bool:
    """`If you like, I'll transfer you` and `shall I …?` wait for an answer; `transfer you to the page` is no person."""
    begins = max(folded.rfind(mark, 0, hit.start) for mark in ".!?") + 1
    leading = folded[max(begins, hit.start - _SENTENCE) : hit.start]
    trailing = folded[hit.end : hit.end + _SENTENCE]
    stop = min((at for at in (trailing.find(mark) for mark in ".!?") if at >= 0), default=len(trailing))
    if trailing[stop : stop + 1] == "?" or "if you" in trailing[:stop] or any(word in leading for word in _OFFERS):
        return False
    words = folded[hit.start : hit.end].split()
    if words[-1] not in {"to", "with"}:
        return hit.kind == "callback" or words[0] in {"your", "ich", "je", "le", "vou"} or _willed(leading)
    if not _PERSON_WORDS.intersection(trailing[:stop].replace(",", " ").split()[:7]):
        return False
    return words[0] in {"you", "your"} or not leading.strip() or _willed(leading)


def _willed(leading: str) -> bool:
    return any(word in leading for word in _WILL)


FALSE_PROMISE = FalsePromise()
