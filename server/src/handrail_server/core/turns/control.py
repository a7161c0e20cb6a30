"""Who holds the floor: one holder, and an epoch that grows by one with every change of holder (law 1)."""

from dataclasses import dataclass
from enum import StrEnum

from handrail_server.core.basics.errors import StaleEpoch
from handrail_server.core.basics.ids import AgentId, PersonId, QueueId


class HolderKind(StrEnum):
    """Who can hold the floor."""

    AGENT = "agent"
    QUEUE = "queue"
    PERSON = "person"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The one party that may speak next beside the customer."""

    kind: HolderKind
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """The floor of a conversation."""

    holder: Holder
    epoch: int = 1

    def pass_to(self, holder: Holder) -> "Control":
        """The floor after it went to `holder`; the epoch stays where the holder does not change."""
        return self if holder == self.holder else Control(holder=holder, epoch=self.epoch + 1)

    def admit(self, agent: AgentId, epoch: int) -> None:
        """Let an agent's reply or action through, or raise `StaleEpoch`.

        An agent speaks only while it holds the floor, for the turn of the epoch in which it was asked.
        """
        if epoch != self.epoch or self.holder != by_agent(agent):
            raise StaleEpoch(field="floor", fix="Stop: another party holds the floor. Listen for deliveries.")


def by_agent(agent: AgentId) -> Holder:
    """An agent holds the floor."""
    return Holder(kind=HolderKind.AGENT, id=agent)


def by_person(person: PersonId) -> Holder:
    """A person holds the floor."""
    return Holder(kind=HolderKind.PERSON, id=person)


def by_queue(queue: QueueId) -> Holder:
    """A queue holds the floor: only the system speaks until somebody accepts."""
    return Holder(kind=HolderKind.QUEUE, id=queue)


NOBODY = Holder(kind=HolderKind.NOBODY)
