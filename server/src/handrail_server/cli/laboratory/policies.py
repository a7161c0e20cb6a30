"""A policy's text made ready to judge, and the same policy with one number moved."""

from pathlib import Path

from handrail_server.adapters.policy_file.reader import default_policy, read_policy
from handrail_server.core.basics.errors import Invalid, NotFound
from handrail_server.core.basics.ids import PolicyVersion
from handrail_server.core.policy.document import Policy
from handrail_server.core.policy.loaded import LoadedPolicy


def text_of(file: Path | None) -> str:
    """The file's text, or the policy that a new organisation begins with."""
    if file is None:
        return default_policy()
    if not file.is_file():
        raise NotFound(f"There is no file {file}.")
    return file.read_text(encoding="utf-8")


def policy_of(text: str) -> Policy:
    """What the text says; raises `Invalid` with the first error where it could not be published."""
    found = read_policy(text)
    if found.policy is None:
        worst = found.problems[0]
        raise Invalid(f"Line {worst.line}: {worst.message}", fix="`handrail policy check FILE` tells all.")
    return found.policy


def loaded(policy: Policy) -> LoadedPolicy:
    """Ready to judge."""
    return LoadedPolicy(policy, PolicyVersion(1))
