"""What learning needs from outside: something that fits a model to labelled turns."""

from collections.abc import Sequence
from typing import Protocol

from handrail_server.core.learning.examples import Example
from handrail_server.core.signals.learned.model import Model


class Trainer(Protocol):
    """Fits models. The same examples in the same order give the same model."""

    def train(self, name: str, examples: Sequence[Example]) -> Model:
        """A calibrated model of the examples' labels.

        Raises `Invalid` where there are fewer than two labels, `Unavailable` where the parts it takes are missing.
        """
        ...
