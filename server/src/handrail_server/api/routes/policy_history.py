"""How each threshold and limit came to be what it is."""

from types import NoneType

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.moments import shown
from handrail_server.api.present.policy_form import change
from handrail_server.api.wire import audit as wire
from handrail_server.core.learning.threshold_history import steps
from handrail_server.core.routing.person import Person
from handrail_server.house.entitled import reader
from handrail_server.house.policy_history import published_policies


async def read_threshold_history(call: Call[None]) -> wire.ThresholdHistory:
    """Who set which threshold or limit, when, why, and from what to what: every publication, the newest first."""
    await reader(call.house, call.caller)
    published, adopted = await published_policies(call.house, call.caller.org)
    people = {each.by for each in published} | {each.author for each in published} | {each.by for each in adopted}
    found = await call.house.library.named(call.caller.org, Person, people)
    names = {str(loaded.state.id): loaded.state.name for loaded in found}
    return wire.ThresholdHistory(
        steps=tuple(
            wire.HistoryStep(
                version=each.published.version,
                replaces=each.published.replaces,
                author=names.get(each.published.author, each.published.author),
                by=names.get(each.published.by, each.published.by),
                at=shown(each.published.at),
                why=each.published.why,
                changes=tuple(map(change, each.changes)),
            )
            for each in steps(published)
        ),
        adopted=tuple(
            wire.AdoptedReply(
                setting=each.setting, version=each.version, by=names.get(each.by, each.by), at=shown(each.at)
            )
            for each in reversed(adopted)
        ),
    )


ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/policy/history", read_threshold_history, body=NoneType, reply=wire.ThresholdHistory),
)
