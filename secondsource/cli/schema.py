"""`secondsource schema`: what the JSON document looks like."""

from __future__ import annotations

import click


@click.command(name="schema", epilog="Exit status: 0 done, 2 misused.")
def schema_command() -> None:
    """Print the JSON Schema of the brief.

    \b
    Example:
      secondsource schema > brief.schema.json
    """
    import json

    from secondsource.cli.output import write_stdout
    from secondsource.render.json import schema

    write_stdout(json.dumps(schema(), ensure_ascii=False, indent=1) + "\n")
