"""Charts as SVG, for the documentation: no package is needed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 40, 50
COLOURS = ("#1b5e8a", "#b5541c", "#3d7a3a", "#7b3f8c", "#555555")
IMAGES = Path(__file__).parent.parent / "docs" / "images"


def lines(
    path: Path, title: str, across: str, up: str, curves: Mapping[str, Sequence[tuple[float, float]]], log: bool = True
) -> None:
    """Writes one curve of (x, y) a name; x is logarithmic where `log` says so, y begins at 0."""
    every = [point for curve in curves.values() for point in curve]
    scale = math.log10 if log else float
    left, right = min(scale(x) for x, _ in every), max(scale(x) for x, _ in every)
    step = _step(max(y for _, y in every))
    top = step * math.ceil(max(y for _, y in every) / step * 1.001)

    def at(x: float, y: float) -> tuple[float, float]:
        share = (scale(x) - left) / (right - left or 1)
        return LEFT + share * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - y / top * (HEIGHT - TOP - BOTTOM)

    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="13"><title>{escape(title)}</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="22" font-size="15">{escape(title)}</text>',
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle">{escape(across)}</text>',
        f'<text transform="translate(18 {(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">'
        f"{escape(up)}</text>",
    ]
    for n in range(round(top / step) + 1):
        _, y = at(10**left if log else left, n * step)
        drawn.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        drawn.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{n * step:,.10g}</text>')
    for value in sorted({x for x, _ in every}):
        x, y = at(value, 0)
        drawn.append(f'<text x="{x:.1f}" y="{y + 20:.1f}" text-anchor="middle">{value:,.10g}</text>')
    taken: list[float] = []
    for (name, curve), colour in zip(curves.items(), COLOURS, strict=False):
        points = [at(x, y) for x, y in sorted(curve)]
        path_ = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        drawn.append(f'<path d="M{path_}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        label = points[-1][1] + 4
        while any(abs(label - other) < 15 for other in taken):
            label += 3
        taken.append(label)
        drawn.append(f'<text x="{points[-1][0] + 8:.1f}" y="{label:.1f}" fill="{colour}">{escape(name)}</text>')
    path.write_text("\n".join([*drawn, "</svg>\n"]), encoding="utf-8")


def _step(top: float) -> float:
    """A round number that is a fourth to a tenth of `top`."""
    base = 10 ** math.floor(math.log10(top or 1))
    return next(step * base for step in (0.1, 0.2, 0.25, 0.5, 1.0, 2.0) if top / (step * base) <= 6)


def bars(path: Path, title: str, values: Mapping[str, float], written: str = "{:.2f}") -> None:
    """Writes a bar a name, the values beside them as `written` says."""
    height, left = TOP + 28 * len(values) + 14, 250
    most = max(values.values())
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="13"><title>{escape(title)}</title>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="12" y="22" font-size="15">{escape(title)}</text>',
    ]
    for n, (name, value) in enumerate(values.items()):
        y = TOP + 28 * n
        width = max(1.0, value / most * (WIDTH - left - 90))
        drawn.append(f'<text x="{left - 8}" y="{y + 15}" text-anchor="end">{escape(name)}</text>')
        drawn.append(f'<rect x="{left}" y="{y}" width="{width:.1f}" height="20" fill="{COLOURS[0]}"/>')
        drawn.append(f'<text x="{left + width + 6:.1f}" y="{y + 15}">{escape(written.format(value))}</text>')
    path.write_text("\n".join([*drawn, "</svg>\n"]), encoding="utf-8")
