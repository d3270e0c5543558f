"""`secondsource desk` and `secondsource accounts`: the archive in the browser, and who may see it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from secondsource.cli.group import Commands
from secondsource.cli.options import ENDS, EncoderChoice, allow_host_option, archive_option, encoder_options, opened

if TYPE_CHECKING:
    from types import FrameType


@click.command(name="desk", short_help="Open the archive in the browser.", epilog=ENDS)
@archive_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen. Anything but this machine alone "
              "needs accounts (`secondsource accounts add`) or a token.")  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0: any free one.")
@click.option("--token-file", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="A file with a token that lets in without an account, on its first line.")  # fmt: skip
@click.option("--certificate", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Serve over TLS with this certificate (PEM).")  # fmt: skip
@click.option("--key", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Its private key (PEM).")
@encoder_options
@allow_host_option
def desk_command(
    archive: str,
    host: str,
    port: int,
    token_file: Path | None,
    certificate: Path | None,
    key: Path | None,
    encoder: EncoderChoice,
    allowed: tuple[str, ...],
) -> None:
    """Serve the desk: stories, their sources and their cracks in the browser, and an API for programs at /api/docs.

    Only this machine can reach it unless --host says otherwise. Ctrl-C ends it.

    \b
    Examples:
      secondsource desk
      secondsource desk --host 0.0.0.0 --token-file desk.token --certificate desk.pem --key desk.key
    """
    _check_extra("secondsource desk")
    import getpass

    import uvicorn

    from secondsource.archive.accounts import Accounts
    from secondsource.cli.output import say
    from secondsource.desk.app import make_desk
    from secondsource.desk.gate import SHORTEST_TOKEN, Rules, is_loopback
    from secondsource.intake.fetch import Fetcher
    from secondsource.pipeline import Settings

    token = token_file.read_text(encoding="utf-8", errors="replace").partition("\n")[0].strip() if token_file else ""
    if token_file and len(token) < SHORTEST_TOKEN:
        raise click.UsageError(f"{token_file}: its first line is no token of {SHORTEST_TOKEN} or more letters.")
    if (certificate is None) != (key is None):
        raise click.UsageError("give --certificate and --key together.")
    with opened(archive) as kept:
        known = bool(Accounts(kept.database).all())
        closed = bool(token) or (known and not is_loopback(host))
        if not is_loopback(host) and not closed:
            raise click.UsageError(
                f"others can reach {host}: first make accounts (`secondsource accounts add NAME`) or give --token-file."
            )
        rules = Rules(getpass.getuser(), open=not closed, token=token, secure=certificate is not None)
        app = make_desk(kept, rules, Settings(encoder=encoder.made(), fetcher=Fetcher(allowed)))

        class Server(uvicorn.Server):
            def handle_exit(self, sig: int, frame: FrameType | None) -> None:
                app.state.desk.live.close()  # whoever waits for news would keep it from ending
                super().handle_exit(sig, frame)

        server = Server(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                log_level="warning",
                ssl_certfile=certificate,
                ssl_keyfile=key,
                timeout_graceful_shutdown=3,
                server_header=False,
                backlog=2048,
            )
        )
        listening = server.config.bind_socket()
        scheme = "https" if certificate else "http"
        shown = f"[{host}]" if ":" in host else host
        say(f"the desk is at {scheme}://{shown}:{listening.getsockname()[1]}; Ctrl-C ends it")
        server.run([listening])


@click.group(name="accounts", cls=Commands, short_help="Say who may use a desk that others can reach.", epilog=ENDS)
def accounts_group() -> None:
    """Say who may use the desk of an archive where others can reach it. Corrections are signed with these names.

    \b
    Example:
      secondsource accounts add ingrid
    """


@accounts_group.command(name="add", short_help="Make an account, or give it another password.", epilog=ENDS)
@click.argument("name", metavar="NAME")
@archive_option
@click.password_option(help="Without it, it is asked for; write it on no command line that others can see.")
def add_account_command(name: str, archive: str, password: str) -> None:
    """Make an account, or give it another password. Only the Argon2 hash of the password is kept.

    \b
    Example:
      secondsource accounts add ingrid
    """
    _check_extra("secondsource accounts")
    from secondsource.archive.accounts import Accounts
    from secondsource.cli.output import say
    from secondsource.desk.passwords import LONGEST, SHORTEST, hashed

    if not name.strip() or not name.isprintable() or len(name) > 100:
        raise click.UsageError("NAME has 1 to 100 letters that can be printed.")
    if not SHORTEST <= len(password) <= LONGEST:
        raise click.UsageError(f"the password has {len(password)} letters; it needs {SHORTEST} to {LONGEST}.")
    with opened(archive) as kept:
        Accounts(kept.database).keep(name.strip(), hashed(password))
    say(f"{name.strip()} may come in with this password")


@accounts_group.command(name="list", short_help="List the accounts.", epilog=ENDS)
@archive_option
def list_accounts_command(archive: str) -> None:
    """List the accounts, and when each was made.

    \b
    Example:
      secondsource accounts list
    """
    from secondsource.archive.accounts import Accounts
    from secondsource.cli.output import write_stdout
    from secondsource.render.visible import one_line

    with opened(archive) as kept:
        lines = [f"{at}  {one_line(name)}" for name, at in Accounts(kept.database).all().items()]
    write_stdout("".join(f"{line}\n" for line in lines))


@accounts_group.command(name="drop", short_help="Delete an account.", epilog=ENDS)
@click.argument("name", metavar="NAME")
@archive_option
def drop_account_command(name: str, archive: str) -> None:
    """Delete an account; whoever is there by it is out at once.

    \b
    Example:
      secondsource accounts drop ingrid
    """
    from secondsource.archive.accounts import Accounts
    from secondsource.cli.output import say

    with opened(archive) as kept:
        Accounts(kept.database).drop(name)
    say(f"{name} may come in no more")


def _check_extra(option: str) -> None:
    from importlib.util import find_spec

    from secondsource.errors import MissingExtraError

    if any(find_spec(name) is None for name in ("fastapi", "uvicorn", "argon2", "multipart")):
        raise click.UsageError(str(MissingExtraError(option, "desk")))
