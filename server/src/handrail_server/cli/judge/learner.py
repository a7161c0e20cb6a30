"""The trainer, where the parts that it takes are installed."""

from collections.abc import Callable, Sequence
from pathlib import Path

from handrail_server.core.basics.errors import Unavailable
from handrail_server.core.learning.examples import Example
from handrail_server.core.signals.learned.tables import Tables
from handrail_server.ports.learning import Trainer


def trainer() -> Trainer:
    """The installed trainer; raises `Unavailable` where scikit-learn is missing."""
    try:
        from handrail_server.adapters.learning.meaning import read_vectors  # noqa: PLC0415
        from handrail_server.adapters.learning.trainer import LinearTrainer  # noqa: PLC0415  an extra, asked for late
    except ModuleNotFoundError as missing:
        raise Unavailable(
            f"Learning takes {missing.name}, which is not installed.",
            fix="Install the extra: pip install 'handrail-server[learn]'.",
        ) from None
    return LinearTrainer(vectors=read_vectors())


def compiler() -> tuple[Callable[[str, str, Sequence[Example]], Tables], Callable[[Path], bytes]]:
    """What makes tables of examples, and the table of meaning; raises `Unavailable` as `trainer` does."""
    trainer()
    from handrail_server.adapters.learning.compiled import compiled  # noqa: PLC0415  an extra, asked for late
    from handrail_server.adapters.learning.meaning import made, read_vectors  # noqa: PLC0415

    return lambda name, version, examples: compiled(name, version, examples, read_vectors()), made
