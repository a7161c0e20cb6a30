"""A notice as every means shows it: heads only, never a customer's words."""

from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.ids import CaseId, ConversationId, OrgId
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import At
from handrail_server.core.cases.notice import Severity

_MOST_REASONS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What somebody must hear, and the link that opens what it is about."""

    org: OrgId
    id: str
    severity: Severity
    reasons: tuple[str, ...]
    amount: Money | None
    case: CaseId | None
    conversation: ConversationId | None
    path: str
    """The console's path."""
    url: str
    """The same as an address, for those who are outside."""
    at: At

    @property
    def line(self) -> str:
        """The notice in one line."""
        said = ", ".join(reason.replace("_", " ") for reason in self.reasons[:_MOST_REASONS]) or "a case waits"
        more = f" and {len(self.reasons) - _MOST_REASONS} more" if len(self.reasons) > _MOST_REASONS else ""
        amount = f" · {self.amount}" if self.amount else ""
        return f"{said[0].upper()}{said[1:]}{more}{amount}"

    @property
    def document(self) -> dict[str, object]:
        """The notice as JSON."""
        return {
            "id": self.id,
            "severity": self.severity.value,
            "reason": self.reasons[0] if self.reasons else "waiting",
            "reasons": list(self.reasons),
            "line": self.line,
            "amount": {"amount": str(self.amount.amount), "currency": self.amount.currency} if self.amount else None,
            "case": self.case,
            "conversation": self.conversation,
            "link": self.path,
        }
