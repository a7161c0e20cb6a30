"""From where on a threshold lets a conversation pass: noticed once, decided again at the numbers that matter."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handrail_server.adapters.detectors.shipped import shipped
from handrail_server.cli.judge.looking import Looked, look_through
from handrail_server.cli.judge.spoken import talk_of
from handrail_server.cli.laboratory.engines import told
from handrail_server.cli.laboratory.policies import loaded, moved, policy_of
from handrail_server.cli.replay.parts import Part, read
from handrail_server.cli.replay.recording import Recorded
from handrail_server.core.basics.time import At
from handrail_server.core.learning.tuning.tried import Tried
from handrail_server.core.policy.decision import Verdict
from handrail_server.core.policy.fields import Inputs
from handrail_server.core.policy.judge import decide
from handrail_server.core.policy.loaded import LoadedPolicy
from handrail_server.core.policy.reasons import ESTIMATED_CONFIDENCE, LOW_CONFIDENCE
from handrail_server.core.signals.prepare import phrasebook
from handrail_server.core.turns.turn import ConfidenceOrigin
from handrail_server.ports.engine import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which threshold of which policy, at which numbers, the strictest first."""

    text: str
    code: str
    scale: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossings:
    """Each conversation under every number, and when each began; None where nobody recorded it."""

    tried: list[Tried]
    began: list[At | None]


def crossings(engine: Engine, question: Question, parts: Sequence[Part]) -> Crossings:
    """All conversations'."""
    found = Crossings(tried=[], began=[])
    for made in told(engine, begin, question, parts):
        found.tried.extend(made.tried)
        found.began.extend(made.began)
    return found


def begin(question: Question) -> Callable[[Part], Crossings]:
    """A worker that tries every number on a part; what takes long is made ready first."""
    phrasebook()
    shipped()
    ladder = _Ladder(question)

    def crossed(part: Part) -> Crossings:
        found = Crossings(tried=[], began=[])
        for each in read(part):
            found.tried.append(ladder.tried(each))
            found.began.append(each.turns[0].at)
        return found

    return crossed


class _Ladder:
    """The policy as it stands, and with the threshold at each number."""

    def __init__(self, question: Question) -> None:
        policy = policy_of(question.text)
        self.stands = loaded(policy)
        self.rungs = [loaded(moved(policy, question.code, at)) for at in question.scale]

    def tried(self, recorded: Recorded) -> Tried:
        """Nobody answers in it: what comes after the first hand-over changes nothing."""
        seen = [each for each in look_through(talk_of(recorded).turns, self.stands) if _is_judged(each)]
        passes = bisect_left(self.rungs, True, key=lambda rung: not _reaches(rung, seen))
        return Tried(
            id=recorded.id,
            reaches=passes,
            needed=recorded.label.needed if recorded.label else None,
            topic=next((said.topic for said in reversed(recorded.turns) if said.topic is not None), None),
            unsure=any(_is_unsure(self.stands, each.decision.trace.inputs) for each in seen),
        )


def _is_judged(looked: Looked) -> bool:
    return "judged" in looked.decision.trace.inputs


def _reaches(policy: LoadedPolicy, seen: Sequence[Looked]) -> bool:
    return any(_decided(policy, looked) is Verdict.HAND_OVER for looked in seen)


def _decided(policy: LoadedPolicy, looked: Looked) -> Verdict:
    made = looked.decision
    inputs, signals = dict(made.trace.inputs), tuple(looked.signals.values())
    return decide(policy, inputs, signals, decision_id=made.id, turn=made.turn).verdict


def _is_unsure(policy: LoadedPolicy, inputs: Inputs) -> bool:
    confidence = inputs.get("turn.confidence")
    if not isinstance(confidence, float):
        return False
    estimated = inputs.get("turn.confidence_origin") == ConfidenceOrigin.ESTIMATED
    code = ESTIMATED_CONFIDENCE if estimated else LOW_CONFIDENCE
    bars = policy.ground(policy.place(inputs)).settings.bars
    return any(bar.threshold.code == code and confidence < bar.threshold.at for bar in bars)
