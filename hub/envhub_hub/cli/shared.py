"""Options that several commands share, and how they speak."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from typing import Any, TypeVar

import click

from ..text import sanitise

Command = TypeVar("Command", bound=Callable[..., Any])


def registry_option(command: Command) -> Command:
    """`--registry`, on every command that takes a reference."""
    option = click.option(
        "--registry",
        metavar="DIR",
        help="The registry to use (else ENVHUB_REGISTRY, else the user's own).",
    )
    return option(command)


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


def short(digest: str) -> str:
    """A digest as people compare it by eye."""
    return digest.removeprefix("sha256:")[:12]
