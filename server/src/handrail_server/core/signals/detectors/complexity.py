"""A matter that takes several hands: several systems, own configuration, a defect for engineering, several requests."""

from dataclasses import dataclass

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.signal import Signal
from handrail_server.core.signals.spoken import kinds, spans, together, weigh
from handrail_server.core.signals.view import Hit, View

_SYSTEM = Phrases(
    "system",
    0.25,
    """
    (salesforce|sap|netsuite|hubspot|oracle|workday|servicenow|zendesk|jira|okta|shopify|magento|stripe|quickbooks|
        xero|snowflake|kubernetes|aws|azure|active directory|sharepoint|exchange server|power bi|tableau|kafka|
        postgres|sql server|mulesoft|zapier)
    (our|the|your) (crm|erp|api|webhook|webhooks|data warehouse|sso|ldap|middleware|load balancer|firewall|vpn|proxy|
        gateway)
    """,
)
_CUSTOM = Phrases(
    "custom_configuration",
    0.65,
    """
    (custom|bespoke|customised|customized) [field] (configuration|config|workflow|workflows|integration|integrations|
        script|scripts|fields|module|modules|setup|deployment|code|connector|schema|mapping)
    (self hosted|on premise|on prem|legacy system|legacy systems|multi tenant|multi region|custom built|heavily
        customised|heavily customized)
    (configuration|config) (file|drift|change|issue|error|conflict)
    """,
)
_DEFECT = Phrases(
    "defect",
    0.65,
    """
    (stack trace|stacktrace|traceback|exception thrown|null pointer|segfault|memory leak|race condition|regression|
        data corruption|corrupted data|steps to reproduce|reproducible|can reproduce|can be reproduced|reproduces
        every time|error code|http #|# error|api returns|api is returning|timeout error)
    (bug|defect) (in|with|since|after|report|that) [the|your]
    (found|hit|discovered|experiencing|seeing|there is|reporting) (a|the|this) [serious|critical|weird|strange|known|
        major] (bug|defect)
    (since|after) (the|your|last) [latest|recent|last|new|software|firmware|os|app] (update|release|upgrade|deploy|
        deployment|version|patch)
    (manufacturing|product|design|hardware|software|firmware) (defect|fault|flaw)
    """,
)
_SEVERAL = Phrases(
    "several_requests",
    0.6,
    """
    (two|three|four|five|several|multiple|a few|many|couple of|#) [separate|different|more|other|unrelated] (issues|
        problems|questions|requests|matters|concerns|topics)
    (another|second|third|separate|other|further) (issue|problem|question|request|matter|concern|thing) (is|i|that|
        about|with|too|as well|we)
    (mehrere (probleme|fragen|anliegen)|plusieurs (problèmes|questions|demandes)|varios (problemas|asuntos)|vários
        (problemas|assuntos))
    """,
)
_ALSO = Phrases(
    "several_requests",
    0.2,
    """
    (secondly|thirdly|on top of that i|in addition i|additionally i|while you're at it|while i have you|one more thing)
    """,
)
_DEPARTMENT = Phrases(
    "department",
    0.3,
    """
    (billing|sales|legal|technical|tech|engineering|shipping|returns|compliance|security|accounts|claims|fraud|
        retention|it|marketing|finance) (department|team|dept|desk)
    (different|several|multiple|various|between|two|three) (departments|teams)
    (passed|bounced|sent|transferred) (around|between|from department|from one department|from one person|from person|
        back and forth)
    """,
)
_TOGETHER = {"system", "department"}
"""One system or department is plain; it takes two different ones to be complex."""


@dataclass(frozen=True, slots=True)
class Complexity:
    """`kind`: several_systems, custom_configuration, defect, several_requests, several_departments; `count`."""

    name: str = "complexity"
    version: str = "1"
    reads: Reads = Reads.TEXT
    signals: tuple[str, ...] = ("complexity",)
    phrases: tuple[Phrases, ...] = (_SYSTEM, _CUSTOM, _DEFECT, _SEVERAL, _ALSO, _DEPARTMENT)

    def notice(self, view: View) -> tuple[Signal, ...]:
        hits = view.hits.get(self.name)
        if not hits or view.author is not ActorKind.CUSTOMER:
            return ()
        distinct = {(hit.kind, view.folded[hit.start : hit.end]): hit for hit in hits if not hit.quoted}
        counts: dict[str, int] = {}
        for kind, _ in distinct:
            counts[kind] = counts.get(kind, 0) + 1
        marks = [_named(hit) for hit in distinct.values() if hit.kind not in _TOGETHER or counts[hit.kind] > 1]
        if not marks:
            return ()
        weighed = weigh(marks, negated=0.3)
        return (
            Signal(
                name=self.name,
                score=together(weight for _, weight in weighed),
                detector=f"{self.name}@{self.version}",
                evidence=spans(view, marks),
                values={**kinds(weighed), "count": float(len(marks))},
            ),
        )


def _named(hit: Hit) -> Hit:
    kind = f"several_{hit.kind}s" if hit.kind in _TOGETHER else hit.kind
    return Hit(kind, hit.weight + 0.1, hit.start, hit.end, hit.negated, hit.quoted)


COMPLEXITY = Complexity()
