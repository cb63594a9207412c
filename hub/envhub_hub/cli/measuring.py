"""run --dataset: an environment on a data set instead of a model."""

from __future__ import annotations

from typing import Any

from envhub.environment import Environment
from envhub.errors import UsageError
from envhub.measure import require_dataset
from envhub.run import Run

from .. import config
from .shared import console, say

INCOMPLETE = 3
OF_DATASETS: tuple[str, ...] = ("text_column", "label_column", "filter")
OF_MODELS: tuple[str, ...] = (
    "limit", "sample_id", "temperature", "max_tokens", "step", "revision", "base_url", "cache",
    "bos_token_id",
)  # fmt: skip


def subject_of(options: dict[str, Any]) -> str:
    """Say whether a call is about a `model` or a `dataset`.

    Raises:
        UsageError: about neither, about both, or with an option of the other.
    """
    if options["model"] is None and options["dataset"] is None:
        raise UsageError("what is to be run on? a model by --model, or a data set by --dataset")
    if options["model"] is not None and options["dataset"] is not None:
        raise UsageError("a run is of one thing: leave out --model or --dataset")
    subject, foreign = "model", OF_DATASETS
    if options["model"] is None:
        subject, foreign = "dataset", OF_MODELS
    for name in foreign:
        if options.get(name) not in (None, ()):
            noun = "data set" if subject == "dataset" else "model"
            raise UsageError(f"--{name.replace('_', '-')} says nothing about a {noun}")
    return subject


def measure_with_progress(environment: Environment, options: dict[str, Any]) -> Run:
    """Measure a data set, with a progress bar on stderr where that is a terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from ..runner import RunPlace, run_dataset
    from ..tables import TableSettings, open_table

    require_dataset(environment)  # before a large file is read
    settings = TableSettings(
        text_column=options["text_column"],
        label_column=options["label_column"],
        filter=options["filter"],
    )
    table = open_table(options["dataset"], settings)
    say(f"{environment.reference} on {table.identity.name}, {table.identity.said}")
    place = RunPlace(
        runs_folder=config.runs_folder(options.get("runs_dir")), name=options.get("name")
    )
    out = console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=out, disable=not out.is_terminal, transient=True) as bar:
        task = bar.add_task("reading rows", total=table.identity.rows)
        return run_dataset(
            environment, table, place, options["seed"],
            lambda done, planned: bar.update(task, completed=done, total=planned),
        )  # fmt: skip


def dataset_exit_code(run: Run, max_invalid: float) -> int:
    """Return 3 where a dimension could not be measured, or lost too many rows."""
    code = 0
    for one in run.result().capabilities:
        coverage = one.coverage
        if one.score is None:
            say(f"{one.title} could not be measured: envhub report {run.id} --failures")
            code = INCOMPLETE
        elif coverage is not None and 1 - coverage > max_invalid:
            share = f"{one.rows_lost:,} of {one.n + one.rows_lost:,} rows"
            say(f"{one.title} left out {share}, more than {max_invalid:.0%}")
            code = INCOMPLETE
    return code
