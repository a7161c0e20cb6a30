"""The trainer, where the parts that it takes are installed."""

from handrail_server.core.basics.errors import Unavailable
from handrail_server.ports.learning import Trainer


def trainer() -> Trainer:
    """The installed trainer; raises `Unavailable` where scikit-learn is missing."""
    try:
        from handrail_server.adapters.learning.trainer import LinearTrainer  # noqa: PLC0415  an extra, asked for late
    except ModuleNotFoundError as missing:
        raise Unavailable(
            f"Learning takes {missing.name}, which is not installed.",
            fix="Install the extra: pip install 'handrail-server[learn]'.",
        ) from None
    return LinearTrainer()
