"""The life of an organisation's policy: draft → (rehearsed →) published → retired. One version is in force at any time.

A document that cannot be read never comes so far: the reader refuses it, and what is in force stays in force.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from handrail_server.core.basics.actors import Actor, ActorKind
from handrail_server.core.basics.errors import Forbidden, HandrailError, Invalid, MoveRefused, NotFound
from handrail_server.core.basics.ids import PolicyVersion
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.policy.document import Publishing
from handrail_server.core.policy.facts import (
    PolicyDrafted,
    PolicyPublished,
    PolicyRehearsed,
    PolicyRetired,
    ShadowBegun,
    ShadowEnded,
    ThresholdAdopted,
)

KEPT: Final = 100
"""Versions of which all is kept; of older ones the digest is, where they were ever in force."""
MOST_ADOPTED: Final = 500


class VersionState(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"
    REHEARSED = "rehearsed"
    PUBLISHED = "published"
    RETIRED = "retired"


MOVES: Final[dict[tuple[VersionState, str], VersionState]] = {
    (VersionState.DRAFT, "rehearse"): VersionState.REHEARSED,
    (VersionState.REHEARSED, "rehearse"): VersionState.REHEARSED,
    (VersionState.DRAFT, "shadow"): VersionState.DRAFT,
    (VersionState.REHEARSED, "shadow"): VersionState.REHEARSED,
    (VersionState.DRAFT, "publish"): VersionState.PUBLISHED,
    (VersionState.REHEARSED, "publish"): VersionState.PUBLISHED,
    (VersionState.RETIRED, "publish"): VersionState.PUBLISHED,
    (VersionState.DRAFT, "retire"): VersionState.RETIRED,
    (VersionState.REHEARSED, "retire"): VersionState.RETIRED,
}
"""A retired version may be published again: going back is the safest change there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One version: who wrote it and why, and what became of it."""

    version: PolicyVersion
    state: VersionState
    digest: str
    """SHA-256 of the document's text, under which `PolicyDocuments` keeps it."""
    why: str
    by: str
    at: At
    rehearsed: bool = False
    published_by: str | None = None
    published_at: At | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyLife:
    """All versions of an organisation's policy, without their texts."""

    id: str
    """The organisation's."""
    published: PolicyVersion
    publishing: Publishing
    """What the version in force demands of the next one."""
    versions: tuple[VersionLine, ...] = ()
    """The newest last."""
    older: dict[str, str] = field(default_factory=dict)
    """Digests of versions that were in force before those."""
    shadow: PolicyVersion | None = None
    """The version that decides beside the one in force, without effect."""
    adopted: tuple[str, ...] = ()
    """Defaults that somebody has chosen since the version in force was published."""


def begin(org: str, *, digest: str, publishing: Publishing, why: str, by: Actor, at: At) -> Outcome[PolicyLife]:
    """The first version, in force at once: an organisation is never without a policy."""
    first = PolicyVersion(1)
    line = VersionLine(
        version=first,
        state=VersionState.PUBLISHED,
        digest=digest,
        why=why,
        by=by.id,
        at=at,
        published_by=by.id,
        published_at=at,
    )
    return Outcome(
        state=PolicyLife(id=org, published=first, publishing=publishing, versions=(line,)),
        facts=(
            PolicyDrafted(version=first, digest=digest, warnings=0, why=why, by=by, at=at),
            PolicyPublished(version=first, digest=digest, replaces=None, by=by, at=at),
        ),
    )


def draft(life: PolicyLife, *, digest: str, warnings: int, why: str, by: Actor, at: At) -> Outcome[PolicyLife]:
    """A new version; its document was read without errors."""
    version = PolicyVersion(life.versions[-1].version + 1)
    line = VersionLine(version=version, state=VersionState.DRAFT, digest=digest, why=why, by=by.id, at=at)
    return Outcome(
        state=_kept(replace(life, versions=(*life.versions, line))),
        facts=(PolicyDrafted(version=version, digest=digest, warnings=warnings, why=why, by=by, at=at),),
    )


def rehearse(
    life: PolicyLife,
    version: PolicyVersion,
    *,
    conversations: int,
    escalated: int,
    changed: int,
    by: Actor,
    at: At,
) -> Outcome[PolicyLife]:
    """Record what the version would have done on recorded conversations."""
    line = _moved(version_line(life, version), "rehearse")
    if conversations < 1:
        raise Invalid("A rehearsal needs at least one conversation.", field="conversations")
    fact = PolicyRehearsed(
        version=version, conversations=conversations, escalated=escalated, changed=changed, by=by, at=at
    )
    return Outcome(state=_with(life, replace(line, rehearsed=True)), facts=(fact,))


def publish(
    life: PolicyLife, version: PolicyVersion, *, publishing: Publishing, entitled: bool, by: Actor, at: At
) -> Outcome[PolicyLife]:
    """Put the version in force, retiring the one that was. `publishing` is what the new document demands of the next.

    What publishing takes is said by the version in force, so that no document lifts its own conditions.
    """
    line = version_line(life, version)
    for obstacle in _obstacles(life, line, entitled=entitled, by=by):
        raise obstacle
    new = replace(_moved(line, "publish"), published_by=by.id, published_at=at)
    old = replace(version_line(life, life.published), state=VersionState.RETIRED)
    state = _with(_with(life, old), new)
    state, ended = _without_shadow(state, version, by=by, at=at)
    return Outcome(
        state=replace(state, published=version, publishing=publishing, adopted=()),
        facts=(
            *ended,
            PolicyRetired(version=old.version, by=by, at=at),
            PolicyPublished(version=version, digest=line.digest, replaces=old.version, by=by, at=at),
        ),
    )


