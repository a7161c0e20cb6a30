"""From findings to one decision: the most protective verdict, its reasons in order, the route, who may speak, what is
said.
"""

from collections.abc import Iterable
from dataclasses import replace

from handrail_server.core.basics.ids import DecisionId, TurnNumber
from handrail_server.core.policy.decision import Decision, Reason, Trace, Verdict, Waiting
from handrail_server.core.policy.document import ALL
from handrail_server.core.policy.finding import Finding
from handrail_server.core.policy.loaded import LoadedPolicy
from handrail_server.core.policy.message import message_for
from handrail_server.core.policy.scope import InForce


def compose(
    policy: LoadedPolicy,
    settings: InForce,
    findings: Iterable[Finding],
    trace: Trace,
    *,
    decision_id: DecisionId,
    turn: TurnNumber | None,
) -> Decision:
    """The decision that these findings come to."""
    ordered = _once_each(sorted(findings, key=lambda finding: _order(policy, settings, finding)))
    if not ordered:
        return Decision(id=decision_id, turn=turn, verdict=Verdict.PROCEED, trace=trace)
    first = ordered[0]
    verdict = first.reason.verdict
    leading = [finding for finding in ordered if finding.reason.verdict is verdict]
    return Decision(
        id=decision_id,
        turn=turn,
        verdict=verdict,
        reasons=tuple(_marked(policy, finding) for finding in ordered),
        route=_route(settings, first),
        waiting=_waiting(policy, settings, leading),
        sealed=verdict is Verdict.HAND_OVER and any(_seals(policy, finding) for finding in leading),
        say=message_for(policy.policy, verdict, first.about, first.kind, _language(trace)),
        trace=replace(trace, fired=tuple(dict.fromkeys(finding.reason.rule for finding in ordered))),
    )


def _order(policy: LoadedPolicy, settings: InForce, finding: Finding) -> tuple[float | str | bool, ...]:
    """Most protective first; then what seals, what is compliance, what is hard; then the route's rank and the score."""
    route = policy.policy.routes.get(_route(settings, finding) or "")
    return (
        -finding.protection,
        not _seals(policy, finding),
        finding.about not in policy.policy.marks.compliance,
        not finding.hard,
        finding.wide,
        route.rank if route else 100,
        -finding.reason.score,
        finding.reason.code,
        finding.reason.rule,
    )


def _once_each(ordered: list[Finding]) -> list[Finding]:
    """A reason that fired by its own threshold is not told again as a part of the expected cost."""
    seen: dict[tuple[str, str], Finding] = {}
    for finding in ordered:
        seen.setdefault((finding.reason.code, finding.about), finding)
    return list(seen.values())


def _route(settings: InForce, finding: Finding) -> str | None:
    named = (
        f"{finding.about}.{finding.kind}",
        finding.about,
        finding.reason.verdict.value,
        ALL,
    )
    if finding.route is not None:
        return finding.route
    return next((settings.route_for[name] for name in named if name in settings.route_for), None)


def _waiting(policy: LoadedPolicy, settings: InForce, leading: list[Finding]) -> Waiting:
    """Only a hand-over silences the agent, and it does so where any of its reasons asks for silence."""
    if leading[0].reason.verdict is not Verdict.HAND_OVER:
        return Waiting.AGENT_STAYS
    wanted = (_waits(policy, settings, finding) for finding in leading)
    return Waiting.SILENT if Waiting.SILENT in wanted else Waiting.AGENT_STAYS


def _waits(policy: LoadedPolicy, settings: InForce, finding: Finding) -> Waiting:
    if _seals(policy, finding):
        return Waiting.SILENT
    route = policy.policy.routes.get(_route(settings, finding) or "")
    otherwise = Waiting.SILENT if finding.hard else Waiting.AGENT_STAYS
    return finding.waiting or (route.waiting if route else None) or otherwise


def _seals(policy: LoadedPolicy, finding: Finding) -> bool:
    return finding.seals or finding.about in policy.policy.marks.sealed


def _marked(policy: LoadedPolicy, finding: Finding) -> Reason:
    marks = policy.policy.marks
    names = {finding.about, f"{finding.about}.{finding.kind}", finding.reason.code}
    return replace(
        finding.reason,
        critical=not names.isdisjoint(marks.critical),
        compliance=not names.isdisjoint(marks.compliance),
    )


def _language(trace: Trace) -> str:
    """The turn's own language where it is known, else the conversation's."""
    return str(trace.inputs.get("turn.language") or trace.inputs.get("conversation.language") or "")
