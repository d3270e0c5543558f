"""`secondsource mcp`: lets an assistant ask."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from secondsource.cli.options import ENDS


@click.command(name="mcp", short_help="Let an assistant ask about reports.", epilog=ENDS)
@click.option(
    "--folder",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Let reports in this folder be briefed, and nothing outside of it be read. May be given again.",
)
@click.option("--archive", metavar="URL", help="Let this archive be searched, and its stories be shown.")
def mcp_command(folders: tuple[Path, ...], archive: str | None) -> None:
    """Serve the Model Context Protocol on standard input and output, until the assistant hangs up.

    \b
    Examples:
      secondsource mcp --folder ~/reports
      secondsource mcp --folder ~/reports --archive sqlite:////home/me/desk.db
    """
    from importlib.util import find_spec

    from secondsource.errors import MissingExtraError

    if not folders and not archive:
        raise click.UsageError("say what may be asked about: --folder FOLDER, --archive URL, or both.")
    if find_spec("mcp") is None:
        raise click.UsageError(str(MissingExtraError("secondsource mcp", "mcp")))
    from secondsource.cli.options import opened
    from secondsource.mcp.server import server
    from secondsource.mcp.tools import Tools

    with ExitStack() as stack:
        kept = stack.enter_context(opened(archive)) if archive else None
        server(Tools(folders, kept)).run()
