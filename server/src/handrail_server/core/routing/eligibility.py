"""Who may be offered a piece of work, and for each other person the one reason why not."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.time import At
from handrail_server.core.cases.work_item import WorkItem
from handrail_server.core.policy.route import SkillNeed
from handrail_server.core.routing.needs import ANY_LANGUAGE, standing
from handrail_server.core.routing.person import Credential, Person, Status
from handrail_server.core.routing.queue import Queue
from handrail_server.core.routing.rights import Right, may


class Exclusion(StrEnum):
    """Why a person is not offered a piece of work; the first that holds, in this order."""

    INACTIVE = "inactive"
    BARRED = "barred"
    """Their own request, or that of an agent they own: offered to them alone it could only be rejected."""
    NOT_PREFERRED = "not_preferred"
    """The work waits for one named person, and this is another."""
    QUEUE = "queue"
    RIGHT = "right"
    CREDENTIAL_MISSING = "credential_missing"
    CREDENTIAL_EXPIRED = "credential_expired"
    CREDENTIAL_JURISDICTION = "credential_jurisdiction"
    SKILL = "skill"
    LANGUAGE = "language"
    DECLINED = "declined"
    PRESENCE = "presence"
    CHANNEL = "channel"
    """The present status does not accept the channel."""
    CHANNEL_LIMIT = "channel_limit"
    CAPACITY = "capacity"


PASSING = frozenset({
    Exclusion.DECLINED, Exclusion.PRESENCE, Exclusion.CHANNEL, Exclusion.CHANNEL_LIMIT, Exclusion.CAPACITY,
})  # fmt: skip
"""Exclusions that may end by themselves: waiting for such a person can make sense."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """All that one piece of work asks of a person at one moment, worked out once for all candidates."""

    item: WorkItem
    queue: Queue | None
    """None: the work is for a named person or for those on call; the queue is not asked."""
    right: Right
    skills: tuple[SkillNeed, ...]
    now: At
    declined: Collection[PersonId]

    def excludes(self, person: Person) -> Exclusion | None:
        """The first reason against the person, or None where there is none."""
        return self.excludes_for_good(person) or self.excludes_for_now(person)

    def excludes_for_good(self, person: Person) -> Exclusion | None:
        """The first reason that waiting does not change."""
        item = self.item
        if not person.active:
            return Exclusion.INACTIVE
        if person.id in item.barred:
            return Exclusion.BARRED
        if item.preferred_required:
            if person.id != item.preferred:
                return Exclusion.NOT_PREFERRED
        elif self.queue is not None and self.queue.id not in person.queues:
            return Exclusion.QUEUE
        if not may(person, self.right):
            return Exclusion.RIGHT
        if item.credentials and (lack := lacks_credential(person, item.credentials, self.now)):
            return lack
        if self.skills and not _has_skills(person, self.skills):
            return Exclusion.SKILL
        return None if speaks(person, item.language) else Exclusion.LANGUAGE

    def excludes_for_now(self, person: Person) -> Exclusion | None:
        """The first reason that may pass."""
        channel = self.item.channel
        if person.id in self.declined:
            return Exclusion.DECLINED
        if person.status is not Status.ONLINE:
            return Exclusion.PRESENCE
        if person.channels and channel not in person.channels:
            return Exclusion.CHANNEL
        if at_channel_limit(person, channel):
            return Exclusion.CHANNEL_LIMIT
        return Exclusion.CAPACITY if person.used + self.item.weight > person.capacity else None


def demand(
    item: WorkItem,
    queue: Queue | None,
    *,
    now: At,
    declined: Collection[PersonId] = (),
    right: Right = Right.CLAIM,
) -> Demand:
    """What `item` asks of people now; `right` is `decide` for approvals."""
    skills = standing(item, now) if item.skills else ()
    return Demand(item=item, queue=queue, right=right, skills=skills, now=now, declined=declined)


def ineligible(
    person: Person,
    item: WorkItem,
    queue: Queue | None,
    *,
    now: At,
    declined: Collection[PersonId] = (),
    right: Right = Right.CLAIM,
) -> Exclusion | None:
    """Why the person may not be offered the work now, or None where they may."""
    return demand(item, queue, now=now, declined=declined, right=right).excludes(person)


def lacks_credential(person: Person, needed: Iterable[str], now: At) -> Exclusion | None:
    """Why the person's licences do not cover `needed`, each a kind or `kind:jurisdiction`.

    A licence without a jurisdiction is valid everywhere.
    """
    for need in needed:
        kind, _, jurisdiction = need.partition(":")
        if lack := _lack(person.credentials, kind, jurisdiction, now):
            return lack
    return None


def _lack(held: tuple[Credential, ...], kind: str, jurisdiction: str, now: At) -> Exclusion | None:
    of_kind = [credential for credential in held if credential.kind == kind]
    if not of_kind:
        return Exclusion.CREDENTIAL_MISSING
    if jurisdiction:
        of_kind = [credential for credential in of_kind if credential.jurisdiction in {None, jurisdiction}]
    if not of_kind:
        return Exclusion.CREDENTIAL_JURISDICTION
    if all(credential.valid_until <= now for credential in of_kind):
        return Exclusion.CREDENTIAL_EXPIRED
    return None


def _has_skills(person: Person, needs: tuple[SkillNeed, ...]) -> bool:
    """Plain loops: this runs for each of a thousand people, and generators would take most of the time."""
    for need in needs:
        for skill in person.skills:
            if skill.name == need.skill and skill.level >= need.level:
                break
        else:
            return False
    return True


def speaks(person: Person, language: str) -> bool:
    """Whether the person can write the language; somebody who declared none is taken to speak the house's."""
    if not person.languages or language in person.languages or language == ANY_LANGUAGE:
        return True
    primary = language.partition("-")[0]
    return any(spoken.partition("-")[0] == primary for spoken in person.languages)


def at_channel_limit(person: Person, channel: str) -> bool:
    """Whether the person has as many cases of the channel as they may have."""
    if not person.channel_limits or channel not in person.channel_limits:
        return False
    return sum(1 for load in person.loads if load.channel == channel) >= person.channel_limits[channel]
