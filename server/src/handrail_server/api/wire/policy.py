"""Policy versions and what the checker says."""

from typing import Annotated, Literal

import msgspec

from handrail_server.api.wire.shape import Line, Moment, Reply, Request


class PolicyDraft(Request, frozen=True, kw_only=True):
    """`POST /v1/policy/versions`: a YAML document; `POST /v1/policy/check` looks at one without keeping it."""

    document: Annotated[str, msgspec.Meta(min_length=1, max_length=1_000_000)]
    why: Line = "edited"


class PolicyProblem(Reply, frozen=True, kw_only=True):
    """Something wrong (or doubtful) in a policy document."""

    severity: Literal["error", "warning"]
    path: str
    line: int
    column: int
    message: str
    fix: str | None


class PolicyCheck(Reply, frozen=True, kw_only=True):
    """What the checker found."""

    valid: bool
    problems: tuple[PolicyProblem, ...]


class PolicyVersionReply(Reply, frozen=True, kw_only=True):
    """One version of the policy."""

    version: int
    state: Literal["draft", "rehearsed", "published", "retired"]
    digest: str
    why: str
    by: str
    at: Moment
    published_by: str | None
    published_at: Moment | None


class PolicyReply(Reply, frozen=True, kw_only=True):
    """The policy's versions, newest first."""

    published: int
    versions: tuple[PolicyVersionReply, ...]


class PolicyDocument(Reply, frozen=True, kw_only=True):
    """A version's document, as written."""

    version: int
    document: str
