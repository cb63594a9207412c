"""Pushing: the zip first, then the record, which is the commit, then the log and the view.

Every key is created and never written twice, so a push that is killed anywhere leaves a registry
that is valid, and the same push again, by anybody, ends where the first would have. What it costs
does not depend on how much there is.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from envhub.bundle import open_bundle, read_manifest
from envhub.checks import CheckReport, check
from envhub.environment import Environment
from envhub.errors import BundleError, EnvhubError, IntegrityError, InvalidEnvironment, Problem
from envhub.manifest import Manifest
from envhub.services import LOCAL, Services

from .differences import changed_parts, changed_samples, propose_bump, say_changes
from .healing import close_intent, open_intent, prepare, push_fact
from .layout import BundleKey, RecordKey, bundle_key, bundle_name, record_key
from .log import LogEntry
from .names import remember, standing_to_push
from .place import Place
from .reading import measure, pull, read_record
from .record import BundleEntry, Record, dump_record, make_record
from .resolving import Standing, newest, read_standing
from .signing import SigningKey, signed, verify_signature

MakeRecord = Callable[[BundleEntry], Record]
TRIES = 3
"""To settle a zip that was there, while others may be at it."""


class Pushed(NamedTuple):
    """What a push came to."""

    record: Record
    new: bool
    """False: the same content was there already."""


class Outcome(NamedTuple):
    """A push, and its entry in the log where it has a new one."""

    pushed: Pushed
    entry: LogEntry | None = None


@dataclass(frozen=True)
class PushSettings:
    """How to push."""

    tags: tuple[str, ...] = ()
    dry_run: bool = False
    """Do everything that can fail, and write nothing."""
    sign_with: SigningKey | None = None
    services: Services = LOCAL
    """What its check may use: without a sandbox, what runs code is *not checked*."""


@dataclass(frozen=True)
class Candidate:
    """A bundle that is to be pushed: opened, and every byte of it verified."""

    path: Path
    environment: Environment
    manifest: Manifest
    bundle: BundleEntry
    stamp: tuple[int, int, int]

    @property
    def key(self) -> str:
        """Where its zip belongs."""
        return bundle_key(self.manifest.name, self.bundle.file)


def open_candidate(path: Path) -> Candidate:
    """Open a frozen bundle, and verify every byte of it.

    Raises:
        NotFound: there is no such file.
        BundleError: it is malformed or hostile.
    """
    environment, manifest = open_bundle(path), read_manifest(path)
    stamp = _stamp(path)
    sha256, size = measure(path)
    entry = BundleEntry(file=bundle_name(manifest), sha256=sha256, size=size)
    return Candidate(path, environment, manifest, entry, stamp)


def _stamp(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def push(place: Place, path: Path, settings: PushSettings) -> Outcome:
    """Add a frozen bundle. The same content again is a no-op, and mends a zip that went missing.

    Raises:
        InvalidEnvironment: its check does not pass.
        IntegrityError: this version exists with other content.
        UsageError: a name that may not be pushed.
    """
    one = open_candidate(path)
    standing = standing_to_push(place, one.manifest.name)
    if one.manifest.version in standing.versions:
        record = _same(place, one, standing)
        if not settings.dry_run:
            prepare(place)
            _mend(place, one, record, standing)
        return Outcome(Pushed(record, False))
    report = check(one.environment, settings.services)
    if not report.ok:
        raise refused(report)
    make = cache(partial(_record, place, one, report, settings))
    record = make(one.bundle)
    if settings.dry_run:
        return Outcome(Pushed(record, True))
    prepare(place)
    return _add(place, one, make, standing)


def refused(report: CheckReport) -> InvalidEnvironment:
    """Return the error that a report which found problems amounts to."""
    problems = []
    for text in report.problems:
        place, found, message = text.partition(": error: ")
        problems.append(Problem(message, place) if found else Problem(text.removeprefix("error: ")))
    return InvalidEnvironment(problems, hint="; ".join(report.hints) or None)


def _record(
    place: Place, one: Candidate, report: CheckReport, settings: PushSettings, entry: BundleEntry
) -> Record:
    record = make_record(one.environment, one.manifest, report, entry)
    if settings.sign_with is not None:
        record = signed(record, settings.sign_with)
    verify_signature(record, place.rules)  # before the commit: whoever reads by them would refuse
    return record


def _add(place: Place, one: Candidate, make: MakeRecord, standing: Standing) -> Outcome:
    """Commit a version that was not there when it was looked for, and log it."""
    if not place.logged:
        return Outcome(_commit(place, one, make))
    manifest = one.manifest
    said = {"name": manifest.name, "version": manifest.version, "bundle": one.bundle.file}
    intent = open_intent(place, {"type": "push", **said})
    try:
        pushed = _commit(place, one, make)
    except IntegrityError:
        close_intent(place, intent)  # refused: nothing of it was committed
        raise
    entry = None
    if pushed.new:
        entry = place.log.append(push_fact(pushed.record, _at_hand(place, standing)))
        remember(place, entry)
    close_intent(place, intent)
    return Outcome(pushed, entry)


def _commit(place: Place, one: Candidate, make: MakeRecord) -> Pushed:
    with _zip_in_place(place, one) as (entry, held, was_there):
        # Where an earlier push left a zip of the same content in other bytes, it is that one:
        # compressors differ.
        record = make(entry)
        key = record_key(record.name, record.version)
        if place.store.create(key, dump_record(record)):
            if was_there and place.store.stat(one.key) is None:
                place.store.create(one.key, held)  # gc took it for abandoned, between the two
            return Pushed(record, True)
    return Pushed(_same(place, one, None), False)


@contextmanager
def _zip_in_place(place: Place, one: Candidate) -> Iterator[tuple[BundleEntry, Path, bool]]:
    """Make sure that the zip of this content is there.

    Yields:
        what it is, a local file of its bytes, and whether it was there before.

    Raises:
        IntegrityError: the file that is pushed was changed meanwhile.
    """
    with tempfile.TemporaryDirectory() as folder:
        held = Path(folder, "bundle.zip")
        for _ in range(TRIES):
            if place.store.create(one.key, one.path):
                if _stamp(one.path) != one.stamp:
                    # What was stored stays: another push may by now have put the whole one there.
                    raise IntegrityError(f"`{one.path}` was changed while it was pushed")
                yield one.bundle, one.path, False
                return
            found = place.store.stat(one.key)
            if found is None:
                continue  # gone again
            place.store.fetch(one.key, held)
            sha256, size = measure(held)
            if sha256 == one.bundle.sha256 or _holds(held, one.manifest):
                entry = one.bundle.model_copy(update={"sha256": sha256, "size": size})
                yield entry, held, True
                return
            # Damaged, and no version depends on it: whoever did would have found that as well.
            place.store.delete(one.key, etag=found.etag)
    raise EnvhubError(f"could not settle `{one.key}` of {place.url}: others are pushing it")


def _holds(path: Path, manifest: Manifest) -> bool:
    """Say whether a zip is a whole bundle of this very content."""
    try:
        open_bundle(path)
        return read_manifest(path).digest == manifest.digest
    except BundleError:
        return False


def _at_hand(place: Place, standing: Standing) -> Record | None:
    """Return the record of the newest version there was, if reading it costs no request."""
    last = newest(standing.versions)
    if last is None:
        return None
    entry = standing.listing.records[last]
    if place.cache is not None and place.cache.get(entry) is None:
        return None
    try:
        return read_record(place, RecordKey(standing.name, last), entry)
    except EnvhubError:
        return None  # damaged: what it says is not repeated


def _same(place: Place, one: Candidate, standing: Standing | None) -> Record:
    """Return the record of this very content, where the version is there already.

    Raises:
        IntegrityError: it has other content.
    """
    key = RecordKey(one.manifest.name, one.manifest.version)
    entry = standing.listing.records.get(key.version) if standing else None
    old = read_record(place, key, entry)
    if old.digest != one.manifest.digest:
        raise _conflict(place, one, old)
    return old


def _conflict(place: Place, one: Candidate, old: Record) -> IntegrityError:
    said = changed_parts(old, one.manifest)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "bundle.zip")
            pull(place, old, path)
            samples = say_changes(changed_samples(open_bundle(path), one.environment))
    except EnvhubError:
        samples = "its bundle can't be opened to say which samples"
    if samples:
        said = f"{said} ({samples})"
    version = proposal(place, one.manifest)
    return IntegrityError(
        f"{old.reference} is in {place.url} with other content: {said}",
        hint=f"a pushed version never changes; give this one a version above {old.version}: "
        f"`--bump auto` makes it {version}",
    )


def proposal(place: Place, manifest: Manifest) -> str:
    """Return the version that content should have, after those that were pushed.

    Raises:
        IntegrityError: the record that it is held against is damaged.
    """
    standing = read_standing(place.store, place.cache, manifest.name)
    last = newest(standing.versions)
    if last is None:
        return manifest.version
    entry = standing.listing.records[last]
    return propose_bump([read_record(place, RecordKey(standing.name, last), entry)], manifest)


def _mend(place: Place, one: Candidate, record: Record, standing: Standing) -> None:
    """Bring back the zip of a version that lost it, where this is the same one.

    Raises:
        IntegrityError: it is lost or damaged, and this one has other bytes.
    """
    key = parse_bundle(record)
    found = standing.listing.bundles.get(key)
    if found is not None and found.size == record.bundle.size:
        return
    if one.bundle.sha256 != record.bundle.sha256:
        raise IntegrityError(
            f"the zip of {record.reference} in {place.url} is missing or damaged, and this one, "
            "though of the same content, has other bytes",
            hint="push the zip that was pushed first, or pull it from where it is whole",
        )
    if found is not None:
        place.store.delete(one.key, etag=found.etag)
    place.store.create(one.key, one.path)


def parse_bundle(record: Record) -> BundleKey:
    """Return the key of a record's zip, in its parts."""
    digest = record.digest.removeprefix("sha256:")[:12]
    return BundleKey(record.name, record.version, digest)
