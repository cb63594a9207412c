"""Garbage: zips that no version has, left by pushes that were never finished.

A zip is marked first, and removed by a later run when the mark is older than the grace. Records,
events and the log are never touched. Somebody may be about to commit a version with the very zip
that is removed: so a copy is held until it is certain that nobody was.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from envhub.errors import EnvhubError, NotFound
from envhub.values import Frozen

from ..store import Entry
from .healing import GRACE, heal, intents, prepare, store_clock
from .layout import GC, BundleKey, bundle_key, folder, mark_key, marked_key, parse_key
from .place import Place
from .reading import listings, read_records
from .resolving import Listing, sort_listing


class Swept(Frozen):
    """One thing that gc did, or with `dry_run` would do."""

    action: Literal["marked", "removed", "kept", "unmarked", "finished"]
    key: str
    why: str


def collect(place: Place, grace: timedelta = GRACE, dry_run: bool = False) -> Iterator[Swept]:
    """Mark what is abandoned, and remove what was marked longer ago than the grace.

    Raises:
        UnsafeStore: the store ignores the conditions that this depends on.
    """
    if not dry_run:
        prepare(place)
        for said in heal(place, grace):
            yield Swept(action="finished", key="intents", why=said)
        if swept := place.store.sweep(grace):
            yield Swept(action="removed", key="", why=f"{swept} files were written half")
    # A dry run writes nothing, and so can't ask the store what time it is.
    clock = datetime.now(UTC) if dry_run else store_clock(place)
    if clock is None:
        raise EnvhubError(f"{place.url} does not say what time it is")
    marks = {marked_key(one.key): one for one in place.store.entries(GC)}
    abandoned = {one.key: one for one in orphans(place)}
    for key, entry in abandoned.items():
        mark = marks.get(key)
        if _age(clock, entry) < grace:
            continue
        if mark is None:
            yield _mark(place, entry, dry_run)
        elif _age(clock, mark) >= grace:
            yield _remove(place, entry, mark, dry_run)
        else:
            yield Swept(action="kept", key=key, why=f"marked {_age(clock, mark)} ago")
    for key, mark in marks.items():
        if key not in abandoned:
            if not dry_run:
                place.store.delete(mark.key, etag=mark.etag)
            yield Swept(action="unmarked", key=key, why="a version has it, or it is gone")


def _age(clock: datetime, entry: Entry) -> timedelta:
    return max(clock - entry.modified, timedelta(0))  # a store's clock is none too fine


def orphans(place: Place) -> Iterator[Entry]:
    """Yield the zips that no version has."""
    for listing in listings(place):
        yield from orphans_of(place, listing)


def orphans_of(place: Place, listing: Listing) -> Iterator[Entry]:
    by_version: dict[str, list[BundleKey]] = {}
    for key in listing.bundles:
        by_version.setdefault(key.version, []).append(key)
    for version, keys in by_version.items():
        kept = set(keys) if version in listing.records else set()
        if len(kept) > 1:
            # The record says which of them; where it is damaged, none is touched.
            records, _ = read_records(place, listing, [version])
            files = {bundle_key(one.name, one.bundle.file) for one in records}
            if files:
                kept = {one for one in keys if listing.bundles[one].key in files}
        yield from (listing.bundles[one] for one in keys if one not in kept)


def _mark(place: Place, entry: Entry, dry_run: bool) -> Swept:
    if not dry_run:
        said = {"schema_version": 1, "key": entry.key, "etag": entry.etag}
        place.store.create(mark_key(entry.key), json.dumps(said).encode() + b"\n")
    return Swept(action="marked", key=entry.key, why="no version has it")


def _remove(place: Place, entry: Entry, mark: Entry, dry_run: bool) -> Swept:
    key = entry.key
    if dry_run:
        return Swept(action="removed", key=key, why="no version has it")
    if _wanted(place, key):
        return Swept(action="kept", key=key, why="somebody is pushing it")
    with tempfile.TemporaryDirectory() as held:
        copy = Path(held, "bundle.zip")
        try:
            place.store.fetch(key, copy)
        except NotFound:
            return Swept(action="removed", key=key, why="another gc was faster")
        if not place.store.delete(key, etag=entry.etag):
            return Swept(action="kept", key=key, why="it was written again")
        if _wanted(place, key):
            place.store.create(key, copy)
            place.store.delete(mark.key)
            return Swept(action="kept", key=key, why="somebody pushed it meanwhile")
    place.store.delete(mark.key)
    return Swept(action="removed", key=key, why="no version has it")


def _wanted(place: Place, key: str) -> bool:
    """Say whether somebody is about to commit a zip, or has.

    In this order: whoever has no intent any more has a record.
    """
    parsed = parse_key(key)
    assert isinstance(parsed, BundleKey)
    for _, intent in intents(place):
        if intent and intent.name == parsed.name and intent.bundle == key.rpartition("/")[2]:
            return True
    listing = sort_listing(parsed.name, place.store.entries(folder(parsed.name)))
    if parsed.version not in listing.records:
        return False
    records, _ = read_records(place, listing, [parsed.version])
    # Where the record can't be read, it may be the one that it names.
    return not records or records[0].bundle_key == key
