"""What routing needs to know of a case: what it weighs, whom it needs, how urgent it is."""

from dataclasses import dataclass

from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.time import At
from handrail_server.core.policy.route import SkillNeed, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """A case as routing sees it. `requested_at` is kept over every re-route."""

    channel: str
    language: str
    weight: int = 1
    skills: tuple[SkillNeed, ...] = ()
    credentials: tuple[str, ...] = ()
    rank: int = 50
    secondary_rank: int = 0
    requested_at: At
    target_accept_at: At
    preferred: PersonId | None = None
    preferred_required: bool = False
    barred: tuple[PersonId, ...] = ()
    """People who may not decide it: who asked themselves, and the owner of the agent that asked."""
    target: Target
    """The target that is being tried now."""
    tried: tuple[Target, ...] = ()
