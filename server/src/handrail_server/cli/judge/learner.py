"""The trainer, where the parts that it takes are installed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from handrail_server.adapters.sentences.installed import installed_sentences
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
    return LinearTrainer(vectors=read_vectors(), sentences=installed_sentences())


@dataclass(frozen=True, slots=True, kw_only=True)
class Builder:
    """What makes the files that come with the package."""

    tables: Callable[[str, str, Sequence[Example]], Tables]
    meaning: Callable[[Path], bytes]
    sentence: Callable[[Path], bytes]


def builder() -> Builder:
    """The parts of it; raises `Unavailable` as `trainer` does."""
    trainer()
    from handrail_server.adapters.learning.compiled import compiled  # noqa: PLC0415  an extra, asked for late
    from handrail_server.adapters.learning.meaning import made, read_vectors  # noqa: PLC0415

    sentences = installed_sentences()
    if sentences is None:
        raise Unavailable(
            "Building takes onnxruntime, which is not installed.",
            fix="Install the extra: pip install 'handrail-server[meaning]'.",
        )
    return Builder(
        tables=lambda name, version, examples: compiled(name, version, examples, read_vectors(), sentences),
        meaning=made,
        sentence=_sentence,
    )


def _sentence(model: Path) -> bytes:
    try:
        from handrail_server.adapters.sentences.graph import made_sentence  # noqa: PLC0415
    except ModuleNotFoundError as missing:
        raise Unavailable(
            f"Making sentence.onnx takes {missing.name}, which is not installed.",
            fix="Install it: pip install onnx (requirements/dev.txt has it).",
        ) from None
    return made_sentence(model)
