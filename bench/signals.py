"""What noticing costs: CPU per turn for all default detectors, by the length and the author of the turn."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from handrail_server.core.basics.actors import Actor, agent, customer
from handrail_server.core.basics.ids import AgentId, ConversationId, CustomerId, KeyId, TurnId, TurnNumber
from handrail_server.core.basics.time import At
from handrail_server.core.signals.notice import notice
from handrail_server.core.signals.prepare import phrasebook, prepare
from handrail_server.core.signals.registry import default_detectors
from handrail_server.core.signals.sketching import remember
from handrail_server.core.turns.agent import Mode
from handrail_server.core.turns.control import Control, by_agent
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Turn

_SHOP = AgentId("bench")
_NOW = At(1_790_000_000_000)
_CUSTOMER = "Hello, I ordered a blue lamp last week and it came damaged, this is really annoying. What can you do? "
_AGENT = "I am sorry to hear that. I have found your order 4711 of 12 May; the refund of $49.90 takes about 5 days. "


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """CPU per turn, in milliseconds: preparing and noticing, and of that preparing alone."""

    characters: int
    author: str
    milliseconds: float
    preparing: float
    remembering: float


def measure(characters: int, *, by: str = "customer", turns: int = 2_000, rounds: int = 5) -> Cost:
    """The median of several rounds over a turn of so many characters, in a conversation of ten turns."""
    turn, before, detectors = _turn(characters, by), _conversation(), default_detectors()
    view = prepare(turn, before, None, _NOW)
    signals = notice(view, detectors)

    def timed(work: Callable[[], object]) -> float:
        costs = []
        for _ in range(rounds):
            start = time.process_time()
            for _ in range(turns // rounds):
                work()
            costs.append((time.process_time() - start) / (turns // rounds) * 1_000)
        return sorted(costs)[rounds // 2]

    return Cost(
        characters=characters,
        author=by,
        milliseconds=timed(lambda: notice(prepare(turn, before, None, _NOW), detectors)),
        preparing=timed(lambda: prepare(turn, before, None, _NOW)),
        remembering=timed(lambda: remember(view, signals)),
    )


def _turn(characters: int, by: str) -> Turn:
    author: Actor = agent(_SHOP) if by == "agent" else customer(CustomerId("clara"), reported_by=_SHOP)
    words = (_AGENT if by == "agent" else _CUSTOMER) * (characters // 80 + 1)
    return Turn(
        conversation=ConversationId("c"),
        id=TurnId("t"),
        number=TurnNumber(11),
        author=author,
        text=words[:characters],
        channel="chat",
        said_at=_NOW,
        received_at=_NOW,
        epoch=1,
    )


def _conversation() -> Conversation:
    before = Conversation(
        id=ConversationId("c"),
        agent=_SHOP,
        key=KeyId("k"),
        channel="chat",
        mode=Mode.ENFORCE,
        control=Control(holder=by_agent(_SHOP)),
        opened_at=_NOW,
    )
    for number in range(1, 11):
        view = prepare(_turn(120, "customer" if number % 2 else "agent"), before, None, _NOW)
        sketch = replace(remember(view, ()).sketch, number=TurnNumber(number))
        before = replace(before, recent=(*before.recent, sketch))
    return before


def main() -> None:
    """Print the table."""
    start = time.process_time()
    phrasebook()
    print(f"phrasebook built in {time.process_time() - start:.2f} s, once a process\n")
    print("characters  author    all ms  preparing ms  remembering ms")
    for by in ("customer", "agent"):
        for characters in (100, 600, 5_000, 20_000):
            cost = measure(characters, by=by, turns=max(20, 200_000 // characters))
            print(
                f"{characters:>10}  {by:<8}  {cost.milliseconds:>6.3f}  {cost.preparing:>12.3f}"
                f"  {cost.remembering:>14.3f}"
            )


if __name__ == "__main__":
    main()
