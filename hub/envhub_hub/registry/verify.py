"""Verifying a registry: every record, every byte of every zip, every event, the log and the view.

What is found has a kind. An error means that something pushed is lost, damaged or not what it was;
a note is what a crash leaves behind, or what can be made again. `repair` mends only what is proved
by something else that is whole.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from envhub.bundle import open_bundle, read_manifest
from envhub.environment import Environment
from envhub.errors import BundleError, EnvhubError, IntegrityError, NotFound
from envhub.manifest import Manifest
from envhub.values import Frozen, sha256_hex

from .. import config
from ..store import Entry
from . import view
from .events import Event, parse_event
from .gc import orphans_of
from .healing import Identity, begin_log, fact_of, heal, identity, intents, prepare
from .layout import ENVIRONMENTS, VIEW, BundleKey, EventKey, RecordKey, parse_key
from .log import Cursor, Log, LogEntry
from .log.entry import IDENTITY, entry_key
from .place import Place, in_git
from .reading import listings, measure
from .record import Record, parse_record
from .resolving import Listing
from .signing import verify_signature

Kind = Literal[
    "record",  # it can't be read, or says what its zip does not
    "signature",
    "zip-missing",
    "zip-damaged",  # other bytes than were pushed
    "zip-content",  # the bytes that the record names, and they are no such bundle
    "event",
    "log",  # an entry or a tile that is damaged, missing or does not continue the one before
    "unlogged",  # a record or event that the log leaves out
    "vanished",  # the log tells of a record or event that is not there
    "replaced",  # the log tells of other content than the record
    "unfinished",  # a push that was begun
    "orphan",  # a zip that no version has
    "view",
    "unknown",  # a file that is not the registry's
]
NOTES: set[Kind] = {"unfinished", "orphan", "view", "unknown"}
CopiedField = tuple[str, Any, Any]


class Finding(Frozen):
    """One thing that is not as it should be."""

    kind: Kind
    key: str
    message: str
    repaired: bool = False

    @property
    def severity(self) -> Literal["error", "note"]:
        return "note" if self.kind in NOTES else "error"


def verify(place: Place, repair: bool = False) -> Iterator[Finding]:
    """Hold everything in a registry against everything else.

    Yields:
        what was found, while it is found.
    """
    # What this client knows says nothing of what is stored, but for where the log once was.
    fresh = replace(place, cache=None, log=Log(place.store), ready=False)
    yield from _unfinished(fresh, repair)
    logged = fresh.log.exists()
    if logged:
        try:
            yield from _cut(fresh, place.log.cursor)
        except IntegrityError as error:
            yield Finding(kind="log", key=IDENTITY, message=error.message)
            logged = False
    head = _head(fresh) if logged else None
    there: dict[Identity, tuple[Entry, str | None]] = {}
    for listing in listings(fresh):
        yield from _environment(fresh, listing, there, repair)
    yield from _unknown(fresh)
    if logged:
        yield from _log(fresh, there, head, repair)
    yield from _view(fresh, repair)


def _unfinished(place: Place, repair: bool) -> Iterator[Finding]:
    if repair and place.log.exists():
        place.store.probe()
        try:
            for said in heal(place):
                yield Finding(kind="unfinished", key="intents", message=said, repaired=True)
        except IntegrityError as error:
            yield Finding(kind="log", key="log", message=error.message)
    elif repair and not in_git(place.store) and next(place.store.entries(ENVIRONMENTS), None):
        added = begin_log(place)
        said = f"there was no log; one was begun, with {added} entries"
        yield Finding(kind="log", key="log", message=said, repaired=True)
    for entry, intent in intents(place):
        what = f"{intent.type} of {intent.name or 'the log'}" if intent else "a damaged intent"
        said = f"{what} was begun and not finished, or still goes on"
        yield Finding(kind="unfinished", key=entry.key, message=said)


def _cut(place: Place, known: Cursor | None) -> Iterator[Finding]:
    """Hold the log against the last entry that this client has seen of it."""
    same = place.log.id == (known.log if known else "")
    if known is None or not same or not known.seq or not known.sha256:
        return
    key = entry_key(known.seq)
    found = place.store.read_many([key]).get(key)
    if found is None:
        said = f"the log is cut: entry {known.seq}, which this client has seen, is missing"
        yield Finding(kind="log", key=key, message=said)
    elif sha256_hex(found) != known.sha256:
        said = f"the log was rewritten: entry {known.seq} is another than this client has seen"
        yield Finding(kind="log", key=key, message=said)


def _head(place: Place) -> int | None:
    try:
        return place.log.head()
    except EnvhubError:
        return None  # `audit` says what is wrong


def _environment(
    place: Place, listing: Listing, there: dict[Identity, tuple[Entry, str | None]], repair: bool
) -> Iterator[Finding]:
    texts = place.store.read_many(
        [one.key for one in (*listing.records.values(), *listing.events.values())]
    )
    for version, entry in listing.records.items():
        if entry.key not in texts:
            continue  # removed since it was listed; the log will tell of it
        digest: str | None = None
        try:
            key = RecordKey(listing.name, version)
            record = parse_record(texts[entry.key], key, place.url)
            digest = record.digest
            yield from _signature(place, record, entry.key)
            yield from _zip(place, record, repair)
        except IntegrityError as error:
            yield Finding(kind="record", key=entry.key, message=error.message)
        there["push", listing.name, version, None] = (entry, digest)
    events: dict[str, Event] = {}
    for one, entry in listing.events.items():
        if entry.key not in texts:
            continue
        there[one.kind, one.name, one.version, one.id] = (entry, None)
        try:
            events[one.id] = parse_event(texts[entry.key], one, place.url)
        except IntegrityError as error:
            yield Finding(kind="event", key=entry.key, message=error.message)
    yield from _events(listing, events)
    for entry in orphans_of(place, listing):
        said = "no version has this zip: a push that was not finished, or was refused"
        yield Finding(kind="orphan", key=entry.key, message=said)


def _signature(place: Place, record: Record, key: str) -> Iterator[Finding]:
    try:
        verify_signature(record, place.rules)
    except IntegrityError as error:
        yield Finding(kind="signature", key=key, message=error.message)


def _zip(place: Place, record: Record, repair: bool) -> Iterator[Finding]:
    key = record.bundle_key
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "bundle.zip")
        try:
            place.store.fetch(key, path)
        except NotFound:
            mended = repair and _from_cache(place, record)
            said = f"the zip of {record.reference} is not there"
            yield Finding(kind="zip-missing", key=key, message=said, repaired=mended)
            return
        sha256, size = measure(path)
        if (sha256, size) != (record.bundle.sha256, record.bundle.size):
            mended = repair and _from_cache(place, record)
            said = f"the zip of {record.reference} is not the one that was pushed"
            yield Finding(kind="zip-damaged", key=key, message=said, repaired=mended)
            return
        try:
            environment, manifest = open_bundle(path), read_manifest(path)
        except BundleError as error:
            said = f"the zip of {record.reference} is no bundle: {error.message}"
            yield Finding(kind="zip-content", key=key, message=said)
            return
    for name, said_by_record, said_by_zip in _copied(record, environment, manifest):
        if said_by_record != said_by_zip:
            said = f"the record of {record.reference} and its zip say two different things: {name}"
            kind: Kind = "zip-content" if name in ("name", "version", "digest") else "record"
            yield Finding(kind=kind, key=key, message=said)
            return


def _copied(record: Record, environment: Environment, manifest: Manifest) -> Iterator[CopiedField]:
    """Yield each field that a record has from its bundle, as either says it."""
    for name in ("name", "version", "digest", "data_digest", "harness_digest", "scoring_digest",
                 "samples", "kind"):  # fmt: skip
        yield name, getattr(record, name), getattr(manifest, name)
    declaration = environment.declaration
    for name in ("title", "description", "license", "tags"):
        yield name, getattr(record, name), getattr(declaration, name)
    ids = [(one.id, one.name, one.method) for one in declaration.dimensions]
    yield "capabilities", [(one.id, one.title, one.method) for one in record.capabilities], ids


def _from_cache(place: Place, record: Record) -> bool:
    """Put the zip of a version back from this machine's own copy, if it has the right one."""
    copy = config.cache_folder() / "bundles" / f"{record.bundle.sha256}.zip"
    if not copy.is_file() or measure(copy)[0] != record.bundle.sha256:
        return False
    found = place.store.stat(record.bundle_key)
    if found is not None and not place.store.delete(record.bundle_key, etag=found.etag):
        return False
    return place.store.create(record.bundle_key, copy)


