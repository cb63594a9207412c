"""judge: how good an environment is, graded by a model or measured without one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .playing import services_of
from .shared import (
    console,
    give_json,
    json_option,
    offline_option,
    open_target,
    print_rows,
    registry_option,
    say,
)

if TYPE_CHECKING:
    from envhub.model import Model

    from ..asking import Asker
    from ..quality import Quality, Reading

INCOMPLETE = 3
MAX_MISSING = 0.05
"""Share of items without a grade above which the exit code is 3."""
_SERVER = "openai/"


def asking_options(command: Any) -> Any:
    """How a model is asked many things: pace, patience, limits, and what is remembered."""
    for option in reversed((
        click.option("--base-url", help="The server of openai/ models: http://host:8000/v1."),
        click.option("--concurrency", type=click.IntRange(1, 4096), default=16, show_default=True,
                     help="Questions to a server at once, at most."),
        click.option("--request-timeout", type=click.FloatRange(min=0, min_open=True),
                     default=300.0, show_default=True,
                     help="Seconds that a server may take for one answer."),
        click.option("--thinking-tokens", type=click.IntRange(min=0), default=0, show_default=True,
                     help="Room for a model that thinks before it answers."),
        click.option("--max-calls", type=click.IntRange(min=1), help="End after so many calls."),
        click.option("--max-cost", type=click.FloatRange(min=0, min_open=True),
                     help="End when so many US dollars are spent."),
        click.option("--max-minutes", type=click.FloatRange(min=0, min_open=True),
                     help="End after so many minutes."),
        click.option("--journal", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
                     help="Keep answers in FILE; those that it holds are not asked for again."),
    )):  # fmt: skip
        command = option(command)
    return command


def loaded(spec: str, options: dict[str, Any]) -> Model:
    """Load a model; what is said of servers is heeded where it is behind one."""
    from ..backends import LoadSettings, load_model

    if not spec.startswith(_SERVER):
        return load_model(spec)
    return load_model(spec, LoadSettings(
        base_url=options["base_url"], concurrency=options["concurrency"],
        request_timeout=options["request_timeout"],
    ))  # fmt: skip


@contextmanager
def asker_of(options: dict[str, Any]) -> Iterator[Asker | None]:
    """The model that `--llm` names, ready to be asked; None where it names none."""
    from ..asking import Asker, AskLimits, AskSettings

    spec = options["llm"]
    if spec is None:
        yield None
        return
    limits = AskLimits(
        max_calls=options["max_calls"],
        max_cost=options["max_cost"],
        max_minutes=options["max_minutes"],
    )
    settings = AskSettings(
        # A model in this process computes one text at a time.
        concurrency=options["concurrency"] if spec.startswith(_SERVER) else 1,
        limits=limits,
        thinking_tokens=options["thinking_tokens"],
        journal=options["journal"],
    )
    with closing(Asker(loaded(spec, options), settings)) as asker:
        yield asker


@click.command("judge")
@click.argument("target", metavar="ENV")
@click.option("--llm", metavar="MODEL", help="The model that grades: openai/NAME.")
@click.option("-m", "--model", metavar="MODEL", help="A reference model, to measure difficulty.")
@click.option("-n", "--limit", type=click.IntRange(min=1), help="Only the first N samples.")
@asking_options
@registry_option
@offline_option
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
              help="Write all of it as JSON: grades, reasons, rubric, prompts, model.")  # fmt: skip
@json_option
def judge_command(**options: Any) -> None:
    """Say how good ENV (a folder, a zip or owner/name[@version]) is, on a scale of 0 to 100.

    With --llm a model grades six measures from 1 to 5, and the overall follows. Without it there
    are measured proxies, which are no grades: what needs a reference model is n/a without -m.
    """
    from ..quality import QualitySettings, assess

    environment = open_target(options)
    model = loaded(options["model"], options) if options["model"] is not None else None
    with asker_of(options) as asker, services_of({}) as services:
        found = assess(environment, asker, model, services, QualitySettings(limit=options["limit"]))
    if options["output"] is not None:
        _write(found, options["output"])
    if options["as_json"]:
        give_json(found.model_dump(mode="json"))
    else:
        _show(found)
    if options["output"] is not None:
        say(f"written to {options['output']}")
    if found.limited is not None:
        say(f"{found.limited}; {_graded(found)} of {found.samples} samples are graded")
    if _incomplete(found):
        raise SystemExit(INCOMPLETE)


def _write(found: Quality, path: Path) -> None:
    from envhub.atomic import write_whole

    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, found.model_dump_json(indent=1).encode() + b"\n")


def _show(found: Quality) -> None:
    from ..quality import MEASURES

    out = console()
    out.print(f"{found.environment}, {found.samples} samples")
    if found.judged:
        rows = [(name, one.title, *_cells(found.judged[name])) for name, one in MEASURES.items()]
        out.print(f"graded by {found.judge.model.name if found.judge else ''}")
        print_rows(("", "measure", "score", "items", "how"), rows, right=("score", "items"),
                   cut="how")  # fmt: skip
        overall = "n/a: not all six are there" if found.overall is None else f"{found.overall:.1f}"
        out.print(f"overall {overall}")
    rows = [(name, one.title, *_cells(found.proxies[name])) for name, one in MEASURES.items()]
    out.print("measured, as a proxy for each")
    print_rows(("", "proxy for", "value", "items", "how"), rows, right=("value", "items"),
               cut="how")  # fmt: skip


def _cells(reading: Reading) -> tuple[str, str, str]:
    value = "n/a" if reading.value is None else f"{reading.value:.1f}"
    items = f"{reading.n}" if reading.n else "–"
    if reading.missing:
        items = f"{reading.n} of {reading.n + reading.missing}"
    return value, items, reading.how


def _graded(found: Quality) -> int:
    return len(found.items)


def _incomplete(found: Quality) -> bool:
    if not found.judged:
        return False
    lost = found.samples - _graded(found)
    return found.limited is not None or lost / found.samples > MAX_MISSING
