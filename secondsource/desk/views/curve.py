"""How a story's reports came in over time: a few bars, small enough for a line of a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from secondsource.render.svg import element

_BARS = 24
_WIDTH, _HEIGHT, _STEP = 96.0, 24.0, 4.0


def counts(arrivals: Sequence[str], bars: int = _BARS) -> tuple[int, ...]:
    """How many came in each of so many equal spans from the first to the last; all in the last where it was at once."""
    times = [datetime.fromisoformat(at).timestamp() for at in arrivals]
    held = [0] * bars
    if times:
        first, span = min(times), max(times) - min(times)
        for at in times:
            held[min(int((at - first) / span * bars), bars - 1) if span else bars - 1] += 1
    return tuple(held)


def draw(arrivals: Sequence[str], described: str) -> Markup:
    """The curve as an SVG element, with what it shows in words."""
    held = counts(arrivals)
    most = max(held, default=0) or 1
    bars = [
        element("rect", x=place * _STEP, y=_HEIGHT - height, width=_STEP - 1, height=height)
        for place, number in enumerate(held)
        if (height := max(_HEIGHT * number / most, 3.0 if number else 0.0))
    ]
    return element(
        "svg", *bars, element("path", d=f"M0 {_HEIGHT - 0.5}H{_WIDTH}"), class_="curve", width=_WIDTH, height=_HEIGHT,
        viewBox=f"0 0 {_WIDTH:.0f} {_HEIGHT:.0f}", role="img", aria_label=described,
    )  # fmt: skip
