"""Facts as they are shown."""

from collections.abc import Mapping
from typing import Literal

from handrail_server.api.moments import shown
from handrail_server.api.wire import stream as wire
from handrail_server.ports.reading import Head


def fact_head(head: Head) -> wire.FactHead:
    """A fact without its content."""
    return wire.FactHead(
        number=head.number,
        subject=subject(head),
        version=head.version,
        fact=head.verb,
        at=shown(head.at),
        by=actor(head),
        data=dict(head.data),
    )


def fact(head: Head, body: Mapping[str, object] | None, withheld: Literal["right", "sealed"] | None) -> wire.Fact:
    """A fact with as much of its content as the viewer may read."""
    return wire.Fact(
        number=head.number,
        subject=subject(head),
        version=head.version,
        fact=head.verb,
        at=shown(head.at),
        by=actor(head),
        data=dict(head.data),
        hash=head.hash,
        body=None if body is None or withheld is not None else dict(body),
        withheld=withheld,
    )


def subject(head: Head) -> wire.SubjectReply:
    """What the fact is about."""
    return wire.SubjectReply(kind=head.subject.kind.value, id=head.subject.id)


def actor(head: Head) -> wire.ActorReply:
    """Who did it."""
    by = head.by
    return wire.ActorReply(
        kind=by.get("kind"),
        id=by.get("id"),
        authenticated=by.get("authenticated"),
        reported_by=by.get("reported_by"),
    )
