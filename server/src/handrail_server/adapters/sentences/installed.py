"""Whole sentences, where ONNX Runtime is installed (the extra `meaning`)."""

from importlib.util import find_spec

from handrail_server.core.signals.learned.sense import Sentences


def installed_sentences() -> Sentences | None:
    """The reader; None without the extra."""
    if find_spec("onnxruntime") is None or find_spec("numpy") is None:
        return None
    from handrail_server.adapters.sentences.reader import read_sentences  # noqa: PLC0415  an extra, asked for late

    return read_sentences()
