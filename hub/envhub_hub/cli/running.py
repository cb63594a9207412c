"""run: environments on models, or on a data set."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from envhub.environment import Environment
from envhub.errors import UsageError
from envhub.evaluate import parts_of, require_services
from envhub.manifest import make_manifest
from envhub.model import Model
from envhub.run import LoadRecord, Run, RunSettings, parse_shard
from envhub.services import Services

from .. import config
from ..runs import valid_name
from .loading import load_record, load_settings, loading_options
from .measuring import dataset_exit_code, dataset_options, measured, subject_of, table_of
from .playing import cached, judge_options, known_replies, services_of, user_options
from .progress import progress_bar, say_preview
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
    from ..runner import RunLimits, RunPlace

INCOMPLETE = 3
Opened = tuple[str, Environment]
"""A target as it was named, and what it led to."""
invalid_option = click.option(
    "--max-invalid", type=click.FloatRange(0, 1), default=0.05, show_default=True,
    help="Share of invalid samples, or rows, above which the exit code is 3.",
)  # fmt: skip


def limit_options(command: Any) -> Any:
    """`--max-cost`, `--max-tokens-total`, `--time-limit`, on every command that asks a model."""
    for option in reversed((
        click.option("--max-cost", type=click.FloatRange(min=0, min_open=True),
                     help="End when so many US dollars are spent; what is done is kept."),
        click.option("--max-tokens-total", type=click.IntRange(min=1),
                     help="End when so many tokens went in and out."),
        click.option("--time-limit", type=click.FloatRange(min=0, min_open=True),
                     help="End after so many seconds."),
    )):  # fmt: skip
        command = option(command)
    return command


@click.command("run")
@click.argument("targets", nargs=-1, required=True, metavar="TARGET…")
@click.option("-m", "--model", "models", multiple=True,
              help="provider/name, or a local folder; may be repeated.")  # fmt: skip
@dataset_options
@registry_option
@lock_options
@offline_option
@runs_option
@click.option("-n", "--limit", type=click.IntRange(min=1), help="Only the first N samples.")
@click.option("--sample-id", multiple=True, help="Only this sample; may be repeated.")
@click.option("--split", default="test", show_default=True, help="test, practice or all.")
@click.option("-k", "--epochs", type=click.IntRange(1, 10_000), default=1, show_default=True,
              help="Rollouts of each sample.")  # fmt: skip
@click.option("--reducer", default="mean", show_default=True,
              help="Of the epochs of a sample: mean, majority, pass@K or pass^K.")  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True, help="Of sampling, where any.")
@click.option("--temperature", type=click.FloatRange(min=0), help="Instead of the declared one.")
@click.option("--max-tokens", type=click.IntRange(min=1), help="Instead of the declared limit.")
@click.option("--shard", help="Only a part of the samples: 2/8 is the second of eight.")
@click.option("--name", help="A name for the run.")
@click.option("--step", type=click.IntRange(min=0), help="The training step of a checkpoint.")
@loading_options
@limit_options
@judge_options
@click.option("--other-judge", is_flag=True,
              help="Let another model judge than is pinned; the run says so.")  # fmt: skip
@user_options
@click.option("--hourly-rate", type=click.FloatRange(min=0),
              help="US dollars that an hour of this machine costs.")  # fmt: skip
@invalid_option
def run_command(**options: Any) -> None:
    """Run TARGET (a folder, a zip or owner/name[@version]) on a model and report the scores.

    Several targets and several models give a run of each on each. An environment of data sets is
    run on a table instead:

    \b
      envhub run envhub/first-steps --model demo/smollm2
      envhub run my-mix --dataset data.parquet --text-column body --label-column topic
    """
    runs = perform(click.get_current_context())
    sys.exit(max(exit_code(run, options["max_invalid"]) for run in runs))


def perform(context: click.Context, *, shown: bool = True) -> list[Run]:
    """Run what a call of `run` asks for, and show each run as it ends unless only data is given."""
    options = context.params | {"shown": shown}
    subject = subject_of(context)
    _refuse_contradictions(options)
    opened = [(one, open_target(options | {"target": one})) for one in options["targets"]]
    return (_on_dataset if subject == "dataset" else _on_models)(opened, options)


def _on_models(opened: Sequence[Opened], options: dict[str, Any]) -> list[Run]:
    """Run every environment on every model, and show each run as it ends."""
    from ..backends import load_model

    settings = run_settings(options)
    load = load_settings(options)
    runs: list[Run] = []
    with known_replies(options) as replies, services_of(options, load, replies) as services:
        for _, environment in opened:  # said before a model is loaded for minutes
            require_services(parts_of(environment).values(), services, settings)
        for spec in options["models"]:
            model: Model | None = None
            for target, environment in opened:
                say(f"{environment.reference} on {spec}")
                model = model or load_model(spec, load)
                scope = make_manifest(environment).harness_digest
                asked = cached(model, spec, options, replies, scope)
                place = _place(options, source_of(target, environment), load_record(spec, load))
                runs.append(_run(environment, asked, settings, place, services))
                if options["shown"]:
                    show_run(runs[-1], options["runs_dir"])
    return runs


def _on_dataset(opened: Sequence[Opened], options: dict[str, Any]) -> list[Run]:
    """Measure a table by every environment, and show each run as it ends."""
    from ..runner import RunPlace

    table = table_of([environment for _, environment in opened], options)
    runs: list[Run] = []
    for target, environment in opened:
        say(f"{environment.reference} on {table.identity.name}, {table.identity.said}")
        place = RunPlace(
            runs_folder=config.runs_folder(options["runs_dir"]),
            name=options["name"],
            source=source_of(target, environment),
        )
        runs.append(measured(environment, table, place, options["seed"]))
        if options["shown"]:
            show_run(runs[-1], options["runs_dir"])
    return runs


def _refuse_contradictions(options: dict[str, Any]) -> None:
    """Find out what can't be before a model is loaded for minutes."""
    if options["name"] is None:
        return
    valid_name(options["name"])
    if len(options["targets"]) * max(1, len(options["models"])) > 1:
        raise UsageError("--name names one run, and several are asked for", hint="leave it out")


