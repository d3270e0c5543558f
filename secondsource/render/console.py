"""What all terminal renderings share: a console of any width, colours and encoding, and rows for rich to draw."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import StringIO
from unicodedata import bidirectional

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

Paint = Callable[[Console], None]
"""Draws something on the console that it is given."""

_PLAIN_WIDTH = 100

# One character for one, so that the layout stays.
_ASCII = str.maketrans(
    {
        "←": "<",
        "→": ">",
        "·": "-",
        "•": "*",
        "–": "-",
        "—": "-",
        "…": ".",
        "●": "*",
        "○": "o",
        "≠": "!",
        "━": "-",
        "⟨": "<",
        "⟩": ">",
        "⟦": "[",
        "⟧": "]",
    }
    | dict.fromkeys("“”„«»", '"')
    | dict.fromkeys("‘’", "'")
)


def on_console(paint: Paint, console: Console) -> None:
    """Draw on `console`, at its width, with its colours if it has any.

    Where the console cannot write Unicode, signs become ASCII ones and other letters escapes.
    """
    if console.is_terminal and not console.options.ascii_only:
        paint(console)
        return
    with console.capture() as captured:
        paint(console)
    text = _without_padding(captured.get())
    if console.options.ascii_only:
        text = text.translate(_ASCII).encode(console.encoding, "backslashreplace").decode(console.encoding)
    console.file.write(text)


def as_text(paint: Paint) -> str:
    """The same without colours, for files."""
    console = Console(file=StringIO(), width=_PLAIN_WIDTH, color_system=None, legacy_windows=False)
    with console.capture() as captured:
        paint(console)
    return _without_padding(captured.get())


def _without_padding(text: str) -> str:
    """Columns are padded to the console's width, which nobody wants in a file."""
    return "".join(line.rstrip() + "\n" for line in text.split("\n")[:-1])


def heading(words: str, console: Console) -> None:
    """A line in capitals, with an empty one before it."""
    console.print()
    console.print(Text(words.upper(), style="bold cyan"))


def grid(rows: Iterable[tuple[RenderableType, RenderableType]], gap: int = 2) -> Table:
    """Rows of a narrow first column and a wide second one, that wraps beside it."""
    made = Table.grid(padding=(0, gap, 0, 0), expand=True)
    made.add_column(max_width=22, overflow="fold")
    made.add_column(ratio=1, overflow="fold")
    for row in rows:
        made.add_row(*row)
    return made


def runs_left(*texts: str) -> bool:
    """Whether a text has words that run from right to left: many terminals would turn whole lines of a table round."""
    return any(bidirectional(letter) in {"R", "AL"} for text in texts for letter in text)
