"""From where on a threshold lets a conversation pass: noticed once, decided again at the numbers that matter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handrail_server.adapters.detectors.shipped import shipped
from handrail_server.cli.judge.looking import Looked, look_through
from handrail_server.cli.judge.spoken import talk_of
from handrail_server.cli.laboratory.engines import told
from handrail_server.cli.laboratory.policies import policy_of
from handrail_server.cli.replay.parts import Part, read
from handrail_server.cli.replay.recording import Recorded
from handrail_server.core.basics.time import At
from handrail_server.core.learning.tuning.ladder import Ladder
from handrail_server.core.learning.tuning.tried import Tried
from handrail_server.core.policy import rehearsal
from handrail_server.core.signals.prepare import phrasebook
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
    ladder = Ladder(policy_of(question.text), question.code, question.scale)

    def crossed(part: Part) -> Crossings:
        found = Crossings(tried=[], began=[])
        for each in read(part):
            found.tried.append(_tried(ladder, each))
            found.began.append(each.turns[0].at)
        return found

    return crossed


def _tried(ladder: Ladder, recorded: Recorded) -> Tried:
    seen = [_kept(recorded.id, each) for each in look_through(talk_of(recorded).turns, ladder.stands)]
    return Tried(
        id=recorded.id,
        reaches=ladder.reaches(seen),
        needed=recorded.label.needed if recorded.label else None,
        topic=next((said.topic for said in reversed(recorded.turns) if said.topic is not None), None),
        unsure=ladder.is_unsure(seen),
    )


def _kept(conversation: str, looked: Looked) -> rehearsal.Recorded:
    signals = tuple(looked.signals.values())
    return rehearsal.Recorded(conversation=conversation, decision=looked.decision, signals=signals)
