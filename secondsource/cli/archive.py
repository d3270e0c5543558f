"""Commands that look into the archive: `stories`, `show`, `status`, `log`, `export`, `forget`."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from secondsource.cli.options import (
    DEFAULT_ENCODER,
    ENDS,
    EncoderChoice,
    archive_option,
    cache_option,
    chosen_format,
    format_option,
    opened,
    output_option,
    terminal_or_json_option,
)
from secondsource.render import FORMATS, SUFFIXES


@click.command(name="stories", short_help="List the stories of the archive.", epilog=ENDS)
@archive_option
def stories_command(archive: str) -> None:
    """List the stories of the archive, the last changed first: reports beside independent origins.

    \b
    Example:
      secondsource stories
    """
    from secondsource.cli.output import write_stdout
    from secondsource.render.visible import one_line
    from secondsource.render.wording import count

    lines = []
    with opened(archive) as kept:
        for handle, updated, told in kept.stories():
            if told is None:
                lines.append(f"{handle}  {updated[:10]}  not weighed yet; run `secondsource add` again")
                continue
            story, reports = told
            independent = max((f.independent_origins for f in story.findings), default=0)
            of = f"{count(len(reports), 'report')} · {count(independent, 'independent origin')} at most"
            parts = f" · {count(len(story.discrepancies), 'discrepancy')}" if story.discrepancies else ""
            lines.append(f"{handle}  {updated[:10]}  {of}{parts}  {one_line(story.title)}")
    write_stdout("".join(f"{line}\n" for line in lines))


@click.command(name="show", short_help="Show a story of the archive, or a brief as it was shown.", epilog=ENDS)
@click.argument("story", metavar="[STORY]", required=False)
@archive_option
@format_option(FORMATS, "story")
@output_option(SUFFIXES)
@click.option("--shown", type=int, metavar="NUMBER", help="Instead of a STORY, a brief as it was shown before.")
@click.option("--history", is_flag=True, help="Say what happened to the STORY and when.")
def show_command(
    story: str | None, archive: str, format_name: str | None, output: Path | None, shown: int | None, history: bool
) -> None:
    """Show a story, by the handle that `secondsource stories` gives it.

    \b
    Examples:
      secondsource show s-1f3a9c04
      secondsource show s-1f3a9c04 --output story.html
      secondsource show --shown 12
    """
    from secondsource.cli.output import draw, write_stdout
    from secondsource.pipeline import bound, renamed
    from secondsource.render.json import parse

    if (story is None) == (shown is None):
        raise click.UsageError("give one STORY, or --shown NUMBER.")
    with opened(archive) as kept:
        if history and story:
            lines = [f"{at}  {event}  {detail}" for at, event, detail in kept.history(story)]
            write_stdout("".join(f"{line}\n" for line in lines))
            return
        if shown is not None:
            made = parse(kept.shown_before(shown))
        else:
            made = bound([renamed("s1", kept.story(str(story)))], ())
    draw(made, FORMATS, chosen_format(format_name, output, SUFFIXES), output, "secondsource.render.terminal")


@click.command(name="status", short_help="Say what came into the archive and what it holds.", epilog=ENDS)
@archive_option
@terminal_or_json_option
def status_command(archive: str, format_name: str) -> None:
    """Say how all inputs ended, so that none is lost from sight, and what the archive holds now.

    \b
    Example:
      secondsource status --format json
    """
    from dataclasses import asdict

    from secondsource.archive import Feeds
    from secondsource.cli.output import write_stdout
    from secondsource.render.visible import one_line

    with opened(archive) as kept:
        status = kept.status()
        unread = kept.problems()
        followed = Feeds(kept.database).all()
    if format_name == "json":
        status["feeds"] = [asdict(feed) for feed in followed]
        write_stdout(json.dumps(status, indent=1) + "\n")
        return
    parts = " + ".join(f"{status[name]} {name}" for name in ("reports", "versions", "duplicates", "problems"))
    lines = [
        f"archive   {status['archive']}",
        f"inputs    {status['inputs']} = {parts}",
        f"holds     {status['held']} reports in {status['stories']} stories",
    ]
    if status["waiting"]:
        lines.append(f"waiting   {status['waiting']} stories; `secondsource add` weighs them")
    if status["forgotten"]:
        lines.append(f"forgotten {status['forgotten']} texts")
    lines += [f"follows   {one_line(f.address)}: {one_line(f.said or 'not asked yet')}" for f in followed]
    lines += [f"unread    {problem.input}: {one_line(problem.error)}" for problem in unread]
    write_stdout("".join(f"{line}\n" for line in lines))


@click.command(name="log", short_help="Say how the last inputs ended.", epilog=ENDS)
@archive_option
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True, help="At most so many.")
def log_command(archive: str, limit: int) -> None:
    """Say what came in, the last first: when, how it ended, as which report, and why where it could not be read.

    \b
    Example:
      secondsource log --limit 200
    """
    from secondsource.cli.output import write_stdout
    from secondsource.render.visible import one_line

    with opened(archive) as kept:
        ended = kept.log(limit)
    for one in ended:
        became = f" → {one_line(one.report)}" if one.report and one.report != one.input else ""
        why = f": {one_line(one.detail)}" if one.detail else ""
        write_stdout(f"{one.at}  {one.outcome:<9}  {one_line(one.input)}{became}{why}\n")


@click.command(name="export", short_help="Write the reports of the archive as JSON Lines.", epilog=ENDS)
@archive_option
def export_command(archive: str) -> None:
    """Write every report as it was received and read, one line of JSON each, on standard output.

    \b
    Example:
      secondsource export > desk.jsonl
    """
    import base64

    from secondsource.cli.output import write_stdout

    with opened(archive) as kept:
        for id, address in sorted(kept.addresses().items()):
            for version in kept.versions(id):
                read = version.report
                row = {
                    "id": id, "url": address, "version": version.number, "received": version.received,
                    "title": read.title, "text": read.text, "outlet": read.outlet, "language": read.language,
                    "published": str(read.published.earliest) if read.published else None,
                    "content": base64.b64encode(version.content).decode("ascii"),
                }  # fmt: skip
                write_stdout(json.dumps(row, ensure_ascii=True) + "\n")


@click.command(
    name="forget", short_help="Delete reports from the archive, and all that was drawn from them.", epilog=ENDS
)
@click.argument("reports", metavar="[REPORT...]", nargs=-1)
@archive_option
@click.option("--before", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY",
              help="All reports that came out, or where that is not known came in, before DAY.")  # fmt: skip
@click.option("--again", is_flag=True, help="Let them come in again, where they do.")
@cache_option
def forget_command(reports: tuple[str, ...], archive: str, before: datetime | None, again: bool, cache: str) -> None:
    """Delete reports with their versions and all that was drawn from them; their stories are weighed again.

    REPORT is a report's id, or the handle of a story for all its reports. They do not come back by themselves: only a
    digest of what they held is kept, which tells nothing of it.

    \b
    Examples:
      secondsource forget 02_harbour_post.txt
      secondsource forget --before 2031-01-01
    """
    from secondsource import follow
    from secondsource.cli.output import say
    from secondsource.render.wording import count

    if bool(reports) == bool(before):
        raise click.UsageError("name REPORTs, or give --before DAY.")
    with opened(archive) as kept:
        wanted = kept.before(before.date()) if before else []
        known = kept.addresses() if reports else {}
        for name in reports:
            wanted += [name] if name in known else [r.id for r in kept.story(name)[1]]
        gone = kept.forget(wanted, again=again)
        EncoderChoice(DEFAULT_ENCODER, None, cache).forget()
        follow.weigh(kept)
    named = f": {', '.join(gone)}" if gone and reports else ""
    say(f"forgot {count(len(gone), 'report')}{named}")
