"""The export format: one header, then one line for each entry of the ledger, all canonical JSON; verify.py checks it.

A complete export holds every entry below its checkpoint and rebuilds the tree. A partial one, such as the dossier of
one case, brings a proof of inclusion with each entry. Bodies are ciphertext: an export can be handed to whoever must
check it, and content is opened only by those who hold the key.
"""

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.canonical import canonical
from handrail_server.core.basics.ids import OrgId

EXPORT_FORMAT: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One fact in its place in the organisation's ledger."""

    number: int
    head: bytes
    hash: bytes
    body: bytes | None
    """None where there is none, or where it is withheld or erased: the proofs hold all the same."""
    proof: Sequence[bytes] | None = None
    """Of inclusion in the export's checkpoint; given with each entry of a partial export, and only there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An earlier checkpoint and the proof that the export's checkpoint extends it."""

    checkpoint: str
    proof: Sequence[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What stands in the header."""

    org: OrgId
    checkpoint: str
    """The signed note."""
    public_key: str
    entries: int
    """How many entries follow; in a complete export the checkpoint's size."""
    complete: bool = True
    earlier: Earlier | None = None

    def lines(self, entries: Iterable[Entry]) -> Iterator[bytes]:
        """The export, line by line, each with its newline."""
        yield _line(self._header())
        for entry in entries:
            if (entry.proof is None) != self.complete:
                raise ValueError("Proofs of inclusion go with each entry of a partial export, and only there.")
            yield _line(_entry(entry))

    def _header(self) -> dict[str, object]:
        earlier = self.earlier
        return {
            "handrail_export": EXPORT_FORMAT,
            "org": self.org,
            "complete": self.complete,
            "entries": self.entries,
            "checkpoint": self.checkpoint,
            "public_key": self.public_key,
            "earlier": {"checkpoint": earlier.checkpoint, "proof": _hexes(earlier.proof)} if earlier else None,
        }


def _entry(entry: Entry) -> dict[str, object]:
    line: dict[str, object] = {
        "number": entry.number,
        "head": entry.head.decode(),
        "hash": entry.hash.hex(),
        "body": None if entry.body is None else base64.b64encode(entry.body).decode(),
    }
    return line if entry.proof is None else line | {"proof": _hexes(entry.proof)}


def _hexes(proof: Sequence[bytes]) -> list[str]:
    return [step.hex() for step in proof]


def _line(value: dict[str, object]) -> bytes:
    return canonical(value) + b"\n"
