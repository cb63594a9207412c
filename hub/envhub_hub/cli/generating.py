"""generate: from a sentence, a plan, an earlier version or a weakness to a checked bundle."""

from __future__ import annotations

import secrets
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from envhub.environment import Environment
from envhub.errors import UsageError
from envhub.manifest import Manifest, make_manifest

from .. import config
from ..text import counted
from .authoring import checked, freeze_folder, frozen, show_frozen, show_report
from .drawing import draw_again, drawing_options, hardened
from .judging import asker_of, asking_options
from .shared import (
    command_line,
    give_json,
    json_option,
    offline_option,
    open_target,
    registry_option,
    runs_option,
    say,
)
from .stopping import UnderWay

if TYPE_CHECKING:
    from ..generate import Background, Generated, GenerateSettings, Plan
    from ..generate.pool import Pool

PARTIAL = 3
ORIGINS = ("request", "plan", "refresh", "follow_up")
"""What a benchmark can begin from; `--from` goes together with a request."""


@click.command("generate")
@click.argument("request", required=False)
@click.option("-o", "--output", metavar="DIR", help="Source folder to write.")
@click.option("--name", help="owner/name (default: local/<slug of the folder>).")
@click.option("--version", help="SemVer of the environment (default: 1.0.0, or the next one).")
@click.option("--seed", type=click.IntRange(min=0),
              help="Same seed, same environment (default: a fresh one).")  # fmt: skip
@click.option(
    "--pool",
    "pools",
    multiple=True,
    metavar="PATH",
    help="Data of your own to take samples from: a file or a folder; may be repeated.",
)
@click.option("--practice", type=click.FloatRange(0, 10), default=0.5, show_default=True,
              help="Samples of the practice split for each one of the test split.")  # fmt: skip
@click.option(
    "--for",
    "audience",
    type=click.Choice(["any", "base", "instruct"]),
    default="any",
    show_default=True,
    help="Models that go on with a text, or that answer messages.",
)
@click.option(
    "--without",
    multiple=True,
    type=click.Choice(["design", "transformability", "sample-plan", "verification"]),
    help="Switch a stage off, for an experiment; may be repeated.",
)
@click.option("--plan-only", is_flag=True, help="Write the plan to -o FILE, and make nothing.")
@click.option("--plan", metavar="FILE", help="Follow a plan, such as one that was edited by hand.")
@click.option("--from", "edited", metavar="REF",
              help="Edit the plan of an environment as REQUEST says.")  # fmt: skip
@click.option(
    "--reviews",
    metavar="FILE",
    help="With --from: what people rejected (`envhub review`) is replaced.",
)
@click.option("--refresh", metavar="REF", help="The next version of an environment: new samples.")
@click.option("--harder", is_flag=True, help="With --refresh: without the lowest level.")
@click.option(
    "--band",
    metavar="LOW-HIGH",
    help="With --harder and -m: go on until that model passes so many per cent.",
)
@click.option("--follow-up", metavar="RUN", help="A graded environment of what a run failed at.")
@click.option("--subtype", help="With --follow-up: the weakness (default: the largest).")
@click.option("--context", metavar="FILE",
              help="Text that is kept in provenance: the question, earlier findings.")  # fmt: skip
@click.option(
    "--llm",
    metavar="MODEL",
    help="A model that helps: openai/NAME; what it writes is proved or thrown away.",
)
@click.option("--replan", is_flag=True, help="With --llm: plan anew what was planned before.")
@asking_options
@click.option("--resume", is_flag=True, help="Go on with the generation of -o that stopped.")
@drawing_options
@registry_option
@offline_option
@runs_option
@json_option
def generate_command(**options: Any) -> None:
    """Make an environment from the sentence REQUEST: source folder, checked, and frozen beside it.

    \b
    Counts:   "8 prompts each", "12 math and 6 dates", "quick" (a third of the default)
    Default:  12 prompts for multi-step capabilities, 6 for recall
    Weights:  "math counts double"
    Again:    --refresh REF · --from REF "drop the dates, make math harder" · --follow-up RUN
    """
    from ..generate.plan_file import write_plan
    from ..generate.source import require_free

    _refuse_contradictions(options)
    if options["plan_only"]:
        plan = _plan(options)
        say(f"understood: {plan.understood}")
        write_plan(plan, Path(options["output"]))
        say(f"plan: {options['output']}; edit it, then:")
        say(f"  {command_line('generate', '--plan', options['output'], '-o', 'DIR')}")
        return
    folder = Path(options["output"])
    under_way = UnderWay(folder)
    unfinished = options["resume"] and under_way.partial(under_way.kept())
    if not unfinished:
        require_free(folder)  # before a model is asked for money
    if options["llm"] and options["journal"] is None:
        options["journal"] = under_way.journal
    with asker_of(options) as options["asker"]:
        made = _made(options, under_way)
    if unfinished:
        shutil.rmtree(folder)
    bundle = _write(made, folder, options)
    for deficit in made.realised.deficits:
        say(f"partial: `{deficit.subtask}` has {deficit.missing} too few; {deficit.cause}")
    if made.partial and options["llm"]:
        say("the same command with --resume goes on, and asks for no answer twice")
    code = PARTIAL if made.partial else 0
    if not code:
        under_way.done()
    sys.exit(max(code, draw_again(made, bundle, options)) if options["run"] else code)


