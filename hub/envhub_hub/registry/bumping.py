"""Giving a source folder its next version, or leaving its context out: one file, no other byte."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import BinaryIO, Literal

import semver

from envhub.atomic import write_whole
from envhub.declaration import FILE
from envhub.environment import Environment
from envhub.errors import InvalidEnvironment, Problem, UsageError
from envhub.files import Files
from envhub.manifest import PROVENANCE, make_manifest
from envhub.toml import with_value

from .registry import Registry
from .resolving import newest, sort_versions

Bump = Literal["major", "minor", "patch", "auto"]


def next_version(environment: Environment, registry: Registry, bump: Bump) -> str:
    """Return the version that an environment should have in a registry.

    `auto` is the rule: major where the test split must be run again, minor where a re-score is
    enough, patch where neither. What is there already, and what was never pushed, keeps its own;
    so does what has a higher one than the rule asks for. The others raise the higher of the
    environment's own version and the newest that was pushed.

    Raises:
        IntegrityError: the version that it is held against is damaged.
    """
    declaration = environment.declaration
    versions = registry.version_numbers(declaration.name)
    own = declaration.version
    if bump == "auto":
        manifest = make_manifest(environment)
        if own in versions and registry.record(manifest.name, own).digest == manifest.digest:
            return own
        proposed = registry.propose(manifest)
        return own if own not in versions and _higher(own, proposed) else proposed
    top = semver.Version.parse(sort_versions([own, newest(versions) or own])[-1])
    raised = {"major": top.bump_major, "minor": top.bump_minor, "patch": top.bump_patch}[bump]()
    return str(raised)


def _higher(one: str, other: str) -> bool:
    return semver.Version.parse(one) >= semver.Version.parse(other)


def with_version(environment: Environment, version: str) -> Environment:
    """Return the environment with another version; nothing is written.

    Raises:
        UsageError: its declaration is laid out so that the version can't be changed in it.
    """
    with environment.files.open(FILE) as stream:
        text = stream.read().decode()
    return Environment.load(Overlaid(environment.files, FILE, _changed(text, version).encode()))


def write_version(folder: Path, version: str) -> bytes:
    """Write a version into the declaration of a source folder; returns what stood there before.

    Raises:
        UsageError: it is laid out so that the version can't be changed in it.
    """
    path = folder / FILE
    before, mode = path.read_bytes(), path.stat().st_mode
    write_whole(path, _changed(before.decode(), version).encode())
    path.chmod(mode)
    return before


def _changed(text: str, version: str) -> str:
    changed = with_value(text, "version", version)
    if changed is None:
        raise UsageError(
            f"the version in {FILE} can't be changed without touching the rest",
            hint=f'write version = "{version}" on a line of its own, and push again',
        )
    return changed


def without_context(environment: Environment) -> Environment:
    """Return the environment without what stood behind its request; its digest stays the same."""
    if PROVENANCE not in environment.files.names():
        return environment
    with environment.files.open(PROVENANCE) as stream:
        try:
            said = json.load(stream)
        except (ValueError, RecursionError) as error:
            raise InvalidEnvironment([Problem(f"not JSON: {error}", PROVENANCE)]) from error
    if not isinstance(said, dict) or "context" not in said:
        return environment
    kept = {key: value for key, value in said.items() if key != "context"}
    data = json.dumps(kept, indent=1, ensure_ascii=False).encode() + b"\n"
    return Environment.load(Overlaid(environment.files, PROVENANCE, data))


class Overlaid:
    """The files of an environment, one of them replaced."""

    def __init__(self, files: Files, path: str, data: bytes) -> None:
        self._files = files
        self._path = path
        self._data = data

    def names(self) -> tuple[str, ...]:
        return self._files.names()

    def open(self, name: str) -> BinaryIO:
        return io.BytesIO(self._data) if name == self._path else self._files.open(name)

    def size(self, name: str) -> int:
        return len(self._data) if name == self._path else self._files.size(name)
