"""A policy is checked, drafted and published. A document that cannot be read changes nothing of what is in force."""

import hashlib
from collections.abc import Set as AbstractSet
from typing import Final

from handrail_server.core.basics.errors import Invalid, Unavailable
from handrail_server.core.basics.ids import PolicyVersion
from handrail_server.core.policy.chosen import not_yet_chosen
from handrail_server.core.policy.life import PolicyLife, adopt, draft, publish, retire, version_digest
from handrail_server.core.policy.loaded import LoadedPolicy
from handrail_server.core.routing.rights import Right, may
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.entitled import entitled, reader
from handrail_server.house.house import House
from handrail_server.house.scene import organisation_key
from handrail_server.house.write import Write
from handrail_server.ports.knowing import PolicyRemark

_UNNUMBERED: Final = PolicyVersion(0)
ERROR: Final = "error"


async def check_policy(house: House, caller: Caller, document: str) -> tuple[PolicyRemark, ...]:
    """All that is wrong or doubtful, also queues that the organisation has not; nothing is kept."""
    await reader(house, caller)
    _, remarks = house.reader.read(document, version=_UNNUMBERED, queues=await _queues(house, caller))
    return remarks


async def read_document(house: House, caller: Caller, document: str) -> LoadedPolicy:
    """The policy that a document would be; raises `Invalid` with the place of its first error. Nothing is kept."""
    await reader(house, caller)
    policy, remarks = house.reader.read(document, version=_UNNUMBERED)
    if policy is None:
        raise _unreadable(remarks)
    return policy


async def draft_policy(
    house: House, caller: Caller, document: str, why: str, recording: Recording[PolicyLife] | None = None
) -> PolicyLife:
    """A new version that judges nothing yet; raises `Invalid` with the place of the first error."""
    await reader(house, caller, Right.PUBLISH_POLICY)
    policy, remarks = house.reader.read(document, version=_UNNUMBERED, queues=await _queues(house, caller))
    if policy is None:
        raise _unreadable(remarks)
    digest = hashlib.sha256(document.encode()).hexdigest()
    await house.documents.put(caller.org, digest, document)

    async def attempt(write: Write) -> PolicyLife:
        await entitled(house, write, caller, Right.PUBLISH_POLICY)
        found = await house.journal.load(write.org, PolicyLife, write.org)
        drafted = draft(found.state, digest=digest, warnings=len(remarks), why=why, by=caller.actor, at=write.at)
        return write.change(found, drafted, key=await organisation_key(house, write))

    return _changed(house, caller, await decided(house, caller.org, attempt, recording))


async def publish_policy(
    house: House, caller: Caller, version: PolicyVersion, recording: Recording[PolicyLife] | None = None
) -> PolicyLife:
    """The version is in force from the next commit on, where the version in force allows it."""

    async def attempt(write: Write) -> PolicyLife:
        acting = await entitled(house, write, caller, Right.PUBLISH_POLICY)
        found = await house.journal.load(write.org, PolicyLife, write.org)
        text = await _text(house, caller, version_digest(found.state, version))
        policy, remarks = house.reader.read(text, version=version)
        if policy is None:
            raise _unreadable(remarks)
        published = publish(
            found.state,
            version,
            publishing=policy.policy.publishing,
            entitled=may(acting.state, Right.PUBLISH_POLICY),
            by=caller.actor,
            at=write.at,
        )
        return write.change(found, published, key=await organisation_key(house, write))

    return _changed(house, caller, await decided(house, caller.org, attempt, recording))


async def retire_policy(house: House, caller: Caller, version: PolicyVersion) -> PolicyLife:
    """A draft is put aside."""

    async def attempt(write: Write) -> PolicyLife:
        await entitled(house, write, caller, Right.PUBLISH_POLICY)
        found = await house.journal.load(write.org, PolicyLife, write.org)
        retired = retire(found.state, version, by=caller.actor, at=write.at)
        return write.change(found, retired, key=await organisation_key(house, write))

    return _changed(house, caller, await decided(house, caller.org, attempt))


async def adopt_default(
    house: House, caller: Caller, setting: str, recording: Recording[PolicyLife] | None = None
) -> PolicyLife:
    """A default of the version in force is chosen as it stands."""

    async def attempt(write: Write) -> PolicyLife:
        await entitled(house, write, caller, Right.PUBLISH_POLICY)
        found = await house.journal.load(write.org, PolicyLife, write.org)
        policy = await house.settings.policy(write.org, found.state.published, found.state)
        unchosen = not_yet_chosen(policy.policy)
        adopted = adopt(found.state, setting, unchosen=unchosen, by=caller.actor, at=write.at)
        return write.change(found, adopted, key=await organisation_key(house, write))

    return _changed(house, caller, await decided(house, caller.org, attempt, recording))


async def policy_document(house: House, caller: Caller, version: PolicyVersion) -> str:
    """A version as it was written."""
    await reader(house, caller)
    found = await house.journal.load(caller.org, PolicyLife, caller.org)
    return await _text(house, caller, version_digest(found.state, version))


async def _text(house: House, caller: Caller, digest: str) -> str:
    text = await house.documents.get(caller.org, digest)
    if text is None:
        raise Unavailable("The document of this version is missing.", fix="Restore it from a backup.")
    return text


async def _queues(house: House, caller: Caller) -> AbstractSet[str]:
    setting = await house.settings.of(caller.org)
    return {queue.id for queue in setting.organisation.state.queues}


def _changed(house: House, caller: Caller, life: PolicyLife) -> PolicyLife:
    house.settings.forget(caller.org)
    return life


def _unreadable(remarks: tuple[PolicyRemark, ...]) -> Invalid:
    first = next(remark for remark in remarks if remark.severity == ERROR)
    place = f"line {first.line}, column {first.column}"
    where = f" ({first.path})" if first.path else ""
    return Invalid(f"{place}{where}: {first.message}", field="document", fix=first.fix)
