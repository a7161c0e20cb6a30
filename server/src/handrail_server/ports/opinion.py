"""Asking a model what it notices in a turn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.signals.opinion.findings import Finding
from handrail_server.core.signals.opinion.settings import OpinionSettings

PURPOSE = "second_opinion"
"""What the endpoint's key is sealed for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A turn as the model may read it: what is regulated or personal is covered."""

    author: ActorKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAsk:
    """A turn with some of what was said before it, and the questions: their names with what they mean."""

    org: OrgId
    before: tuple[Shown, ...]
    turn: Shown
    language: str
    questions: Mapping[str, str]


class SecondOpinion(Protocol):
    """A model that judges turns."""

    async def ask(self, ask: OpinionAsk, settings: OpinionSettings) -> tuple[Finding, ...]:
        """An answer to each of the questions; raises `Unanswered` for whatever is none."""
        ...
