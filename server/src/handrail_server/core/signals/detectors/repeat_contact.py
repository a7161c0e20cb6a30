"""The customer has been here before about this: by their words, or by the records of the last 30 days."""

from dataclasses import dataclass

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.signal import Evidence, Signal
from handrail_server.core.signals.spoken import Spoken
from handrail_server.core.signals.view import View

_NTH = "(second|third|fourth|fifth|sixth|seventh|tenth|2nd|3rd|4th|5th|6th|7th|10th|umpteenth|hundredth|nth)"
_CONTACTED = (
    "(contacted|called|emailed|written|messaged|phoned|asked|complained|reported|chatted|told|spoken to|"
    "reached out to|been in touch with|raised)"
)

REPEAT_CONTACT = Spoken(
    name="repeat_contact",
    version="2",
    negated=0.0,
    phrases=(
        Phrases(
            "said",
            0.85,
            f"""
            (this is|that is|it is|now|for) (my|the|our) {_NTH} (time|call|contact|email|message|attempt|chat|request|
                complaint|ticket)
            {_NTH} (time|call|email|message|chat|attempt|complaint) (i|we|i'm|i am|contacting|calling|asking|writing|
                reporting|about|today|this week|this month|explaining)
            (i|we|i've|we've|i have|we have) already {_CONTACTED} (you|your|support|customer service|about|this)
            {_CONTACTED} to you (twice|several times|multiple times|many times|# times)
            (wrote|spoke|talked) to (you|you guys|support|your support|customer service) (twice|several times|multiple
                times|many times|# times|already|before)
            {_CONTACTED} [you|support|you guys|about this|customer service|in|them|this] (before|twice|several times|
                multiple times|many times|# times|few times|countless times|repeatedly|over and over)
            (called|contacted|emailed|wrote|written|messaged|complained) (again|yesterday|last week|last month|last
                time)
            (same (issue|problem|question|thing|complaint) (again|as last|as before|as yesterday|i reported|i had|
                over and over|for the))
            (still not (fixed|resolved|solved|sorted)|keep (calling|contacting|explaining|repeating)|explain (this|
                myself|everything|it) [all] (again|over again|every time))
            (zum (zweiten|dritten|vierten|fünften|wiederholten) mal|deuxième fois|troisième fois|quatrième fois|
                plusieurs fois|tercera vez|segunda vez que|cuarta vez|varias veces|terceira vez|várias vezes|quarta
                vez)
            """,
        ),
    ),
)

_FEW = 2
_MANY = 6
"""Two contacts in 30 days begin to tell; six say all."""


@dataclass(frozen=True, slots=True)
class ContactHistory:
    """The records say so: `count` of contacts in 30 days, `on_topic` of those about this topic."""

    name: str = "contact_history"
    version: str = "1"
    reads: Reads = Reads.PROFILE
    signals: tuple[str, ...] = ("repeat_contact",)

    def notice(self, view: View) -> tuple[Signal, ...]:
        profile = view.profile
        if profile is None or view.author is not ActorKind.CUSTOMER:
            return ()
        topic = view.turn.topic or view.before.topic
        on_topic = (profile.contacts_by_topic or {}).get(topic, 0) if topic else 0
        count = max(profile.contacts_30_days, on_topic)
        if count < _FEW:
            return ()
        return (
            Signal(
                name="repeat_contact",
                score=round(min(1.0, 0.5 + 0.5 * (count - _FEW) / (_MANY - _FEW) + 0.1 * min(on_topic, 2)), 4),
                detector=f"{self.name}@{self.version}",
                evidence=(Evidence(fact="customer.contacts_30_days", value=str(count)),),
                values={"kind": "records", "count": float(count), "on_topic": float(on_topic)},
            ),
        )


CONTACT_HISTORY = ContactHistory()
