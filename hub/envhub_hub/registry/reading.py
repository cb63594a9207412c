"""Reading records, and pulling what they name: nothing is believed that was not verified."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from envhub.bundle import read_manifest
from envhub.errors import IntegrityError

from ..store import Entry
from .cache import read_entries
from .layout import ENVIRONMENTS, EventKey, RecordKey, parse_key, record_key
from .place import Place
from .record import Record, parse_record
from .resolving import Listing, sort_listing
from .signing import verify_signature


def read_record(place: Place, key: RecordKey, entry: Entry | None = None) -> Record:
    """Read the record of one version; with its entry of a listing, from the cache where it can be.

    Raises:
        NotFound: there is none.
        IntegrityError: it is damaged, speaks of another environment, or is not signed as it must.
    """
    data = place.cache.get(entry) if place.cache and entry else None
    if data is None:
        data = place.store.read(record_key(key.name, key.version))
        if place.cache and entry:
            place.cache.put(entry, data)
    return believed(place, data, key)


def believed(place: Place, data: bytes, key: RecordKey) -> Record:
    """Return the record that bytes hold, once all that can be asked of it alone is answered.

    Raises:
        IntegrityError: one of the answers is no.
    """
    record = parse_record(data, key, place.url)
    verify_signature(record, place.rules)
    return record


def read_records(
    place: Place, listing: Listing, versions: Iterable[str] | None = None
) -> tuple[list[Record], list[IntegrityError]]:
    """Read the records of an environment, oldest version first, and an error for each bad one."""
    wanted = listing.records if versions is None else versions
    entries = {version: listing.records[version] for version in wanted}
    found = read_entries(place.store, place.cache, entries.values())
    records: list[Record] = []
    errors: list[IntegrityError] = []
    for version, entry in entries.items():
        if entry.key not in found:
            continue  # removed between the listing and now
        try:
            records.append(believed(place, found[entry.key], RecordKey(listing.name, version)))
        except IntegrityError as error:
            errors.append(error)
    return records, errors


def listings(place: Place, below: str = ENVIRONMENTS) -> Iterator[Listing]:
    """List everything, one environment at a time, by name."""
    name, entries = "", list[Entry]()
    for entry in place.store.entries(below):
        key = parse_key(entry.key)
        if key is None:
            continue
        if key.name != name and entries:
            yield sort_listing(name, entries)
            entries = []
        name = key.name
        entries.append(entry)
    if entries:
        yield sort_listing(name, entries)


def names(place: Place, below: str = ENVIRONMENTS) -> Iterator[str]:
    """List the names of the environments that have a version, without holding the listing."""
    last = ""
    for entry in place.store.entries(below):
        key = parse_key(entry.key)
        if isinstance(key, RecordKey) and key.name != last:
            last = key.name
            yield last


def pull(place: Place, record: Record, target: Path) -> None:
    """Copy the bundle of a record to a path, verified before it appears there.

    Raises:
        NotFound: the zip is gone.
        IntegrityError: the stored bytes are not what the record says; nothing is kept.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".pull-") as folder:
        part = Path(folder, "bundle.zip")
        place.store.fetch(record.bundle_key, part)
        verify_bundle(part, record)
        part.replace(target)


def verify_bundle(bundle: Path, record: Record) -> None:
    """Hold a bundle against its record: every byte of it first, then who it says that it is.

    Raises:
        IntegrityError: they differ.
    """
    if measure(bundle)[0] != record.bundle.sha256:
        raise IntegrityError(
            f"the bundle of {record.reference} is not the one that was pushed",
            hint="the registry's copy is damaged or was replaced; nothing of it was opened",
        )
    manifest = read_manifest(bundle)
    said = (manifest.name, manifest.version, manifest.digest)
    if said != (record.name, record.version, record.digest):
        raise IntegrityError(
            f"the bundle of {record.reference} is another environment than its record says",
            hint="the record was not written by `envhub push`; do not trust this registry",
        )


def measure(path: Path) -> tuple[str, int]:
    """Return the sha256 and the size of a file, in constant memory."""
    found, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            found.update(chunk)
            size += len(chunk)
    return found.hexdigest(), size


__all__ = [
    "EventKey",
    "believed",
    "listings",
    "measure",
    "names",
    "pull",
    "read_record",
    "read_records",
    "verify_bundle",
]
