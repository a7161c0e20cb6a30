"""A qualified opportunity, pre-filled from what was said: requirements, technical questions, budget signals.

Each stands with its source turn, also for a prospect without a CRM record.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.cases.redaction import Redactor
from handrail_server.core.cases.sentences import Sentence, sentences
from handrail_server.core.signals.amounts import amounts_in
from handrail_server.core.signals.folding import fold
from handrail_server.core.turns.turn import Saying, Turn


class PointKind(StrEnum):
    """What a point of an opportunity is about."""

    REQUIREMENT = "requirement"
    TECHNICAL_QUESTION = "technical_question"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point in the customer's words, or a data point that the agent captured, with its source turn."""

    kind: PointKind
    turn: TurnNumber
    text: str
    name: str | None = None
    """The captured data point's name."""
    shortened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity:
    """All points, in the order in which they came up."""

    points: tuple[Point, ...]

    def of(self, kind: PointKind) -> tuple[Point, ...]:
        """The points of one kind."""
        return tuple(point for point in self.points if point.kind is kind)


SALES: Final = frozenset({"opportunity", "opportunity_at_risk", "over_authority"})
"""The reasons that make a case an opportunity."""

_REQUIREMENT: Final = re.compile(
    r"\b(?:we|i|our \w+) (?:need|require|must|want|are looking for|would need|have to)\b|\bmust (?:have|be|support)\b"
    r"|\bhas to\b|\brequirements?\b|\blooking for\b|\bcustom (?:terms|contract|pricing|sla)\b|\bmulti-?year\b"
    r"|\bintegrat(?:e|es|ion|ions) (?:with|into|to)\b"
)
_TECHNICAL: Final = re.compile(
    r"\b(?:api|apis|sdk|sso|saml|scim|oauth|webhooks?|integrat\w*|migrat\w*|latency|uptime|sla|encrypt\w*|on-?prem\w*"
    r"|data residency|gdpr|soc ?2|hipaa|iso ?27001|salesforce|sap|hubspot|netsuite|okta|azure|aws|database|sandbox"
    r"|rate limits?|export|import|connectors?|self-?hosted|security)\b"
)
_BUDGET: Final = re.compile(
    r"\bbudgets?\b|\bpric(?:e|es|ing)\b|\bquotes?\b|\bdiscounts?\b|\bprocurement\b|\bcfo\b|\bper (?:seat|user|year)\b"
    r"|\b\d[\d,.]* (?:seats|users|licen[cs]es)\b|\bmulti-?year\b|\bfiscal year\b|\bpayment terms\b"
)
_CAPTURED: Final = {
    PointKind.BUDGET: ("budget", "price", "seats", "users", "volume", "term", "spend", "deal"),
    PointKind.TECHNICAL_QUESTION: ("technical", "integration", "stack", "system", "api", "security"),
    PointKind.REQUIREMENT: ("requirement", "need", "use_case", "goal", "timeline", "deadline", "pain"),
}


def opportunity(turns: Sequence[Turn], redactor: Redactor) -> Opportunity | None:
    """What makes it an opportunity; None where nothing does. One sentence may make several points."""
    points = [point for turn in turns for point in (*_said(turn, redactor), *_captured(turn, redactor))]
    return Opportunity(points=tuple(dict.fromkeys(points))) if points else None


def _said(turn: Turn, redactor: Redactor) -> Iterable[Point]:
    if turn.author.kind is not ActorKind.CUSTOMER or turn.saying is not Saying.SAID:
        return
    for sentence in sentences(turn.number, redactor.turn(turn.number, turn.text)):
        for kind in _kinds(sentence):
            yield Point(kind=kind, turn=turn.number, text=sentence.text, shortened=sentence.shortened)


def _kinds(sentence: Sentence) -> Iterable[PointKind]:
    folded = fold(sentence.text)
    if sentence.question and _TECHNICAL.search(folded):
        yield PointKind.TECHNICAL_QUESTION
    elif _REQUIREMENT.search(folded):
        yield PointKind.REQUIREMENT
    if _BUDGET.search(folded) or amounts_in(folded):
        yield PointKind.BUDGET


def _captured(turn: Turn, redactor: Redactor) -> Iterable[Point]:
    for data in turn.captured:
        name = data.name.lower()
        for kind, marks in _CAPTURED.items():
            if any(mark in name for mark in marks):
                source = data.turn or turn.number
                yield Point(kind=kind, turn=source, text=redactor.words(data.value), name=data.name)
                break
