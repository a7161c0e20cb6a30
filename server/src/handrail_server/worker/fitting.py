"""What is to be fitted to labels, one after the other: a loop of its own, for it takes minutes."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from handrail_server.core.basics.ids import OrgId
from handrail_server.core.basics.time import At
from handrail_server.core.learning.life import FITS_WITHIN, FITTING, FitToLabels, LearningLife
from handrail_server.flows.fit_to_labels import fit_broke
from handrail_server.house.house import House
from handrail_server.ports.working import Parcel

LONGEST_SLEEP: Final = 5.0

log = structlog.get_logger()

Fit = Callable[[House, OrgId, FitToLabels], Awaitable[LearningLife]]


class Fitting:
    """The loop over what waits to be fitted."""

    def __init__(self, house: House, fit: Fit) -> None:
        self._house = house
        self._fit = fit

    async def run(self) -> None:
        """Until cancelled; what is under way then is begun again by whoever comes next."""
        while True:
            try:
                found = await self.fit_once()
            except Exception:
                log.exception("Nothing could be fitted.")
                found = 0
            if not found:
                await self._house.bell.wait("outbox", seconds=LONGEST_SLEEP)

    async def fit_once(self) -> int:
        """Fit what is first in line, to its end; how many it was."""
        now = self._house.clock.now()
        claimed = await self._house.outbox.claim(
            now=now, lease_until=At(now + FITS_WITHIN), limit=1, destination=FITTING
        )
        for parcel in claimed.sending:
            await self._fitted(parcel)
        return len(claimed.sending)

    async def _fitted(self, parcel: Parcel) -> None:
        assert isinstance(parcel.effect, FitToLabels)
        try:
            await self._fit(self._house, parcel.org, parcel.effect)
        except asyncio.CancelledError:
            await asyncio.shield(self._put_back(parcel))
            raise
        except Exception as error:
            log.exception("A fit failed.", parcel=parcel.id)
            await self._house.outbox.fail(parcel, error=type(error).__name__, retry_at=None)
            await fit_broke(self._house, parcel.org, parcel.effect)
        else:
            await self._house.outbox.sent(parcel)

    async def _put_back(self, parcel: Parcel) -> None:
        await self._house.outbox.fail(parcel, error="stopped", retry_at=self._house.clock.now())
