"""A model whose numbers are lost: its signal is blind, never silent."""

from dataclasses import dataclass

from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.notice import blind
from handrail_server.core.signals.signal import Signal
from handrail_server.core.signals.view import View

WEIGHTS_LOST = "WeightsLost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """Stands where the model stood."""

    signal: str
    version: str
    reads: Reads = Reads.TEXT

    @property
    def name(self) -> str:
        return self.signal

    @property
    def signals(self) -> tuple[str, ...]:
        return (self.signal,)

    def notice(self, view: View) -> tuple[Signal, ...]:
        del view
        return blind(self, WEIGHTS_LOST)