def _refuse_contradictions(options: dict[str, Any]) -> None:
    """Find out what does not go together before anything is made."""
    begun = [name for name in ORIGINS if options[name]]
    if options["edited"] and options["reviews"] and not begun:
        begun = ["request"]  # what people rejected is edit enough
    if options["resume"] and (begun != ["request"] or options["plan_only"]):
        raise UsageError("--resume goes with the request that was stopped")
    if not begun:
        hint = 'envhub generate "math and dates, 8 prompts each" -o DIR'
        raise UsageError("what is to be measured? say it in a sentence", hint=hint)
    if len(begun) > 1 or (options["edited"] and begun != ["request"]):
        raise UsageError(f"a benchmark begins from one thing: {' or '.join(begun)}")
    if options["output"] is None:
        raise UsageError("where is it to be written? -o DIR")
    for name, other in (
        ("harder", "refresh"),
        ("subtype", "follow_up"),
        ("reviews", "edited"),
        ("band", "harder"),
    ):
        if options[name] and not options[other]:
            said = {"edited": "from", "follow_up": "follow-up"}.get(other, other)
            raise UsageError(f"--{name} goes with --{said}")
    if options["run"] and not (options["models"] or options["dataset"]):
        raise UsageError("--run on what? a model by -m, or a data set by --dataset")
    if options["plan_only"] and not (options["request"] or options["follow_up"]):
        raise UsageError("--plan-only goes with a sentence or a follow-up")


def _settings(options: dict[str, Any]) -> GenerateSettings:
    from ..generate import GenerateSettings

    folder = Path(options["output"])
    return GenerateSettings(
        name=options["name"] or f"local/{slug(folder.name.removesuffix('.toml'))}",
        version=options["version"] or "1.0.0",
        seed=options["seed"],
        practice=options["practice"],
        audience=options["audience"],
        without=options["without"],
    )


def _plan(options: dict[str, Any]) -> Plan:
    """The plan that a call asks for, where it is not that of an earlier version."""
    from ..generate import make_plan
    from ..generate.again import follow_up, linked, plan_inside
    from ..generate.plan_file import read_plan
    from ..runs import find_run
    from .again import environment_of

    if options["edited"]:
        return _edited(_opened(options["edited"], options), options)
    settings = _settings(options)
    if options["plan"]:
        plan = read_plan(Path(options["plan"]))
        chosen = {key: options[key] for key in ("name", "version", "seed") if options[key]}
        return plan.changed(chosen | {"by_hand": True})
    if options["follow_up"]:
        run = find_run(options["follow_up"], config.runs_folder(options["runs_dir"]))
        environment = environment_of(run.first_record, options | {"target": None})
        found = follow_up(plan_inside(environment), list(run.rows()), options["subtype"],
                          seed=options["seed"])  # fmt: skip
        return linked(
            found.changed({"name": settings.name, "version": settings.version}), environment
        )
    if options.get("asker") is not None:
        return _plan_by_model(settings, options)
    return make_plan(options["request"], settings, _pool(options))


def _plan_by_model(settings: GenerateSettings, options: dict[str, Any]) -> Plan:
    """The plan that a model helps with: that of an earlier call, unless --replan."""
    from ..generate.asked import PLANNER, plan_by_model
    from ..generate.plan_cache import PlanCache

    pool, request = _pool(options), options["request"]
    cache = PlanCache(config.cache_folder() / "plans")
    key = cache.key(request, settings, PLANNER, options["llm"], pool.digest if pool else "")
    found = None if options["replan"] else cache.get(key)
    if found is not None:
        say("planned as before (--replan plans anew)")
        fresh = secrets.randbelow(2**32) if settings.seed is None else settings.seed
        return found.changed({"name": settings.name, "version": settings.version,
                              "practice": settings.practice, "seed": fresh})  # fmt: skip
    plan = plan_by_model(request, settings, options["asker"], pool)
    cache.put(key, plan)
    return plan


