"""What noticing and judging cost: CPU per turn for all default detectors and for a policy with 50 rules of its own."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import yaml

from handrail_server.adapters.policy_file.reader import YamlPolicyReader
from handrail_server.cli.listening import set_aside
from handrail_server.core.basics.actors import Actor, agent, customer
from handrail_server.core.basics.ids import (
    AgentId,
    ConversationId,
    CustomerId,
    DecisionId,
    KeyId,
    PolicyVersion,
    TurnId,
    TurnNumber,
)
from handrail_server.core.basics.time import At
from handrail_server.core.policy.decision import Decision
from handrail_server.core.policy.judge import judge_turn
from handrail_server.core.policy.loaded import LoadedPolicy
from handrail_server.core.policy.situation import Situation
from handrail_server.core.signals.notice import notice
from handrail_server.core.signals.prepare import phrasebook, prepare
from handrail_server.core.signals.registry import default_detectors
from handrail_server.core.signals.signal import Signal
from handrail_server.core.signals.sketching import remember
from handrail_server.core.turns.agent import Agent, Mode
from handrail_server.core.turns.control import Control, by_agent
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Turn

_SHOP = AgentId("bench")
_NOW = At(1_790_000_000_000)
_CUSTOMER = "Hello, I ordered a blue lamp last week and it came damaged, this is really annoying. What can you do? "
_REPLY = "I am sorry to hear that. I have found your order 4711 of 12 May; the refund of $49.90 takes about 5 days. "
RULES = 50
GOALS = {100: 0.25, 600: 0.5}
"""Milliseconds for so many characters."""
_WHEN = (
    "signal.churn.score > 0.9 && conversation.turns > {}",
    "conversation.channel == 'voice' && conversation.customer_turns >= {}",
    "has(customer.tier) && customer.tier == 'tier-{}'",
    "conversation.language in ['de', 'fr', 'xx-{}'] && signal.sentiment.score > 0.9",
    "conversation.turns > {0} && signal.fraud.score > 0.5 && conversation.minutes > {0}.0",
)
_AGENT = Agent(id=_SHOP, name="Shop", policy_object="default", created_at=_NOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """CPU per turn, in milliseconds: preparing, noticing and judging, and what of it is each."""

    characters: int
    author: str
    milliseconds: float
    preparing: float
    judging: float
    remembering: float


def measure(characters: int, *, by: str = "customer", turns: int = 2_000, rounds: int = 5) -> Cost:
    """The median of several rounds over a turn of so many characters, in a conversation of ten turns."""
    turn, before, detectors, policy = _turn(characters, by), _conversation(), default_detectors(), _policy()
    view = prepare(turn, before, None, _NOW)
    signals = notice(view, detectors)

    def judged(found: tuple[Signal, ...]) -> Decision:
        situation = Situation(turn=turn, signals=found, before=before, agent=_AGENT, now=_NOW)
        return judge_turn(policy, situation, decision_id=DecisionId("d"))

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
        milliseconds=timed(lambda: judged(notice(prepare(turn, before, None, _NOW), detectors))),
        preparing=timed(lambda: prepare(turn, before, None, _NOW)),
        judging=timed(lambda: judged(signals)),
        remembering=timed(lambda: remember(view, signals)),
    )


def _policy() -> LoadedPolicy:
    """The default policy and 50 rules beside it, over inputs that each turn has and signals that it may have."""
    reader = YamlPolicyReader()
    document = yaml.safe_load(reader.default())
    document["organisation"]["rules"] += [
        {"id": f"rule_{number}", "when": _WHEN[number % len(_WHEN)].format(number), "then": "hand_over"}
        for number in range(RULES)
    ]
    policy, remarks = reader.read(yaml.safe_dump(document), version=PolicyVersion(1))
    if policy is None:
        raise ValueError(remarks[0])
    return policy


def _turn(characters: int, by: str) -> Turn:
    author: Actor = agent(_SHOP) if by == "agent" else customer(CustomerId("clara"), reported_by=_SHOP)
    words = (_REPLY if by == "agent" else _CUSTOMER) * (characters // 80 + 1)
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
    set_aside()
    print("characters  author    all ms  preparing ms  judging ms  remembering ms")
    found: dict[int, float] = {}
    for by in ("customer", "agent"):
        for characters in (100, 600, 5_000, 20_000):
            cost = measure(characters, by=by, turns=max(20, 200_000 // characters))
            print(
                f"{characters:>10}  {by:<8}  {cost.milliseconds:>6.3f}  {cost.preparing:>12.3f}"
                f"  {cost.judging:>10.3f}  {cost.remembering:>14.3f}"
            )
            found[characters] = max(cost.milliseconds, found.get(characters, 0.0))
    for characters, most in GOALS.items():
        met = "met" if found[characters] <= most else "MISSED"
        print(
            f"{met:8}{found[characters]:>9.3f} ms   all signals + {RULES} rules, {characters} characters: ≤ {most} ms"
        )


if __name__ == "__main__":
    main()
