"""run --dataset: an environment on a data set instead of a model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click
from click.core import ParameterSource

from envhub.dataset import Table
from envhub.environment import Environment
from envhub.errors import UsageError
from envhub.measure import require_columns, require_dataset
from envhub.run import Run

from .progress import counting_bar
from .shared import command_line, say

if TYPE_CHECKING:
    from ..runner import RunPlace

Command = TypeVar("Command", bound=Callable[..., Any])
INCOMPLETE = 3
OF_DATASETS = frozenset(("dataset", "text_column", "label_column", "filter"))
OF_BOTH = frozenset((
    "targets", "registry", "frozen", "lock", "offline", "runs_dir", "name", "seed", "max_invalid",
))  # fmt: skip
"""What else may be said of a data set; all other options are about models."""


def dataset_options(command: Command) -> Command:
    """`--dataset` and how its rows are read."""
    for option in reversed((
        click.option("--dataset", metavar="FILE", help="A table to measure, or a folder of them: "
                     ".csv, .tsv, .jsonl, .parquet."),
        click.option("--text-column", metavar="NAME", help="Of a data set (default: text)."),
        click.option("--label-column", metavar="NAME", help="Of a data set (default: label)."),
        click.option("--filter", metavar="EXPR", help="Only rows where this holds: lang = 'en'."),
    )):  # fmt: skip
        command = option(command)
    return command


def subject_of(context: click.Context) -> Literal["model", "dataset"]:
    """Say whether a call is about models or about a data set.

    Raises:
        UsageError: about neither, about both, or with an option of the other.
    """
    models, dataset = context.params["models"], context.params["dataset"]
    if not models and dataset is None:
        raise UsageError("what is to be run on? a model by --model, or a data set by --dataset")
    if models and dataset is not None:
        raise UsageError("a run is of one thing: leave out --model or --dataset")
    for parameter in context.command.params:
        name = parameter.name or ""
        if context.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
            continue
        option = max(parameter.opts, key=len)
        if models and name in OF_DATASETS:
            raise UsageError(f"{option} says nothing about a model")
        if not models and name not in OF_DATASETS | OF_BOTH:
            raise UsageError(f"{option} says nothing about a data set")
    return "model" if models else "dataset"


def table_of(environments: Sequence[Environment], options: dict[str, Any]) -> Table:
    """Open the table that environments are to measure, once all of them can.

    Raises:
        UsageError: an environment asks models, or reads a column that was not named.
        NotFound, DatasetError, MissingRequirement: there is no table that can be read.
    """
    from ..tables import TableSettings, open_table

    for environment in environments:  # before a large file is read
        require_dataset(environment)
    settings = TableSettings(
        text_column=options["text_column"],
        label_column=options["label_column"],
        filter=options["filter"],
    )
    table = open_table(options["dataset"], settings)
    for environment in environments:
        require_columns(environment, table)
    return table


def measured(environment: Environment, table: Table, place: RunPlace, seed: int) -> Run:
    """Measure a table, with a progress bar on stderr where that is a terminal."""
    from ..runner import run_dataset

    with counting_bar("reading rows") as told:
        return run_dataset(environment, table, place, seed, told)


def dataset_exit_code(run: Run, max_invalid: float) -> int:
    """Return 3 where a dimension could not be measured, or lost too many rows."""
    code = 0
    for one in run.result().capabilities:
        coverage = one.coverage
        if one.score is None:
            line = command_line("report", run.id, "--failures")
            say(f"{one.title} could not be measured: {line}")
            code = INCOMPLETE
        elif coverage is not None and 1 - coverage > max_invalid:
            share = f"{one.missing:,} of {one.n + one.missing:,} rows"
            say(f"{one.title} left out {share}, more than {max_invalid:.0%}")
            code = INCOMPLETE
    return code
