"""A registry: versions that never change, below one URL, without a server.

`environments/<owner>/<name>/` holds for each version the zip, created first, and the record,
created last: the record is the commit. A push that dies before leaves a zip nothing points to.
`registry.json` is a view for people, rebuilt from the records; nothing is decided from it.
"""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import semver
from pydantic import ValidationError

from envhub.bundle import open_bundle, read_manifest
from envhub.checks import CheckReport, check
from envhub.declaration import NAME, SEMVER
from envhub.errors import (
    BundleError,
    IntegrityError,
    InvalidEnvironment,
    NotFound,
    Problem,
    UsageError,
    near_miss,
)
from envhub.manifest import Manifest

from ..store import Store
from .record import BundleEntry, Record, bundle_name, make_record
from .reference import Reference
from .view import latest_of, make_view, newest

ENVIRONMENTS = "environments"
VIEW = "registry.json"
REFRESHES = 5
"""Tries to bring the view up to date while others push; whoever pushes last ends it."""


class Registry:
    """One registry, for reading and pushing."""

    def __init__(self, url: str) -> None:
        self.store = Store(url)

    @property
    def url(self) -> str:
        return self.store.url

    def push(self, bundle: Path) -> tuple[Record, bool]:
        """Add a frozen bundle; returns its record, and whether it is new.

        The same content again is a no-op.

        Raises:
            InvalidEnvironment: its check does not pass.
            IntegrityError: this version exists with other content.
        """
        environment, manifest = open_bundle(bundle), read_manifest(bundle)
        new = False
        if self._existing(manifest) is None:
            report = check(environment)
            if not report.ok:
                raise refused(report)
            entry = self._store_zip(manifest, bundle.read_bytes())
            text = make_record(environment, manifest, report, entry).model_dump_json(indent=1)
            key = _key(manifest.name, manifest.version)
            new = self.store.create(key, text.encode() + b"\n")
        record = self._existing(manifest)  # another push may have been faster, with other content
        assert record is not None
        self.refresh()
        return record, new

    def _existing(self, manifest: Manifest) -> Record | None:
        """Return the record of this very content, if it is there."""
        if manifest.version not in self.version_numbers(manifest.name):
            return None
        old = self.record(manifest.name, manifest.version)
        if old.digest == manifest.digest:
            return old
        changed = _changed(old, manifest)
        raise IntegrityError(
            f"{old.reference} is in {self.url} with other content: {changed} differ",
            hint=f"a pushed version never changes; give this one a version above {old.version}",
        )

    def _store_zip(self, manifest: Manifest, data: bytes) -> BundleEntry:
        """Make sure that the zip of this content is there, and return what it is.

        An earlier push that died may have left it, perhaps with other bytes: compressors differ.

        Raises:
            IntegrityError: what it left is damaged.
        """
        name = bundle_name(manifest)
        key = f"{ENVIRONMENTS}/{manifest.name}/{name}"
        if not self.store.create(key, data):
            earlier = self.store.read(key)
            if earlier != data and not _holds(earlier, manifest):
                raise IntegrityError(
                    f"`{key}` of {self.url}, left by an unfinished push, is damaged",
                    hint="remove it and push again; no version depends on it yet",
                )
            data = earlier
        return BundleEntry(file=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data))

    def _numbers(self, prefix: str) -> dict[str, list[str]]:
        """Return the versions below a prefix, oldest first, by name; no record is read."""
        found = [one for key in self.store.list(prefix) if (one := _parsed(key))]
        numbers: dict[str, list[str]] = {}
        for name, version in sorted(found, key=lambda one: (one[0], semver.Version.parse(one[1]))):
            numbers.setdefault(name, []).append(version)
        return numbers

    def names(self) -> list[str]:
        """Return the name of every environment."""
        return list(self._numbers(ENVIRONMENTS))

    def version_numbers(self, name: str) -> list[str]:
        """Return the versions of an environment, oldest first; no record is read."""
        return self._numbers(f"{ENVIRONMENTS}/{name}").get(name, [])

    def record(self, name: str, version: str) -> Record:
        """Read the record of one version.

        Raises:
            NotFound: there is none.
            IntegrityError: it is damaged, or speaks of another environment.
        """
        key = _key(name, version)
        try:
            record = Record.model_validate_json(self.store.read(key))
        except ValidationError as error:
            raise IntegrityError(
                f"record `{key}` of {self.url} is damaged, or of a newer envhub"
            ) from error
        if (record.name, record.version) != (name, version):
            raise IntegrityError(f"record `{key}` of {self.url} says that it is another's")
        return record

    def versions(self, name: str) -> list[Record]:
        """Return the records of an environment, oldest version first."""
        return [self.record(name, version) for version in self.version_numbers(name)]

    def readable(self) -> tuple[dict[str, list[Record]], list[IntegrityError]]:
        """Return all versions by name, and an error for each record that can't be read."""
        records: dict[str, list[Record]] = {}
        errors: list[IntegrityError] = []
        for name, numbers in self._numbers(ENVIRONMENTS).items():
            for version in numbers:
                try:
                    record = self.record(name, version)
                except IntegrityError as error:
                    errors.append(error)
                else:
                    records.setdefault(name, []).append(record)
        return records, errors

    def latest(self) -> list[Record]:
        """Return the latest readable record of every environment, by name."""
        return [latest_of(versions) for versions in self.readable()[0].values()]

    def resolve(self, reference: Reference) -> Record:
        """Find the record that a reference names.

        Raises:
            NotFound: with the closest name, or the versions that there are.
            IntegrityError: the record is damaged.
        """
        numbers = self.version_numbers(reference.name)
        if not numbers:
            near = near_miss(reference.name, self.names())
            raise NotFound(f"no environment `{reference.name}` in {self.url}{near}")
        if reference.digest is not None:
            return self._by_digest(reference.name, reference.digest)
        wanted = reference.version or newest(numbers)
        if wanted not in numbers:
            raise self._no(wanted, reference.name)
        return self.record(reference.name, wanted)

    def _by_digest(self, name: str, digest: str) -> Record:
        found = [one for one in self.versions(name) if one.digest.startswith(digest)]
        if len(found) > 1:
            versions = ", ".join(one.version for one in found)
            raise UsageError(f"`{digest}` begins the digests of several versions: {versions}")
        if not found:
            raise self._no(digest, name)
        return found[0]

    def _no(self, wanted: str, name: str) -> NotFound:
        known = ", ".join(self.version_numbers(name))
        return NotFound(f"no `{wanted}` of `{name}` in {self.url} (there are: {known})")

    def pull(self, record: Record, target: Path) -> None:
        """Copy the bundle of a record to a path, verified before it appears there.

        Raises:
            IntegrityError: the stored bytes are not what the record says; nothing is kept.
        """
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".pull-") as folder:
            part = Path(folder, "bundle.zip")
            self.store.fetch(f"{ENVIRONMENTS}/{record.name}/{record.bundle.file}", part)
            verify(part, record)
            part.replace(target)

    def refresh(self) -> None:
        """Rebuild `registry.json` from the records.

        It is read back and compared: of two pushes at once, the one that wrote last may have
        looked first, and would leave the other out.
        """
        for _ in range(REFRESHES):
            view = make_view(self.readable()[0])
            if self._stored_view() == view:
                return
            self.store.replace(VIEW, view)

    def _stored_view(self) -> bytes | None:
        try:
            return self.store.read(VIEW)
        except NotFound:
            return None


