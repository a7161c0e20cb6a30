"""What a piece of work still demands: additional skills drop with time or by widening, required ones never."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from handrail_server.core.basics.time import SECOND, At, later
from handrail_server.core.cases.work_item import WorkItem
from handrail_server.core.policy.route import SkillNeed

ANY_LANGUAGE: Final = "*"
"""The language of a work item that was widened past language."""


def standing(item: WorkItem, now: At) -> tuple[SkillNeed, ...]:
    """The skills demanded now: all required ones, and the additional ones that have not dropped yet."""
    gone = {priority for priority, at in _drops(item) if at <= now}
    return tuple(need for need in item.skills if need.drop_after is None or need.drop_priority not in gone)


def next_drop_at(item: WorkItem, now: At) -> At | None:
    """When the next group of additional skills drops, so that the work can be placed again then."""
    return next((at for _, at in _drops(item) if at > now), None)


def widenings(item: WorkItem, now: At) -> Iterator[WorkItem]:
    """The item with ever fewer demands: group by group of its additional skills, then its language."""
    wider = replace(item, skills=standing(item, now))
    for priority in _priorities(wider):
        kept = tuple(need for need in wider.skills if need.drop_after is None or need.drop_priority != priority)
        wider = replace(wider, skills=kept)
        yield wider
    if wider.language != ANY_LANGUAGE:
        yield replace(wider, language=ANY_LANGUAGE)


def _drops(item: WorkItem) -> Iterator[tuple[int, At]]:
    """Each group's priority with the time it drops: the highest first, one group per interval.

    The clock runs from the original request, so what is overdue after a re-route drops at once.
    """
    at = item.requested_at
    for priority in _priorities(item):
        interval = max(need.drop_after or 0 for need in item.skills if _is_of(need, priority))
        at = later(at, seconds=interval)
        yield priority, at


def _priorities(item: WorkItem) -> list[int]:
    return sorted({need.drop_priority for need in item.skills if need.drop_after is not None}, reverse=True)


def _is_of(need: SkillNeed, priority: int) -> bool:
    return need.drop_after is not None and need.drop_priority == priority


def waited_seconds(item: WorkItem, now: At) -> int:
    """Whole seconds since the original request."""
    return max(0, now - item.requested_at) // SECOND
