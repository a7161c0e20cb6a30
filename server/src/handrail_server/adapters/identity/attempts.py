"""How often somebody may try: windows in this process's memory, one for each who."""

from collections import OrderedDict
from typing import Final

from handrail_server.core.basics.time import MINUTE, At

WINDOW: Final = 15 * MINUTE
REMEMBERED: Final = 50_000


class WindowedAttempts:
    """The `Attempts` port: so many tries in a quarter of an hour, counted from the first."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, tuple[At, int]] = OrderedDict()

    def take(self, who: str, *, most: int, now: At) -> bool:
        """Count a try; False where it is one too many."""
        since, tries = self._seen.pop(who, (now, 0))
        if now - since >= WINDOW:
            since, tries = now, 0
        self._seen[who] = (since, min(tries + 1, most + 1))
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return tries < most

    def forget(self, who: str) -> None:
        """They got in: what went before no longer counts."""
        self._seen.pop(who, None)
