"""Reasons without a route, routes that end nowhere, and people who could not be reached by them (law 3)."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from handrail_server.core.policy.document import ALL, Policy
from handrail_server.core.policy.likeness import did_you_mean
from handrail_server.core.policy.problem import Problem, error, warning
from handrail_server.core.policy.route import Route, Target, TargetKind
from handrail_server.core.policy.vocabulary import ROUTED_BY, scopes, seals, unknown_reasons

_ROLES: Final = ("administrator", "supervisor", "rep", "approver", "auditor")
_NAMED: Final = (TargetKind.QUEUE, TargetKind.PERSON, TargetKind.DEPARTMENT)
"""Targets that need an id; for the others the records say who it is."""
_STAFFED: Final = (TargetKind.QUEUE, TargetKind.DEPARTMENT, TargetKind.ON_CALL)
"""Targets that are there for every customer."""


def check_routes(policy: Policy, queues: AbstractSet[str] | None) -> Iterator[Problem]:
    """What is wrong with the routes and the way to them; with `queues`, also queues that the organisation has not
    got.
    """
    if ALL not in policy.organisation.route_for:
        fix = 'Add `"*": <route>` under organisation.route_for.'
        yield error("organisation.route_for", "A reason that nobody thought of would have no route.", fix)
    used: set[str] = set()
    for scope, settings in scopes(policy):
        yield from unknown_reasons(f"{scope}.route_for", settings.route_for, policy, *ROUTED_BY)
        used.update(settings.route_for.values())
        used.update(action.route for action in settings.actions.values() if action.route)
        for reason, named in settings.route_for.items():
            if named not in policy.routes:
                near = did_you_mean(named, policy.routes)
                yield error(f"{scope}.route_for.{reason}", f"There is no route {named}.", near)
    for name, route in policy.routes.items():
        yield from _route(f"routes.{name}", route, queues)
        if name not in used:
            yield warning(f"routes.{name}", "Nothing leads here.", "Name it under route_for, or remove it.")
    yield from _sealed(policy)


def _route(path: str, route: Route, queues: AbstractSet[str] | None) -> Iterator[Problem]:
    targets = (("target", route.target), *((f"fallbacks[{i}]", each) for i, each in enumerate(route.fallbacks)))
    for name, target in targets:
        yield from _target(f"{path}.{name}", target, queues)
    if not any(target.kind in _STAFFED for _, target in targets):
        fix = "Add a queue, a department or on_call to its fallbacks."
        yield error(path, f"A {route.target.kind} may not exist, and nobody else is asked.", fix)
    yield from _times(path, route)
    if route.approvers.role not in _ROLES:
        fix = did_you_mean(route.approvers.role, _ROLES) or f"One of: {', '.join(_ROLES)}."
        yield error(f"{path}.approvers.role", f"`{route.approvers.role}` is not a role.", fix)
    for index, need in enumerate(route.skills):
        if not 0 <= need.level <= 10:
            yield error(f"{path}.skills[{index}].level", "A level lies within 0..10.")


def _target(path: str, target: Target, queues: AbstractSet[str] | None) -> Iterator[Problem]:
    if target.kind in _NAMED and not target.id:
        yield error(path, f"Which {target.kind}?", f"Such as `{target.kind}:general`.")
    if target.kind not in _NAMED and target.id:
        yield error(path, f"Who the {target.kind} is, the records say.", f"Write `{target.kind}` alone.")
    if queues is not None and target.kind is TargetKind.QUEUE and target.id and target.id not in queues:
        yield warning(path, f"There is no queue {target.id} yet.", did_you_mean(target.id, queues) or "Create it.")


def _times(path: str, route: Route) -> Iterator[Problem]:
    for name in ("accept_within", "offer_seconds", "reply_within", "weight"):
        if getattr(route, name) < 1:
            yield error(f"{path}.{name}", "It is 1 or more.")
    for name in ("expires_seconds", "valid_seconds"):
        if getattr(route.approvers, name) < 1:
            yield error(f"{path}.approvers.{name}", "It is 1 or more.")
    if route.landing.promise_seconds < 1:
        yield error(f"{path}.landing.promise_seconds", "It is 1 or more.")
    if route.offer_seconds > route.accept_within:
        fix = "Shorten the offer, or give the target longer."
        yield warning(f"{path}.offer_seconds", "One offer takes longer than the target is given.", fix)


def _sealed(policy: Policy) -> Iterator[Problem]:
    """A seal that anybody may break is none."""
    for scope, settings in scopes(policy):
        for reason in seals(policy):
            leading = [(name, route) for name, route in settings.route_for.items() if name.partition(".")[0] == reason]
            if scope == "organisation" and not any(name == reason for name, _ in leading):
                leading.append((ALL, settings.route_for.get(ALL, "")))
            for name, route in leading:
                if route in policy.routes and not policy.routes[route].credentials:
                    fix = f"Demand a credential in routes.{route}, or route {reason} elsewhere."
                    yield warning(
                        f"{scope}.route_for.{name}", f"{reason} seals, and route {route} lets anybody in.", fix
                    )
