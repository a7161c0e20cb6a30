"""What the server and a plug-in's process say to each other: JSON with its length before it.

JSON, not pickle: a plug-in must not be able to run code in the server by what it answers.
"""

import struct
from dataclasses import dataclass

import msgspec

from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.signal import Signal
from handrail_server.core.signals.view import View

LENGTH = struct.Struct(">I")
MOST_BYTES = 4_000_000
"""No message is longer; a plug-in that says so is broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hello:
    """Who the plug-in is; said once, when it is ready."""

    name: str
    version: str
    reads: Reads
    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """The answer to one view: signals, or the class name of the error."""

    signals: tuple[Signal, ...] = ()
    error: str | None = None


_ENCODER = msgspec.json.Encoder()
_HELLO = msgspec.json.Decoder(Hello)
_NOTICED = msgspec.json.Decoder(Noticed)
_VIEW = msgspec.json.Decoder(View)


def framed(message: Hello | Noticed | View) -> bytes:
    """A message with its length before it."""
    body = _ENCODER.encode(message)
    return LENGTH.pack(len(body)) + body


def hello(body: bytes) -> Hello:
    """Read a greeting; raises `msgspec.DecodeError`."""
    return _HELLO.decode(body)


def noticed(body: bytes) -> Noticed:
    """Read an answer; raises `msgspec.DecodeError`."""
    return _NOTICED.decode(body)


def view(body: bytes) -> View:
    """Read a view, in the plug-in's process."""
    return _VIEW.decode(body)
