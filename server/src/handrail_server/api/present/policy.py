"""Policy versions and the checker's remarks on the wire."""

from typing import Final, Literal

from handrail_server.api.moments import shown, shown_or_none
from handrail_server.api.wire.policy import PolicyCheck, PolicyProblem, PolicyReply, PolicyVersionReply
from handrail_server.core.policy.life import PolicyLife, VersionLine
from handrail_server.ports.knowing import PolicyRemark

ERROR: Final = "error"


def policy_reply(life: PolicyLife) -> PolicyReply:
    """All versions that are kept, the newest first."""
    return PolicyReply(published=life.published, versions=tuple(_version(line) for line in reversed(life.versions)))


def policy_check(remarks: tuple[PolicyRemark, ...]) -> PolicyCheck:
    """What the checker found."""
    problems = tuple(_problem(remark) for remark in remarks)
    return PolicyCheck(valid=all(problem.severity != ERROR for problem in problems), problems=problems)


def _version(line: VersionLine) -> PolicyVersionReply:
    return PolicyVersionReply(
        version=line.version,
        state=line.state.value,
        digest=line.digest,
        why=line.why,
        by=line.by,
        at=shown(line.at),
        published_by=line.published_by,
        published_at=shown_or_none(line.published_at),
    )


def _problem(remark: PolicyRemark) -> PolicyProblem:
    severity: Literal["error", "warning"] = "error" if remark.severity == ERROR else "warning"
    return PolicyProblem(
        severity=severity,
        path=remark.path,
        line=remark.line,
        column=remark.column,
        message=remark.message,
        fix=remark.fix,
    )
