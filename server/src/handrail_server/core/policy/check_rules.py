"""Rules that cannot be read, cannot fire, contradict each other, or judge what they cannot see."""

from collections.abc import Iterator

from handrail_server.core.policy.cel_reach import certain, impossible
from handrail_server.core.policy.cel_syntax import Node, paths
from handrail_server.core.policy.cel_tokens import tokens
from handrail_server.core.policy.cel_types import check, unguarded
from handrail_server.core.policy.decision import Strength, Verdict
from handrail_server.core.policy.document import Judged, Policy, Rule, Settings
from handrail_server.core.policy.fields import Schema
from handrail_server.core.policy.finding import fitting
from handrail_server.core.policy.loaded import all_rules, on_by_default
from handrail_server.core.policy.problem import Problem, error, warning
from handrail_server.core.policy.schema import schema_of
from handrail_server.core.policy.vocabulary import scopes

MOST_RULES = 500


def check_rules(policy: Policy) -> Iterator[Problem]:
    """What is wrong with the rules of every scope."""
    schema = schema_of(policy)
    counted = sum(1 for _ in all_rules(policy))
    if counted > MOST_RULES:
        yield error("organisation.rules", f"There are {counted} rules; at most {MOST_RULES} are kept.")
    for scope, settings in scopes(policy):
        yield from _of_scope(scope, settings, schema)


def _of_scope(scope: str, settings: Settings, schema: Schema) -> Iterator[Problem]:
    seen: set[str] = set()
    meant: dict[str, Rule] = {}
    for index, rule in enumerate(settings.rules):
        path = f"{scope}.rules[{index}]"
        if rule.id in seen:
            yield error(f"{path}.id", f"The rule {rule.id} stands twice in this scope.", "Give it an id of its own.")
        seen.add(rule.id)
        checked = check(rule.when, schema)
        yield from (error(f"{path}.when", fault.message, fault.fix, fault.place) for fault in checked.faults)
        if checked.tree is None or checked.faults:
            continue
        yield from _reach(path, checked.tree, schema)
        yield from _sight(path, rule, checked.tree)
        words = " ".join(token.text for token in tokens(rule.when))
        yield from _twice(path, meant.setdefault(words, rule), rule)


def _reach(path: str, tree: Node, schema: Schema) -> Iterator[Problem]:
    never = impossible(tree, schema)
    if never:
        yield error(
            f"{path}.when", f"This never holds: {never}.", "Mend the comparison, or remove the rule.", tree.place
        )
    if certain(tree):
        yield warning(f"{path}.when", "This always holds: the rule fires on every turn.", None, tree.place)
    for read in unguarded(tree, schema):
        yield warning(
            f"{path}.when",
            f"`{read.name}` is not always there; without it the rule is blind.",
            f"Ask first: has({read.name}) && …",
            read.place,
        )


def _sight(path: str, rule: Rule, tree: Node) -> Iterator[Problem]:
    reads = tuple(named.name for named in paths(tree))
    on = rule.on or on_by_default(rule, reads)
    if rule.then is Verdict.PROCEED:
        yield error(f"{path}.then", "A rule that proceeds does nothing.", "Answer with hold, ask_first or hand_over.")
    for judged in on:
        if fitting(rule.then, judged) is Verdict.PROCEED and rule.then is not Verdict.PROCEED:
            fix = "Judge drafts or actions, or answer with hand_over."
            yield error(f"{path}.on", f"`{rule.then}` does nothing to a {judged}.", fix)
        acts = next((name for name in reads if name.startswith("action.")), None)
        if acts and judged is not Judged.ACTION:
            yield error(f"{path}.on", f"`{acts}` is not there when a {judged} is judged.", "Judge actions only.")
    if rule.when_blind is not None and rule.strength is Strength.SOFT:
        fix = "Make the rule hard, or remove when_blind."
        yield warning(f"{path}.when_blind", "A soft rule never fires when it is blind.", fix)


def _twice(path: str, before: Rule, rule: Rule) -> Iterator[Problem]:
    if before is rule or (set(before.on).isdisjoint(rule.on) and before.on and rule.on):
        return
    if (before.then, before.strength) == (rule.then, rule.strength):
        yield warning(f"{path}.when", f"The rule {before.id} says the same already.", "Remove one of them.")
    else:
        fix = "Keep one of them, or tell their conditions apart."
        yield error(f"{path}.when", f"The rule {before.id} has the same condition and another answer.", fix)
