"""Reads whole sentences with `sentence.onnx`, which lies beside this file. Nothing is fetched."""

import json
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Final

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions

from handrail_server.core.signals.learned.pieces import meaning_pieces
from handrail_server.core.signals.learned.sense import Adds, Head, Shares

Floats = NDArray[np.float32]
Told = tuple[Floats, NDArray[np.int64]]
"""A row for each piece, and which word the piece belongs to."""
FILE: Final = "sentence.onnx"
LONGEST: Final = 64
"""So many pieces are read of a turn, from its beginning, the two marks at the ends counted: this bounds its cost."""
_REMEMBERED, _MEANS = 16, 16_384


class SentenceReader:
    """`Sentences`. One session on one thread: a turn is too small to be shared out."""

    def __init__(self, content: bytes) -> None:
        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = InferenceSession(content, options, providers=["CPUExecutionProvider"])
        pieces: list[str] = json.loads(self._session.get_modelmeta().custom_metadata_map["pieces"])
        self._known = {piece: row for row, piece in enumerate(pieces)}
        self._read = lru_cache(maxsize=_REMEMBERED)(self._told)  # several models ask for the same turn
        self.mean = lru_cache(maxsize=_MEANS)(self._mean)

    def shares(self, head: Head) -> Shares:
        """See `Sentences`."""
        centre = np.array(head.centre, dtype=np.float32)
        weights = np.array(head.weights, dtype=np.float32).T

        def shared(words: tuple[str, ...]) -> Sequence[Adds] | None:
            told = self._read(words)
            if told is None:
                return None
            rows, owners = told
            seen = rows - centre
            added = (seen @ weights) / (len(rows) * max(1e-9, float(np.linalg.norm(seen.mean(axis=0)))))
            shares = np.zeros((len(words), added.shape[1]))
            np.add.at(shares, owners, added)
            return [tuple(share) for share in shares.tolist()]

        return shared

    def _mean(self, words: tuple[str, ...]) -> Sequence[float] | None:
        told = self._told(words)
        if told is None:
            return None
        mean: list[float] = told[0].mean(axis=0).tolist()
        return mean

    def _told(self, words: tuple[str, ...]) -> Told | None:
        rows, owners = self._cut(words)
        if not rows:
            return None
        fed = np.array([[self._known["[CLS]"], *rows, self._known["[SEP]"]]])
        (told,) = self._session.run(None, {"pieces": fed})
        return np.asarray(told, dtype=np.float32)[0, 1:-1], np.array(owners)

    def _cut(self, words: Sequence[str]) -> tuple[list[int], list[int]]:
        rows: list[int] = []
        owners: list[int] = []
        for number, word in enumerate(words):
            for piece in meaning_pieces(word, self._known):
                if len(rows) == LONGEST - 2:
                    return rows, owners
                rows.append(self._known[piece])
                owners.append(number)
        return rows, owners


@cache
def read_sentences() -> SentenceReader:
    """The one that comes with the package."""
    return SentenceReader(resources.files(__package__).joinpath(FILE).read_bytes())
