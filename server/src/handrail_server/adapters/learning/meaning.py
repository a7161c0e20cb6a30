"""The table of what words mean: made from the word embeddings of a sentence model, small enough to come along.

The input embeddings of all-MiniLM-L6-v2 (Apache-2.0), turned to their main directions (PCA), weighed by how rare a
piece is (Zipf: the vocabulary is in the order of frequency), and rounded to eight bits. No model is run.
"""

import json
import struct
from importlib import resources
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from handrail_server.adapters.learning.vectors import Vectors

FILE: Final = "meaning.bin"
DIMENSIONS: Final = 128
_TENSOR: Final = "embeddings.word_embeddings.weight"
_FIRST: Final = 1_000
"""Before these stand pieces that mean nothing."""


def read_vectors() -> Vectors:
    """The table that comes with the package."""
    return vectors_of(resources.files(__package__).joinpath(FILE).read_bytes())


def vectors_of(content: bytes) -> Vectors:
    """A table from its file: one line of JSON, then the numbers."""
    line, _, numbers = content.partition(b"\n")
    head = json.loads(line)
    pieces: list[str] = head["pieces"]
    table = np.frombuffer(numbers, dtype=np.int8).reshape(len(pieces), -1)
    return Vectors(table=table, scale=float(head["scale"]), rows={piece: row for row, piece in enumerate(pieces)})


def made(model: Path) -> bytes:
    """The file's content from a folder with `model.safetensors` and `vocab.txt`."""
    pieces = (model / "vocab.txt").read_text(encoding="utf-8").splitlines()
    table = _turned(_tensor((model / "model.safetensors").read_bytes(), _TENSOR))
    kept = [row for row, piece in enumerate(pieces) if row >= _FIRST - 100 and _is_spoken(piece)]
    rare = np.log(1.0 + np.arange(len(pieces)))[:, None]
    weighed = (table * rare)[kept]
    scale = float(np.abs(weighed).max()) / 127.0 / 2.0
    small = np.clip(np.rint(weighed / scale), -127, 127).astype(np.int8)
    length = float(np.sqrt((small.astype(np.float64) ** 2).sum(axis=1).mean()))
    head = {"scale": round(1.0 / length, 9), "pieces": [pieces[row] for row in kept]}
    line = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    numbers: bytes = small.tobytes()
    return line.encode() + b"\n" + numbers


def _is_spoken(piece: str) -> bool:
    return not (piece.startswith("[") and piece.endswith("]") and len(piece) > 2)


def _turned(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """The first main directions; of each the sign is chosen so that its largest part is positive."""
    centred = table - table[_FIRST:].mean(axis=0)
    spread = centred[_FIRST:].T @ centred[_FIRST:]
    _, directions = np.linalg.eigh(spread)
    chosen = directions[:, ::-1][:, :DIMENSIONS]
    largest = chosen[np.abs(chosen).argmax(axis=0), np.arange(DIMENSIONS)]
    turned: NDArray[np.float64] = centred @ (chosen * np.sign(largest))
    return turned


def _tensor(content: bytes, name: str) -> NDArray[np.float64]:
    """One tensor of a safetensors file: eight bytes of length, JSON, numbers."""
    (size,) = struct.unpack("<Q", content[:8])
    head = json.loads(content[8 : 8 + size])[name]
    start, end = head["data_offsets"]
    numbers = np.frombuffer(content[8 + size + start : 8 + size + end], dtype="<f4")
    return numbers.reshape(head["shape"]).astype(np.float64)
