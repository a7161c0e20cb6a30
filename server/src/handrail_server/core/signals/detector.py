"""The detector protocol: pure, linear in the text, bounded. Plug-ins speak the same one, in a worker process."""

from enum import StrEnum
from typing import Protocol

from handrail_server.core.signals.signal import Signal
from handrail_server.core.signals.view import View


class Reads(StrEnum):
    """What a detector needs. `profile` detectors are `shut` once a regulated signal has closed the gate."""

    TEXT = "text"
    PROFILE = "profile"


class Named(Protocol):
    """Who gives which signals from what, wherever it runs."""

    @property
    def name(self) -> str:
        """The detector's name, without version."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same input could give another signal."""
        ...

    @property
    def reads(self) -> Reads:
        """Which input it needs."""
        ...

    @property
    def signals(self) -> tuple[str, ...]:
        """The signal names it can give; a failure makes each of them `blind`."""
        ...


class Detector(Named, Protocol):
    """Notices one family of things."""

    def notice(self, view: View) -> tuple[Signal, ...]:
        """What stands in this turn. An exception makes the detector's signals `blind`, never absent."""
        ...
