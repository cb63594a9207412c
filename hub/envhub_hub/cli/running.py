"""run: an environment on a model, or on a data set."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from envhub.environment import Environment
from envhub.evaluate import require_model
from envhub.manifest import make_manifest
from envhub.model import Model
from envhub.run import Run, RunSettings

from .. import config
from ..runs import valid_name
from .measuring import dataset_exit_code, measure_with_progress, subject_of
from .shared import (
    command_line,
    console,
    lock_options,
    offline_option,
    open_target,
    registry_option,
    runs_option,
    say,
)

if TYPE_CHECKING:
    from ..runner import ReplyCache

INCOMPLETE = 3


@click.command("run")
@click.argument("target")
@click.option("-m", "--model", "model", help="provider/name, or a local folder.")
@click.option("--dataset", metavar="FILE", help="A table to measure, or a folder of them: .csv, "
              ".tsv, .jsonl, .parquet.")  # fmt: skip
@click.option("--text-column", metavar="NAME", help="Of a data set (default: text).")
@click.option("--label-column", metavar="NAME", help="Of a data set (default: label).")
@click.option("--filter", metavar="EXPR", help="Only rows where this holds: lang = 'en'.")
@registry_option
@lock_options
@offline_option
@runs_option
@click.option("--limit", type=click.IntRange(min=1), help="Only the first N samples.")
@click.option("--sample-id", multiple=True, help="Only this sample; may be repeated.")
@click.option("--split", default="test", show_default=True, help="test or practice.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of sampling, where any.")
@click.option("--temperature", type=click.FloatRange(min=0), help="Instead of the declared one.")
@click.option("--max-tokens", type=click.IntRange(min=1), help="Instead of the declared limit.")
@click.option("--name", help="A name for the run.")
@click.option("--step", type=click.IntRange(min=0), help="The training step of a checkpoint.")
@click.option("--revision", help="Of a model on a hub.")
@click.option("--dtype", default="float32", show_default=True, help="float32, bfloat16, float16.")
@click.option("--base-url", help="The server of an openai/ model: http://host:8000/v1.")
@click.option("--concurrency", type=click.IntRange(1, 4096), default=64, show_default=True,
              help="Requests to a server at once, at most.")  # fmt: skip
@click.option("--request-timeout", type=click.FloatRange(min=0, min_open=True), default=300.0,
              show_default=True, help="Seconds that a server may take for one answer.")  # fmt: skip
@click.option("--cache/--no-cache", default=None,
              help="Use replies that are known; by default for openai/ models.")  # fmt: skip
@click.option("--bos-token-id", type=int, help="Prepend this token; by default none is added.")
@click.option("--max-invalid", type=click.FloatRange(0, 1), default=0.05, show_default=True,
              help="Share of invalid samples or rows above which the exit code is 3.")  # fmt: skip
def run_command(**options: Any) -> None:
    """Run TARGET (a folder, a zip or owner/name[@version]) on a model and report the scores.

    \b
      envhub run envhub/first-steps --model demo/smollm2
      envhub run my-mix --dataset data.parquet --text-column body --label-column topic
    """
    from ..backends import LoadSettings, load_model
    from ..runner import CachedModel

    if options["name"] is not None:
        valid_name(options["name"])  # before a model is loaded for minutes
    subject = subject_of(options)
    environment = open_target(options)
    if subject == "dataset":
        run = measure_with_progress(environment, options)
        show_run(run, options["runs_dir"])
        sys.exit(dataset_exit_code(run, options["max_invalid"]))
    require_model(environment)
    settings = RunSettings(
        limit=options["limit"],
        seed=options["seed"],
        max_tokens=options["max_tokens"],
        temperature=options["temperature"],
        sample_ids=options["sample_id"],
        split=options["split"],
    )
    load = LoadSettings(
        dtype=options["dtype"],
        bos_token_id=options["bos_token_id"],
        revision=options["revision"],
        step=options["step"],
        base_url=options["base_url"],
        concurrency=options["concurrency"],
        request_timeout=options["request_timeout"],
    )
    say(f"{environment.reference} on {options['model']}")
    model = load_model(options["model"], load)
    with _replies(options) as replies:
        if replies is not None:
            model = CachedModel(model, replies, make_manifest(environment).harness_digest)
        run = run_with_progress(environment, model, settings, options)
    show_run(run, options["runs_dir"])
    sys.exit(exit_code(run, options["max_invalid"]))


@contextmanager
def _replies(options: dict[str, Any]) -> Iterator[ReplyCache | None]:
    """The replies that were paid for before, unless they are not wanted."""
    wanted = options["cache"]
    if not (options["model"].startswith("openai/") if wanted is None else wanted):
        yield None
        return
    from ..runner import ReplyCache

    with closing(ReplyCache(config.cache_folder() / "replies.sqlite")) as replies:
        yield replies


def run_with_progress(
    environment: Environment, model: Model, settings: RunSettings, options: dict[str, Any]
) -> Run:
    """Run with a progress bar on stderr, where that is a terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from ..runner import RunPlace, run_environment

    step = options.get("step")
    place = RunPlace(
        runs_folder=config.runs_folder(options.get("runs_dir")),
        name=options.get("name"),
        context="training step" if step is not None else "model inspection",
        step=step,
    )
    out = console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=out, disable=not out.is_terminal, transient=True) as bar:
        task = bar.add_task("running", total=None)

        def on_row(_: object, done: int, planned: int) -> None:
            bar.update(task, completed=done, total=planned)

        try:
            return run_environment(environment, model, settings, place, on_row)
        except KeyboardInterrupt:
            bar.stop()
            say(f"what was done is kept in {place.runs_folder}/")
            raise


def show_run(run: Run, runs_dir: str | None = None) -> None:
    """Print the report of a finished run, and where it stands."""
    from ..report import render

    console().print(render(run))
    say(f"run {run.id} in {Path(run.folder)}")
    if runs_dir:  # the report proposes what to do next for the usual folder
        say(f"  {command_line('report', run.id, '--failures', '--runs-dir', runs_dir)}")


def exit_code(run: Run, max_invalid: float) -> int:
    """Return 3 where too little could be measured."""
    summary = run.summary
    if summary is None or summary.status != "complete":
        return INCOMPLETE
    share = summary.invalid / max(1, summary.rows)
    if share > max_invalid:
        say(f"{summary.invalid} of {summary.rows} samples are invalid, more than {max_invalid:.0%}")
        return INCOMPLETE
    return 0