def refused(report: CheckReport) -> InvalidEnvironment:
    """Return the error that a report which found problems amounts to."""
    problems = []
    for text in report.problems:
        place, found, message = text.partition(": error: ")
        problems.append(Problem(message, place) if found else Problem(text.removeprefix("error: ")))
    return InvalidEnvironment(problems, hint="; ".join(report.hints) or None)


def verify(bundle: Path, record: Record) -> None:
    """Hold a bundle against its record: every byte of it first, then who it says that it is.

    Raises:
        IntegrityError: they differ.
    """
    found = hashlib.sha256()
    with bundle.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            found.update(chunk)
    if found.hexdigest() != record.bundle.sha256:
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


def _holds(data: bytes, manifest: Manifest) -> bool:
    """Say whether a zip is a whole bundle of this very content."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "bundle.zip")
        path.write_bytes(data)
        try:
            open_bundle(path)
            return read_manifest(path).digest == manifest.digest
        except BundleError:
            return False


def _key(name: str, version: str) -> str:
    return f"{ENVIRONMENTS}/{name}/{version}.json"


def _parsed(key: str) -> tuple[str, str] | None:
    """Return the name and version that a record's key says; None for every other file."""
    parts = key.removesuffix(".json").split("/", 3)
    if not key.endswith(".json") or len(parts) != 4:
        return None
    name, version = f"{parts[1]}/{parts[2]}", parts[3]
    good = NAME.fullmatch(name) and SEMVER.fullmatch(version) and version.isascii()
    return (name, version) if good else None


def _changed(old: Record, new: Manifest) -> str:
    parts = []
    if old.data_digest != new.data_digest:
        parts.append("data")
    if old.harness_digest != new.harness_digest:
        parts.append("harness")
    if old.scoring_digest != new.scoring_digest:
        parts.append("scoring")
    return " and ".join(parts) or "files beside data, harness and scoring"
