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
from graph import layers

from secondsource.encoding.e5_file import E5File

PACKAGE = Path(__file__).parent.parent / "secondsource"


def joined(weights: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The weights with those of queries, keys and values as one, which are one product."""
    made = {name: value for name, value in weights.items() if name.startswith("layers.")}
    for name in [name for name in made if name.split(".")[2] == "q"]:
        parts = [made.pop(name.replace(".q.", f".{part}.")) for part in "qkv"]
        made[name.replace(".q.", ".qkv.")] = np.concatenate(parts)
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
    onnx.save(layers(joined(weights), count, file.width, file.heads), folder / "layers.onnx")
    heads = {k: v.astype(np.float16) for k, v in weights.items() if not k.startswith("layers.")}
    np.savez(folder / "heads.npz", **heads)
    for name in ("layers.onnx", "heads.npz"):
        print(f"{folder / name}: {(folder / name).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
