"""Where things lie below a registry's root: keys made, and keys read back.

A key alone says what it holds, so one listing of an environment's folder says which versions there
are and which of them may be yanked or tagged, before a single record is read.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, get_args
from urllib.parse import quote, unquote

from envhub.declaration import MAX_VERSION, NAME, SEMVER
from envhub.manifest import Manifest

VIEW = "registry.json"
ENVIRONMENTS = "environments"
INTENTS = "intents"
GC = "gc"
LOG = "log"
NO_VERSION = "_"
"""Stands in an event's key where the event is of the environment, not of one version."""

EventKind = Literal["yank", "unyank", "tag", "untag", "baseline", "exposure"]
KINDS: tuple[EventKind, ...] = get_args(EventKind)

ID = re.compile(r"[0-9a-f]{32}")
TAG = re.compile(r"[a-z][a-z0-9-]{0,63}")
NOT_TAGS = {"latest", "x"}
"""Words that mean something else after `@`."""
_ZIP = re.compile(r"(?P<version>.+)-(?P<digest>[0-9a-f]{12})\.zip")


class RecordKey(NamedTuple):
    """The commit of one version."""

    name: str
    version: str


class BundleKey(NamedTuple):
    """The zip of one content of one version."""

    name: str
    version: str
    digest: str
    """Its first twelve digits."""


class EventKey(NamedTuple):
    """A later fact of an environment, or of one version of it."""

    name: str
    version: str | None
    kind: EventKind
    id: str


Key = RecordKey | BundleKey | EventKey


def folder(name: str) -> str:
    """Return the folder of an environment; `name` may also be an owner alone."""
    return f"{ENVIRONMENTS}/{name}"


def record_key(name: str, version: str) -> str:
    return f"{ENVIRONMENTS}/{name}/{version}.json"


def bundle_key(name: str, file: str) -> str:
    return f"{ENVIRONMENTS}/{name}/{file}"


def bundle_name(manifest: Manifest) -> str:
    """Return the name of a version's zip: it holds the digest, so it can't be another content's."""
    return f"{manifest.version}-{manifest.digest.removeprefix('sha256:')[:12]}.zip"


def event_key(key: EventKey) -> str:
    return f"{folder(key.name)}/events/{key.version or NO_VERSION}.{key.kind}.{key.id}.json"


def intent_key(push_id: str) -> str:
    return f"{INTENTS}/{push_id}.json"


def mark_key(key: str) -> str:
    """Return the key of the mark that gc sets on another key."""
    return f"{GC}/{quote(key, safe='')}.json"


def marked_key(key: str) -> str:
    """Return the key that a mark was set on."""
    return unquote(key.removeprefix(f"{GC}/").removesuffix(".json"))


def is_version(text: str) -> bool:
    """Say whether a text is a version: what stands in keys is never longer, nor anything else."""
    return len(text) <= MAX_VERSION and SEMVER.fullmatch(text) is not None


def tag_problem(tag: str) -> str | None:
    """Say what is wrong with the name of a tag."""
    if tag in NOT_TAGS:
        return f"`{tag}` has a meaning of its own in a reference"
    if not TAG.fullmatch(tag):
        return f"`{tag}` is no tag: lower-case letters, digits and `-`, a letter first, at most 64"
    return None


def parse_key(key: str) -> Key | None:
    """Read a key below `environments/`; None for every file that is not the registry's own."""
    parts = key.split("/")
    if len(parts) < 4 or parts[0] != ENVIRONMENTS:
        return None
    name, file = f"{parts[1]}/{parts[2]}", parts[-1]
    if not NAME.fullmatch(name):
        return None
    if len(parts) == 5 and parts[3] == "events":
        return _event(name, file)
    if len(parts) != 4:
        return None
    if found := _ZIP.fullmatch(file):
        version = found["version"]
        return BundleKey(name, version, found["digest"]) if is_version(version) else None
    version = file.removesuffix(".json")
    return RecordKey(name, version) if version != file and is_version(version) else None


def _event(name: str, file: str) -> EventKey | None:
    parts = file.rsplit(".", 3)  # a version has dots of its own, what follows it has none
    if len(parts) != 4 or parts[3] != "json":
        return None
    version, said, event_id, _ = parts
    kind = next((one for one in KINDS if one == said), None)
    if kind is None or not ID.fullmatch(event_id):
        return None
    if version == NO_VERSION:
        return EventKey(name, None, kind, event_id)
    return EventKey(name, version, kind, event_id) if is_version(version) else None
