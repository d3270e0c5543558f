"""Layers of a transformer as an ONNX graph that multiplies in 8 bits: what ships is written with it.

Each row that is multiplied (the state of one piece) is brought to 8 bits by its own largest value, so that what comes
out for a text never hangs on what it was read beside; weights have one scale an output. Layer norms are spelled out,
since ONNX Runtime's own took a quarter of the time. Needs onnx.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from secondsource.encoding.layers import quantised

Weights = Mapping[str, np.ndarray]
MICROSOFT = "com.microsoft"
EPSILON = 1e-12
OUTSIDE = "outside"
"""Where the values of constants are that do not stand in the file: whoever loads it hands them in."""


class Graph:
    """An ONNX graph in the making; values are numbered, constants named after what they hold."""

    def __init__(self, outside: bool) -> None:
        self._outside = outside
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: np.ndarray, small: bool = False) -> str:
        """A named constant; all but `small` ones are left to whoever loads the graph, where that is wanted."""
        if name not in self.constants:
            made = numpy_helper.from_array(np.ascontiguousarray(value), name)
            if self._outside and not small:
                made.ClearField("raw_data")
                made.data_location = TensorProto.EXTERNAL
                made.external_data.add(key="location", value=OUTSIDE)
            self.constants[name] = made
        return name

    def small(self, value: float | list[int]) -> str:
        kind = np.float32 if isinstance(value, float) else np.int64
        return self.constant(f"={value}", np.array(value, kind), small=True)

    def add(self, kind: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        name = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], domain=domain, **attributes))
        return name

    def linear(self, x: str, weights: Weights, name: str) -> tuple[str, str]:
        """A product of rows with weights, and the bias that is still to be added."""
        largest = self.add("ReduceMax", self.add("Abs", x), self.small([-1]), keepdims=1)
        # Turned round, for the few states that are far larger than all others are above zero, and older processors
        # (AVX2) add products of two large numbers, 255 and 127, up in too few bits: of 128 and 127 they do not.
        largest = self.add("Neg", self.add("Max", largest, self.small(1e-9)))
        middle = self.constant("middle", np.array(128, np.uint8), small=True)
        rows = self.add("QuantizeLinear", self.add("Div", x, largest), self.small(1 / 127), middle)
        whole, scale = quantised(weights[f"{name}.weight"])
        product = self.add(
            "MatMulIntegerToFloat",
            rows,
            self.constant(f"{name}.weight", whole),
            self.small(1.0),
            self.constant(f"{name}.scale", scale),
            middle,
            domain=MICROSOFT,
        )
        bias = self.constant(f"{name}.bias", weights[f"{name}.bias"])
        return self.add("Mul", product, largest), bias

    def norm(self, product: tuple[str, str], x: str, weights: Weights, name: str, width: int) -> str:
        """The layer norm of a product, its bias and what it is added to."""
        whole = self.add("Add", self.add("Add", *product), x)
        apart = self.add("Sub", whole, self.add("ReduceMean", whole, self.small([-1]), keepdims=1))
        squares = self.add("ReduceSumSquare", apart, self.small([-1]), keepdims=1)
        spread = self.add("Sqrt", self.add("Add", self.add("Mul", squares, self.small(1 / width)), self.small(EPSILON)))
        even = self.add("Div", apart, spread)
        scale, shift = (self.constant(f"{name}.{end}", weights[f"{name}.{end}"]) for end in ("weight", "bias"))
        return self.add("Add", self.add("Mul", even, scale), shift)


def layers(weights: Weights, count: int, width: int, heads: int, outside: bool = False) -> onnx.ModelProto:
    """The layers as a graph from `x` (texts, pieces, width) and `lengths` (texts: how many pieces each has) to `h`.

    `weights` holds `layers.N.qkv`, `ao`, `fi`, `fo` with `.weight` and `.bias`, and the norms `aln` and `oln`.
    """
    g = Graph(outside)
    x = "x"
    for n in range(count):
        name = f"layers.{n}"
        product, bias = g.linear(x, weights, f"{name}.qkv")
        parts = [f"{product}.{part}" for part in "qkv"]
        g.nodes.append(helper.make_node("Split", [product, g.small([width] * 3)], parts, axis=-1))
        seen = g.add("MultiHeadAttention", *parts, bias, "lengths", domain=MICROSOFT, num_heads=heads)
        x = g.norm(g.linear(seen, weights, f"{name}.ao"), x, weights, f"{name}.aln", width)
        inner = g.add("BiasGelu", *g.linear(x, weights, f"{name}.fi"), domain=MICROSOFT)
        x = g.norm(g.linear(inner, weights, f"{name}.fo"), x, weights, f"{name}.oln", width)
    g.nodes.append(helper.make_node("Identity", [x], ["h"]))
    states = ["texts", "pieces", width]
    graph = helper.make_graph(
        g.nodes,
        "layers",
        [
            helper.make_tensor_value_info("x", TensorProto.FLOAT, states),
            helper.make_tensor_value_info("lengths", TensorProto.INT32, ["texts"]),
        ],
        [helper.make_tensor_value_info("h", TensorProto.FLOAT, states)],
        list(g.constants.values()),
    )
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=10)
