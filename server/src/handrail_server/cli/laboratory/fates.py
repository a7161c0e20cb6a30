"""Where each conversation would have reached a person, under one policy and under another; noticed once."""

from collections.abc import Callable, Sequence

from handrail_server.adapters.detectors.shipped import shipped
from handrail_server.cli.judge.looking import situations
from handrail_server.cli.judge.spoken import talk_of
from handrail_server.cli.laboratory.differences import Differences
from handrail_server.cli.laboratory.engines import told
from handrail_server.cli.laboratory.policies import loaded, policy_of
from handrail_server.cli.laboratory.sums import Fates, Reached, Sums, nothing
from handrail_server.cli.replay.parts import Part, read
from handrail_server.cli.replay.recording import Recorded
from handrail_server.core.basics.ids import DecisionId
from handrail_server.core.policy.decision import Verdict
from handrail_server.core.policy.judge import judge_turn
from handrail_server.core.policy.loaded import LoadedPolicy
from handrail_server.core.signals.prepare import phrasebook
from handrail_server.ports.engine import Engine


def fates(engine: Engine, texts: Sequence[str], parts: Sequence[Part], differences: Differences) -> Sums:
    """All conversations', added up, under the policies of these texts; those that differ are told one by one."""
    found = nothing(len(texts))
    for sums in told(engine, begin, tuple(texts), parts):
        differences.take(sums.differences)
        sums.differences.clear()
        found.add(sums)
    return found


def begin(texts: tuple[str, ...]) -> Callable[[Part], Sums]:
    """A worker that adds up a part; what takes long is made ready first."""
    phrasebook()
    shipped()
    policies = tuple(loaded(policy_of(text)) for text in texts)

    def summed(part: Part) -> Sums:
        found = nothing(len(policies))
        for each in read(part):
            found.take(each, _fates(each, policies))
        return found

    return summed


def _fates(recorded: Recorded, policies: Sequence[LoadedPolicy]) -> Fates:
    """Nobody answers in it: what comes after the last policy's first hand-over is not looked at."""
    found: dict[int, Reached] = {}
    for each in situations(talk_of(recorded).turns):
        for number, policy in enumerate(policies):
            if number in found:
                continue
            decision = judge_turn(policy, each.situation, decision_id=DecisionId("rehearsed"))
            if decision.verdict is Verdict.HAND_OVER:
                said = recorded.turns[each.place]
                codes = [reason.code for reason in decision.reasons if reason.verdict is Verdict.HAND_OVER]
                reasons = tuple(dict.fromkeys(codes))
                found[number] = Reached(turn=said.index, at=said.at, reasons=reasons, route=decision.route)
        if len(found) == len(policies):
            break
    return tuple(found.get(number) for number in range(len(policies)))
