"""What is learnt from: a turn as the learned layer reads it, and what a person said of it."""

from dataclasses import dataclass

from handrail_server.core.signals.learned.model import Read


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One labelled turn. Examples of one `group` (a conversation) are never split between fitting and checking."""

    read: Read
    label: str
    group: int
