"""The detectors of installed packages: entry points of the group `handrail.detectors`."""

from importlib.metadata import EntryPoint, entry_points
from typing import TypeGuard

from handrail_server.core.signals.detector import Detector

GROUP = "handrail.detectors"
PRESIDIO = EntryPoint(name="presidio", value="handrail_server.adapters.detectors.presidio:Presidio", group=GROUP)
"""Comes with the server, and needs its extra `pii`; so it is no plug-in that is asked wherever it is installed."""


def installed() -> tuple[str, ...]:
    """The names of all plug-ins, without loading any."""
    return tuple(sorted(point.name for point in entry_points(group=GROUP)))


def load(name: str) -> Detector:
    """Import the plug-in; raises what its import raises, `LookupError`, or `TypeError` where it is no detector."""
    if name == PRESIDIO.name:
        return made(PRESIDIO)
    points = tuple(entry_points(group=GROUP, name=name))
    if len(points) != 1:
        raise LookupError(f"{len(points)} plug-ins are called {name!r}")
    return made(points[0])


def made(point: EntryPoint) -> Detector:
    """The detector itself, or what its class or factory makes."""
    loaded: object = point.load()
    detector = loaded if hasattr(loaded, "notice") and not isinstance(loaded, type) else _call(loaded)
    if not _is_detector(detector):
        raise TypeError(f"{point.value} is no detector")
    return detector


def _call(factory: object) -> object:
    if not callable(factory):
        raise TypeError("neither a detector nor a factory")
    made_by: object = factory()
    return made_by


def _is_detector(thing: object) -> TypeGuard[Detector]:
    return all(hasattr(thing, part) for part in ("name", "version", "reads", "signals", "notice"))