def _edited(environment: Environment, options: dict[str, Any]) -> Plan:
    from ..generate.again import plan_difference, plan_inside
    from ..generate.editing import edit

    old = plan_inside(environment)
    if options["request"] is None:
        return old
    new = edit(old, options["request"], _pool(options))
    for line in plan_difference(old, new):
        say(line)
    return new


def _made(options: dict[str, Any], under_way: UnderWay) -> Generated:
    """Make what a call asks for, in memory."""
    from ..generate import generate_from
    from ..generate.again import items_of, renewed, succeed
    from ..generate.asked import supplies_by_model
    from ..generate.offer import supplies_of

    if options["refresh"]:
        environment = _opened(options["refresh"], options)
        if options["band"]:
            return hardened(environment, options)
        plan = renewed(environment, seed=options["seed"], harder=options["harder"])
        supplies = supplies_of(plan, _pool(options))
        made = generate_from(plan, supplies, items_of(environment))
    elif options["edited"]:
        environment = _opened(options["edited"], options)
        plan = _edited(environment, options)
        supplies = supplies_of(plan, _pool(options))
        made = succeed(environment, plan, supplies, _rejected(environment, options))
    else:
        plan = under_way.kept() if options["resume"] else _plan(options)
        asker = options["asker"]
        if asker is not None:
            under_way.keep(plan)
        written = supplies_by_model(plan, asker) if asker is not None else {}
        supplies = supplies_of(plan, _pool(options), written)
        made = generate_from(plan, supplies, background=_background(options), asker=asker)
    say(f"understood: {made.plan.understood}")
    for note in made.plan.notes:
        say(f"note: {note}")
    for name, count in made.realised.overlaps.items():
        say(f"note: {counted(count, 'sample')} share words with the published set `{name}`, which "
            "models may have seen")  # fmt: skip
    if made.plan.capabilities:
        say(f"seed: {made.plan.seed}")
    return made


def _rejected(environment: Environment, options: dict[str, Any]) -> frozenset[str]:
    """The identities of the items that people rejected."""
    if options["reviews"] is None:
        return frozenset()
    from ..review import accepted_items, sample_grades

    path = Path(options["reviews"])
    if not path.is_file():
        raise UsageError(f"no grades at `{path}`", hint="envhub review ENV")
    grades = sample_grades(path, make_manifest(environment).digest)
    found = accepted_items(grades, accepted=False)
    say(f"rejected by people: {counted(len(found), 'item')}")
    return found


def _pool(options: dict[str, Any]) -> Pool | None:
    """The data of a person's own, opened once."""
    if not options["pools"]:
        return None
    if "pool" not in options:
        from ..generate.pool import open_pool

        options["pool"] = open_pool(options["pools"])
    pool: Pool = options["pool"]
    return pool


def _opened(reference: str, options: dict[str, Any]) -> Environment:
    environment: Environment = open_target(options | {"target": reference})
    return environment


def _background(options: dict[str, Any]) -> Background:
    """What stood behind the request.

    Raises:
        UsageError: the file of `--context` can't be read.
    """
    from ..generate import Background

    question = None
    if options["context"]:
        try:
            question = Path(options["context"]).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"can't read `{options['context']}`: {error}") from error
    return Background(question=question, run=options["follow_up"])


def _write(made: Generated, folder: Path, options: dict[str, Any]) -> Path:
    """Write, check and freeze; returns the bundle."""
    from ..generate import write_source

    write_source(made, folder)
    show_report(checked(folder, {}))
    manifest, path = freeze_folder(folder)
    _show(made, folder, manifest, path, options)
    return path


def _show(
    made: Generated, folder: Path, manifest: Manifest, path: Path, options: dict[str, Any]
) -> None:
    if options["as_json"]:
        said = {"seed": made.plan.seed, "source": str(folder), "status": made.provenance.status}
        give_json(frozen(manifest, path) | said)
        return
    say(f"source: {folder}/")
    show_frozen(manifest, path)


def slug(text: str) -> str:
    """Make a name's slug out of a folder's name."""
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in text.lower())
    parts = [part for part in kept.split("-") if part]
    if not parts:
        raise UsageError(f"`{text}` gives no name", hint="name it by --name owner/name")
    return "-".join(parts)[:64].strip("-")
