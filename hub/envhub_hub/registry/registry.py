"""A registry: versions that never change, below one URL, without a server.

This is the door: what a registry does stands in the files beside it. `environments/<owner>/<name>/`
holds for each version the zip, created first, and the record, created last: the record is the
commit. `registry.json` is a view for people; nothing is decided from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from envhub.bundle import read_manifest
from envhub.errors import EnvhubError, IntegrityError, NotFound, UsageError, near_miss
from envhub.manifest import Manifest

from .. import config
from ..store import Store, open_store
from . import appending, gc, healing, pushing, reading, view
from . import verify as verifying
from .cache import Cache
from .events import Event, of_version
from .gc import Swept
from .healing import GRACE
from .layout import ENVIRONMENTS, EventKind, RecordKey, folder, tag_problem
from .log import Cursor, Log, LogEntry
from .place import Place, in_git, is_local
from .pushing import Pushed, PushSettings
from .record import Record
from .reference import Reference
from .resolving import (
    Resolved,
    Standing,
    digest_candidates,
    newest,
    no_such,
    read_events,
    read_standing,
    wanted_version,
)
from .signing import Rules
from .verify import Finding

CURSOR = "cursor.json"
NEAR = 1_000
"""Names that are looked through for the closest one."""


class Registry:
    """One registry, for reading and pushing."""

    def __init__(
        self,
        url: str,
        rules: Rules | None = None,
        cache: Path | None = None,
        store: Store | None = None,
    ) -> None:
        """Open a registry; nothing is read yet.

        Args:
            url: a folder, or a URL such as `s3://bucket/prefix`.
            rules: what this machine asks of its records.
            cache: where this client keeps what it has read.
            store: what to reach it by, where that was opened already.
        """
        store = store or open_store(url)
        name = hashlib.sha256(store.url.encode()).hexdigest()[:24]
        notes = Cache(cache or config.cache_folder() / "registries" / name)
        # In a folder, a record is read as quickly as a copy of it.
        kept = None if is_local(store.url) else notes
        log = Log(store, _cursor(notes))
        self._place = Place(store, log, notes, kept, rules or Rules())

    @property
    def url(self) -> str:
        return self._place.url

    @property
    def store(self) -> Store:
        return self._place.store

    @property
    def log(self) -> Log:
        return self._place.log

    @property
    def rules(self) -> Rules:
        return self._place.rules

    @property
    def notes(self) -> Cache:
        """What this client keeps of it."""
        return self._place.notes

    # --- writing

    def init(self) -> None:
        """Make the place a registry; where it is one, only what is missing is added.

        Raises:
            UnsafeStore: a store that ignores conditional writes.
        """
        with self._writing():
            healing.prepare(self._place)
            if view.stored(self._place)[0] is None:
                view.rebuild(self._place)

    def push(self, bundle: Path, settings: PushSettings | None = None) -> Pushed:
        """Add a frozen bundle; the same content again is a no-op.

        Raises:
            InvalidEnvironment: its check does not pass.
            IntegrityError: this version exists with other content.
            UsageError: a name or a tag that may not be.
        """
        settings = settings or PushSettings()
        for one in settings.tags:
            if problem := tag_problem(one):
                raise UsageError(problem)
        with self._writing():
            pushed, entry = pushing.push(self._place, bundle, settings)
            if settings.dry_run:
                return pushed
            self._refresh(entry, pushed.record)
            for one in settings.tags:
                self._note(
                    appending.tag(self._place, pushed.record.name, pushed.record.version, one)
                )
        return pushed

    def propose(self, bundle: Path | Manifest) -> str:
        """Return the version that a bundle should have, after those that were pushed.

        Raises:
            IntegrityError: the newest record is damaged.
        """
        manifest = bundle if isinstance(bundle, Manifest) else read_manifest(bundle)
        return pushing.proposal(self._place, manifest)

    def yank(self, name: str, version: str, reason: str) -> Event | None:
        """Hide a version from resolution; an exact pin still finds it. None where it is hidden.

        Raises:
            NotFound: there is no such version.
            UsageError: no reason.
        """
        with self._writing():
            return self._note(appending.yank(self._place, name, version, reason))

    def unyank(self, name: str, version: str) -> Event | None:
        """Take a yank back. None where there is none.

        Raises:
            NotFound: there is no such version.
        """
        with self._writing():
            return self._note(appending.unyank(self._place, name, version))

    def tag(self, name: str, version: str, tag: str) -> Event | None:
        """Let a tag mean a version. None where it does.

        Raises:
            NotFound: there is no such version.
            UsageError: no name for a tag.
        """
        with self._writing():
            return self._note(appending.tag(self._place, name, version, tag))

    def untag(self, name: str, tag: str) -> Event | None:
        """Remove a tag.

        Raises:
            NotFound: there is no such tag.
        """
        with self._writing():
            return self._note(appending.untag(self._place, name, tag))

    def append(
        self, name: str, version: str, kind: EventKind, payload: dict[str, Any]
    ) -> Event | None:
        """Add a baseline or an exposure to a version.

        Raises:
            NotFound: there is no such version.
            UsageError: a payload that is no JSON, or too long.
        """
        with self._writing():
            return self._note(appending.append(self._place, name, version, kind, payload))

    def rebuild(self) -> None:
        """Make the view again, and what the log lacks; a log that is damaged is begun anew."""
        with self._writing():
            self._place.log, self._place.ready = Log(self._place.store), False
            if self._place.log.exists():
                self._complete_log()
            healing.prepare(self._place)
            if not view.rebuild(self._place):
                raise EnvhubError(f"others kept writing the view of {self.url}; try again")

    def refresh(self) -> None:
        """Bring `registry.json` up to date, as far as that is quickly done."""
        view.refresh(self._place)

    def gc(self, grace: timedelta = GRACE, dry_run: bool = False) -> list[Swept]:
        """Mark zips that no version has, and remove those that were marked before the grace."""
        with self._writing():
            return list(gc.collect(self._place, grace, dry_run))

    def verify(self, repair: bool = False) -> Iterator[Finding]:
        """Hold everything against everything else; with `repair`, mend what can be proved."""
        return verifying.verify(self._place, repair)

    # --- reading

    def names(self, owner: str | None = None) -> Iterator[str]:
        """Stream the name of every environment, or of those of one owner."""
        return reading.names(self._place, folder(owner) if owner else ENVIRONMENTS)

    def standing(self, name: str) -> Standing:
        """Return the versions of an environment with its yanks and tags: one listing."""
        return read_standing(self._place.store, self._place.cache, name)

    def version_numbers(self, name: str) -> list[str]:
        """Return the versions of an environment, oldest first; no record is read."""
        return list(self.standing(name).versions)

    def record(self, name: str, version: str) -> Record:
        """Read the record of one version.

        Raises:
            NotFound: there is none.
            IntegrityError: it is damaged, or speaks of another environment.
        """
        return reading.read_record(self._place, RecordKey(name, version))

    def versions(self, name: str) -> list[Record]:
        """Return the records of an environment, oldest version first.

        Raises:
            IntegrityError: one of them is damaged.
        """
        records, errors = reading.read_records(self._place, self.standing(name).listing)
        if errors:
            raise errors[0]
        return records

    def events(self, name: str, version: str | None = None) -> list[Event]:
        """Return the events of an environment, or of one version of it, oldest first."""
        listing = self.standing(name).listing
        wanted = {key: one for key, one in listing.events.items() if version in (None, key.version)}
        found, _ = read_events(self._place.store, self._place.cache, wanted)
        if version is not None:
            return list(of_version(found, version))
        return sorted(found, key=lambda one: (one.at, one.id))

    def readable(self) -> tuple[dict[str, list[Record]], list[IntegrityError]]:
        """Return all versions by name, and an error for each record that can't be read."""
        records: dict[str, list[Record]] = {}
        errors: list[IntegrityError] = []
        for listing in reading.listings(self._place):
            found, bad = reading.read_records(self._place, listing)
            errors += bad
            if found:
                records[listing.name] = found
        return records, errors

    def latest(self) -> list[Record]:
        """Return the latest readable record of every environment that has one, by name."""
        found: list[Record] = []
        for standing in view.standings(self._place):
            records, _ = reading.read_records(self._place, standing.listing)
            by_version = {one.version: one for one in records}
            if last := newest(by_version, standing.yanked):
                found.append(by_version[last])
        return found

    def resolve(self, reference: Reference, standing: Standing | None = None) -> Resolved:
        """Find the version that a reference means; with what stands, where that was read already.

        Raises:
            NotFound: with the closest name, or the versions that there are.
            IntegrityError: the record is damaged.
        """
        standing = standing or self.standing(reference.name)
        if not standing.versions:
            raise NotFound(
                f"no environment `{reference.name}` in {self.url}{self._near(reference)}"
            )
        if reference.digest is not None:
            record = self._by_digest(reference, standing)
        else:
            version = wanted_version(reference, standing, self.url)
            record = self._read(standing, version)
        heads = standing.heads.get(reference.tag, ()) if reference.tag else ()
        contested = tuple(str(one.version) for one in heads) if len(heads) > 1 else ()
        yanked = standing.yanked.get(record.version)
        return Resolved(record=record, yanked=yanked, contested=contested)

    def pull(self, record: Record, target: Path) -> None:
        """Copy the bundle of a record to a path, verified before it appears there.

        Raises:
            IntegrityError: the stored bytes are not what the record says; nothing is kept.
        """
        reading.pull(self._place, record, target)

    # --- inside

    def _read(self, standing: Standing, version: str) -> Record:
        entry = standing.listing.records[version]
        return reading.read_record(self._place, RecordKey(standing.name, version), entry)

    def _by_digest(self, reference: Reference, standing: Standing) -> Record:
        found = [self._read(standing, one) for one in digest_candidates(reference, standing)]
        found = [one for one in found if one.digest.startswith(str(reference.digest))]
        if len(found) > 1:
            versions = ", ".join(one.version for one in found)
            said = f"`{reference.digest}` begins the digests of several versions: {versions}"
            raise UsageError(said)
        if not found:
            raise no_such(str(reference.digest), standing, self.url)
        return found[0]

    def _near(self, reference: Reference) -> str:
        owner = reference.name.split("/")[0]
        some = set(islice(self.names(owner), NEAR))
        return near_miss(reference.name, some or islice(self.names(), NEAR))

    def _note(self, done: appending.Done) -> Event | None:
        event, entry = done
        if event is not None:
            self._refresh(entry)
        return event

    def _refresh(self, entry: LogEntry | None, record: Record | None = None) -> None:
        # What was committed is committed: a view that could not be written is left for the next
        # push, and `verify` says that it is behind.
        with suppress(EnvhubError):
            view.refresh(self._place, view.Own(entry, record) if entry else None)

    def _complete_log(self) -> None:
        """Add what the log lacks; where it is damaged beyond repair, begin another."""
        try:
            unmended = [one for one in self._place.log.audit(repair=True) if not one.repaired]
            if not unmended:
                healing.backfill(self._place)
                return
        except IntegrityError:
            pass
        healing.remove_log(self._place)
        self._place.ready = False

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            # What was left half done is looked for before the next, and nothing that was known of
            # the log is relied on: that it was cut or replaced is said once.
            self._place.ready, self._place.log = False, Log(self._place.store)
            self._place.notes.write_note(CURSOR, None)
            raise
        if (cursor := self._place.log.cursor) is not None:
            self._place.notes.write_note(CURSOR, cursor.model_dump_json().encode())


def _cursor(notes: Cache) -> Cursor | None:
    try:
        return Cursor.model_validate_json(notes.note(CURSOR) or b"")
    except ValidationError:
        return None


__all__ = ["Finding", "PushSettings", "Pushed", "Registry", "Resolved", "Standing", "in_git"]
