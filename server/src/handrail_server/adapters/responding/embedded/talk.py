"""The conversation as the embedded agent reads it."""

from dataclasses import dataclass
from typing import Final

from handrail_server.adapters.responding.embedded.reading import order_in
from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.signals.profile import Record
from handrail_server.core.turns.turn import Captured, Confidence, ConfidenceOrigin, Source
from handrail_server.ports.responding import Ask, Given, Wanted

SURE: Final = 0.94


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What was said, and by whom."""

    ask: Ask
    said: str
    """What the customer said since the last answer."""
    told: str
    """All that the customer said."""
    last: str
    """What the agent said last."""

    @property
    def name(self) -> str:
        """The name to greet by, with a space before it; empty where it is not known."""
        name = self.ask.profile.name if self.ask.profile else None
        return f" {name.split()[0]}" if name and name.strip() else ""

    @property
    def orders(self) -> tuple[Record, ...]:
        """The customer's orders, the latest first."""
        records = self.ask.profile.records if self.ask.profile else ()
        return tuple(record for record in records if record.kind == "order")

    @property
    def order(self) -> str | None:
        """The order that it is about: named now, or before, or the only one."""
        named = order_in(self.said) or order_in(self.told)
        return named or (self.orders[0].id if len(self.orders) == 1 else None)

    def record(self, order: str) -> Record | None:
        """What is known of an order."""
        return next((record for record in self.orders if record.id.upper() == order.upper()), None)

    def can(self, tool: str) -> bool:
        """Whether the agent has the tool."""
        return any(each.name == tool for each in self.ask.tools)


def talk_of(ask: Ask) -> Talk:
    """The talk that a request is about."""
    customers = [line.text for line in ask.lines if line.author is ActorKind.CUSTOMER]
    agents = [line.text for line in ask.lines if line.author is ActorKind.AGENT]
    newest = customers[-ask.unanswered :] if ask.unanswered else customers[-1:]
    return Talk(ask=ask, said="\n".join(newest), told="\n".join(customers), last=agents[-1] if agents else "")


def words(
    text: str,
    *,
    sure: float = SURE,
    topic: str | None = None,
    sources: tuple[Source, ...] = (),
    captured: tuple[Captured, ...] = (),
) -> Given:
    """An answer in words; how sure it is comes from what was found."""
    confidence = Confidence(value=round(sure, 3), origin=ConfidenceOrigin.RETRIEVAL)
    return Given(text=text, confidence=confidence, topic=topic, sources=sources, captured=captured)


def call(tool: str, topic: str, **arguments: str) -> Given:
    """A tool to call first."""
    given = {name: value for name, value in arguments.items() if value}
    return Given(calls=(Wanted(name=f"{tool}-1", tool=tool, arguments=given),), topic=topic)


def called(talk: Talk) -> str:
    """The name at the end of a sentence, after a comma; empty where it is not known."""
    return f",{talk.name}" if talk.name else ""
