"""Facts in words, for people who read the record: what happened, and the details that a head holds."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from handrail_server.core.learning.head import Head

OPENED: Final = ("SealOpened", "PersonalDataOpened", "DossierMade")
"""Who opened what was not everybody's to read."""
CHANGED: Final = (
    "PolicyPublished",
    "PolicyDrafted",
    "PolicyRetired",
    "ThresholdAdopted",
    "VersionAdopted",
    "VersionRolledBack",
    "SettingsChanged",
)
"""Who changed what decides."""
_WORD: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LONGEST: Final = 200


def what(verb: str) -> str:
    """A fact's verb as words, such as `Case accepted`."""
    return " ".join(_WORD.split(verb)).capitalize()


def details(head: Head) -> tuple[tuple[str, str], ...]:
    """What the head says, by name; what is absent, empty or false is left out."""
    return tuple(_flat(head.data, ""))


def _flat(data: Mapping[str, object], before: str) -> Iterator[tuple[str, str]]:
    for name, value in data.items():
        label = f"{before}{name}".replace("_", " ")
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name} ")
        elif value not in (None, "", False, [], ()):
            yield label, _text(value)


def _text(value: object) -> str:
    if value is True:
        return "yes"
    if isinstance(value, list | tuple):
        return _cut(", ".join(map(_text, value)))
    if isinstance(value, Mapping):
        return " ".join(_text(part) for part in value.values() if part not in (None, "", False))
    return _cut(str(value))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
