"""A registry as its parts share it: the store, the log, what this client keeps of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..store import Store
from .cache import Cache
from .log import Log
from .signing import Rules


@dataclass
class Place:
    """One registry, for one client."""

    store: Store
    log: Log
    notes: Cache
    """What this client knows of the registry beside its content."""
    cache: Cache | None
    """Records and events that were read; None where reading them again costs nothing."""
    rules: Rules
    ready: bool = False
    """The store was probed, and what others left unfinished was finished."""
    logged: bool = False
    """There is a log, and so there are intents; known once `ready`."""

    @property
    def url(self) -> str:
        return self.store.url


def is_local(url: str) -> bool:
    """Say whether a registry is a folder of this machine."""
    return "://" not in url or url.startswith("file://")


def in_git(store: Store) -> bool:
    """Say whether a registry stands in a git work tree: there, only content is kept, and no log.

    A log is one contiguous row of files, and two branches would both write the next one.
    """
    if not is_local(store.url):
        return False
    root = Path(store.root)
    return any((one / ".git").exists() for one in (root, *root.parents))
