"""Who is there: chosen by the person, or changed for them when they miss an offer or their console falls silent."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.routing.person import Person, Status
from handrail_server.core.routing.person_facts import PresenceChanged


def set_status(person: Person, status: Status, *, channels: tuple[str, ...] = (), by: Actor, at: At) -> Outcome[Person]:
    """The person's own choice, with the channels they accept meanwhile (none named: all)."""
    if not person.active:
        raise MoveRefused("This person does not work here any longer.", fix="Ask an administrator.")
    return _changed(person, status, tuple(sorted(set(channels))), why="chosen", by=by, at=at)


def miss_offer(person: Person, *, by: Actor, at: At) -> Outcome[Person]:
    """An offer ran out unanswered: no more offers until the person is back, as they set it up.

    Somebody who has changed their status since is left alone.
    """
    if person.status is not Status.ONLINE:
        return Outcome(state=person)
    return _changed(person, person.status_after_missed, person.channels, why="missed_offer", by=by, at=at)


def lapse(person: Person, *, by: Actor, at: At) -> Outcome[Person]:
    """The person's console has been silent for longer than its lease: offline, until it is heard again."""
    return _changed(person, Status.OFFLINE, person.channels, why="lease_lapsed", by=by, at=at)


def _changed(
    person: Person, status: Status, channels: tuple[str, ...], *, why: str, by: Actor, at: At
) -> Outcome[Person]:
    if person.status is status and person.channels == channels:
        return Outcome(state=person)
    since = person.status_since if person.status is status else at
    return Outcome(
        state=replace(person, status=status, channels=channels, status_since=since),
        facts=(PresenceChanged(status=status, was=person.status, channels=channels, why=why, by=by, at=at),),
    )
