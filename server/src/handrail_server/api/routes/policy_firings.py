"""What a policy did, and what a version would have done: which rule fired where, and rehearsals."""

from types import NoneType
from typing import Final, TypeVar

from handrail_server.api.endpoint import Call, Endpoint, Parameter, endpoint
from handrail_server.api.moments import shown, shown_or_none
from handrail_server.api.selecting import SELECTION, selection_of
from handrail_server.api.viewing import require_one, viewer_of
from handrail_server.api.wire import policy as wire
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import PolicyVersion
from handrail_server.core.learning.firings import Fired, Firing
from handrail_server.core.policy.decision import Decision
from handrail_server.core.policy.form_routes import reason_in_words
from handrail_server.core.policy.loaded import all_rules
from handrail_server.core.policy.reasons import BUILT_IN
from handrail_server.core.policy.rehearsal import Rehearsal
from handrail_server.core.routing.rights import Right
from handrail_server.flows.rehearse_policy import rehearse_policy
from handrail_server.house.opened_book import opened_book

MOST: Final = 200
B = TypeVar("B")


async def read_firings(call: Call[None]) -> wire.Firings:
    """Which threshold or rule fired where, in a range of days; and which of the policy in force never did."""
    require_one(await viewer_of(call), Right.MEASURE, Right.AUDIT, Right.PUBLISH_POLICY)
    which = await selection_of(call)
    opened = await opened_book(call.house, call.caller.org)
    fired = opened.book.firings.fired(which.since, which.until)
    titles, own = await _titles(call)
    known = {each.rule for each in fired}
    return wire.Firings(
        fired=tuple(_fired(each, titles, own) for each in fired),
        silent=tuple(_fired(_never(rule), titles, own) for rule in titles if rule not in known),
        number=opened.number,
    )


async def read_rule_firings(call: Call[None]) -> wire.RuleFirings:
    """The newest times that one of them fired, with the conversations; at most the last 1,000 are kept whole."""
    require_one(await viewer_of(call), Right.MEASURE, Right.AUDIT, Right.PUBLISH_POLICY)
    which, limit, rule = await selection_of(call), call.number("limit", 50, least=1, most=MOST), call.path("rule")
    opened = await opened_book(call.house, call.caller.org)
    firings = opened.book.firings.of_rule(rule, which.since, which.until)
    after = call.query("cursor")
    if after is not None:
        firings = tuple(firing for firing in firings if _place(firing) < after)
    titles, _ = await _titles(call)
    return wire.RuleFirings(
        rule=rule,
        title=titles.get(rule) or reason_in_words(rule),
        firings=tuple(map(_firing, firings[:limit])),
        next=_place(firings[limit - 1]) if len(firings) > limit else None,
    )


async def rehearse_version(call: Call[wire.RehearsalRequest]) -> wire.RehearsalReply:
    """Try a version on recorded conversations: what it would have decided otherwise. That it was tried is recorded."""
    version = _version(call)

    def present(found: Rehearsal) -> wire.RehearsalReply:
        return _rehearsal(version, found)

    return present(
        await rehearse_policy(call.house, call.caller, version, call.body.conversations, call.record(present))
    )


async def _titles(call: Call[None]) -> tuple[dict[str, str], frozenset[str]]:
    """Every threshold and rule of the policy in force in words, and which are the organisation's own."""
    policy = (await call.house.settings.of(call.caller.org)).policy.policy
    own = {rule.id: rule.line or reason_in_words(rule.id) for rule in all_rules(policy)}
    return {code: reason.title for code, reason in BUILT_IN.items()} | own, frozenset(own)


def _fired(each: Fired, titles: dict[str, str], own: frozenset[str]) -> wire.FiredReply:
    return wire.FiredReply(
        rule=each.rule,
        title=titles.get(each.rule) or reason_in_words(each.rule),
        own=each.rule in own,
        times=each.times,
        alone=each.alone,
        last_at=shown_or_none(each.last_at),
        scopes=_numbers(each.scopes),
        agents=_numbers(each.agents),
        topics=_numbers(each.topics),
        verdicts=_numbers(each.verdicts),
    )


def _never(rule: str) -> Fired:
    return Fired(rule=rule, times=0, alone=0, last_at=None, scopes=(), agents=(), topics=(), verdicts=())


def _numbers(counts: tuple[tuple[str, int], ...]) -> tuple[wire.NumberOf, ...]:
    return tuple(wire.NumberOf(name=name, times=times) for name, times in counts)


def _place(firing: Firing) -> str:
    """Where a page ended; sorts as time does."""
    return f"{firing.at:015}.{firing.decision}"


def _firing(firing: Firing) -> wire.FiringReply:
    return wire.FiringReply(
        at=shown(firing.at),
        scope=firing.scope,
        conversation=firing.conversation,
        decision=firing.decision,
        code=firing.code,
        verdict=firing.verdict,
        decided=firing.decided,
        score=firing.score,
        threshold=firing.threshold,
        agent=firing.agent,
        topic=firing.topic,
        policy=firing.policy,
    )


def _rehearsal(version: PolicyVersion, found: Rehearsal) -> wire.RehearsalReply:
    return wire.RehearsalReply(
        version=version,
        conversations=found.conversations,
        decisions=found.decisions,
        escalated_before=found.escalated_before,
        escalated=found.escalated,
        changed=found.changed,
        blind=found.blind,
        examples=tuple(
            wire.RehearsedDecision(
                conversation=each.conversation,
                decision=each.before.id,
                turn=each.before.turn,
                before=each.before.verdict,
                after=each.after.verdict,
                reasons_before=_codes(each.before),
                reasons_after=_codes(each.after),
            )
            for each in found.examples
        ),
    )


def _codes(decision: Decision) -> tuple[str, ...]:
    return tuple(reason.code for reason in decision.reasons)


def _version(call: Call[B]) -> PolicyVersion:
    text = call.path("version")
    if not (text.isdecimal() and len(text) < 10):
        raise NotFound("Versions are numbers.", field="version", fix="Read the list of versions.")
    return PolicyVersion(int(text))


_SPAN: Final = tuple(each for each in SELECTION if each.name in {"since", "until"})
_PAGES: Final = (
    Parameter(name="cursor", description="The `next` of the page before."),
    Parameter(
        name="limit",
        description="Firings in one page.",
        schema={"type": "integer", "minimum": 1, "maximum": MOST, "default": 50},
    ),
)

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/policy/firings", read_firings, body=NoneType, reply=wire.Firings, parameters=_SPAN),
    endpoint(
        "GET",
        "/v1/policy/firings/{rule}",
        read_rule_firings,
        body=NoneType,
        reply=wire.RuleFirings,
        parameters=(*_SPAN, *_PAGES),
    ),
    endpoint(
        "POST",
        "/v1/policy/versions/{version}/rehearsal",
        rehearse_version,
        body=wire.RehearsalRequest,
        reply=wire.RehearsalReply,
    ),
)
