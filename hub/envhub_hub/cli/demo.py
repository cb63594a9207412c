"""demo: the whole main job on a small real model, every step shown as the command that does it."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import click

from envhub.errors import EnvhubError, MissingRequirement

from .shared import command_line, say

REQUEST = "benchmark this model on reasoning, math and factuality, 8 prompts each"
MODEL = "demo/smollm2"
MARK = ".envhub-demo"
"""Stands in a folder that a demo made: `-o .` beside a person's own `runs/` must remove nothing."""


@click.command("demo")
@click.option("-o", "--output", metavar="DIR", default="demo", show_default=True,
              help="Folder for what it makes; an earlier demo there is replaced.")  # fmt: skip
@click.option("--request", default=REQUEST, show_default=True, help="The sentence to begin from.")
@click.option("--seed", type=int, help="Same seed, same environment (default: a fresh one).")
def demo_command(output: str, request: str, seed: int | None) -> None:
    """From one sentence to a scored card: generate, check, freeze, push, run, report, export."""
    started = time.monotonic()
    folder = Path(output)
    _clear(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()
    source, registry, runs = folder / "my-env", folder / "registry", folder / "runs"
    seeded = ["--seed", str(seed)] if seed is not None else []
    _step("generate", request, "-o", str(source), *seeded)
    _step("push", str(source), "--registry", str(registry))
    _step("run", "local/my-env", "--model", MODEL, "--registry", str(registry),
          "--runs-dir", str(runs))  # fmt: skip
    for name in ("card.png", "card.pdf"):
        _optional("card", "last", "--chart", "bar", "-o", str(folder / name),
                  "--runs-dir", str(runs))  # fmt: skip
    for kind in ("json", "csv"):
        _step("export", "last", "--format", kind, "-o", str(folder / f"results.{kind}"),
              "--runs-dir", str(runs))  # fmt: skip
    left = [name for name in ("card.png", "card.pdf", "results.json", "results.csv")
            if (folder / name).is_file()]  # fmt: skip
    say()
    say(f"done in {time.monotonic() - started:.0f} s: {', '.join(left)} in {folder}/")


def _clear(folder: Path) -> None:
    """Remove what an earlier demo made, and nothing else.

    Raises:
        EnvhubError: the folder holds something that no demo made.
    """
    if not folder.exists():
        return
    ours = {"my-env", "my-env-1.0.0.zip", "registry", "runs", "card.png", "card.pdf",
            "results.json", "results.csv"}  # fmt: skip
    ours.add(MARK)
    marked = (folder / MARK).is_file()
    odd = sorted(path.name for path in folder.iterdir() if not marked or path.name not in ours)
    if odd:
        raise EnvhubError(
            f"`{folder}` holds `{odd[0]}`, which no demo made", hint="choose another folder with -o"
        )
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _step(*words: str) -> None:
    """Show a command, then do what it does."""
    from . import cli

    say()
    say(f"$ {command_line(*words)}")
    try:
        cli.main(args=list(words), prog_name="envhub", standalone_mode=False)
    except SystemExit as stop:
        if stop.code:
            raise


def _optional(*words: str) -> None:
    """A step that may be left out where this machine lacks what it needs."""
    try:
        _step(*words)
    except MissingRequirement as error:
        say(f"left out: {error}")
        say(f"hint: {error.hint}")
