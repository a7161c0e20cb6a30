"""How each threshold and limit came to be what it is: who set it, when, why, from what to what, version by version."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.time import At
from handrail_server.core.policy.difference import Change, difference
from handrail_server.core.policy.document import Policy

LIMITS: Final = frozenset({"Threshold", "Rule", "Tool", "Charter", "Costs", "Cool-down", "Publishing"})
"""The things of a policy that decide how much an agent does alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A version put in force."""

    version: int
    replaces: int | None
    author: str
    """Who wrote it, by id."""
    by: str
    """Who put it in force, by id."""
    at: At
    why: str | None
    policy: Policy | None
    """None where its document is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one publication changed."""

    published: Published
    changes: tuple[Change, ...]


def steps(published: Iterable[Published]) -> tuple[Step, ...]:
    """Every publication with what it changed of thresholds and limits, the newest first; the first changed nothing."""
    found: list[Step] = []
    before: Policy | None = None
    for each in published:
        changes = difference(before, each.policy) if before is not None and each.policy is not None else ()
        found.append(Step(published=each, changes=tuple(one for one in changes if one.thing in LIMITS)))
        before = each.policy or before
    return tuple(reversed(found))
