"""What the customer is told: per reason and language, and never more than is true.

When these words are chosen, a person was asked and nothing else has happened yet. So none of them says that somebody
was reached, that the customer was transferred, or when somebody will come; that is told later, by what then happens.
"""

import re
from typing import Final

from handrail_server.core.policy.decision import Verdict
from handrail_server.core.policy.document import Policy

MOMENTS: Final = (
    "hand_over",
    "hold",
    "ask_first",
    "still_waiting",
    "call_back",
    "email",
    "hand_back",
    "takeover",
    "rejected",
    "expired",
)
"""Messages that are not of one reason: the verdicts', and those of what may follow."""
CLAIMS: Final = re.compile(
    r"\b(?:(?:have|has|are|am|is|were|was|been|being|will be)\s+(?:now\s+)?"
    r"(?:transferred|connected|transferring|connecting)"
    r"|(?:transferring|connecting) you (?:now|to)"
    r"|verbunden (?:worden|mit)|verbinde (?:sie|dich)|weitergeleitet worden"
    r"|(?:vous (?:ai|a) transféré|le he transferido|ha sido transferido))\b",
    re.IGNORECASE,
)
"""Words that claim a transfer before anybody has accepted."""


def message_for(policy: Policy, verdict: Verdict, code: str, kind: str | None, language: str) -> str | None:
    """The words for a decision: those of the reason where it hands over, else those of the verdict."""
    if verdict is Verdict.PROCEED:
        return None
    own = (f"{code}.{kind}", code) if verdict is Verdict.HAND_OVER else (f"{verdict.value}.{code}",)
    return text_for(policy, (*own, verdict.value), language)


def text_for(policy: Policy, names: tuple[str, ...], language: str) -> str | None:
    """The first of these messages that the policy has, in the language, its plain form, or the fallback language."""
    wanted = (language, language.partition("-")[0], policy.language)
    for name in names:
        texts = policy.messages.get(name)
        if texts:
            return next((texts[each] for each in wanted if each in texts), None)
    return None
