"""Bundles on this machine: fetched once, verified before each use, opened from there."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from envhub.bundle import open_bundle
from envhub.environment import Environment
from envhub.errors import IntegrityError, NotFound

from .locate import Found, find, settle
from .offline import KeptStore, bundle_path
from .reading import verify_bundle
from .reference import looks_like_reference, parse_reference
from .sources import Lookup


@dataclass(frozen=True)
class Fetched:
    """An environment that was opened, and where it came from."""

    environment: Environment
    found: Found | None = None
    """None: a folder or a zip."""
    lock: Path | None = None
    """The lock that was written for it."""


def open_environment(target: str, lookup: Lookup | str | None = None) -> Environment:
    """Open a folder, a zip or a reference; what comes from a registry is verified first.

    Raises:
        NotFound: there is nothing of that name.
    """
    return fetch(target, lookup).environment


def fetch(target: str, lookup: Lookup | str | None = None) -> Fetched:
    """Open a folder, a zip or a reference, and say what was found, and what became of the lock.

    Raises:
        NotFound: there is nothing of that name.
    """
    lookup = lookup if isinstance(lookup, Lookup) else Lookup(registry=lookup)
    path = Path(target)
    if path.is_dir():
        return Fetched(Environment.from_folder(path))
    if path.is_file():
        return Fetched(open_bundle(path))
    if not looks_like_reference(target):
        raise NotFound(f"no folder or zip `{target}`")
    found = find(parse_reference(target), lookup)
    environment = open_bundle(cached_bundle(found))
    return Fetched(environment, found, settle(found, lookup))


def cached_bundle(found: Found) -> Path:
    """Return the local copy of a bundle, fetched and verified where it is not there yet.

    Raises:
        NotFound: offline, and it is not on this machine.
        IntegrityError: the registry's copy is not what was pushed.
    """
    path = bundle_path(found.record)
    if path.is_file():
        try:
            verify_bundle(path, found.record)
            return path
        except IntegrityError:
            path.unlink(missing_ok=True)  # a damaged copy; the registry has the whole one
    if isinstance(found.registry.store, KeptStore):
        raise NotFound(
            f"the bundle of {found.record.reference} is not on this machine",
            hint="without --offline it would be fetched",
        )
    found.registry.pull(found.record, path)
    return path


def copy_bundle(found: Found, target: Path) -> None:
    """Copy a bundle to a path, verified before it appears there.

    Raises:
        NotFound: offline, and it is not on this machine.
        IntegrityError: the registry's copy is not what was pushed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".pull-") as folder:
        part = Path(folder, "bundle.zip")
        kept = bundle_path(found.record)
        if not kept.is_file():
            kept = cached_bundle(found)
        shutil.copyfile(kept, part)
        try:
            verify_bundle(part, found.record)
        except IntegrityError:
            shutil.copyfile(cached_bundle(found), part)  # that one drops a damaged copy
            verify_bundle(part, found.record)
        part.replace(target)
