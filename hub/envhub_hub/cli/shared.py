"""Options that several commands share, and how they speak."""

from __future__ import annotations

import json
import shlex
import shutil
import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from ..text import one_line, sanitise

Command = TypeVar("Command", bound=Callable[..., Any])
LEAST, WIDEST = 12, 40
"""Columns that are left of what is cut short, and those of a text that stands before it."""


def registry_option(command: Command) -> Command:
    """`--registry`, on every command that takes a reference."""
    option = click.option(
        "--registry",
        metavar="REGISTRY",
        help="A registry's name, folder or URL (else ENVHUB_REGISTRY, else the default one).",
    )
    return option(command)


def offline_option(command: Command) -> Command:
    """`--offline`, on every command that reads registries."""
    option = click.option(
        "--offline",
        is_flag=True,
        help="Open no connection: use what is on this machine (or ENVHUB_OFFLINE=1).",
    )
    return option(command)


def lock_options(command: Command) -> Command:
    """`--frozen` and `--lock`, on commands that use what a project has pinned."""
    frozen = click.option(
        "--frozen", is_flag=True, help="Only what envhub.lock pins, and never write it."
    )
    lock = click.option(
        "--lock", is_flag=True, help="Pin what is found in envhub.lock, anew where it is pinned."
    )
    return frozen(lock(command))


def lookup_of(options: dict[str, Any]) -> Any:
    """Return how references are looked for, as `--registry --offline --frozen --lock` say.

    Raises:
        UsageError: two of them contradict each other.
    """
    from envhub.errors import UsageError

    from .. import config
    from ..registry import Lookup

    frozen, lock = options.get("frozen", False), options.get("lock", False)
    if frozen and lock:
        raise UsageError("--frozen never writes envhub.lock, and --lock does", hint="choose one")
    offline = config.offline(options.get("offline", False))
    if offline:
        config.go_offline()
    return Lookup(
        registry=options.get("registry"),
        offline=offline,
        locking="frozen" if frozen else "update" if lock else "obey",
    )


def open_target(options: dict[str, Any]) -> Any:
    """Open what `target` names, and say what a person should know of it; returns an Environment."""
    from ..registry import fetch

    fetched = fetch(options["target"], lookup_of(options))
    say_fetched(fetched.found, fetched.lock)
    return fetched.environment


def say_fetched(found: Any, lock: Any = None) -> None:
    """Say what a person should know of what a reference led to."""
    if found is None:
        return
    record = found.record
    if found.pin is not None:
        say(f"envhub.lock: {found.reference} is {record.version}, {short(record.digest)}")
    if lock is not None:
        say(f"{lock.name}: pinned {found.reference} to {record.version}, {short(record.digest)}")
    if found.yanked is not None:
        say(f"warning: {record.reference} was yanked: {found.yanked}")
    if found.contested:
        said = ", ".join(found.contested)
        say(f"warning: `{found.reference.tag}` was set to {said} at once; {record.version} is used")


def runs_option(command: Command) -> Command:
    """`--runs-dir`, on every command that reads or writes runs."""
    option = click.option(
        "--runs-dir", metavar="DIR", help="Where run folders stand (else ENVHUB_RUNS, else ./runs)."
    )
    return option(command)


def json_option(command: Command) -> Command:
    """`--json`, on every command that reads."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead.")(command)


def say(line: str = "") -> None:
    """Tell the person something, safe to show; data goes to stdout by `give`."""
    click.echo(sanitise(line), err=True)


def give(line: str) -> None:
    """Put data on stdout."""
    click.echo(line)


def give_json(value: object) -> None:
    """Put a JSON value on stdout."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False))


def command_line(*words: str) -> str:
    """A command as a person would type it."""
    return shlex.join(["envhub", *words])


def console(*, stderr: bool = False) -> Any:
    """A rich console for tables; plain where the output is no terminal."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, emoji=False, markup=False)


def print_rows(
    headings: tuple[str, ...],
    rows: Sequence[Sequence[str]],
    *,
    right: tuple[str, ...] = (),
    cut: str = "",
) -> None:
    """Print a plain table, a line a row. In a narrow terminal one column is cut short.

    In a pipe nothing is: what reads it wants whole lines.
    """
    from rich.cells import cell_len, set_cell_size

    widths = [max(map(cell_len, cells)) for cells in zip(headings, *rows, strict=True)]
    place = headings.index(cut) if cut and sys.stdout.isatty() else None
    if place is not None:
        # A name is never cut, since people copy it; one that is very long moves its row alone.
        others = [min(width, WIDEST) for width in widths[:place]] + widths[place + 1 :]
        room = shutil.get_terminal_size().columns - sum(others) - 2 * len(others)
        if room < widths[place]:
            widths[:place] = others[:place]
            widths[place] = max(min(LEAST, widths[place]), room)

    def line(cells: Sequence[str]) -> str:
        shown = []
        for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            if number == place and cell_len(cell) > width:
                cell = set_cell_size(cell, width - 1).rstrip() + "…"
            space = " " * (width - cell_len(cell))
            shown.append(space + cell if headings[number] in right else cell + space)
        return "  ".join(shown).rstrip()

    click.echo(click.style(line(headings), bold=True))
    for row in rows:
        click.echo(line(row))


def agreement_line(measured: dict[str, Any]) -> str:
    """What was measured of a judge, in one line."""
    who = one_line(measured["judge"], 80)
    if measured["revision"]:
        who += f" at {one_line(measured['revision'], 40)}"
    said = f"judge {who}{', another than is pinned' if measured['differs'] else ''}"
    lost = f", no verdict on {measured['invalid']}" if measured["invalid"] else ""
    if not measured["n"]:
        return f"{said}: agreement unknown{lost}"
    ends = measured["exact_interval"]
    share = f"{measured['exact']:.0%} of {measured['n']} labels"
    parts = [f"agrees exactly on {share} ({ends['low']:.0%} to {ends['high']:.0%}){lost}"]
    named = {"kappa": "κ of pass and fail", "weighted_kappa": "κ of grades, quadratic",
             "spearman": "Spearman's ρ", "error": "mean error",
             "error_by_length": "error by length ρ"}  # fmt: skip
    parts += [
        f"{name} {measured[key]:+.2f}" for key, name in named.items() if measured[key] is not None
    ]
    return f"{said}: {', '.join(parts)}"


def short(digest: str) -> str:
    """A digest as people compare it by eye."""
    return digest.removeprefix("sha256:")[:12]


def size_of(count: int) -> str:
    """A number of bytes as people read it."""
    amount, unit = float(count), "B"
    for unit in ("B", "KB", "MB", "GB"):
        if amount < 1_000 or unit == "GB":
            break
        amount /= 1_000
    return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
