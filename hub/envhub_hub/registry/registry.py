"""A registry: versions that never change, below one URL, without a server.

`environments/<owner>/<name>/` holds for each version the zip, created first, and the record,
created last: the record is the commit. A push that dies before leaves a zip nothing points to.
`registry.json` is a view for people, rebuilt from the records; nothing is decided from it.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import semver
from pydantic import ValidationError

import envhub
from envhub.bundle import open_bundle, read_manifest
from envhub.checks import CheckReport, check
from envhub.environment import Environment
from envhub.errors import IntegrityError, InvalidEnvironment, NotFound, Problem, near_miss
from envhub.manifest import Manifest

from ..store import Store
from .record import BundleEntry, CapabilityEntry, Record
from .reference import Reference

ENVIRONMENTS = "environments"
VIEW = "registry.json"


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
        existing = self._existing(manifest)
        if existing:
            return existing, False
        report = check(environment)
        if not report.ok:
            raise InvalidEnvironment([Problem(one) for one in report.problems])
        data = bundle.read_bytes()
        record = _record(environment, manifest, report, data)
        folder = f"{ENVIRONMENTS}/{record.name}"
        # The zip's name holds the digest, so an existing one is this content from an earlier try.
        self.store.create(f"{folder}/{record.bundle.file}", data)
        text = record.model_dump_json(indent=1).encode() + b"\n"
        if not self.store.create(f"{folder}/{record.version}.json", text):
            existing = self._existing(manifest)
            if existing:
                return existing, False
        self.refresh()
        return record, True

    def _existing(self, manifest: Manifest) -> Record | None:
        """Return the record of this very content, if it is there."""
        found = [one for one in self.versions(manifest.name) if one.version == manifest.version]
        if not found:
            return None
        (old,) = found
        if old.digest == manifest.digest:
            return old
        changed = _changed(old, manifest)
        raise IntegrityError(
            f"{old.reference} is in {self.url} with other content: {changed} differ",
            hint=f"a pushed version never changes; give this one a version above {old.version}",
        )

    def versions(self, name: str) -> list[Record]:
        """Return the records of an environment, oldest version first."""
        prefix = f"{ENVIRONMENTS}/{name}/"
        keys = [key for key in self.store.list(prefix.rstrip("/")) if _is_record(key, prefix)]
        records = [self._record_at(key) for key in keys]
        return sorted(records, key=lambda one: semver.Version.parse(one.version))

    def names(self) -> list[str]:
        """Return the name of every environment."""
        keys = (key.split("/") for key in self.store.list(ENVIRONMENTS))
        found = {
            f"{parts[1]}/{parts[2]}"
            for parts in keys
            if len(parts) == 4 and parts[3].endswith(".json")
        }
        return sorted(found)

    def latest(self) -> list[Record]:
        """Return the latest record of every environment, by name."""
        return [_latest(self.versions(name)) for name in self.names()]

    def resolve(self, reference: Reference) -> Record:
        """Find the record that a reference names.

        Raises:
            NotFound: with the closest name, or the versions that there are.
        """
        records = self.versions(reference.name)
        if not records:
            names = self.names()
            raise NotFound(
                f"no environment `{reference.name}` in {self.url}{near_miss(reference.name, names)}"
            )
        if reference.version is None and reference.digest is None:
            return _latest(records)
        for one in records:
            if one.version == reference.version:
                return one
            if reference.digest and one.digest.startswith(reference.digest):
                return one
        known = ", ".join(one.version for one in records)
        wanted = reference.version or reference.digest
        raise NotFound(f"no `{wanted}` of `{reference.name}` in {self.url} (there are: {known})")

    def pull(self, record: Record, target: Path) -> None:
        """Copy the bundle of a record to a path, verified before it appears there.

        Raises:
            IntegrityError: the stored bytes are not what the record says; nothing is kept.
        """
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".pull-") as folder:
            part = Path(folder, record.bundle.file)
            self.store.fetch(f"{ENVIRONMENTS}/{record.name}/{record.bundle.file}", part)
            verify(part, record)
            part.replace(target)

    def refresh(self) -> None:
        """Rebuild `registry.json` from the records."""
        self.store.replace(VIEW, self._view())

    def _view(self) -> bytes:
        everything = {name: self.versions(name) for name in self.names()}
        records = [one for versions in everything.values() for one in versions]
        view = {
            "schema_version": 1,
            "about": "A view for people, rebuilt from environments/*/*/*.json; "
            "nothing is decided from it. A pushed version never changes.",
            "as_of": {
                "versions": len(records),
                "pushed_at": max((one.pushed_at for one in records), default=None),
            },
            "environments": {name: _shown(versions) for name, versions in everything.items()},
        }
        return json.dumps(view, indent=1, ensure_ascii=False).encode() + b"\n"

    def _record_at(self, key: str) -> Record:
        try:
            return Record.model_validate_json(self.store.read(key))
        except ValidationError as error:
            raise IntegrityError(f"record `{key}` of {self.url} is damaged") from error


def verify(bundle: Path, record: Record) -> None:
    """Hold a bundle's bytes against its record, before it is opened.

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


def _is_record(key: str, prefix: str) -> bool:
    return key.endswith(".json") and "/" not in key[len(prefix) :]


def _latest(records: list[Record]) -> Record:
    """The highest version; a pre-release only where there is nothing else."""
    released = [one for one in records if not semver.Version.parse(one.version).prerelease]
    return (released or records)[-1]


def _shown(versions: list[Record]) -> dict[str, object]:
    latest = _latest(versions)
    return {
        "title": latest.title,
        "latest": latest.version,
        "digest": latest.digest,
        "versions": [one.version for one in versions],
    }


def _changed(old: Record, new: Manifest) -> str:
    parts = []
    if old.data_digest != new.data_digest:
        parts.append("data")
    if old.harness_digest != new.harness_digest:
        parts.append("harness")
    if old.scoring_digest != new.scoring_digest:
        parts.append("scoring")
    return " and ".join(parts) or "files beside data, harness and scoring"


def _record(
    environment: Environment, manifest: Manifest, report: CheckReport, data: bytes
) -> Record:
    declaration = environment.declaration
    counts = {one.id: report.capabilities[one.id].samples for one in declaration.capability}
    return Record(
        name=declaration.name,
        version=declaration.version,
        title=declaration.title,
        description=declaration.description,
        license=declaration.license,
        tags=declaration.tags,
        kind=declaration.kind,
        capabilities=tuple(
            CapabilityEntry(
                id=one.id, title=one.name, method=one.scorer.method, samples=counts[one.id]
            )
            for one in declaration.capability
        ),
        samples=manifest.samples,
        digest=manifest.digest,
        data_digest=manifest.data_digest,
        harness_digest=manifest.harness_digest,
        scoring_digest=manifest.scoring_digest,
        bundle=BundleEntry(
            file=f"{declaration.version}-{manifest.digest.removeprefix('sha256:')[:12]}.zip",
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
        ),
        check=report.capabilities,
        pushed_at=datetime.now(UTC).isoformat(timespec="seconds"),
        tool=envhub.__version__,
    )
