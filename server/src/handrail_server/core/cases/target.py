"""Where a case waits, and how it goes on to another target with its age kept."""

from dataclasses import replace

from handrail_server.core.basics.ids import PersonId, QueueId
from handrail_server.core.basics.time import At, later
from handrail_server.core.cases.case import Case
from handrail_server.core.policy.route import Target, TargetKind


def queue_of(target: Target) -> QueueId | None:
    """The queue that a target names by itself; all other targets are routing's to find out."""
    return QueueId(target.id) if target.kind is TargetKind.QUEUE and target.id else None


def next_target(case: Case) -> Target | None:
    """The next target of the route's fallback chain that was not tried yet."""
    seen = (*case.item.tried, case.item.target)
    return next((target for target in case.route.fallbacks if target not in seen), None)


def aimed(case: Case, to: Target, *, queue: QueueId | None, tried: tuple[Target, ...], at: At) -> Case:
    """The case waiting anew at a target for `accept_within`, nobody excluded; its request keeps its age."""
    person = PersonId(to.id) if to.kind is TargetKind.PERSON and to.id else None
    item = replace(
        case.item,
        target=to,
        tried=tried,
        target_accept_at=later(at, seconds=case.route.accept_within),
        preferred=person,
        preferred_required=person is not None,
    )
    return replace(
        case,
        item=item,
        queue=queue or queue_of(to),
        queued_at=at,
        offers=(),
        declined=(),
        rounds=0,
        exhausted=False,
        promised_for=None,
    )