def _events(listing: Listing, events: dict[str, Event]) -> Iterator[Finding]:
    ids = {key.id: key for key in listing.events}
    for one in events.values():
        if one.version is not None and one.version not in listing.records:
            said = f"{one.kind} of {one.name}@{one.version}, a version that is not there"
            yield Finding(kind="event", key=one.key, message=said)
        for other in one.replaces:
            if other not in ids:
                said = f"{one.kind} of {one.name} replaces the event {other}, which is not there"
                yield Finding(kind="event", key=one.key, message=said)


def _unknown(place: Place) -> Iterator[Finding]:
    """Yield files that are not the registry's; in a work tree the sources stand beside it."""
    if in_git(place.store):
        return
    for key in place.store.list(ENVIRONMENTS):
        if parse_key(key) is None:
            said = "this file is not the registry's, and is passed over"
            yield Finding(kind="unknown", key=key, message=said)


def _log(
    place: Place, there: dict[Identity, tuple[Entry, str | None]], head: int | None, repair: bool
) -> Iterator[Finding]:
    broken = False
    for one in place.log.audit(repair):
        broken = broken or not one.repaired
        said = f"entry {one.seq} of the log: {one.problem}"
        yield Finding(kind="log", key=one.key, message=said, repaired=one.repaired)
    if broken or head is None:
        return  # what it leaves out can't be told from what is damaged
    logged: set[Identity] = set()
    for entry in place.log.since(0):
        logged.add(identity(entry))
        if entry.seq <= head and (finding := _told(entry, there)):
            yield finding
    unlogged = [one for one in there if one not in logged]
    if unlogged:
        yield from _unlogged(place, {one: there[one][0] for one in unlogged}, head, repair)


