"""What versions in the shadow would have decided, kept from heads as they come."""

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from handrail_server.core.basics.time import At
from handrail_server.core.learning.head import Head
from handrail_server.core.policy.decision import Verdict

RECENT: Final = 50
"""Decisions that would have been others which can be looked at one by one; all are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A decision, and the other one that the version in the shadow would have made."""

    at: At
    conversation: str
    decision: str
    turn: int | None
    made: str
    shadow: str
    reasons: tuple[str, ...]
    """Of the version in the shadow."""


@dataclass(slots=True, kw_only=True)
class Shadow:
    """One version's decisions in the shadow."""

    since: At
    until: At
    decisions: int = 0
    blind: int = 0
    """Decisions for which the version could not read all that it asks for."""
    conversations: set[str] = field(default_factory=set)
    escalated_before: set[str] = field(default_factory=set)
    """Conversations that were handed to a person."""
    escalated: set[str] = field(default_factory=set)
    """Conversations that the version would have handed to a person."""
    changed: set[str] = field(default_factory=set)
    recent: deque[Beside] = field(default_factory=lambda: deque(maxlen=RECENT))

    def take(self, head: Head) -> None:
        """Write one decision into the counts."""
        conversation, made, shadow = head.subject.id, head.text("made") or "", head.text("verdict") or ""
        self.until = head.at
        self.decisions += 1
        self.blind += bool(_codes(head, "blind"))
        self.conversations.add(conversation)
        if made == Verdict.HAND_OVER:
            self.escalated_before.add(conversation)
        if shadow == Verdict.HAND_OVER:
            self.escalated.add(conversation)
        if head.flag("otherwise"):
            self.changed.add(conversation)
            beside = Beside(
                at=head.at,
                conversation=conversation,
                decision=head.text("decision") or "",
                turn=head.whole("number"),
                made=made,
                shadow=shadow,
                reasons=_codes(head, "reasons"),
            )
            self.recent.append(beside)


@dataclass(slots=True)
class Shadows:
    """Every version that ever decided in the shadow."""

    _versions: dict[int, Shadow] = field(default_factory=dict)

    def take(self, head: Head) -> None:
        """Write one decision into its version's counts."""
        version = head.whole("policy") or 0
        known = self._versions.setdefault(version, Shadow(since=head.at, until=head.at))
        known.take(head)

    def of(self, version: int) -> Shadow | None:
        """The version's; None where it has not decided anything yet."""
        return self._versions.get(version)


def _codes(head: Head, name: str) -> tuple[str, ...]:
    value = head.data.get(name)
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()
