"""What must be done outside, written with the state and done afterwards by the worker, from the outbox."""

from dataclasses import dataclass

from handrail_server.core.basics.facts import Subject
from handrail_server.core.basics.time import At


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Something to do outside. Effects of one lane are done one after the other, first in first out."""

    lane: str
    destination: str = "worker"
    """Who takes it: the worker, or `agent/<id>` where the agent's application fetches it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A subject's named deadline: armed (or moved) where `due_at` is a time, disarmed where it is None.

    A subject has at most one deadline of a name; arming it again moves it.
    """

    subject: Subject
    name: str
    due_at: At | None
