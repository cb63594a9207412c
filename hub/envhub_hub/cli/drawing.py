"""generate --run: what was made goes on to a run and its card, several draws of it side by side."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from envhub.bundle import freeze
from envhub.environment import Environment
from envhub.errors import UsageError
from envhub.run import Run

from .shared import give, print_rows, say

if TYPE_CHECKING:
    from ..generate import Generated
    from ..loop.spread import Stability

_OPTIONS = (
    click.option("--run", is_flag=True, help="Go on to a run and its card."),
    click.option("-m", "--model", "models", multiple=True,
                 help="With --run: provider/name, or a local folder; may be repeated."),
    click.option("--dataset", metavar="FILE", help="With --run: the data set to measure."),
    click.option("--text-column", help="Of the data set."),
    click.option("--label-column", help="Of the data set."),
    click.option("--repeat", type=click.IntRange(1, 100), default=1, show_default=True,
                 help="With --run: draw the samples so often, and say how much scores move."),
)  # fmt: skip


def drawing_options(command: Any) -> Any:
    """The options of `--run`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def hardened(environment: Environment, options: dict[str, Any]) -> Generated:
    """Make a version that is as hard as a reference model needs, and say each step.

    Raises:
        UsageError: the band is none, or no single model is named.
    """
    from ..backends import load_model
    from ..loop.hardening import Band, harden
    from .playing import services_of

    low, _, high = options["band"].partition("-")
    if not (low.isdigit() and high.isdigit() and int(low) < int(high) <= 100):
        raise UsageError(
            f"`{options['band']}` is no band", hint="such as --band 20-60, in per cent"
        )
    if len(options["models"]) != 1:
        raise UsageError("--band needs one reference model: -m MODEL")
    band = Band(low=int(low) / 100, high=int(high) / 100)
    with services_of({}) as services:
        model = load_model(options["models"][0])
        made, found = harden(environment, model, band, services, seed=options["seed"])
    for step in found.steps:
        levels = ", ".join(map(str, step.levels))
        say(f"levels {levels}: {options['models'][0]} passes {100 * step.rate:.0f} %")
    if not found.inside:
        ended = "no harder level is left" if found.steps[-1].rate > band.high else "below the band"
        say(f"warning: not within {options['band']} %, {ended}")
    return made


def draw_again(made: Generated, bundle: Path, options: dict[str, Any]) -> int:
    """Run what was made, as often as asked for with fresh samples; returns the exit code."""
    from ..generate.again import redrawn
    from .running import exit_code

    runs = _run(bundle, options)
    code = max(exit_code(run, 0.05) for run in runs)
    if options["repeat"] == 1 or made.plan.dimensions:
        return code
    draws = [runs]
    with tempfile.TemporaryDirectory() as folder:
        for number in range(2, options["repeat"] + 1):
            say(f"draw {number} of {options['repeat']}")
            bundle = Path(folder, f"draw-{number}.zip")
            freeze(redrawn(made).environment, bundle)
            draws.append(_run(bundle, options))
    _show_spread(draws, options["models"])
    return code


def _run(bundle: Path, options: dict[str, Any]) -> list[Run]:
    """Run a bundle by the same command that a person would type."""
    from .running import perform, run_command

    words = [str(bundle)]
    for model in options["models"]:
        words += ["--model", model]
    for name in ("dataset", "text_column", "label_column", "runs_dir"):
        if options[name]:
            words += [f"--{name.replace('_', '-')}", options[name]]
    with run_command.make_context("run", words) as context:
        return perform(context, shown=not options["as_json"])


def _show_spread(draws: list[list[Run]], models: tuple[str, ...]) -> None:
    from ..loop.spread import stability

    found = stability([dict(zip(models, [run.result() for run in runs], strict=True))
                       for runs in draws])  # fmt: skip
    print_rows(
        ("capability", "model", "mean", "least", "most"),
        [(one.capability, one.model, *(f"{value * 100:.1f}" for value in
          (one.mean, one.least, one.most))) for one in found.spreads],
    )  # fmt: skip
    if len(models) > 1:
        give(_order(found))


def _order(found: Stability) -> str:
    order = " > ".join(found.order)
    return f"order {order} in {found.held} of {found.draws} draws"
