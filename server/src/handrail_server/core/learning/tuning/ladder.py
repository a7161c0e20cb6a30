"""A policy with one threshold at every number of a scale, and from where on a recorded conversation passes it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import PolicyVersion
from handrail_server.core.learning.tuning.tried import scale_of
from handrail_server.core.policy.decision import Decision, Strength, Verdict
from handrail_server.core.policy.document import Policy, ThresholdSetting
from handrail_server.core.policy.fields import Inputs
from handrail_server.core.policy.imposed import imposed_reason
from handrail_server.core.policy.judge import decide
from handrail_server.core.policy.loaded import LoadedPolicy
from handrail_server.core.policy.reasons import BUILT_IN, ESTIMATED_CONFIDENCE, HARDEST, LOW_CONFIDENCE
from handrail_server.core.policy.rehearsal import Recorded
from handrail_server.core.policy.scope import Place, in_force
from handrail_server.core.turns.turn import ConfidenceOrigin


def scale_for(code: str) -> tuple[float, ...]:
    """Every number that the threshold of this reason may take, the strictest first; raises `Invalid`."""
    built_in = BUILT_IN.get(code)
    if built_in is None:
        known = ", ".join(sorted(BUILT_IN))
        raise Invalid(f"There is no threshold {code!r}.", field="threshold", fix=f"Name one of: {known}.")
    return scale_of(below=built_in.below, hardest=HARDEST if built_in.strength is Strength.HARD else 1.0)


def stands_at(policy: Policy, code: str) -> float:
    """The organisation's number as it is."""
    return next(bar.threshold.at for bar in in_force(policy, Place()).bars if bar.threshold.code == code)


def moved(policy: Policy, code: str, at: float) -> Policy:
    """The policy with the organisation's threshold of a reason at another number."""
    organisation = policy.organisation
    threshold = replace(organisation.thresholds.get(code, ThresholdSetting()), at=at)
    return replace(policy, organisation=replace(organisation, thresholds={**organisation.thresholds, code: threshold}))


class Ladder:
    """A rung for each number, made when it is first stood on."""

    def __init__(self, policy: Policy, code: str, scale: Sequence[float]) -> None:
        self.stands = LoadedPolicy(policy, PolicyVersion(1))
        self._policy = policy
        self._code = code
        self._scale = scale
        self._rungs: dict[int, LoadedPolicy] = {}

    @property
    def height(self) -> int:
        """How many numbers there are."""
        return len(self._scale)

    def reaches(self, recorded: Sequence[Recorded]) -> int:
        """How many of the strictest numbers bring it to a person. Whom a person or a clock asked for comes under all.

        Nobody answers in it: what comes after the first hand-over changes nothing.
        """
        if any(each.decision.verdict is Verdict.HAND_OVER and not _is_judged(each.decision) for each in recorded):
            return self.height
        judged = [each for each in recorded if _is_judged(each.decision)]
        return bisect_left(range(self.height), True, key=lambda place: not self._hands_over(place, judged))

    def is_unsure(self, recorded: Sequence[Recorded]) -> bool:
        """Whether the agent's confidence was below its threshold at some turn, as the policy stands."""
        return any(_is_unsure(self.stands, each.decision.trace.inputs) for each in recorded)

    def _hands_over(self, place: int, judged: Sequence[Recorded]) -> bool:
        rung = self._rungs.get(place)
        if rung is None:
            policy = moved(self._policy, self._code, self._scale[place])
            rung = self._rungs[place] = LoadedPolicy(policy, PolicyVersion(1))
        return any(_decided(rung, each) is Verdict.HAND_OVER for each in judged)


def _is_judged(decision: Decision) -> bool:
    return "judged" in decision.trace.inputs and imposed_reason(decision) is None


def _decided(policy: LoadedPolicy, recorded: Recorded) -> Verdict:
    made = recorded.decision
    return decide(policy, dict(made.trace.inputs), recorded.signals, decision_id=made.id, turn=made.turn).verdict


def _is_unsure(policy: LoadedPolicy, inputs: Inputs) -> bool:
    confidence = inputs.get("turn.confidence")
    if not isinstance(confidence, float):
        return False
    estimated = inputs.get("turn.confidence_origin") == ConfidenceOrigin.ESTIMATED
    code = ESTIMATED_CONFIDENCE if estimated else LOW_CONFIDENCE
    bars = policy.ground(policy.place(inputs)).settings.bars
    return any(bar.threshold.code == code and confidence < bar.threshold.at for bar in bars)
