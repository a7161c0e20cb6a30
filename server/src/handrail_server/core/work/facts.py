"""What people do with a case beyond its own life cycle."""

from dataclasses import dataclass

from handrail_server.core.basics.facts import Body, Fact
from handrail_server.core.basics.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReassigned(Fact):
    """A supervisor gave the case to somebody."""

    person: PersonId
    before: PersonId | None
    why: Body[str]