def in_the_way(life: PolicyLife, version: PolicyVersion, *, entitled: bool, by: Actor) -> tuple[HandrailError, ...]:
    """All that keeps this person from publishing the version now, each with what to do; nothing: they may."""
    return tuple(_obstacles(life, version_line(life, version), entitled=entitled, by=by))


def _obstacles(life: PolicyLife, line: VersionLine, *, entitled: bool, by: Actor) -> Iterator[HandrailError]:
    if not entitled or by.kind is not ActorKind.PERSON:
        yield Forbidden("Publishing a policy takes a person with the right to.", fix="Ask an administrator.")
    if life.publishing.second_person and line.by == by.id:
        yield Forbidden("Somebody other than the author publishes.", fix="Ask a second person.")
    if life.publishing.rehearsal and not line.rehearsed:
        yield MoveRefused("A rehearsal comes first.", fix="Rehearse the version on recorded conversations.")
    if (line.state, "publish") not in MOVES:
        yield _refused(line, "publish")


def retire(life: PolicyLife, version: PolicyVersion, *, by: Actor, at: At) -> Outcome[PolicyLife]:
    """Put a draft aside. The version in force is retired only by publishing another."""
    line = _moved(version_line(life, version), "retire")
    state, ended = _without_shadow(_with(life, line), version, by=by, at=at)
    return Outcome(state=state, facts=(*ended, PolicyRetired(version=version, by=by, at=at)))


def begin_shadow(life: PolicyLife, version: PolicyVersion, *, by: Actor, at: At) -> Outcome[PolicyLife]:
    """A draft decides beside the version in force, without effect, in place of any other that did."""
    _moved(version_line(life, version), "shadow")
    if life.shadow == version:
        return Outcome(state=life)
    before = () if life.shadow is None else (ShadowEnded(version=life.shadow, by=by, at=at),)
    fact = ShadowBegun(version=version, by=by, at=at)
    return Outcome(state=replace(life, shadow=version), facts=(*before, fact))


def end_shadow(life: PolicyLife, version: PolicyVersion, *, by: Actor, at: At) -> Outcome[PolicyLife]:
    """The version decides no more; ending it twice is one ending."""
    version_line(life, version)
    state, ended = _without_shadow(life, version, by=by, at=at)
    return Outcome(state=state, facts=ended)


def adopt(life: PolicyLife, setting: str, *, unchosen: Collection[str], by: Actor, at: At) -> Outcome[PolicyLife]:
    """Somebody chooses a default of the version in force as it stands; choosing it twice is one choice.

    `unchosen` are the settings that `not_yet_chosen` names.
    """
    if by.kind is not ActorKind.PERSON:
        raise Forbidden("A person chooses; nothing else does.")
    if setting in life.adopted:
        return Outcome(state=life)
    if setting not in unchosen:
        raise NotFound(f"`{setting}` is not a default that waits for somebody's choice.", field="setting")
    if len(life.adopted) >= MOST_ADOPTED:
        raise MoveRefused("Too many defaults are adopted one by one.", fix="Publish a version that states them.")
    return Outcome(
        state=replace(life, adopted=(*life.adopted, setting)),
        facts=(ThresholdAdopted(version=life.published, setting=setting, by=by, at=at),),
    )


def version_line(life: PolicyLife, version: PolicyVersion) -> VersionLine:
    """What is known of the version; raises `NotFound`."""
    for line in reversed(life.versions):
        if line.version == version:
            return line
    raise NotFound(f"There is no policy version {version} here.", field="version", fix="Read the list of versions.")


def version_digest(life: PolicyLife, version: PolicyVersion) -> str:
    """The digest of the version's document; also of one that is too old for more to be kept of it."""
    return life.older.get(str(version)) or version_line(life, version).digest


def _without_shadow(
    life: PolicyLife, version: PolicyVersion, *, by: Actor, at: At
) -> tuple[PolicyLife, tuple[ShadowEnded, ...]]:
    if life.shadow != version:
        return life, ()
    return replace(life, shadow=None), (ShadowEnded(version=version, by=by, at=at),)


def _moved(line: VersionLine, verb: str) -> VersionLine:
    state = MOVES.get((line.state, verb))
    if state is None:
        raise _refused(line, verb)
    return replace(line, state=state)


def _refused(line: VersionLine, verb: str) -> MoveRefused:
    return MoveRefused(f"You cannot {verb} version {line.version}: it is {line.state}.")


def _with(life: PolicyLife, line: VersionLine) -> PolicyLife:
    versions = tuple(line if known.version == line.version else known for known in life.versions)
    return replace(life, versions=versions)


def _kept(life: PolicyLife) -> PolicyLife:
    """Of the oldest versions no more than the digest; never of the one in force, nor of the one in its shadow."""
    if len(life.versions) <= KEPT:
        return life
    dropped = next(line for line in life.versions if line.version not in {life.published, life.shadow})
    versions = tuple(line for line in life.versions if line is not dropped)
    ever = dropped.published_at is not None
    older = {**life.older, str(dropped.version): dropped.digest} if ever else life.older
    return replace(life, versions=versions, older=older)
