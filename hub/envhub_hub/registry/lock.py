"""`envhub.lock`: which version a project means by each reference, pinned by its digest.

As cargo and uv have it: where there is a lock it is obeyed, a reference that it does not hold is
added, what it holds moves only when that is asked for, and `--frozen` never writes.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError

from envhub.atomic import write_whole
from envhub.errors import IntegrityError, NotFound, UsageError
from envhub.toml import dump_toml
from envhub.values import Frozen

from .. import config
from .record import Digest, Record, Version
from .reference import Reference, parse_reference

FILE = "envhub.lock"
MAX_SIZE = 4 * 1024 * 1024
"""Bytes of a lock that are read."""
HEADER = """\
# What this project means by each reference. Written by envhub; commit it.
# `envhub pull REFERENCE --lock` pins a reference anew.
"""
_MERGE = "settle the merge, or remove the entry and pin it again: `envhub pull REFERENCE --lock`"


class Pin(Frozen):
    """One reference, and what it means here."""

    reference: Annotated[str, Field(max_length=400)]
    """As it is typed: `acme/refunds` and `acme/refunds@^1` are pinned apart."""
    version: Version
    digest: Digest
    registry: str = Field(max_length=1_000)
    """Where it was found: a URL, a folder seen from the lock, or the name of a built-in one."""


class Lock:
    """The pins of one project."""

    def __init__(self, path: Path, pins: dict[str, Pin]) -> None:
        self.path = path
        self._pins = pins

    def __iter__(self) -> Iterator[Pin]:
        return iter(self._pins[key] for key in sorted(self._pins))

    def pin(self, reference: Reference) -> Pin | None:
        """Return what a reference is pinned to.

        An exact version or digest need not be written itself: it is held against what any
        reference to that name is pinned to.
        """
        found = self._pins.get(str(reference))
        if found is not None or not (reference.version or reference.digest):
            return found
        for one in self:
            digest = reference.digest is not None and one.digest.startswith(reference.digest)
            if _name(one) == reference.name and (digest or one.version == reference.version):
                return one
        return None

    def frozen(self, reference: Reference) -> Pin:
        """Return what a reference is pinned to.

        Raises:
            NotFound: it is not pinned.
        """
        found = self.pin(reference)
        if found is None:
            held = [one.reference for one in self if _name(one) == reference.name]
            said = f" (it holds {', '.join(held)})" if held else ""
            raise NotFound(
                f"`{reference}` is not in {self.path}{said}",
                hint=f"pin it without --frozen: envhub pull {reference} --lock",
            )
        return found

    def add(self, pin: Pin) -> bool:
        """Pin a reference, and write the lock if that changes it; says whether it did."""
        if self._pins.get(pin.reference) == pin:
            return False
        self._pins[pin.reference] = pin
        write_whole(self.path, self._text().encode())
        return True

    def _text(self) -> str:
        tables = [one.model_dump(mode="json") for one in self]
        return HEADER + "\n" + dump_toml({"schema_version": 1, "environment": tables})


def find_lock(start: Path | None = None) -> Lock | None:
    """Return the lock of the project that a folder is in: its own, or that of a folder above.

    The search ends at the root of a git work tree, and at the user's home.

    Raises:
        UsageError: it is damaged.
    """
    here = (start or Path.cwd()).absolute()
    for folder in (here, *here.parents):
        if (folder / FILE).is_file():
            return read_lock(folder / FILE)
        if (folder / ".git").exists() or folder == Path.home():
            break
    return None


def lock_to_write(start: Path | None = None) -> Lock:
    """Return the lock of the project, or a new one for this folder, not yet written."""
    return find_lock(start) or Lock((start or Path.cwd()).absolute() / FILE, {})


def read_lock(path: Path) -> Lock:
    """Read a lock.

    Raises:
        UsageError: it is no TOML, says what it can't, or pins one reference twice.
    """
    data = path.read_bytes()
    if len(data) > MAX_SIZE:
        raise UsageError(f"{path} has more than {MAX_SIZE} bytes")
    try:
        said = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{path} is not TOML: {error}", hint=_MERGE) from error
    if said.get("schema_version") != 1:
        raise UsageError(f"{path} was written by another envhub", hint="use a newer envhub")
    tables = said.get("environment", [])
    if said.keys() - {"schema_version", "environment"} or not isinstance(tables, list):
        raise UsageError(f"{path} holds more than [[environment]] tables", hint=_MERGE)
    pins: dict[str, Pin] = {}
    for number, table in enumerate(tables, 1):
        pin = _pin(table, f"{path}: entry {number}")
        if pin.reference in pins:
            raise UsageError(f"{path} pins `{pin.reference}` twice", hint=_MERGE)
        pins[pin.reference] = pin
    return Lock(path, pins)


def hold(record: Record, pin: Pin, where: str) -> None:
    """Hold what a registry has against what is pinned.

    Raises:
        IntegrityError: the digests differ.
    """
    if record.digest != pin.digest:
        raise IntegrityError(
            f"{record.reference} in {where} is {record.digest}, and {FILE} pins {pin.digest}",
            hint="a pushed version never changes: this is another registry, or it was tampered "
            "with; pin it anew with --lock only if you know why",
        )


def pin_of(reference: Reference, record: Record, place: config.Place, lock: Lock) -> Pin:
    """Return the pin of a reference that was found."""
    return Pin(
        reference=str(reference),
        version=record.version,
        digest=record.digest,
        registry=_written(place, lock.path.parent),
    )


def place_of(pin: Pin, lock: Lock) -> config.Place:
    """Return where a pin says that it was found.

    Raises:
        UsageError: what it says is no registry.
    """
    if pin.registry in config.BUILT_IN or "://" in pin.registry:
        return config.registry_place(pin.registry)
    return config.registry_place(str((lock.path.parent / pin.registry).absolute()))


def _written(place: config.Place, folder: Path) -> str:
    """Return a place as colleagues can follow it: their names for registries are their own."""
    if place.name in config.BUILT_IN:
        return str(place.name)
    if "://" in place.url:
        return place.url
    root = Path(place.url).expanduser().absolute()
    inside = root.is_relative_to(folder)
    return Path(os.path.relpath(root, folder) if inside else root).as_posix()


def _name(pin: Pin) -> str:
    return pin.reference.partition("@")[0]


def _pin(table: Any, where: str) -> Pin:
    try:
        pin = Pin.model_validate(table)
        parse_reference(pin.reference)
    except ValidationError as error:
        one = error.errors()[0]
        said = f"`{'.'.join(map(str, one['loc']))}`: {one['msg']}"
        raise UsageError(f"{where}: {said}", hint=_MERGE) from error
    except UsageError as error:
        raise UsageError(f"{where}: {error.message}", hint=_MERGE) from error
    return pin
