"""Time and ids, passed in so that the core never reads them."""

from typing import Protocol

from handrail_server.core.basics.time import At


class Clock(Protocol):
    """Tells the time; a virtual one in tests and replays."""

    def now(self) -> At:
        """The present."""
        ...


class Ids(Protocol):
    """Makes ids that sort by time and never repeat."""

    def new(self, prefix: str) -> str:
        """A new id such as `case_01jd…`."""
        ...
