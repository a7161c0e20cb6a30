"""What all reads need."""

from typing import TypeVar

from handrail_server.adapters.store.codec import Codec
from handrail_server.adapters.store.engine import Engine
from handrail_server.adapters.store.keyring import Keyring
from handrail_server.adapters.store.rows import SubjectRow
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.ports.writing import Loaded

S = TypeVar("S")


def loaded(codec: Codec, kind: type[S], row: SubjectRow) -> Loaded[S]:
    """A row as a value."""
    subject = Subject(kind=SubjectKind(row.kind), id=row.id)
    return Loaded(subject=subject, state=codec.state(kind, row.state), version=row.version, tip=row.tip)


class Shelf:
    """A part of the library."""

    def __init__(self, engine: Engine, *, codec: Codec, keys: Keyring) -> None:
        self._engine = engine
        self._codec = codec
        self._keys = keys
