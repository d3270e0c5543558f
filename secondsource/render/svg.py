"""What the two pictures share: elements with escaped text, and how wide a text will be.

A picture is drawn without a font at hand, so widths are estimates on the safe side: letters of East Asian
width take an em, capitals more than small letters, combining marks nothing.
"""

from __future__ import annotations

import unicodedata

from markupsafe import Markup, escape

from secondsource.render.visible import one_line


def element(name: str, *children: Markup | str, **attributes: str | float) -> Markup:
    """One SVG element. Text is escaped; `class_` stands for `class`, `font_size` for `font-size`.

    >>> str(element("text", "<b>", x=1.25, class_="label"))
    '<text x="1.2" class="label">&lt;b&gt;</text>'
    """
    words = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(_figure(v))}"' for key, v in attributes.items())
    inside = "".join(map(escape, children))
    return Markup(f"<{name}{words}>{inside}</{name}>")  # noqa: S704  (names are ours, all else is escaped)


def picture(
    name: str, described: str, width: float, height: float, *children: Markup, id: str, linked: bool = False
) -> Markup:
    """A whole picture with a title and a description for those who do not see it; `linked`: there are links in it."""
    return element(
        "svg",
        element("title", name, id=f"{id}-title"),
        element("desc", described, id=f"{id}-desc"),
        *children,
        class_="picture",
        width=width,
        height=height,
        viewBox=f"0 0 {_figure(width)} {_figure(height)}",
        role="group" if linked else "img",
        aria_labelledby=f"{id}-title {id}-desc",
    )


def text_width(text: str, size: float) -> float:
    """About how many pixels a text takes at a font size, rather too many than too few."""
    return sum(_letter_width(letter) for letter in text) * size


def lines_of(text: str, width: float, size: float, most: int = 1) -> tuple[str, ...]:
    """`text` on at most so many lines of that width, broken at spaces; the last one ends in … where it is too long."""
    lines: list[str] = []
    rest = one_line(text)
    while rest and len(lines) < most:
        if text_width(rest, size) <= width:
            lines.append(rest)
            break
        cut = _fitting(rest, width, size)
        if len(lines) + 1 == most:
            cut = _fitting(rest, width - text_width("…", size), size)
            lines.append(rest[:cut].rstrip() + "…")
            break
        space = rest.rfind(" ", 0, cut + 1)
        cut = space if space > 0 else cut
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return tuple(lines)


def _fitting(text: str, width: float, size: float) -> int:
    """How many letters of `text` fit, 1 or more."""
    used = 0.0
    for place, letter in enumerate(text):
        used += _letter_width(letter) * size
        if used > width:
            return max(place, 1)
    return len(text)


def _letter_width(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.02
    if letter in "il.,:;'|!·ıjt ":
        return 0.32
    if letter.isupper() or letter in "mwMW@%—…⟨⟩":
        return 0.74
    return 0.57


def _figure(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".rstrip("0").rstrip(".")
