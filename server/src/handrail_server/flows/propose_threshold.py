"""A threshold's number is chosen from the organisation's own labels; the draft opens with what it promises."""

import hashlib
from dataclasses import dataclass

from handrail_server.core.basics.errors import Unavailable
from handrail_server.core.policy.life import PolicyLife, draft, version_digest
from handrail_server.core.routing.rights import Right
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.entitled import entitled, reader
from handrail_server.house.house import House
from handrail_server.house.own_proposal import Asked, Proposed, own_proposal
from handrail_server.house.scene import organisation_key
from handrail_server.house.write import Write


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """The proposal, and the policy's life with its draft, the newest version."""

    proposed: Proposed
    life: PolicyLife


async def propose_threshold(
    house: House, caller: Caller, asked: Asked, recording: Recording[Drafted] | None = None
) -> Drafted:
    """Learning proposes: nothing judges by it before a person publishes it."""
    await reader(house, caller, Right.PUBLISH_POLICY)
    life = (await house.journal.load(caller.org, PolicyLife, caller.org)).state
    policy = await house.settings.policy(caller.org, life.published, life)
    text = await house.documents.get(caller.org, version_digest(life, life.published))
    if text is None:
        raise Unavailable("The text of the policy in force is missing.")
    proposed = await own_proposal(house, caller.org, policy.policy, text, asked, house.clock.now())
    _, remarks = house.reader.read(proposed.document, version=life.published)
    digest = hashlib.sha256(proposed.document.encode()).hexdigest()
    await house.documents.put(caller.org, digest, proposed.document)

    async def attempt(write: Write) -> Drafted:
        await entitled(house, write, caller, Right.PUBLISH_POLICY)
        found = await house.journal.load(write.org, PolicyLife, write.org)
        drafted = draft(
            found.state,
            digest=digest,
            warnings=len(remarks),
            why=proposed.sentence,
            by=caller.actor,
            at=write.at,
        )
        life = write.change(found, drafted, key=await organisation_key(house, write))
        return Drafted(proposed=proposed, life=life)

    result = await decided(house, caller.org, attempt, recording)
    house.settings.forget(caller.org)
    return result
