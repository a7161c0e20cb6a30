"""The policy: checked, drafted, published, read."""

from collections.abc import Callable
from types import NoneType
from typing import TypeVar

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.present.policy import policy_check, policy_reply
from handrail_server.api.wire.policy import AdoptionRequest, PolicyCheck, PolicyDocument, PolicyDraft, PolicyReply
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import PolicyVersion
from handrail_server.core.policy.life import PolicyLife
from handrail_server.flows.change_policy import (
    adopt_default,
    check_policy,
    draft_policy,
    policy_document,
    publish_policy,
    retire_policy,
)
from handrail_server.house.entitled import reader

B = TypeVar("B")


async def read_policies(call: Call[None]) -> PolicyReply:
    """All versions, and which is in force."""
    present = await _presenting(call)
    return present((await call.house.journal.load(call.caller.org, PolicyLife, call.caller.org)).state)


async def check_document(call: Call[PolicyDraft]) -> PolicyCheck:
    """What is wrong or doubtful in a document, with its line and column; nothing is kept."""
    return policy_check(await check_policy(call.house, call.caller, call.body.document))


async def draft_version(call: Call[PolicyDraft]) -> PolicyReply:
    """A new version. It judges nothing until it is published; a document with errors is refused."""
    body, present = call.body, await _presenting(call)
    return present(await draft_policy(call.house, call.caller, body.document, body.why, call.record(present)))


async def read_policy(call: Call[None]) -> PolicyDocument:
    """A version as it was written."""
    version = _version(call)
    return PolicyDocument(version=version, document=await policy_document(call.house, call.caller, version))


async def publish_version(call: Call[None]) -> PolicyReply:
    """Put a version in force, where the version in force allows it: by a second person, after a rehearsal."""
    present = await _presenting(call)
    return present(await publish_policy(call.house, call.caller, _version(call), call.record(present)))


async def retire_version(call: Call[None]) -> PolicyReply:
    """Put a draft aside."""
    present = await _presenting(call)
    return present(await retire_policy(call.house, call.caller, _version(call)))


async def adopt_setting(call: Call[AdoptionRequest]) -> PolicyReply:
    """Choose a default of the version in force as it stands; somebody answers for it from now on."""
    present = await _presenting(call)
    return present(await adopt_default(call.house, call.caller, call.body.setting, call.record(present)))


async def _presenting(call: Call[B]) -> Callable[[PolicyLife], PolicyReply]:
    """How the policy's life looks to whoever asks."""
    viewer = await reader(call.house, call.caller)
    return lambda life: policy_reply(life, viewer, call.caller.actor)


def _version(call: Call[B]) -> PolicyVersion:
    text = call.path("version")
    if not (text.isdecimal() and len(text) < 10):
        raise NotFound("Versions are numbers.", field="version", fix="Read the list of versions.")
    return PolicyVersion(int(text))


_VERSION = "/v1/policy/versions/{version}"

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/policy", read_policies, body=NoneType, reply=PolicyReply),
    endpoint(
        "POST",
        "/v1/policy/check",
        check_document,
        body=PolicyDraft,
        reply=PolicyCheck,
        limit=2_097_152,
        repeatable=True,
    ),
    endpoint("POST", "/v1/policy/versions", draft_version, body=PolicyDraft, reply=PolicyReply, limit=2_097_152),
    endpoint("GET", _VERSION, read_policy, body=NoneType, reply=PolicyDocument),
    endpoint("DELETE", _VERSION, retire_version, body=NoneType, reply=PolicyReply),
    endpoint("POST", "/v1/policy/adoptions", adopt_setting, body=AdoptionRequest, reply=PolicyReply, repeatable=True),
    endpoint("POST", f"{_VERSION}/publication", publish_version, body=NoneType, reply=PolicyReply),
)
