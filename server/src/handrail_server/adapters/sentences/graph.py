"""Makes `sentence.onnx` from a folder of all-MiniLM-L6-v2 (Apache-2.0): its first four layers, in eight bits.

Of the six layers the first four are kept: what they say of a turn holds better in sets that nobody learnt from than
what the sixth says, which was trained for likeness of topic. Pieces of other scripts and numbers
are left out. Run by
`handrail learn build`; takes the package `onnx`, which serving does not.
"""

import json
import struct
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, checker, helper, numpy_helper
from onnx import load as read_model
from onnx import save as write_model
from onnxruntime.quantization import QuantType, quantize_dynamic

from handrail_server.adapters.sentences.reader import LONGEST

Floats = NDArray[np.float32]
LAYERS: Final = 4
_HEADS, _WIDE = 12, 384
_MARKS = ("[UNK]", "[CLS]", "[SEP]")
_FIRST: Final = 999
"""Before these stand pieces that are never used."""
_OPSET, _FORMAT = 20, 9


def made_sentence(model: Path) -> bytes:
    """The file's content from a folder with `model.safetensors` and `vocab.txt`."""
    pieces = (model / "vocab.txt").read_text(encoding="utf-8").splitlines()
    kept = [row for row, piece in enumerate(pieces) if piece in _MARKS or (row >= _FIRST and _is_read(piece))]
    drawn = _Drawing(weights=Weights((model / "model.safetensors").read_bytes()), rows=kept).model()
    checker.check_model(drawn)
    small = _small(drawn)
    told = {
        "pieces": json.dumps([pieces[row] for row in kept], ensure_ascii=False, separators=(",", ":")),
        "source": "sentence-transformers/all-MiniLM-L6-v2, its first four layers",
        "licence": "Apache-2.0",
    }
    helper.set_model_props(small, told)
    content: bytes = small.SerializeToString(deterministic=True)
    return content


def _is_read(piece: str) -> bool:
    """Numbers are never looked up either."""
    return piece.isascii() and not any("0" <= letter <= "9" for letter in piece)


def _small(drawn: ModelProto) -> ModelProto:
    """Weights in eight bits, a scale for each column; the quantiser reads and writes files."""
    with TemporaryDirectory() as folder:
        whole, small = Path(folder, "whole.onnx"), Path(folder, "small.onnx")
        write_model(drawn, str(whole))
        quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True)
        return read_model(str(small))


class Weights:
    """The tensors of a safetensors file: eight bytes of length, JSON, numbers."""

    def __init__(self, content: bytes) -> None:
        (size,) = struct.unpack("<Q", content[:8])
        self._head = json.loads(content[8 : 8 + size])
        self._numbers = memoryview(content)[8 + size :]

    def of(self, name: str) -> Floats:
        """One of them."""
        start, end = self._head[name]["data_offsets"]
        return np.frombuffer(self._numbers[start:end], dtype="<f4").reshape(self._head[name]["shape"])


@dataclass(slots=True, kw_only=True)
class _Drawing:
    """A graph under way: one sentence's pieces in, a row for each piece out."""

    weights: Weights
    rows: list[int]
    nodes: list[NodeProto] = field(default_factory=list)
    kept: list[TensorProto] = field(default_factory=list)

    def model(self) -> ModelProto:
        """The whole."""
        told = self._embedded()
        for number in range(LAYERS):
            told = self._layer(told, f"encoder.layer.{number}")
        graph = helper.make_graph(
            self.nodes,
            "sentence",
            [helper.make_tensor_value_info("pieces", TensorProto.INT64, [1, "length"])],
            [helper.make_tensor_value_info(told, TensorProto.FLOAT, [1, "length", _WIDE])],
            self.kept,
        )
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_FORMAT)

    def _embedded(self) -> str:
        words = self._keep("words", self.weights.of("embeddings.word_embeddings.weight")[self.rows])
        places = self.weights.of("embeddings.position_embeddings.weight")[:LONGEST]
        places = places + self.weights.of("embeddings.token_type_embeddings.weight")[0]
        length = self._node("Shape", "pieces", start=1, end=2)
        first, along = self._keep("first", np.array([0])), self._keep("along", np.array([0]))
        place = self._node("Slice", self._keep("places", places), first, length, along)
        return self._normal(self._node("Add", self._node("Gather", words, "pieces"), place), "embeddings.LayerNorm")

    def _layer(self, told: str, name: str) -> str:
        looked = self._attention(told, f"{name}.attention.self")
        mixed = self._linear(looked, f"{name}.attention.output.dense")
        seen = self._normal(self._node("Add", mixed, told), f"{name}.attention.output.LayerNorm")
        thought = self._node("Gelu", self._linear(seen, f"{name}.intermediate.dense"))
        added = self._node("Add", self._linear(thought, f"{name}.output.dense"), seen)
        return self._normal(added, f"{name}.output.LayerNorm")

    def _attention(self, told: str, name: str) -> str:
        asks = self._parted(told, f"{name}.query", [0, 2, 1, 3])
        keys = self._parted(told, f"{name}.key", [0, 2, 3, 1])
        holds = self._parted(told, f"{name}.value", [0, 2, 1, 3])
        scale = self._keep(f"{name}.scale", np.float32(1 / sqrt(_WIDE / _HEADS)))
        weighed = self._node("Softmax", self._node("Mul", self._node("MatMul", asks, keys), scale), axis=-1)
        found = self._node("Transpose", self._node("MatMul", weighed, holds), perm=[0, 2, 1, 3])
        return self._node("Reshape", found, self._keep(f"{name}.whole", np.array([0, 0, _WIDE])))

    def _parted(self, told: str, name: str, order: list[int]) -> str:
        shape = self._keep(f"{name}.parts", np.array([0, 0, _HEADS, _WIDE // _HEADS]))
        return self._node("Transpose", self._node("Reshape", self._linear(told, name), shape), perm=order)

    def _linear(self, told: str, name: str) -> str:
        turned = self._node("MatMul", told, self._keep(f"{name}.weight", self.weights.of(f"{name}.weight").T))
        return self._node("Add", turned, self._keep(f"{name}.bias", self.weights.of(f"{name}.bias")))

    def _normal(self, told: str, name: str) -> str:
        scale = self._keep(f"{name}.weight", self.weights.of(f"{name}.weight"))
        shift = self._keep(f"{name}.bias", self.weights.of(f"{name}.bias"))
        return self._node("LayerNormalization", told, scale, shift, axis=-1, epsilon=1e-12)

    def _keep(self, name: str, numbers: NDArray[np.float32] | NDArray[np.int64] | np.float32) -> str:
        self.kept.append(numpy_helper.from_array(np.ascontiguousarray(numbers).reshape(np.shape(numbers)), name))
        return name

    def _node(self, kind: str, *reads: str, **settings: float | list[int]) -> str:
        name = f"{kind.lower()}_{len(self.nodes)}"
        node = helper.make_node(kind, list(reads), [name])
        node.attribute.extend(helper.make_attribute(key, setting) for key, setting in sorted(settings.items()))
        self.nodes.append(node)
        return name
