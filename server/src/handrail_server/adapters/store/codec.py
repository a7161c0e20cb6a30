"""How values are written in rows: JSON of the dataclasses, read back as the types they were."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Final, TypeVar

import msgspec

from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.facts import SubjectKind
from handrail_server.core.turns.turn import Turn
from handrail_server.ports.writing import Judged

S = TypeVar("S")

_encode: Final = msgspec.json.Encoder().encode
_TURN: Final = msgspec.json.Decoder(Turn)
_JUDGED: Final = msgspec.json.Decoder(Judged)
_OBJECT: Final = msgspec.json.Decoder(dict[str, object])

_ON_ARRIVAL: Final = frozenset(
    {"number", "said_at", "received_at", "epoch", "language", "out_of_order", "late", "replies_to"}
)
"""A turn's fields that the server fills, wholly or where the sender did not."""
_sent: Final = attrgetter(*(field.name for field in fields(Turn) if field.name not in _ON_ARRIVAL))


class Codec:
    """Knows the classes of all subjects and effects."""

    def __init__(self, kinds: Mapping[SubjectKind, type], effects: Iterable[type[Effect]]) -> None:
        self._kinds = {of: kind.value for kind, of in kinds.items()}
        self._states: dict[type, msgspec.json.Decoder[object]] = {of: msgspec.json.Decoder(of) for of in kinds.values()}
        self._effects = {of.__name__: msgspec.json.Decoder(of) for of in effects}

    def kind(self, of: type) -> str:
        """The kind of subject that a class describes."""
        return self._kinds[of]

    def state(self, of: type[S], text: str) -> S:
        """A subject's state."""
        found = self._states[of].decode(text)
        if not isinstance(found, of):
            raise TypeError(f"Not the state of a {of.__name__}.")
        return found

    def effect(self, kind: str, text: str) -> Effect:
        """An outbox row's effect, by the name of its class."""
        return self._effects[kind].decode(text)

    def check_effect(self, effect: Effect) -> str:
        """The name that an effect is kept under; raises ValueError where it could not be read back."""
        kind = type(effect).__name__
        if kind not in self._effects:
            raise ValueError(f"{kind} is not among the effects that the store was given.")
        return kind


def written(value: object) -> str:
    """The JSON text of a dataclass of ours."""
    return _encode(value).decode()


def digest_of(turn: Turn) -> str:
    """What tells a repeated turn from another with the same id: all but what the server adds on arrival."""
    return hashlib.sha256(_encode(_sent(turn))).hexdigest()


def turn_of(text: str) -> Turn:
    """A stored turn."""
    return _TURN.decode(text)


def judged_of(text: str) -> Judged:
    """A stored decision with its signals."""
    return _JUDGED.decode(text)


def object_of(text: str | bytes) -> dict[str, object]:
    """A JSON object: a fact's head or body, a notice's document."""
    return _OBJECT.decode(text)
