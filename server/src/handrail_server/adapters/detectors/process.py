"""A plug-in's own process: `python -m handrail_server.adapters.detectors.process NAME`.

Reads views from standard input and answers on what was standard output; what the plug-in prints goes nowhere.
"""

import os
import sys
from typing import BinaryIO

from handrail_server.adapters.detectors.entry_points import load
from handrail_server.adapters.detectors.wire import LENGTH, Hello, Noticed, framed, view
from handrail_server.core.signals.detector import Detector, Reads


def main(name: str) -> None:
    """Serve one plug-in until standard input closes."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    detector = load(name)
    _say(
        answers,
        Hello(
            name=detector.name,
            version=detector.version,
            reads=Reads(detector.reads),
            signals=tuple(detector.signals),
        ),
    )
    while body := _next(sys.stdin.buffer):
        _say(answers, _notice(detector, body))


def _notice(detector: Detector, body: bytes) -> Noticed:
    try:
        return Noticed(signals=tuple(detector.notice(view(body))))
    except Exception as error:  # noqa: BLE001  the edge of somebody else's code: the server hears the class name
        return Noticed(error=type(error).__name__)


def _next(stream: BinaryIO) -> bytes:
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return b""
    (length,) = LENGTH.unpack(head)
    return stream.read(length)


def _say(stream: BinaryIO, message: Hello | Noticed) -> None:
    stream.write(framed(message))
    stream.flush()


if __name__ == "__main__":
    main(sys.argv[1])
