"""A draft decides in the shadow of the version in force, and what it would have decided."""

from collections.abc import Callable
from types import NoneType

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.moments import shown
from handrail_server.api.present.policy import policy_reply
from handrail_server.api.viewing import require_one, viewer_of
from handrail_server.api.wire.policy import BesideReply, PolicyReply, ShadowReply
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import PolicyVersion
from handrail_server.core.basics.time import At
from handrail_server.core.learning.shadows import Beside, Shadow
from handrail_server.core.policy.life import PolicyLife, version_line
from handrail_server.core.routing.rights import Right
from handrail_server.flows.shadow_policy import shadow_policy, unshadow_policy
from handrail_server.house.entitled import reader
from handrail_server.house.opened_book import opened_book


async def begin_shadow(call: Call[None]) -> PolicyReply:
    """Let a draft decide beside the version in force, in place of any other; what it decides is recorded, not done."""
    present = await _presenting(call)
    return present(await shadow_policy(call.house, call.caller, _version(call), call.record(present)))


async def end_shadow(call: Call[None]) -> PolicyReply:
    """The draft decides no more."""
    present = await _presenting(call)
    return present(await unshadow_policy(call.house, call.caller, _version(call)))


async def read_shadow(call: Call[None]) -> ShadowReply:
    """What the version decided in the shadow, beside what was decided."""
    require_one(await viewer_of(call), Right.MEASURE, Right.AUDIT, Right.PUBLISH_POLICY)
    version = _version(call)
    version_line((await call.house.journal.load(call.caller.org, PolicyLife, call.caller.org)).state, version)
    opened = await opened_book(call.house, call.caller.org)
    return _shadow(version, opened.book.shadows.of(version) or Shadow(since=At(0), until=At(0)))


async def _presenting(call: Call[None]) -> Callable[[PolicyLife], PolicyReply]:
    viewer = await reader(call.house, call.caller)
    return lambda life: policy_reply(life, viewer, call.caller.actor)


def _shadow(version: PolicyVersion, found: Shadow) -> ShadowReply:
    return ShadowReply(
        version=version,
        since=shown(found.since) if found.decisions else None,
        until=shown(found.until) if found.decisions else None,
        conversations=len(found.conversations),
        decisions=found.decisions,
        escalated_before=len(found.escalated_before),
        escalated=len(found.escalated),
        changed=len(found.changed),
        blind=found.blind,
        examples=tuple(map(_beside, reversed(found.recent))),
    )


def _beside(each: Beside) -> BesideReply:
    return BesideReply(
        at=shown(each.at),
        conversation=each.conversation,
        decision=each.decision,
        turn=each.turn,
        made=each.made,
        shadow=each.shadow,
        reasons=each.reasons,
    )


def _version(call: Call[None]) -> PolicyVersion:
    text = call.path("version")
    if not (text.isdecimal() and len(text) < 10):
        raise NotFound("Versions are numbers.", field="version", fix="Read the list of versions.")
    return PolicyVersion(int(text))


_PATH = "/v1/policy/versions/{version}/shadow"
ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", _PATH, read_shadow, body=NoneType, reply=ShadowReply),
    endpoint("POST", _PATH, begin_shadow, body=NoneType, reply=PolicyReply),
    endpoint("DELETE", _PATH, end_shadow, body=NoneType, reply=PolicyReply),
)
