"""How the agent decides, in plain words: of the policy in force, of an earlier version, of a document being written."""

from collections.abc import Collection
from types import NoneType
from typing import Final

from handrail_server.api.endpoint import Call, Endpoint, Parameter, endpoint
from handrail_server.api.wire.policy import PolicyDraft
from handrail_server.api.wire.words import PolicyWords, SectionReply, SentenceReply
from handrail_server.core.basics.ids import PolicyVersion
from handrail_server.core.policy.document import Policy
from handrail_server.core.policy.plain_words import in_words
from handrail_server.flows.change_policy import read_document
from handrail_server.house.entitled import reader

_NEWEST: Final = 2**31


async def read_words(call: Call[None]) -> PolicyWords:
    """Every threshold, rule, charter and route of a version as a sentence; of the one in force where none is named."""
    await reader(call.house, call.caller)
    setting = await call.house.settings.of(call.caller.org)
    life = setting.life.state
    version = PolicyVersion(call.number("version", life.published, least=1, most=_NEWEST))
    policy = await call.house.settings.policy(call.caller.org, version, life)
    return _words(policy.policy, version, life.adopted if version == life.published else ())


async def word_document(call: Call[PolicyDraft]) -> PolicyWords:
    """The same of a document that is being written; one with errors is refused. Nothing is kept."""
    policy = await read_document(call.house, call.caller, call.body.document)
    return _words(policy.policy, None, ())


def _words(policy: Policy, version: int | None, adopted: Collection[str]) -> PolicyWords:
    return PolicyWords(
        version=version,
        name=policy.name,
        sections=tuple(
            SectionReply(
                key=section.key,
                title=section.title,
                sentences=tuple(
                    SentenceReply(
                        path=each.path,
                        text=each.text,
                        owner=each.owner,
                        why=each.why,
                        review=each.review,
                        chosen=each.chosen,
                    )
                    for each in section.sentences
                ),
            )
            for section in in_words(policy, adopted)
        ),
    )


_VERSION: Final = Parameter(
    name="version", description="A version of the policy.", schema={"type": "integer", "minimum": 1}
)

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/policy/words", read_words, body=NoneType, reply=PolicyWords, parameters=(_VERSION,)),
    endpoint(
        "POST",
        "/v1/policy/words",
        word_document,
        body=PolicyDraft,
        reply=PolicyWords,
        limit=2_097_152,
        repeatable=True,
    ),
)
