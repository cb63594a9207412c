"""What stands beside a file about it: its licence, where it was published, what it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from .card import Licence

ASIDE = frozenset({"source.json", "index.json", "metadata.json", "dataset_info.json",
                   "dataset_infos.json", "package.json"})  # fmt: skip
"""Files of a folder that tell about the others, and hold no records."""
_FRONT = re.compile(r"^licen[sc]e:\s*[\"']?([\w.\- ]+)", re.MULTILINE)
_TITLES = (
    "MIT License", "Apache License", "BSD", "Creative Commons", "CC0", "GNU",
    "Mozilla Public License", "Open Data Commons", "Public Domain", "The Unlicense",
)  # fmt: skip
_READ = 1 << 16
"""Characters of a file that are read for this."""


class Beside(NamedTuple):
    """What stands beside a file."""

    licence: Licence | None
    source: str | None
    description: str


def beside(path: Path, root: Path) -> Beside:
    """Look in the file's own folder and in those above it, up to the pool's root."""
    licence: Licence | None = None
    source, description = None, ""
    for folder in _folders(path.parent, root):
        told = _told(folder / "SOURCE.json")
        name = told.get("licence") or told.get("license")
        if licence is None and isinstance(name, str) and name:
            licence = Licence(name=name, found_in="SOURCE.json")
        licence = licence or _of_texts(folder)
        source = source or _text(told, "source_repo", "source", "url", "homepage")
        description = description or _text(told, "description", "note") or ""
    return Beside(licence, source, description)


def _folders(folder: Path, root: Path) -> Iterator[Path]:
    yield folder
    while folder != root and root in folder.parents:
        folder = folder.parent
        yield folder


def _told(path: Path) -> dict[str, Any]:
    """What a SOURCE.json says; one that can't be read says nothing, and is no data of the pool."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _text(told: dict[str, Any], *names: str) -> str | None:
    return next((told[name] for name in names if isinstance(told.get(name), str)), None)


def _of_texts(folder: Path) -> Licence | None:
    for name in ("README.md", "LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "COPYING"):
        try:
            with (folder / name).open(encoding="utf-8", errors="replace") as stream:
                text = stream.read(_READ)
        except OSError:
            continue
        if name == "README.md":
            front = _FRONT.search(text.split("\n---", 1)[0]) if text.startswith("---") else None
            if front:
                return Licence(name=front.group(1).strip(), found_in=name)
            continue
        first = next((line.strip() for line in text.splitlines() if line.strip()), "")
        head = text[:2_000].casefold()
        known = next((title for title in _TITLES if title.casefold() in head), "")
        if first or known:
            return Licence(name=known or first[:80], found_in=name)
    return None
