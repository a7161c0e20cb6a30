"""A draft decides in the shadow of the version in force: what it would do is recorded, and not done."""

from handrail_server.core.basics.ids import PolicyVersion
from handrail_server.core.policy.life import PolicyLife, begin_shadow, end_shadow
from handrail_server.core.routing.rights import Right
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.entitled import entitled
from handrail_server.house.house import House
from handrail_server.house.scene import organisation_key
from handrail_server.house.write import Write


async def shadow_policy(
    house: House, caller: Caller, version: PolicyVersion, recording: Recording[PolicyLife] | None = None
) -> PolicyLife:
    """From the next commit on the draft decides beside the version in force."""

    async def attempt(write: Write) -> PolicyLife:
        await entitled(house, write, caller, Right.PUBLISH_POLICY)
        found = await house.journal.load(write.org, PolicyLife, write.org)
        await house.settings.policy(write.org, version, found.state)
        begun = begin_shadow(found.state, version, by=caller.actor, at=write.at)
        return write.change(found, begun, key=await organisation_key(house, write))

    return _changed(house, caller, await decided(house, caller.org, attempt, recording))


async def unshadow_policy(house: House, caller: Caller, version: PolicyVersion) -> PolicyLife:
    """It decides no more; what it would have decided stays recorded."""

    async def attempt(write: Write) -> PolicyLife:
        await entitled(house, write, caller, Right.PUBLISH_POLICY)
        found = await house.journal.load(write.org, PolicyLife, write.org)
        ended = end_shadow(found.state, version, by=caller.actor, at=write.at)
        return write.change(found, ended, key=await organisation_key(house, write))

    return _changed(house, caller, await decided(house, caller.org, attempt))


def _changed(house: House, caller: Caller, life: PolicyLife) -> PolicyLife:
    house.settings.forget(caller.org)
    return life
