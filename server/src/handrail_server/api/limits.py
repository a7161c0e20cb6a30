"""How fast one caller may ask: a token bucket each, in this process."""

from collections import OrderedDict

from handrail_server.core.basics.errors import RateLimited
from handrail_server.core.basics.time import At

CALLERS = 10_000


class Limiter:
    """Lets `per_second` requests through on average, with bursts of `burst`."""

    def __init__(self, *, per_second: float, burst: int) -> None:
        self._per_second = per_second
        self._burst = float(burst)
        self._buckets: OrderedDict[str, tuple[float, At]] = OrderedDict()

    def take(self, who: str, now: At) -> None:
        """Take one token of `who`, or raise `RateLimited`."""
        tokens, since = self._buckets.pop(who, (self._burst, now))
        tokens = min(self._burst, tokens + max(0, now - since) * self._per_second / 1_000)
        if tokens < 1:
            self._buckets[who] = (tokens, now)
            raise RateLimited(
                f"More than {self._per_second:g} requests a second.", fix="Wait a second, then go on more slowly."
            )
        self._buckets[who] = (tokens - 1, now)
        if len(self._buckets) > CALLERS:
            self._buckets.popitem(last=False)
