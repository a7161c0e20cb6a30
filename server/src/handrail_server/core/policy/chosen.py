"""Which settings are still defaults that nobody has chosen."""

from collections.abc import Collection

from handrail_server.core.policy.document import Policy, ThresholdSetting
from handrail_server.core.policy.reasons import BUILT_IN
from handrail_server.core.policy.vocabulary import scopes


def not_yet_chosen(policy: Policy, adopted: Collection[str] = ()) -> tuple[str, ...]:
    """The paths of thresholds and rules that are marked so, or stand nowhere, less those adopted since.

    What somebody wrote without the mark is chosen by having been written.
    """
    stated = policy.organisation.thresholds
    silent = [code for code in BUILT_IN if stated.get(code, ThresholdSetting()).at is None]
    found = [f"organisation.thresholds.{code}" for code in silent]
    for scope, settings in scopes(policy):
        marked = [code for code, own in settings.thresholds.items() if own.chosen is False]
        found += [f"{scope}.thresholds.{code}" for code in marked]
        found += [f"{scope}.rules.{rule.id}" for rule in settings.rules if rule.chosen is False]
    return tuple(path for path in dict.fromkeys(found) if path not in adopted)
