"""The customer asks for a person, in so many words. A hard reason: never averaged away."""

from dataclasses import dataclass

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.signal import Signal
from handrail_server.core.signals.spoken import kinds, spans, together, weigh
from handrail_server.core.signals.view import View

_REAL = "[real|live|actual|human|normal|different|another|senior]"
_HUMAN = "(human|human being|person|people|representative|rep|operator|agent|somebody|someone|man|woman|employee)"
_DESK = (
    "(customer service|customer support|customer care|support team|support agent|service agent|support staff|"
    "support rep|support representative|sales rep|sales representative|sales person|service rep|advisor|adviser|"
    "specialist|associate|consultant|live agent|call centre|call center|front desk|reception|receptionist|concierge|"
    "team member|member of staff|staff member|member of your team|someone else|somebody else|anyone else|staff|anyone|"
    "one of your agents|one of your people|one of your staff|human support|live support|live chat agent)"
)
_BOSS = "(manager|supervisor|team lead|team leader|boss|superior|person in charge|someone in charge|head of department)"
_SOME = "[your|some|any|one of your]"

_DE = (
    "(menschen|person|mitarbeiter|mitarbeiterin|berater|beraterin|jemandem|jemanden|vorgesetzten|kollegen|"
    "ansprechpartner|kundenberater|kundendienst|kundenservice)"
)
_FR = (
    "(humain|etre humain|personne|vraie personne|conseiller|conseillere|quelqu'un|agent|agent humain|responsable|"
    "operateur|superieur|service client|vrai conseiller|employe)"
)
_ES = (
    "(persona|persona real|humano|ser humano|agente|agente humano|representante|alguien|operador|operadora|supervisor|"
    "encargado|gerente|asesor|asesora|empleado)"
)
_PT = (
    "(pessoa|pessoa real|humano|ser humano|atendente|agente|agente humano|alguem|operador|supervisor|gerente|"
    "responsavel|representante|assistente humano|funcionario)"
)

