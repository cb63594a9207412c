"""report, card, export: what a run says, rebuilt from its folder."""

from __future__ import annotations

from pathlib import Path

import click

from envhub.errors import UsageError, near_miss

from .. import config
from ..runs import find_run
from .shared import console, give, give_json, json_option, runs_option, say

scores_option = click.option(
    "--scores", metavar="DIGEST",
    help="Of a run that was scored again: `original`, or a scoring digest (default: the newest).",
)  # fmt: skip


@click.command("report")
@click.argument("run", default="last")
@runs_option
@click.option("--failures", is_flag=True, help="List the samples that failed, and why.")
@scores_option
@json_option
def report_command(
    run: str, runs_dir: str | None, failures: bool, scores: str | None, as_json: bool
) -> None:
    """Show the scores of RUN: an id, its beginning, a name, a path, or `last`."""
    from ..report import failures_json, render, render_failures, report_json

    found = find_run(run, config.runs_folder(runs_dir), scores)
    if as_json:
        give_json(failures_json(found) if failures else report_json(found))
        return
    console().print(render_failures(found) if failures else render(found))


@click.command("card")
@click.argument("run", nargs=-1)
@runs_option
@click.option("--chart", help="bar, pie, radial or line (default: bar; line for several runs).")
@click.option("--dark", is_flag=True, help="For a dark page.")
@click.option("-o", "--output", metavar="FILE", default="card.png", show_default=True,
              help=".png, .svg or .pdf.")  # fmt: skip
def card_command(
    run: tuple[str, ...], runs_dir: str | None, chart: str | None, dark: bool, output: str
) -> None:
    """Draw RUN (default: the last one) as a picture or a PDF; several runs give a line."""
    from ..export import CardSettings, write_card

    runs = [find_run(one, config.runs_folder(runs_dir)) for one in run or ("last",)]
    settings = CardSettings(chart=chart, theme="dark" if dark else "light")
    path = Path(output)
    write_card(runs, path, settings)
    give(str(path))


@click.command("export")
@click.argument("run", default="last")
@runs_option
@scores_option
@click.option("--format", "kind", help="csv, json, png or pdf (default: from the file's ending).")
@click.option("-o", "--output", metavar="FILE", help="File to write (default: results.<format>).")
def export_command(
    run: str, runs_dir: str | None, scores: str | None, kind: str | None, output: str | None
) -> None:
    """Write RUN to a file, with everything that explains its numbers."""
    from ..export import EXPORTERS

    kind = kind or (Path(output).suffix.lstrip(".") if output else "json")
    if kind not in EXPORTERS:
        known = ", ".join(EXPORTERS)
        raise UsageError(f"no format `{kind}`{near_miss(kind, EXPORTERS)} (there are: {known})")
    found = find_run(run, config.runs_folder(runs_dir), scores)
    path = Path(output or f"results.{kind}")
    EXPORTERS[kind](found, path)
    say(f"run {found.id} as {kind}")
    give(str(path))
