"""The record in words on the wire."""

from collections.abc import Iterable, Mapping
from typing import Final

from handrail_server.api.histories import Read
from handrail_server.api.moments import shown
from handrail_server.api.present.facts import actor, subject
from handrail_server.api.wire import audit as wire
from handrail_server.core.basics.time import At
from handrail_server.core.learning.head import Head
from handrail_server.core.learning.told_facts import details, what
from handrail_server.ports.reading import Head as Placed

_TIMES: Final = ("at", "until", "by", "for")
"""How the name of a time ends: `said at`, `leased until`, `accept by`, `promised for`."""
_MILLISECONDS: Final = 13
Names = Mapping[str, str]
"""People by id."""


def told(placed: Placed) -> Head:
    """The head as learning reads it."""
    return Head(
        subject=placed.subject,
        version=placed.version,
        verb=placed.verb,
        at=placed.at,
        by=placed.by,
        data=placed.data,
    )


def people_in(heads: Iterable[Placed]) -> frozenset[str]:
    """The ids of all persons that act or are named in these facts."""
    acting = {head.by.get("id") for head in heads if head.by.get("kind") == "person"}
    named = {head.data.get(part) for head in heads for part in ("person", "to", "asked", "owner", "decided_by")}
    return frozenset(each for each in acting | named if isinstance(each, str))


def trail_fact(head: Placed, names: Names) -> wire.TrailFact:
    """A fact in words."""
    return wire.TrailFact(
        number=head.number,
        subject=subject(head),
        version=head.version,
        fact=head.verb,
        words=what(head.verb),
        at=shown(head.at),
        by=actor(head),
        who=names.get(head.by.get("id") or ""),
        details=_details(head, names),
        hash=head.hash,
    )


def timeline_fact(read: Read, names: Names) -> wire.TimelineFact:
    """A fact in words, with as much of its content as may be read."""
    head = read.head
    return wire.TimelineFact(
        number=head.number,
        subject=subject(head),
        version=head.version,
        fact=head.verb,
        words=what(head.verb),
        at=shown(head.at),
        by=actor(head),
        who=names.get(head.by.get("id") or ""),
        details=_details(head, names),
        hash=head.hash,
        content=None if read.content is None else dict(read.content),
        withheld=read.withheld,
    )


def _details(head: Placed, names: Names) -> tuple[wire.Detail, ...]:
    return tuple(wire.Detail(name=name, value=_value(name, value, names)) for name, value in details(told(head)))


def _value(name: str, value: str, names: Names) -> str:
    """People by name, and times as times: heads hold milliseconds."""
    if value.isdecimal() and name.rpartition(" ")[2] in _TIMES and len(value) == _MILLISECONDS:
        return shown(At(int(value)))
    return names.get(value, value)
