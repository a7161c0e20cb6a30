"""The learned models that come with the package: tables beside this file, made by `handrail learn build`."""

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import msgspec

from handrail_server.core.signals.learned.detector import Learned
from handrail_server.core.signals.learned.sense import Sentences
from handrail_server.core.signals.learned.tables import Tables, model_of

FOLDER = "learned"


@cache
def shipped(sentences: Sentences | None = None) -> Learned:
    """The detector of all of them; read once a process. With `sentences` they look twice where words leave it open."""
    tables = [_read(name) for name in sorted(_names())]
    return Learned(models=tuple(model_of(each, sentences) for each in tables), version=_version(tables))


def shipped_tables(name: str) -> Tables:
    """The numbers of one of them."""
    return _read(f"{name}.json")


def _names() -> list[str]:
    return [file.name for file in _folder().iterdir() if file.name.endswith(".json")]


def _read(name: str) -> Tables:
    return msgspec.json.decode(_folder().joinpath(name).read_bytes(), type=Tables)


def _folder() -> Traversable:
    return resources.files(__package__).joinpath(FOLDER)


def _version(tables: list[Tables]) -> str:
    return "+".join(each.version for each in tables) or "0"
