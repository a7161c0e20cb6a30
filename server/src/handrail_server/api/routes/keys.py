"""Keys of agents and people. A key is shown once; an answer that holds one is never recorded."""

from types import NoneType

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.moments import shown, shown_or_none
from handrail_server.api.wire.entry import KeyReply, KeyRequest, KeyRotation, Keys
from handrail_server.core.basics.ids import AgentId
from handrail_server.flows.keys import issue_key, list_keys, revoke_key, rotate_key
from handrail_server.house.tokens import Issued, SecretKind
from handrail_server.ports.writing import Secret


async def read_keys(call: Call[None]) -> Keys:
    """Your own keys; with the right to manage keys those of everybody and every agent. Never the keys themselves."""
    return Keys(keys=tuple(_key(secret) for secret in await list_keys(call.house, call.caller)))


async def new_key(call: Call[KeyRequest]) -> KeyReply:
    """A key bound to an agent, or your own."""
    agent = None if call.body.agent is None else AgentId(call.body.agent)
    return _issued(await issue_key(call.house, call.caller, agent, call.record_once(), note=call.body.note))


async def renew_key(call: Call[KeyRotation]) -> KeyReply:
    """A new key for the same holder. The old one opens until its time has run out."""
    seconds = call.body.overlap_seconds
    return _issued(
        await rotate_key(call.house, call.caller, call.path("key"), call.record_once(), overlap_seconds=seconds)
    )


async def end_key(call: Call[None]) -> KeyReply:
    """The key opens nothing from now on."""
    return _key(await revoke_key(call.house, call.caller, call.path("key")))


def _issued(issued: Issued) -> KeyReply:
    return _key(issued.secret, issued.token)


def _key(secret: Secret, token: str | None = None) -> KeyReply:
    return KeyReply(
        id=secret.id,
        kind="agent" if secret.kind == SecretKind.AGENT_KEY.value else "person",
        holder=secret.holder,
        note=secret.note,
        created_at=shown(secret.created_at),
        expires_at=shown_or_none(secret.expires_at),
        revoked_at=shown_or_none(secret.revoked_at),
        key=token,
    )


ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/keys", read_keys, body=NoneType, reply=Keys),
    endpoint("POST", "/v1/keys", new_key, body=KeyRequest, reply=KeyReply),
    endpoint("POST", "/v1/keys/{key}/rotation", renew_key, body=KeyRotation, reply=KeyReply),
    endpoint("DELETE", "/v1/keys/{key}", end_key, body=NoneType, reply=KeyReply),
)
