"""Policy versions and the checker's remarks on the wire."""

from typing import Final, Literal

from handrail_server.api.moments import shown, shown_or_none
from handrail_server.api.wire.policy import Obstacle, PolicyCheck, PolicyProblem, PolicyReply, PolicyVersionReply
from handrail_server.core.basics.actors import Actor
from handrail_server.core.policy.life import PolicyLife, VersionLine, in_the_way
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.rights import Right, may
from handrail_server.ports.knowing import PolicyRemark

ERROR: Final = "error"


def policy_reply(life: PolicyLife, viewer: Person, by: Actor) -> PolicyReply:
    """All versions that are kept, the newest first, with what keeps the viewer from publishing each."""
    entitled = may(viewer, Right.PUBLISH_POLICY)
    return PolicyReply(
        published=life.published,
        second_person=life.publishing.second_person,
        rehearsal=life.publishing.rehearsal,
        shadow=life.shadow,
        may_draft=entitled,
        versions=tuple(_version(life, line, by, entitled=entitled) for line in reversed(life.versions)),
    )


def policy_check(remarks: tuple[PolicyRemark, ...]) -> PolicyCheck:
    """What the checker found."""
    problems = tuple(_problem(remark) for remark in remarks)
    return PolicyCheck(valid=all(problem.severity != ERROR for problem in problems), problems=problems)


def _version(life: PolicyLife, line: VersionLine, by: Actor, *, entitled: bool) -> PolicyVersionReply:
    obstacles = in_the_way(life, line.version, entitled=entitled, by=by)
    return PolicyVersionReply(
        version=line.version,
        state=line.state.value,
        digest=line.digest,
        why=line.why,
        by=line.by,
        at=shown(line.at),
        rehearsed=line.rehearsed,
        published_by=line.published_by,
        published_at=shown_or_none(line.published_at),
        obstacles=tuple(Obstacle(message=each.message, fix=each.fix) for each in obstacles),
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
