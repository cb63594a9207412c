"""How far a run is: a bar on stderr where that is a terminal, and the line before it begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..text import counted
from .shared import console, say

if TYPE_CHECKING:
    from ..runner import Order, Preview
    from ..runner.recording import OnRow

_MINUTE, _HOUR = 60, 3600


@contextmanager
def counting_bar(doing: str) -> Iterator[Callable[[int, int], None]]:
    """Give what is called with the number that is done, and of all."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    out = console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeElapsedColumn(), TimeRemainingColumn())  # fmt: skip
    with Progress(*columns, console=out, disable=not out.is_terminal, transient=True) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, planned: bar.update(task, completed=done, total=planned)


@contextmanager
def progress_bar(runs_folder: Path) -> Iterator[OnRow]:
    """Give what is called after each row; an interrupt says where what was done is kept."""
    try:
        with counting_bar("running") as told:
            yield lambda _, done, planned: told(done, planned)
    except KeyboardInterrupt:
        say(f"what was done is kept in {runs_folder}/; `envhub resume last` goes on")
        raise


def say_preview(order: Order, rate: float | None, runs_folder: Path) -> None:
    """Say what a run will take."""
    from ..runner import preview

    say(f"plan: {preview_line(preview(order, rate, runs_folder))}")


def preview_line(found: Preview) -> str:
    """Put a preview in words: a bound is `at most`, an estimate is `about`."""
    parts = [
        f"{found.requests:,} request{'' if found.requests == 1 else 's'}",
        f"about {counted(found.input_tokens, 'token')} in",
    ]
    if found.output_tokens:
        parts.append(f"at most {found.output_tokens:,} out")
    if found.cost is not None:
        sure = found.whole and found.seconds is None
        parts.append(f"{'at most' if sure else 'about'} ${found.cost:,.4f}")
    else:
        parts.append("cost unknown")
    parts.append(_duration(found.seconds) if found.seconds is not None else "time unknown")
    return " · ".join(parts)


def _duration(seconds: float) -> str:
    if seconds < 2 * _MINUTE:
        return f"about {max(1, round(seconds))} s"
    if seconds < 2 * _HOUR:
        return f"about {round(seconds / _MINUTE)} min"
    return f"about {seconds / _HOUR:.1f} h"
