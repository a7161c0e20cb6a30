"""The record, searched and taken away."""

from typing import Literal

from handrail_server.api.wire.policy_form import ChangeReply
from handrail_server.api.wire.shape import Moment, Reply
from handrail_server.api.wire.stream import ActorReply, SubjectReply


class Detail(Reply, frozen=True, kw_only=True):
    """One thing that a fact's head says."""

    name: str
    value: str


class TrailFact(Reply, frozen=True, kw_only=True):
    """A fact in words, without its content."""

    number: int | None
    subject: SubjectReply
    version: int
    fact: str
    words: str
    at: Moment
    by: ActorReply
    who: str | None
    """The person's name."""
    details: tuple[Detail, ...]
    hash: str


class TrailPage(Reply, frozen=True, kw_only=True):
    """Facts, the newest first."""

    facts: tuple[TrailFact, ...]
    next: int | None
    """The `before` of the next page; None: this is the last."""
    number: int


class VerbCount(Reply, frozen=True, kw_only=True):
    """A verb that came up, in words, and how often."""

    fact: str
    words: str
    count: int


class Verbs(Reply, frozen=True, kw_only=True):
    """Every verb of the organisation's record, and sets of them that auditors ask for."""

    verbs: tuple[VerbCount, ...]
    sets: dict[str, tuple[str, ...]]
    """`opened`: who opened what was not everybody's to read; `changed`: who changed what decides."""
    number: int


class TimelineFact(TrailFact, frozen=True, kw_only=True):
    """A fact of a case's story with as much of its content as you may read."""

    content: dict[str, object] | None
    withheld: Literal["right", "sealed"] | None


class Timeline(Reply, frozen=True, kw_only=True):
    """A case's story: its facts, its conversation's and its actions', in the order in which they happened."""

    case: str
    conversation: str
    facts: tuple[TimelineFact, ...]


class DossierReply(Reply, frozen=True, kw_only=True):
    """A case's dossier as two files: a page to read and print, and JSON that `handrail audit verify` accepts."""

    case: str
    html: str
    json: str
    facts: int
    """How many facts it proves."""
    newer: int
    """Facts that had no signed checkpoint yet and are not in it."""
    withheld: int
    """Facts whose content was not yours to read."""


class HistoryStep(Reply, frozen=True, kw_only=True):
    """A version put in force: by whom, why, and what it changed of thresholds and limits."""

    version: int
    replaces: int | None
    author: str
    by: str
    at: Moment
    why: str | None
    changes: tuple[ChangeReply, ...]


class AdoptedReply(Reply, frozen=True, kw_only=True):
    """A default that somebody chose as it stood."""

    setting: str
    version: int
    by: str
    at: Moment


class ThresholdHistory(Reply, frozen=True, kw_only=True):
    """How each threshold and limit came to be what it is, the newest first. People stand by name."""

    steps: tuple[HistoryStep, ...]
    adopted: tuple[AdoptedReply, ...]
