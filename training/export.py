"""Writes what ships of a trained tagger or aligner: `python training/export.py TRAINED.pt [FOLDER]`.

The layers become an ONNX graph with 8-bit weights (`layers.onnx`), the heads a table of half precision (`heads.npz`).
Needs torch and onnx.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from secondsource.encoding.e5_file import E5File

PACKAGE = Path(__file__).parent.parent / "secondsource"


class Graph:
    """An ONNX graph in the making; every value has its number as name."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: np.ndarray) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, *inputs: str, **attributes: object) -> str:
        name = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def linear(self, x: str, weights: dict[str, np.ndarray], name: str) -> str:
        """A product with weights kept in 8 bits, one scale an output; what is multiplied stays in 32 bits.

        Inputs in 8 bits, too, would be half as fast again, but a few of the encoder's states are so large that the
        others drown: the states of a sentence then hung on what it was read beside (cosine down to 0.68).
        """
        matrix = weights[f"{name}.weight"].T
        scale = np.maximum(np.abs(matrix).max(0), 1e-9) / 127
        whole = np.clip(np.round(matrix / scale), -127, 127).astype(np.int8)
        opened = self.add("DequantizeLinear", self.constant(whole), self.constant(scale.astype(np.float32)), axis=1)
        product = self.add("MatMul", x, opened)
        return self.add("Add", product, self.constant(weights[f"{name}.bias"]))

    def norm(self, x: str, weights: dict[str, np.ndarray], name: str) -> str:
        scale, shift = (self.constant(weights[f"{name}.{end}"]) for end in ("weight", "bias"))
        return self.add("LayerNormalization", x, scale, shift, axis=-1, epsilon=1e-12)


def layers(weights: dict[str, np.ndarray], count: int, width: int, heads: int) -> onnx.ModelProto:
    """The layers as a graph from `x` (texts, pieces, width) and `mask` (texts, 1, 1, pieces) to `h`."""
    g = Graph()
    parted = g.constant(np.array([0, 0, heads, width // heads], np.int64))
    whole = g.constant(np.array([0, 0, width], np.int64))
    scale = g.constant(np.array((width // heads) ** -0.5, np.float32))
    x = "x"
    for n in range(count):
        name = f"layers.{n}"
        q, k, v = (
            g.add("Transpose", g.add("Reshape", g.linear(x, weights, f"{name}.{part}"), parted), perm=perm)
            for part, perm in (("q", [0, 2, 1, 3]), ("k", [0, 2, 3, 1]), ("v", [0, 2, 1, 3]))
        )
        scores = g.add("Add", g.add("Mul", g.add("MatMul", q, k), scale), "mask")
        seen = g.add("MatMul", g.add("Softmax", scores, axis=-1), v)
        seen = g.add("Reshape", g.add("Transpose", seen, perm=[0, 2, 1, 3]), whole)
        x = g.norm(g.add("Add", x, g.linear(seen, weights, f"{name}.ao")), weights, f"{name}.aln")
        inner = g.add("Gelu", g.linear(x, weights, f"{name}.fi"))
        x = g.norm(g.add("Add", x, g.linear(inner, weights, f"{name}.fo")), weights, f"{name}.oln")
    g.nodes.append(helper.make_node("Identity", [x], ["h"]))
    graph = helper.make_graph(
        g.nodes,
        "layers",
        [
            helper.make_tensor_value_info("x", TensorProto.FLOAT, ["texts", "pieces", width]),
            helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["texts", 1, 1, "pieces"]),
        ],
        [helper.make_tensor_value_info("h", TensorProto.FLOAT, ["texts", "pieces", width])],
        g.constants,
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    onnx.checker.check_model(made)
    return made


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("trained", type=Path)
    ask.add_argument("folder", type=Path, nargs="?")
    args = ask.parse_args()
    weights = {k: v.numpy() for k, v in torch.load(args.trained, map_location="cpu").items()}
    folder = args.folder or PACKAGE / ("aligning" if "borders.weight" in weights else "tagging")
    file = E5File()
    count = 1 + max(int(k.split(".")[1]) for k in weights if k.startswith("layers"))
    onnx.save(layers(weights, count, file.width, file.heads), folder / "layers.onnx")
    heads = {k: v.astype(np.float16) for k, v in weights.items() if not k.startswith("layers.")}
    np.savez(folder / "heads.npz", **heads)
    for name in ("layers.onnx", "heads.npz"):
        print(f"{folder / name}: {(folder / name).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
