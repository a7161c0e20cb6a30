"""What counts together, in plain words: the likely cost of going on against the cost of a person."""

import math
from collections.abc import Iterator
from typing import Final

from handrail_server.core.policy.document import Policy
from handrail_server.core.policy.plain_terms import listed, lowered, raised, share, within
from handrail_server.core.policy.scope import ORGANISATION, Bar, InForce, Place, in_force
from handrail_server.core.policy.vocabulary import scopes

_TOLD: Final = 8
"""Signs that are named with their weight; the lighter ones are counted."""


def costs_in_words(policy: Policy) -> Iterator[tuple[str, str]]:
    """The sum that decides, what goes into it, and how long it forgets; then what single scopes set for themselves."""
    everywhere = in_force(policy, Place())
    yield f"{ORGANISATION}.costs", raised(_sum(everywhere))
    yield (
        f"{ORGANISATION}.costs.baseline",
        raised(f"where nothing at all is noticed, the agent is taken to fail {share(everywhere.baseline)} of the time"),
    )
    yield f"{ORGANISATION}.thresholds", raised(_weights(everywhere))
    yield (
        f"{ORGANISATION}.cool_down",
        raised(
            "after a person has dealt with such a sign it stays quiet for"
            f" {everywhere.cool_down} turns of the customer, unless it comes back stronger"
        ),
    )
    for scope, settings in scopes(policy):
        family, _, name = scope.partition(".")
        costs = settings.costs
        if name and (costs.cost_of_error, costs.cost_of_person, costs.baseline) != (None, None, None):
            yield f"{scope}.costs", within(scope, _sum(in_force(policy, Place(**{family.removesuffix("s"): name}))))


def _sum(settings: InForce) -> str:
    error, person = settings.cost_of_error, settings.cost_of_person
    if error == 0:
        return "an error costs nothing here, so signs are never added up"
    bar = float(person / error)
    if bar >= 1:
        return f"a person ({person}) costs as much as an error ({error}), so signs added up never call one"
    return (
        f"signs that are too weak alone are added up to a chance that the agent fails; above {share(bar)} a person"
        f" takes over, because an error costs {error} and a person {person} (before an action: it asks first)"
    )


def _weights(settings: InForce) -> str:
    heaviest = sorted(settings.weighed, key=lambda bar: (-bar.threshold.weight, bar.threshold.code))
    if not heaviest:
        return "no sign is weighed"
    told = [_weight(bar) for bar in heaviest[:_TOLD]]
    rest = len(heaviest) - len(told)
    return f"at its strongest each multiplies the odds of failing: {listed((*told, f'{rest} more') if rest else told)}"


def _weight(bar: Bar) -> str:
    doubt = "doubt about " if bar.threshold.below else ""
    return f"{doubt}“{lowered(bar.threshold.title)}” (×{math.exp(bar.threshold.weight):.0f})"
