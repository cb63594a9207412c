"""Run folders by name: where a new one goes, and which one a person means."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from envhub.errors import NotFound, RunError, UsageError, near_miss
from envhub.run import RUN, Run, open_run

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def new_id(now: datetime) -> str:
    """Return a run id that sorts by time, to the millisecond: 20261121-093015-1c84f2a."""
    return f"{now:%Y%m%d-%H%M%S}-{now.microsecond // 1000:03x}{secrets.token_hex(2)}"


def valid_name(name: str) -> str:
    """Return a run name, or refuse one that could not be typed or found again."""
    if not _NAME.fullmatch(name) or name == "last":
        raise UsageError(f"`{name}` can't name a run", hint="letters, digits, dots, - and _")
    return name


def list_runs(folder: Path) -> list[Run]:
    """Return every run below a folder, oldest first; what can't be read as one is passed over."""
    runs = []
    for path in _folders(folder):
        try:
            runs.append(open_run(path))
        except RunError:  # damaged, or of a newer version: the others are still there
            continue
    return sorted(runs, key=lambda run: (run.record.created_at, run.id))


def recent_runs(folder: Path, most: int) -> Iterator[Run]:
    """Stream the newest runs, the last one first; what can't be read as one is passed over."""
    for path in reversed(_folders(folder)[-most:]):  # an id sorts by time
        try:
            yield open_run(path)
        except RunError:
            continue


def _folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if (path / RUN).is_file())


def find_run(wanted: str, folder: Path, scores: str | None = None) -> Run:
    """Find a run by path, id, a unique beginning of its id, its name, or `last`.

    Args:
        wanted: what a person typed.
        folder: where runs stand.
        scores: which scoring is read, as for `open_run`.

    Raises:
        NotFound: there is none.
        UsageError: the beginning fits several.
        RunError: it is there, but damaged.
    """
    if not wanted:
        raise UsageError("an empty text names no run", hint="`last` is the newest one")
    found = _find(wanted, folder)
    return found if scores is None else open_run(found.folder, scores)


def _find(wanted: str, folder: Path) -> Run:
    if (Path(wanted) / RUN).is_file():
        return open_run(wanted)
    if wanted in {path.name for path in _folders(folder)}:
        return open_run(folder / wanted)
    runs = list_runs(folder)
    if wanted == "last" and runs:
        return _newest(runs, folder)
    named = [run for run in runs if wanted in (run.id, run.record.name)]
    if named:
        return named[-1]
    begun = [run for run in runs if run.id.startswith(wanted)]
    if len(begun) > 1:
        ids = ", ".join(run.id for run in begun[:5])
        raise UsageError(f"`{wanted}` begins the ids of {len(begun)} runs: {ids}")
    if begun:
        return begun[0]
    known = [name for run in runs for name in (run.id, run.record.name) if name]
    raise NotFound(f"no run `{wanted}` in `{folder}`{near_miss(wanted, known)}")


def _newest(runs: list[Run], folder: Path) -> Run:
    """The last run, unless a damaged one is newer: then an older one would be a wrong answer."""
    newest = runs[-1]
    known = {run.folder for run in runs}
    for path in _folders(folder):
        if path not in known and path.name > newest.id:
            return open_run(path)
    return newest
