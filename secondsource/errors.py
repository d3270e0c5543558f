"""Everything that secondsource raises on purpose.

    SecondsourceError
    ├── InputError         one input cannot be read; the run goes on and names it in `problems`
    ├── RuleError          a watch rule breaks the schema
    ├── PackError          a language pack breaks the schema
    ├── ArchiveError       an archive cannot be opened, read or written to
    │   └── NotHeldError   it holds nothing of that name
    ├── AlertError         an alert cannot be sent there
    ├── EngineError        an engine cannot be begun or reached, or it broke down
    └── MissingExtraError  an option needs a package that is not installed

Each message says which input, what is wrong with it, and what to do.
"""

from __future__ import annotations


class SecondsourceError(Exception):
    """Base of all errors that this package raises on purpose."""


class InputError(SecondsourceError):
    """One input cannot be read; `input` names it, `reason` says why and what to do."""

    def __init__(self, input: str, reason: str) -> None:
        super().__init__(f"{input}: {reason}")
        self.input = input
        self.reason = reason


class PackError(SecondsourceError):
    """A language pack breaks the schema; names file, key and value."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}")
        self.file = file
        self.key = key
        self.reason = reason


class RuleError(SecondsourceError):
    """A watch rule breaks the schema; names file, key (empty where all of it is meant) and what to do."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key} {reason}" if key else f"{file}: {reason}")
        self.file = file
        self.key = key
        self.reason = reason


class MissingExtraError(SecondsourceError):
    """An option needs an optional package; the message gives the command that installs it."""

    def __init__(self, option: str, extra: str) -> None:
        super().__init__(f"{option} needs an optional package: pip install 'secondsource[{extra}]'")
        self.option = option
        self.extra = extra


class ArchiveError(SecondsourceError):
    """An archive cannot be opened, read or written to; `archive` is its URL without a password, `reason` says why."""

    def __init__(self, archive: str, reason: str) -> None:
        super().__init__(f"{archive}: {reason}")
        self.archive = archive
        self.reason = reason


class NotHeldError(ArchiveError):
    """An archive does not hold what was asked for by name or number."""


class AlertError(SecondsourceError):
    """An alert cannot be sent; `where` names the channel without its secrets, `reason` says why and what to do."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class EngineError(SecondsourceError):
    """An engine cannot be begun or reached, or it broke down; `engine` names it, `reason` says why and what to do."""

    def __init__(self, engine: str, reason: str) -> None:
        super().__init__(f"{engine}: {reason}")
        self.engine = engine
        self.reason = reason


def fault(error: Exception) -> str:
    """A fault of ours as the reason of a problem."""
    return f"met a fault of the program ({type(error).__name__}: {error}); please report it, with the text if you may"
