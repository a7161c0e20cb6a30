"""The list of detectors: complete, described, and built of phrases that somebody looks for."""

import re
from collections import Counter
from pathlib import Path

from handrail_server.core.signals.detector import Detector, Reads
from handrail_server.core.signals.opinion.questions import JUDGED
from handrail_server.core.signals.registry import default_detectors, phrase_families

REFERENCE = Path(__file__).parents[4] / "docs/reference/signals.md"


def test_every_signal_has_its_heading_and_every_heading_its_signal() -> None:
    headings = set(re.findall(r"^### (\w+)$", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE))
    signals = {name for detector in default_detectors() for name in detector.signals}
    assert headings == signals | {"silence", *JUDGED}


def test_detectors_are_named_once_and_have_a_version() -> None:
    names = Counter(detector.name for detector in default_detectors())
    assert set(names.values()) == {1}
    assert all(detector.version and detector.signals for detector in default_detectors())


def test_text_detectors_come_before_those_of_the_profile() -> None:
    reads = [detector.reads for detector in default_detectors()]
    assert reads == sorted(reads, key=[Reads.TEXT, Reads.PROFILE].index)


def test_the_phrases_of_a_detector_are_in_the_book() -> None:
    phrased: list[Detector] = [detector for detector in default_detectors() if hasattr(detector, "phrases")]
    in_book = {id(group) for groups in phrase_families().values() for group in groups}
    for detector in phrased:
        groups: object = getattr(detector, "phrases", ())
        assert isinstance(groups, tuple)
        assert all(id(group) in in_book for group in groups), detector.name