_PERSON = Phrases(
    "person",
    0.95,
    f"""
    (speak|talk|chat) (to|with) {_SOME} {_REAL} {_HUMAN}
    (speak|talk|chat) (to|with) {_SOME} {_DESK}
    (speaking|talking|chatting) (to|with) {_SOME} (real|live|actual) {_HUMAN}
    (prefer|rather|appreciate|like) (speaking|talking|chatting) (to|with) {_REAL} {_HUMAN}
    have a (chat|word) with {_SOME} {_REAL} {_HUMAN}
    (connect|transfer|put|pass|forward) me [over|through] (to|with) [real|live|actual|human|different|another] {_HUMAN}
    (connect|transfer|pass|put|forward|hand) me [over|through] (to|with) [your] {_DESK}
    (escalate|forward|transfer|connect) (this|it|us|my case|my issue) to [real|live|human] {_HUMAN}
    (get|give|find|send|fetch) (me|us) {_SOME} {_REAL} (human|human being|representative|rep|operator|live agent)
    (get|give|find) (me|us) {_SOME} (real|live|actual|different) {_HUMAN}
    (get me|get me to|give me|put me through to) (someone else|somebody else|someone real|someone who can|someone
        that can|someone on the)
    (want|need|like|demand|prefer|require) {_SOME} (real|live|actual) {_HUMAN}
    (want|need|demand|require) {_SOME} (human|human being|human agent|representative|live agent|live chat agent|
        operator)
    (reach|contact|call) (a|an|some) (real|live|actual) {_HUMAN}
    (get|reach|get a hold of|get hold of|contact) (a|an) (human|human being|human agent|representative|operator)
    [is|are] there (a|an|any) (human|humans|real person|real people|live agent|actual person|person i can talk to) [i
        can]
    (someone|somebody) (else on the line|else take a look|i can (talk|speak) to|to (talk|speak) to)
    (someone|somebody|anyone|anybody) else (i|we) (can|could|may|might) (talk|speak|chat) (to|with)
    (let|have) (someone|somebody|a person|a human|an agent|a representative) (call|contact|phone|ring) (me|us)
    (can|could|will|would|please have|please ask) (someone|somebody|a person|a human|an agent) [please] (call|phone|
        ring) (me|us)
    (call|ring|phone) me back
    (switch|hand) [me|this] [over] to (a|an) (human|person|agent|representative|live agent)
    (stop talking to|done talking to|tired of talking to|sick of talking to|fed up talking to) [this|these|you] (bot|
        bots|machine|machines|robot|robots)
    (not|dont) want to (talk|speak|chat) (to|with) [this|another|your] [stupid] (you|bot|bots|robot|machine|computer|
        chatbot|ai|chat bot|automated system)
    (talk|speak) (to|with) (a|an) non robotic (agent|person)
    (human|live) (agent|representative|person|operator|support|assistance|help) please
    (agent|representative|operator|real person) please
    escalate (this|it|my case|my issue|my complaint|the issue|the matter|this issue|this matter|immediately|now)
    """,
)
_SUPERVISOR = Phrases(
    "supervisor",
    0.95,
    f"""
    (speak|talk|chat) (to|with) {_SOME} [real|different|senior] {_BOSS}
    (connect|transfer|pass|put) me [over|through] (to|with) [your|senior] {_BOSS}
    escalate (me|this|it) to [your] {_BOSS}
    (get|give|find|fetch|send) (me|us) {_SOME} {_BOSS}
    (want|need|demand|like|request) {_SOME} (manager|supervisor|superior)
    (ask|request) (for|to see) (a|an|your|the) (manager|supervisor|superior)
    your (manager|supervisor|superior) (please|now|immediately)
    """,
)
_TEAM = Phrases(
    "department",
    0.75,
    """
    (connect|transfer|put) (me|us) [over|through] (to|with) (the|your) [billing|sales|technical|tech|fraud|legal|
        accounts|retention|claims|spa|room] (department|team|service|desk|support)
    (transfer|connect) me to (room service|housekeeping|the spa|the restaurant|the bar|the gym|sales|billing|support)
    (speak|talk|chat) (to|with) (the|your) [billing|sales|technical|tech|fraud|legal|accounts|retention|claims]
        (department|team)
    (speak|talk|chat) (to|with) (billing|sales|tech support|technical support|human resources)
    """,
)
_GERMAN = Phrases(
    "person",
    0.95,
    f"""
    mit [einem|einer|einen|ihrem|ihrer] [echten|richtigen|lebenden|menschlichen|anderen] {_DE} (sprechen|reden|
        verbunden werden|chatten|telefonieren|verbinden)
    [einen|einem|eine|ein] (echten|richtigen|menschlichen|echter|echte) {_DE}
    verbinden sie mich
    verbinde mich
    (möchte|will|brauche|möchten|wollen) [bitte] [endlich] (einen menschen|einen mitarbeiter|einen berater|jemanden
        sprechen|einen vorgesetzten)
    (mensch|mitarbeiter) bitte
    rufen sie mich (an|zurück)
    """,
)
_ROMANCE = Phrases(
    "person",
    0.95,
    f"""
    (parler|discuter|échanger) (à|avec) (un|une|votre|le|la|d'autres|un vrai|une vraie|un autre|une autre) {_FR}
    (parler|discuter) (à|avec) (quelqu'un|quelqu'un d'autre)
    (passez|transférez|mettez) moi [à|avec|en relation avec|en contact avec] [un|une|votre|le|la] {_FR}
    (veux|voudrais|besoin d'un|souhaite|besoin d'une) [un|une] (humain|conseiller|vraie personne|conseiller humain|
        agent humain)
    (hablar|comunicarme|contactar|chatear) con (un|una|el|la|su|otro|otra) [verdadero|verdadera] {_ES}
    hablar con (alguien|otra persona)
    (páseme|pásame|transfiérame|comuníqueme|comuníquenme|conécteme|póngame) (con|a) [un|una|el|la|su] {_ES}
    (quiero|necesito|deseo) (un agente|un humano|una persona|un representante|una persona real|un supervisor)
    (falar|conversar) com (um|uma|o|a|seu|outro|outra) [verdadeiro|verdadeira] {_PT}
    (falar|conversar) com (alguém|outra pessoa)
    (transfira|passe|conecte|transfere|me passa|me transfere) [me] (para|com|a) [um|uma|o] {_PT}
    (quero|preciso de|gostaria de) (um atendente|um humano|um agente humano|uma pessoa|falar com atendente)
    """,
)
_BARE = Phrases(
    "bare",
    0.9,
    """
    (agent|human|representative|operator|real person|live agent|human agent|customer service|supervisor|manager|live
        person)
    (mitarbeiter|mensch|conseiller|humain|agente|humano|persona|atendente|asesor|berater)
    """,
)
_BARE_WORDS = 3
"""A bare word asks for a person only where it is nearly the whole turn."""


@dataclass(frozen=True, slots=True)
class ExplicitRequest:
    """`kind`: person, supervisor, department. A refusal of a person, or somebody else's quoted words, is no request."""

    name: str = "explicit_request"
    version: str = "1"
    reads: Reads = Reads.TEXT
    signals: tuple[str, ...] = ("explicit_request",)
    phrases: tuple[Phrases, ...] = (_PERSON, _SUPERVISOR, _TEAM, _GERMAN, _ROMANCE, _BARE)

    def notice(self, view: View) -> tuple[Signal, ...]:
        hits = view.hits.get(self.name)
        if not hits or view.author is not ActorKind.CUSTOMER:
            return ()
        short = len(view.words) <= _BARE_WORDS
        weighed = weigh(hit for hit in hits if short or hit.kind != "bare")
        if not weighed:
            return ()
        values = kinds(weighed)
        if values["kind"] == "bare":
            values = {"kind": "person"}
        return (
            Signal(
                name=self.name,
                score=together(weight for _, weight in weighed),
                detector=f"{self.name}@{self.version}",
                evidence=spans(view, (hit for hit, _ in weighed)),
                values=values,
            ),
        )


EXPLICIT_REQUEST = ExplicitRequest()
