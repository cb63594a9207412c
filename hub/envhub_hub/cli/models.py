"""Options that say what acts on a model, on every command that loads one."""

from __future__ import annotations

from pathlib import Path

import click

from .shared import Command


def acting_options(command: Command) -> Command:
    """`--base-model`, `--hook` and `--steer`; the backends read and refuse what they say."""
    base = click.option(
        "--base-model",
        metavar="MODEL",
        help="Of an adapter: a folder, a hub id or demo/smollm2 (else what the adapter names).",
    )
    hook = click.option(
        "--hook",
        multiple=True,
        metavar="FILE",
        type=click.Path(path_type=Path, resolve_path=True),
        help="A Python file of your own with `hooks(model)`; it runs as your code, in no sandbox. "
        "For tl/ and demo/; may be repeated.",
    )
    steer = click.option(
        "--steer",
        multiple=True,
        metavar="SAE_DIR:LATENT:SCALE",
        help="Add a latent's decoder row, so many times, at the SAE's hook point. "
        "For tl/ and demo/; may be repeated.",
    )
    return base(hook(steer(command)))
