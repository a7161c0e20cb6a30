"""A version is tried on the newest conversations before anybody is judged by it; that it was tried is a fact."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from handrail_server.core.basics.ids import OrgId, PolicyVersion
from handrail_server.core.policy.life import PolicyLife, rehearse, version_line
from handrail_server.core.policy.rehearsal import Recorded, Rehearsal, rehearsed
from handrail_server.core.routing.rights import Right
from handrail_server.core.turns.conversation import Conversation
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.entitled import entitled, reader
from handrail_server.house.house import House
from handrail_server.house.scene import organisation_key
from handrail_server.house.write import Write

_PAGE: Final = 50
_TURNS: Final = 500
"""Of one conversation, its first ones."""


async def rehearse_policy(
    house: House,
    caller: Caller,
    version: PolicyVersion,
    conversations: int,
    recording: Recording[Rehearsal] | None = None,
) -> Rehearsal:
    """What the version would have done on so many conversations, the newest first."""
    await reader(house, caller, Right.PUBLISH_POLICY)
    life = (await house.journal.load(caller.org, PolicyLife, caller.org)).state
    version_line(life, version)
    policy = await house.settings.policy(caller.org, version, life)
    recorded = [each async for each in _recorded(house, caller.org, conversations)]
    found = await asyncio.to_thread(rehearsed, policy, recorded)

    async def attempt(write: Write) -> Rehearsal:
        await entitled(house, write, caller, Right.PUBLISH_POLICY)
        loaded = await house.journal.load(write.org, PolicyLife, write.org)
        outcome = rehearse(
            loaded.state,
            version,
            conversations=found.conversations,
            escalated=found.escalated,
            changed=found.changed,
            by=caller.actor,
            at=write.at,
        )
        write.change(loaded, outcome, key=await organisation_key(house, write))
        return found

    result = await decided(house, caller.org, attempt, recording)
    house.settings.forget(caller.org)
    return result


async def _recorded(house: House, org: OrgId, most: int) -> AsyncIterator[Recorded]:
    async for talk in _newest(house, org, most):
        for stored in await house.library.turns(org, talk.id, limit=_TURNS):
            if stored.judged is not None:
                judged = stored.judged
                yield Recorded(conversation=talk.id, decision=judged.decision, signals=judged.signals)


async def _newest(house: House, org: OrgId, most: int) -> AsyncIterator[Conversation]:
    cursor: str | None = None
    left = most
    while left > 0:
        page = await house.library.conversations(org, cursor=cursor, limit=min(_PAGE, left))
        for talk in page.items:
            yield talk
        left -= len(page.items)
        cursor = page.next
        if cursor is None:
            return
