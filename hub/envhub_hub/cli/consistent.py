"""consistency: what an environment says of a family of models whose order is known."""

from __future__ import annotations

from typing import Any

import click

from envhub.environment import Environment
from envhub.errors import UsageError
from envhub.manifest import make_manifest
from envhub.run import Run

from .. import config
from ..runs import list_runs
from .shared import (
    command_line,
    give,
    give_json,
    json_option,
    offline_option,
    open_target,
    print_rows,
    registry_option,
    runs_option,
    say,
)

SHOWN = 10
"""Samples with a negative discrimination that are listed."""


@click.command("consistency")
@click.argument("target", metavar="ENV")
@click.option("--models", required=True, help="provider/name, …, separated by commas.")
@click.option("--order", help="From weak to strong: 'a<b<c', size, or date (training step).")
@click.option("--again", is_flag=True, help="Run all of them anew, also where runs are there.")
@registry_option
@offline_option
@runs_option
@json_option
def consistency_command(**options: Any) -> None:
    """Run ENV on several models and say whether it orders them as it should.

    A run of the same environment on one of the models that is there already is used again.
    """
    from ..loop.consistency import consistency, expected_order

    models = [one.strip() for one in options["models"].split(",") if one.strip()]
    if len(models) < 2 or len(set(models)) < len(models):
        raise UsageError("--models takes at least two different ones: a,b,c")
    environment: Environment = open_target(options)
    runs = _runs(environment, models, options)
    expected = expected_order(options["order"], runs) if options["order"] else None
    found = consistency(runs, expected)
    if options["as_json"]:
        give_json(found.model_dump(mode="json") | {"warnings": list(found.warnings)})
        return
    print_rows(
        ("model", "overall"),
        [
            (one, f"{100 * score:.1f}")
            for one, score in zip(found.models, found.overall, strict=True)
        ],
    )
    if found.expected is not None:
        tau = "none, all scores are the same"
        if found.tau is not None:
            tau = f"{found.tau:.2f} (p = {found.p_value:.2f})"
        give(f"Kendall's tau to {' < '.join(found.expected)}: {tau}")
    mean = "none" if found.discrimination is None else f"{found.discrimination:.2f}"
    give(f"samples: {100 * found.floor:.0f} % failed by all, {100 * found.ceiling:.0f} % passed by "
         f"all; mean discrimination {mean}, negative for {found.negative}")  # fmt: skip
    worst = sorted((one for one in found.items if (one.discrimination or 0) < 0),
                   key=lambda one: one.discrimination or 0)  # fmt: skip
    for one in worst[:SHOWN]:
        give(f"  {one.sample_id}: {one.discrimination:.2f}")
    for line in found.warnings:
        say(f"warning: {line}")
    if found.warnings:
        say(
            f"  {command_line('generate', '--refresh', options['target'], '--harder', '-o', 'DIR')}"
        )


def _runs(environment: Environment, models: list[str], options: dict[str, Any]) -> dict[str, Run]:
    """The newest complete run on each model, or a new one."""
    from .running import perform, run_command

    digest = make_manifest(environment).digest
    there: dict[str, Run] = {}
    if not options["again"]:
        for run in list_runs(config.runs_folder(options["runs_dir"])):
            record = run.record
            whole = run.summary is not None and run.summary.status == "complete"
            if whole and record.load and record.environment.digest == digest:
                there[record.load.model] = run
    for model in models:
        if model in there:
            say(f"{model}: run {there[model].id} is used again")
            continue
        words = [options["target"], "--model", model]
        for name in ("registry", "runs_dir"):
            if options[name]:
                words += [f"--{name.replace('_', '-')}", options[name]]
        with run_command.make_context("run", words) as context:
            (there[model],) = perform(context, shown=False)
    return {model: there[model] for model in models}