def run_settings(options: dict[str, Any]) -> RunSettings:
    """Read the options into what a person chose for the run."""
    return RunSettings(
        limit=options["limit"],
        seed=options["seed"],
        max_tokens=options["max_tokens"],
        temperature=options["temperature"],
        sample_ids=options["sample_id"],
        split=options["split"],
        epochs=options["epochs"],
        reducer=options["reducer"],
        shard=parse_shard(options["shard"]) if options["shard"] else None,
        other_judge=options["other_judge"],
    )


def limits_of(options: dict[str, Any]) -> RunLimits:
    """Read the options into where a run ends before all is done."""
    from ..runner import RunLimits

    return RunLimits(
        max_cost=options["max_cost"],
        max_tokens_total=options["max_tokens_total"],
        seconds=options["time_limit"],
    )


def source_of(target: str, environment: Environment) -> str:
    """Return where an environment can be found again, from any folder."""
    path = Path(target)
    if path.exists():
        return str(path.resolve())
    return f"{environment.declaration.name}@{make_manifest(environment).digest}"


def _place(options: dict[str, Any], source: str, load: LoadRecord) -> RunPlace:
    from ..runner import RunPlace

    step = options["step"]
    return RunPlace(
        runs_folder=config.runs_folder(options["runs_dir"]),
        name=options["name"],
        context="training step" if step is not None else "model inspection",
        step=step,
        source=source,
        load=load,
        hourly_rate=options["hourly_rate"],
        limits=limits_of(options),
    )


def _run(
    environment: Environment,
    model: Model,
    settings: RunSettings,
    place: RunPlace,
    services: Services,
) -> Run:
    from ..runner import make_order, run_environment

    order = make_order(environment, model, settings, services)
    say_preview(order, place.hourly_rate, place.runs_folder)
    with progress_bar(place.runs_folder) as on_row:
        return run_environment(environment, model, settings, place, on_row, services)


def show_run(run: Run, runs_dir: str | None = None) -> None:
    """Print the report of a finished run, and where it stands."""
    from ..report import render

    console().print(render(run))
    say(f"run {run.id} in {Path(run.folder)}")
    if runs_dir:  # the report proposes what to do next for the usual folder
        say(f"  {command_line('report', run.id, '--failures', '--runs-dir', runs_dir)}")


def exit_code(run: Run, max_invalid: float) -> int:
    """Return 3 where too little could be measured."""
    if run.record.dataset is not None:
        return dataset_exit_code(run, max_invalid)
    summary = run.summary
    if summary is None or summary.status != "complete":
        if summary is not None and summary.status == "limited":
            say(f"{summary.message}: {summary.rows} of {run.record.planned} rollouts are done; "
                f"`{command_line('resume', run.id)}` goes on")  # fmt: skip
        return INCOMPLETE
    share = summary.invalid / max(1, summary.rows)
    if share > max_invalid:
        say(f"{summary.invalid} of {summary.rows} samples are invalid, more than {max_invalid:.0%}")
        return INCOMPLETE
    return 0
