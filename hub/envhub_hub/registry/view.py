"""`registry.json`: what a person opens first. It is made from the records and decides nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping

import semver

from .record import Record

ABOUT = (
    "A view for people, rebuilt from environments/*/*/*.json; nothing is decided from it. "
    "A pushed version never changes."
)


def make_view(environments: Mapping[str, list[Record]]) -> bytes:
    """Return the bytes of `registry.json`: every environment with its versions, oldest first."""
    records = [one for versions in environments.values() for one in versions]
    view = {
        "schema_version": 1,
        "about": ABOUT,
        "as_of": {
            "versions": len(records),
            "pushed_at": max((one.pushed_at for one in records), default=None),
        },
        "environments": {name: _shown(versions) for name, versions in environments.items()},
    }
    return json.dumps(view, indent=1, ensure_ascii=False).encode() + b"\n"


def newest(numbers: list[str]) -> str:
    """Return the last of sorted versions; a pre-release only where there is nothing else."""
    released = [one for one in numbers if not semver.Version.parse(one).prerelease]
    return (released or numbers)[-1]


def latest_of(versions: list[Record]) -> Record:
    """Return the record of the highest version that is no pre-release, if there is any such."""
    wanted = newest([one.version for one in versions])
    return next(one for one in versions if one.version == wanted)


def _shown(versions: list[Record]) -> dict[str, object]:
    latest = latest_of(versions)
    return {
        "title": latest.title,
        "latest": latest.version,
        "digest": latest.digest,
        "versions": [one.version for one in versions],
    }
