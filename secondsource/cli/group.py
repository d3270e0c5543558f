"""A group of commands that suggests near names and ends with the statuses that the help promises."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import click

_INTERRUPTED = 130  # 128 and the number of SIGINT, as shells report it
_READER_GONE = 141  # 128 and the number of SIGPIPE


class Commands(click.Group):
    """Like click's, but an unknown command brings a suggestion, and Ctrl-C and a closed pipe end quietly."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names; raises `UsageError` with near names where there is none."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-") and not ctx.resilient_parsing:
            # Here and not by click, which suggests from version 8.4 on only.
            near = get_close_matches(name, self.list_commands(ctx), n=1, cutoff=0.5)
            known = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(self.list_commands(ctx))}."
            ctx.fail(f"no command is called {name!r}: {known}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; where nobody reads its output any more, end with the status of a closed pipe."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # caught here because click would make it a status of 1
            _silence_stdout()
            ctx.exit(_READER_GONE)
        return result

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and in standalone mode (the default) leave the interpreter with an exit status."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        try:
            status = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.ClickException as error:
            error.show()
            sys.exit(error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            sys.exit(_INTERRUPTED)
        sys.exit(status if isinstance(status, int) else 0)


def _silence_stdout() -> None:
    """Let the interpreter flush into nothing on its way out; else it complains about the closed pipe again."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return  # not a real file, so nothing will be flushed to one
