"""Plug-ins for the tests, as packages would install them: an entry point and a module, in a folder of their own."""

from pathlib import Path

SOURCE = '''
import os, sys, time
from dataclasses import dataclass
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.signal import Evidence, Signal


@dataclass(frozen=True)
class Obeys:
    """Does what the turn says, so that one plug-in shows every behaviour."""

    name: str = "obeys"
    version: str = "2"
    reads: Reads = Reads.TEXT
    signals: tuple = ("obeyed",)

    def notice(self, view):
        if "hang" in view.folded:
            while True:
                time.sleep(60)
        if "raise" in view.folded:
            raise ValueError(view.text)
        if "die" in view.folded:
            os._exit(3)
        if "print" in view.folded:
            print("this goes nowhere", flush=True)
        if "big" in view.folded:
            return (Signal(name="obeyed", score=7.0, detector="x@1"),)
        if "other" in view.folded:
            return (Signal(name="regulated_data", score=0.0, detector="x@1"),)
        if "secret" in view.folded:
            return (Signal(name="obeyed", score=float("HANDRAIL_SECRET" in os.environ), detector="x@1"),)
        score = 0.5 + 0.5 * (view.profile is not None)
        return (Signal(name="obeyed", score=score, detector="x@1", evidence=(view.evidence(0, 2),)),)


class Profiled(Obeys):
    def __init__(self):
        super().__init__(name="profiled", reads=Reads.PROFILE, signals=("profiled",))

    def notice(self, view):
        return (Signal(name="profiled", score=float(view.profile is not None), detector="x@1"),)


obeys = Obeys()
not_a_detector = 5
'''

POINTS = """[handrail.detectors]
obeys = handrail_test_plugins:obeys
profiled = handrail_test_plugins:Profiled
missing = handrail_test_plugins_that_are_not_there:x
number = handrail_test_plugins:not_a_detector
"""


def install(folder: Path) -> None:
    """Write the package and its entry points."""
    (folder / "handrail_test_plugins.py").write_text(SOURCE)
    info = folder / "handrail_test_plugins-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: handrail-test-plugins\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(POINTS)