def _told(entry: LogEntry, there: dict[Identity, tuple[Entry, str | None]]) -> Finding | None:
    """Hold an entry of the log against what it tells of."""
    name = f"{entry.name}@{entry.version}" if entry.version else entry.name
    found = there.get(identity(entry))
    if found is None:
        said = f"the log tells of a {entry.type} of {name} that is not there any more"
        return Finding(kind="vanished", key=_key_of(entry), message=said)
    digest = entry.summary.digest if entry.summary else None
    if digest is not None and found[1] is not None and digest != found[1]:
        said = f"{name} was pushed as {digest}, and its record says {found[1]}"
        return Finding(kind="replaced", key=found[0].key, message=said)
    return None


def _key_of(entry: LogEntry) -> str:
    return f"log entry {entry.seq}"


def _unlogged(
    place: Place, unlogged: dict[Identity, Entry], head: int, repair: bool
) -> Iterator[Finding]:
    # In this order: whoever has no intent any more is in the log.
    going_on = {
        (one.type, one.name, one.version, one.event) for _, one in intents(place) if one is not None
    }
    late = {identity(one) for one in place.log.since(head)}
    for one, entry in unlogged.items():
        if one in going_on or one in late:
            continue
        mended = False
        if repair and (fact := fact_of(entry.key, place.store.read(entry.key))):
            place.log.append(fact)
            mended = True
        said = f"the log leaves out the {one[0]} of {one[1]}" + (f"@{one[2]}" if one[2] else "")
        yield Finding(kind="unlogged", key=entry.key, message=said, repaired=mended)


def _view(place: Place, repair: bool) -> Iterator[Finding]:
    data, _, stands = view.stored(place)
    said = None
    if data is None:
        said = f"no `{VIEW}`"
    elif stands is None:
        said = f"`{VIEW}` is damaged"
    else:
        said = _behind(place, stands)
    if said:
        mended = repair and _view_again(place)
        yield Finding(kind="view", key=VIEW, message=said, repaired=mended)


def _view_again(place: Place) -> bool:
    try:
        return view.rebuild(place)
    except IntegrityError:
        return False  # the log is damaged, and that was said


def _behind(place: Place, stands: view.View) -> str | None:
    """Say what the view lacks of what is there."""
    try:
        now = view.build(place)
    except IntegrityError:
        return None  # the log is damaged, and that was said
    if stands.registry != now.registry:
        return f"`{VIEW}` is that of another registry"
    if stands.as_of.position != now.as_of.position:
        return (
            f"`{VIEW}` is as of entry {stands.as_of.position}, the log is at {now.as_of.position}"
        )
    both = {*stands.environments, *now.environments}
    differ = sorted(
        name for name in both if stands.environments.get(name) != now.environments.get(name)
    )
    if differ:
        return f"`{VIEW}` does not show what is there: {', '.join(differ[:5])}"
    if stands.as_of != now.as_of:
        return f"`{VIEW}` is of another time than it says"
    return None


__all__ = ["BundleKey", "EventKey", "Finding", "Kind", "prepare", "verify"]
