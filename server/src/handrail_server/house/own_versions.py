"""An organisation's own versions of learned signals, as detectors: in force from the commit that adopted them on."""

import asyncio
from dataclasses import dataclass, replace

from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.learning.life import LearningLife
from handrail_server.core.learning.proposal import Fitted, Proposal, own_version
from handrail_server.core.signals.calibration import calibrated
from handrail_server.core.signals.detector import Detector
from handrail_server.core.signals.learned.detector import Learned
from handrail_server.core.signals.learned.lost import Lost
from handrail_server.core.signals.learned.tables import model_of
from handrail_server.core.signals.signal import Signal
from handrail_server.ports.learning import Weights
from handrail_server.ports.writing import Expect, Journal

NAME = "learned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What was fitted to an organisation's own labels and adopted, as it was read."""

    expect: Expect
    detectors: tuple[Detector, ...] = ()
    confidence: Proposal | None = None
    """The version that says what a confidence is worth."""

    def worth(self, signals: tuple[Signal, ...], topic: str | None) -> tuple[Signal, ...]:
        """The signals, with confidence at its worth where a version of it was adopted."""
        adopted = self.confidence
        if adopted is None or adopted.calibration is None:
            return signals
        return calibrated(signals, adopted.calibration, version=adopted.detector, topic=topic)


class OwnVersions:
    """Reads the numbers of the version in force once a process; they never change."""

    def __init__(self, journal: Journal, weights: Weights) -> None:
        self._journal = journal
        self._weights = weights
        self._reading = asyncio.Lock()
        self._read: dict[OrgId, tuple[int, Detector]] = {}

    async def of(self, org: OrgId) -> Own:
        """What speaks for this organisation, and what a commit expects of it."""
        found = await self._journal.find(org, LearningLife, org)
        expect = Expect(subject=learning_subject(org), version=0 if found is None else found.version)
        if found is None:
            return Own(expect=expect)
        signal, confidence = (found.state.in_force(of) for of in (Fitted.NEEDS_PERSON, Fitted.CONFIDENCE))
        if signal is None:
            self._read.pop(org, None)
        return Own(
            expect=expect,
            detectors=() if signal is None else (await self._detector(org, signal),),
            confidence=confidence,
        )

    async def _detector(self, org: OrgId, adopted: Proposal) -> Detector:
        """The version's; `blind` where its numbers are lost, never what it replaced (law 4)."""
        async with self._reading:  # after an adoption everybody asks at once
            version, known = self._read.get(org, (0, None))
            if known is not None and version == adopted.version:
                return known
            return await self._from_store(org, adopted)

    async def _from_store(self, org: OrgId, adopted: Proposal) -> Detector:
        taught = await self._weights.taught(org, adopted.digest)
        if taught is None:
            return Lost(signal=adopted.of.value, version=own_version(adopted.version))
        tables = replace(taught.tables, version=own_version(adopted.version))
        detector = Learned(models=(model_of(tables),), name=NAME, version=tables.version)
        self._read[org] = (adopted.version, detector)
        return detector


def learning_subject(org: OrgId) -> Subject:
    """What the organisation's labels taught, as the subject of facts."""
    return Subject(kind=SubjectKind.LEARNING, id=org)
