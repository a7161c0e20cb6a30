"""The learned models that come with the package: tables beside this file, made by `handrail learn build`."""

from functools import cache
from importlib import resources

import msgspec

from handrail_server.core.signals.learned.detector import Learned
from handrail_server.core.signals.learned.tables import Tables, model_of

FOLDER = "learned"


@cache
def shipped() -> Learned:
    """The detector of all of them; read once a process."""
    folder = resources.files(__package__).joinpath(FOLDER)
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda file: file.name)
    tables = [msgspec.json.decode(file.read_bytes(), type=Tables) for file in files]
    return Learned(models=tuple(model_of(each) for each in tables), version=_version(tables))


def _version(tables: list[Tables]) -> str:
    return "+".join(each.version for each in tables) or "0"
