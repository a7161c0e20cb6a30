"""Reads a policy file: its text becomes a policy that is ready to judge, or a list of what is wrong with it."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from importlib import resources
from typing import Final

import yaml

from handrail_server.adapters.policy_file.editing import edit_text
from handrail_server.adapters.policy_file.nodes import Mark, Unreadable, compose
from handrail_server.adapters.policy_file.shapes import Reading
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import PolicyVersion
from handrail_server.core.policy.cel_tokens import Place
from handrail_server.core.policy.check import check_policy
from handrail_server.core.policy.document import Policy
from handrail_server.core.policy.edits import Edit
from handrail_server.core.policy.loaded import LoadedPolicy
from handrail_server.core.policy.problem import Problem, Severity
from handrail_server.core.policy.route import Route
from handrail_server.ports.knowing import PolicyRemark

MOST_PROBLEMS: Final = 200
_BLOCK: Final = "|"
_FOLDED: Final = ">"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFile:
    """A file as it was read. `policy` is None where there are errors; warnings alone do not keep it from judging."""

    policy: Policy | None
    problems: tuple[Problem, ...] = ()
    written: Policy | None = None
    """What it says, also where the checker refuses it."""


def read_policy(text: str, *, queues: AbstractSet[str] | None = None) -> PolicyFile:
    """Read and check a policy. `queues` are the organisation's, where they are known. Never raises."""
    try:
        node = compose(text)
    except Unreadable as unreadable:
        broken = Problem(
            severity=Severity.ERROR,
            path="",
            message=str(unreadable),
            fix=unreadable.fix,
            line=unreadable.line,
            column=unreadable.column,
        )
        return PolicyFile(policy=None, problems=(broken,))
    reading = Reading(id_from_key=(Route,), needed={Route: ("landing",)})
    policy = reading.document(node, Policy)
    if policy is None:
        return PolicyFile(policy=None, problems=_in_order(reading.problems))
    lines = text.splitlines()
    problems = [_placed(problem, reading, lines) for problem in check_policy(policy, queues=queues)]
    sound = all(problem.severity is Severity.WARNING for problem in problems)
    return PolicyFile(policy=policy if sound else None, problems=_in_order(problems), written=policy)


class YamlPolicyReader:
    """The port's reader."""

    def read(
        self, text: str, *, version: PolicyVersion, queues: AbstractSet[str] | None = None
    ) -> tuple[LoadedPolicy | None, tuple[PolicyRemark, ...]]:
        """The policy, ready to judge (None where there are errors), and all remarks in the order of the text."""
        found = read_policy(text, queues=queues)
        return (None if found.policy is None else LoadedPolicy(found.policy, version)), _remarks(found)

    def written(
        self, text: str, *, queues: AbstractSet[str] | None = None
    ) -> tuple[Policy | None, tuple[PolicyRemark, ...]]:
        """What the document says, also where it may not judge so (None where it cannot be read), and all remarks."""
        found = read_policy(text, queues=queues)
        return found.written, _remarks(found)

    def edited(self, text: str, edits: Sequence[Edit]) -> str:
        """The text after the edits, all else in it untouched; raises `Invalid` naming the path or the place."""
        try:
            for edit in edits:
                text = edit_text(text, edit)
        except Unreadable as unreadable:
            place = f"line {unreadable.line}, column {unreadable.column}"
            raise Invalid(f"{place}: {unreadable}", field="document", fix=unreadable.fix) from None
        return text

    def default(self) -> str:
        """The text of the policy that a new organisation begins with."""
        return default_policy()


def _remarks(found: PolicyFile) -> tuple[PolicyRemark, ...]:
    return tuple(
        PolicyRemark(
            severity=problem.severity.value,
            path=problem.path,
            line=problem.line,
            column=problem.column,
            message=problem.message,
            fix=problem.fix,
        )
        for problem in found.problems
    )


def default_policy() -> str:
    """The text of the policy that a new organisation begins with."""
    return resources.files(__package__).joinpath("default.yaml").read_text(encoding="utf-8")


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))[:MOST_PROBLEMS]


def _placed(problem: Problem, reading: Reading, lines: list[str]) -> Problem:
    """The problem with its place in the file: that of the nearest part of its path which is written there."""
    path = problem.path
    while path not in reading.places:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    at = reading.places[path]
    if problem.within is not None and path == problem.path:
        at = _inside(reading.nodes[path], at, problem.within, lines)
    return replace(problem, line=at.line, column=at.column)


def _inside(node: yaml.Node, at: Mark, within: Place, lines: list[str]) -> Mark:
    """A place within a scalar as a place in the file. A folded text has lost its lines: its beginning is told."""
    style = node.style if isinstance(node, yaml.ScalarNode) else None
    if style == _BLOCK and at.line < len(lines):
        first = lines[at.line]
        return Mark(line=at.line + within.line, column=len(first) - len(first.lstrip()) + within.column)
    if style == _FOLDED or within.line > 1:
        return at
    return Mark(line=at.line, column=at.column + within.column - 1 + (style in {'"', "'"}))
