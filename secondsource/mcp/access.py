"""Which files may be read for an assistant: those in the folders that were named, and no others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from secondsource.errors import InputError
from secondsource.intake.files import files


def allowed(paths: Sequence[str], folders: Sequence[Path]) -> list[Path]:
    """The paths as absolute ones; raises `InputError` for one outside the folders, or that holds a link out of them.

    A relative path is looked for in each folder in turn. What does not exist is let through where it would lie
    inside, so that the brief can say so.
    """
    roots = [folder.resolve() for folder in folders]
    return [_inside(path, roots) for path in paths]


def _inside(path: str, roots: Sequence[Path]) -> Path:
    try:
        places = [(root / path).resolve() for root in roots]  # an absolute path stays what it is
    except (OSError, ValueError, RuntimeError) as error:
        raise InputError(path, f"is no path: {error}; name a file or folder") from error
    inside = [place for place in places if _within(place, roots)]
    found = next((place for place in inside if place.exists()), inside[0] if inside else None)
    if found is None:
        raise InputError(path, f"lies outside of what may be read; name something in {_named(roots)}")
    for file in files(found, lambda error: None):
        if not _within(file.resolve(), roots):
            raise InputError(str(file), f"leads outside of what may be read; remove the link from {_named(roots)}")
    return found


def _within(place: Path, roots: Sequence[Path]) -> bool:
    return any(place.is_relative_to(root) for root in roots)


def _named(roots: Sequence[Path]) -> str:
    return " or ".join(str(root) for root in roots)
