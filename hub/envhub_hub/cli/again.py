"""resume, rerun, score, merge: what is done with runs that are there already."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from envhub.environment import Environment
from envhub.errors import RunError, UsageError
from envhub.run import Run, RunRecord

from .. import config
from ..runs import find_run
from ..text import counted
from .loading import load_again, load_record, load_settings, loading_options
from .playing import cached, judge_options, known_replies, services_of, user_options
from .progress import progress_bar
from .running import exit_code, invalid_option, limit_options, limits_of, show_run
from .shared import offline_option, open_target, registry_option, runs_option, say

if TYPE_CHECKING:
    from ..runner import Repeat

target_option = click.option(
    "--env", "target", metavar="TARGET",
    help="The environment, where it is no longer where the run found it.",
)  # fmt: skip


@click.command("resume")
@click.argument("run", default="last")
@target_option
@registry_option
@offline_option
@runs_option
@click.option("--errors-only", is_flag=True, help="Run what is invalid again, and nothing else.")
@click.option("--cache/--no-cache", default=None,
              help="Use replies that are known; by default for openai/ models.")  # fmt: skip
@judge_options
@user_options
@limit_options
@invalid_option
def resume_command(run: str, **options: Any) -> None:
    """Go on with RUN where it stopped: nothing is lost but what was in flight, or asked twice."""
    from ..runner import Resume, resume_run

    found = _found(run, options)
    record = found.first_record
    if _nothing_owed(found, options["errors_only"]):
        say(f"run {found.id} is complete: nothing is owed")
        show_run(found, options["runs_dir"])
        sys.exit(exit_code(found, options["max_invalid"]))
    environment = environment_of(record, options)
    if record.load is None:
        hint = "in Python: envhub_hub.session(model).resume(run, environment)"
        raise UsageError(f"the model of run `{found.id}` was in memory", hint=hint)
    say(f"{environment.reference} on {record.subject}, run {found.id}")
    wanted = Resume(errors_only=options["errors_only"], limits=limits_of(options))
    played = _with_players(record, options)
    with known_replies(played) as replies, services_of(played, None, replies) as services:
        scope = record.environment.harness_digest
        model = cached(load_again(record.load), record.load.model, played, replies, scope)
        with progress_bar(found.folder) as on_row:
            done = resume_run(found, environment, model, wanted, on_row, services)
    show_run(done, options["runs_dir"])
    sys.exit(exit_code(done, options["max_invalid"]))


def _nothing_owed(run: Run, errors_only: bool) -> bool:
    ended = run.summary
    if ended is None or ended.status != "complete":
        return False
    return not (errors_only and ended.invalid)


@click.command("rerun")
@click.argument("run", default="last")
@click.option("-m", "--model", "--checkpoint", "spec",
              help="Another model or checkpoint; by default the same.")  # fmt: skip
@target_option
@registry_option
@offline_option
@runs_option
@click.option("--name", help="A name for the new run.")
@click.option("--step", type=click.IntRange(min=0), help="The training step of a checkpoint.")
@loading_options
@judge_options
@user_options
@limit_options
@invalid_option
def rerun_command(run: str, **options: Any) -> None:
    """Run the environment, prompts, settings and seeds of RUN again, on the same or another model.

    On the same weights the outputs are the same, or the first difference is named.
    """
    from ..backends import load_model
    from ..runner import RunPlace, compare_outputs, run_environment
    from ..runner.digests import environment_record, require_same

    found = _found(run, options)
    record = found.first_record
    environment = environment_of(record, options)
    now = environment_record(environment, record.environment.split, record.environment.source)
    require_same(record.environment, now, scoring=False, doing=f"repeat run `{found.id}`")
    if options["spec"] is not None:
        settings = load_settings(options)
        load = load_record(options["spec"], settings)
        model = load_model(options["spec"], settings)
    elif record.load is not None:
        load, model = record.load, load_again(record.load)
    else:
        hint = "name one: envhub rerun RUN --model …"
        raise UsageError(f"the model of run `{found.id}` was in memory", hint=hint)
    step = options["step"] if options["spec"] is not None else record.step
    place = RunPlace(
        runs_folder=config.runs_folder(options["runs_dir"]),
        name=options["name"],
        context="training step" if step is not None else record.context,
        step=step,
        source=record.environment.source,
        load=load,
        hourly_rate=record.hourly_rate,
        limits=limits_of(options),
    )
    say(f"{environment.reference} on {model.identity.name}, as run {found.id}")
    # Replies that are known would make any repetition the same.
    played = _with_players(record, options | {"cache": options["cache"] or False})
    with known_replies(played) as replies, services_of(played, None, replies) as services:
        model = cached(model, load.model, played, replies, now.harness_digest)
        with progress_bar(place.runs_folder) as on_row:
            again = run_environment(environment, model, record.settings, place, on_row, services)
    show_run(again, options["runs_dir"])
    say(repeat_line(compare_outputs(found, again)))
    sys.exit(exit_code(again, options["max_invalid"]))


def repeat_line(found: Repeat) -> str:
    """Say whether a repeated run gave the same outputs."""
    same = f"{found.same} of {counted(found.rows, 'output')} are the same"
    if found.other is not None:
        return f"another model: {found.other}; {same}"
    if found.first is None:
        return f"the same model gave the same outputs: {same}"
    return f"the same model, and {same}; first difference: {found.first}"


@click.command("score")
@click.argument("run", default="last")
@target_option
@registry_option
@offline_option
@runs_option
@judge_options
@invalid_option
def score_command(run: str, **options: Any) -> None:
    """Judge RUN again by the scoring rules of an environment, without its model.

    The environment must ask the same questions in the same way; its version or its scoring may
    differ. The new verdicts stand beside the old ones, and readers take the newest.
    """
    from ..runner import rescore

    found = _found(run, options)
    environment = environment_of(found.first_record, options)
    played = _with_players(found.first_record, options)
    with known_replies(played) as replies, services_of(played, None, replies) as services:
        done = rescore(found, environment, services)
    if not done.changed:
        say("the scoring rules are those that the run is read by: nothing to do")
    for line in done.changed:
        say(f"changed: {line}")
    for (was, now), count in sorted(done.moved.items()):
        say(f"{counted(count, 'rollout')}: {was} → {now}")
    show_run(done.run, options["runs_dir"])
    sys.exit(exit_code(done.run, options["max_invalid"]))


@click.command("merge")
@click.argument("runs", nargs=-1, required=True, metavar="RUN…")
@click.option("--name", help="A name for the whole run.")
@runs_option
@invalid_option
def merge_command(
    runs: tuple[str, ...], name: str | None, runs_dir: str | None, max_invalid: float
) -> None:
    """Bring the shards of one run together into a run of all."""
    from ..runner import merge_runs

    folder = config.runs_folder(runs_dir)
    whole = merge_runs([find_run(one, folder) for one in runs], folder, name)
    show_run(whole, runs_dir)
    sys.exit(exit_code(whole, max_invalid))


def _found(run: str, options: dict[str, Any]) -> Run:
    """Find a run of a model; one of a data set is refused before anything is opened for it."""
    from ..runner.digests import model_of

    found = find_run(run, config.runs_folder(options["runs_dir"]))
    model_of(found.first_record)
    return found


def _with_players(record: RunRecord, options: dict[str, Any]) -> dict[str, Any]:
    """The options, with the models that judged and played the user where none is named."""
    known = {"judge": record.judge, "user": record.user}
    chosen = {role: options.get(role) or (one and one.name) for role, one in known.items()}
    return options | chosen | {"models": [record.load.model] if record.load else []}


def environment_of(record: RunRecord, options: dict[str, Any]) -> Environment:
    """Open the environment of a run, from where it was found unless another place is named."""
    target = options["target"] or record.environment.source
    if target is None:
        hint = "name it: --env TARGET"
        raise RunError(f"run `{record.id}` does not say where its environment is", hint=hint)
    environment: Environment = open_target(options | {"target": target})
    return environment
