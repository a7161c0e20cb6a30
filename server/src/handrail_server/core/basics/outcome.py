"""One shape of answer: what a decision returns."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from handrail_server.core.basics.effects import Deadline, Effect
from handrail_server.core.basics.facts import Fact

S = TypeVar("S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[S]):
    """The new state of one subject, what happened to it, what must be done outside, and what falls due."""

    state: S
    facts: tuple[Fact, ...] = ()
    effects: tuple[Effect, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    def then(self, following: "Outcome[S]") -> "Outcome[S]":
        """This outcome followed by another of the same subject, as one."""
        return Outcome(
            state=following.state,
            facts=self.facts + following.facts,
            effects=self.effects + following.effects,
            deadlines=self.deadlines + following.deadlines,
        )
