"""Where each conversation would have reached a person, under one policy and under another; noticed once."""

from collections.abc import Iterable, Sequence

from handrail_server.cli.judge.looking import situations
from handrail_server.cli.judge.spoken import talk_of
from handrail_server.cli.laboratory.policies import loaded, policy_of
from handrail_server.cli.laboratory.processes import worked
from handrail_server.cli.laboratory.sums import Fates, Reached, Sums, nothing
from handrail_server.cli.replay.recording import Recorded
from handrail_server.core.basics.ids import DecisionId
from handrail_server.core.policy.decision import Verdict
from handrail_server.core.policy.judge import judge_turn
from handrail_server.core.policy.loaded import LoadedPolicy


def fates(texts: Sequence[str], recorded: Iterable[Recorded], *, processes: int, total: int | None) -> Sums:
    """All conversations', added up, under the policies of these texts."""
    found = nothing(len(texts))
    for part in worked(_sums, recorded, begin=_begin, setting=tuple(texts), processes=processes, total=total):
        found.add(part)
    return found


_policies: list[LoadedPolicy] = []
"""This process's own."""


def _begin(texts: tuple[str, ...]) -> None:
    _policies[:] = [loaded(policy_of(text)) for text in texts]


def _sums(recorded: Sequence[Recorded]) -> Sums:
    found = nothing(len(_policies))
    for each in recorded:
        found.take(each, _fates(each))
    return found


def _fates(recorded: Recorded) -> Fates:
    """Nobody answers in it: what comes after the last policy's first hand-over is not looked at."""
    found: dict[int, Reached] = {}
    for each in situations(talk_of(recorded).turns):
        for number, policy in enumerate(_policies):
            if number in found:
                continue
            decision = judge_turn(policy, each.situation, decision_id=DecisionId("rehearsed"))
            if decision.verdict is Verdict.HAND_OVER:
                said = recorded.turns[each.place]
                codes = [reason.code for reason in decision.reasons if reason.verdict is Verdict.HAND_OVER]
                reasons = tuple(dict.fromkeys(codes))
                found[number] = Reached(turn=said.index, at=said.at, reasons=reasons, route=decision.route)
        if len(found) == len(_policies):
            break
    return tuple(found.get(number) for number in range(len(_policies)))
