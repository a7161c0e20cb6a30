"""The names that a policy may refer to: its reasons, with those of its own rules and signals."""

from collections.abc import Iterable, Iterator
from typing import Final

from handrail_server.core.policy.decision import Verdict
from handrail_server.core.policy.document import ALL, Policy, Settings
from handrail_server.core.policy.imposed import IMPOSED
from handrail_server.core.policy.likeness import did_you_mean
from handrail_server.core.policy.loaded import all_rules
from handrail_server.core.policy.problem import Problem, error
from handrail_server.core.policy.reasons import BLIND, BUILT_IN, EXPECTED_COST, FROM_THE_CHARTER

OTHERS: Final = (BLIND, EXPECTED_COST, *FROM_THE_CHARTER, *(each.code for each in IMPOSED))


def scopes(policy: Policy) -> Iterator[tuple[str, Settings]]:
    """Every scope's path and settings."""
    yield "organisation", policy.organisation
    for family in ("agents", "topics", "objects", "flows"):
        named: dict[str, Settings] = getattr(policy, family)
        for name, settings in named.items():
            yield f"{family}.{name}", settings


def reason_codes(policy: Policy) -> frozenset[str]:
    """Every reason that a decision under this policy can have."""
    own = {rule.code or rule.id for rule in all_rules(policy)}
    return frozenset({*BUILT_IN, *OTHERS, *policy.inputs.signals, *own})


def seals(policy: Policy) -> Iterator[str]:
    """The reasons that seal."""
    yield from (code for code, threshold in BUILT_IN.items() if threshold.seals)
    yield from policy.marks.sealed


def unknown_reasons(path: str, names: Iterable[str], policy: Policy, *also: str) -> Iterator[Problem]:
    """A problem for each name that is no reason; `reason.kind` is known where the reason is."""
    known = {*reason_codes(policy), *also}
    for name in names:
        if name not in known and name.partition(".")[0] not in known:
            yield error(f"{path}.{name}", f"`{name}` is not a reason.", did_you_mean(name, known))


ROUTED_BY: Final = (ALL, *(verdict.value for verdict in Verdict if verdict is not Verdict.PROCEED))
"""What `route_for` may name beside reasons."""
