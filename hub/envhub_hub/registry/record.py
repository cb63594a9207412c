"""What a registry knows of one version: written once, as the commit of its push."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError, model_validator

import envhub
from envhub.checks import CapabilityCheck, CheckReport
from envhub.declaration import NAME
from envhub.environment import Environment
from envhub.errors import IntegrityError
from envhub.manifest import Manifest
from envhub.values import Frozen

from .layout import BundleKey, RecordKey, bundle_key, is_version, parse_key, record_key
from .signing import Signature

# A record may be a stranger's, and its words become paths: each has a form that can't leave one.
Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


def _name(text: str) -> str:
    if not NAME.fullmatch(text):
        raise ValueError("no owner/slug")
    return text


def _version(text: str) -> str:
    if not is_version(text):
        raise ValueError("no SemVer")
    return text


Name = Annotated[str, AfterValidator(_name)]
Version = Annotated[str, AfterValidator(_version)]


class BundleEntry(Frozen):
    """The zip of a version."""

    file: str = Field(pattern=r"^[0-9A-Za-z.-]+-[0-9a-f]{12}\.zip$")
    """Its name beside the record: the version and the beginning of the digest."""
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int = Field(ge=0)


class CapabilityEntry(Frozen):
    """A capability, as search and `show` need it."""

    id: str
    title: str
    method: str
    samples: int


class Record(Frozen):
    """One version. It is never edited: later facts are records of their own."""

    schema_version: Literal[1] = 1
    name: Name
    version: Version
    title: str
    description: str = ""
    license: str
    tags: tuple[str, ...] = ()
    kind: str = "model"
    capabilities: tuple[CapabilityEntry, ...] = ()
    samples: dict[str, int]
    digest: Digest
    data_digest: dict[str, Digest]
    harness_digest: Digest
    scoring_digest: dict[str, Digest]
    bundle: BundleEntry
    check: dict[str, CapabilityCheck] = {}
    """What `check` measured on this digest."""
    pushed_at: str
    tool: str
    """The version of envhub that pushed it."""
    signature: Signature | None = None
    """Over the canonical JSON of this record without it."""

    @model_validator(mode="after")
    def _names_its_own_bundle(self) -> Record:
        digest = self.digest.removeprefix("sha256:")[:12]
        found = parse_key(bundle_key(self.name, self.bundle.file))
        if found != BundleKey(self.name, self.version, digest):
            raise ValueError("the zip of another content")
        return self

    @property
    def reference(self) -> str:
        return f"{self.name}@{self.version}"

    @property
    def bundle_key(self) -> str:
        """Where its zip lies."""
        return bundle_key(self.name, self.bundle.file)


def parse_record(data: bytes, key: RecordKey, url: str) -> Record:
    """Read a record of the registry at a URL.

    Raises:
        IntegrityError: it is damaged, or says that it is another's.
    """
    said = f"record `{record_key(key.name, key.version)}` of {url}"
    try:
        record = Record.model_validate_json(data)
    except ValidationError as error:
        raise IntegrityError(f"{said} is damaged, or of a newer envhub") from error
    if (record.name, record.version) != key:
        raise IntegrityError(f"{said} says that it is another's")
    return record


def dump_record(record: Record) -> bytes:
    """Return the bytes of a record."""
    return record.model_dump_json(indent=1, exclude_none=True).encode() + b"\n"


def _counts(environment: Environment, report: CheckReport) -> dict[str, int]:
    """Samples of the test split by capability, also where nothing could be measured here."""
    known = {name: one.samples for name, one in report.capabilities.items()}
    if len(known) < len(environment.declaration.capability):
        return Counter(sample.capability for sample in environment.samples())
    return known


def make_record(
    environment: Environment, manifest: Manifest, report: CheckReport, bundle: BundleEntry
) -> Record:
    """Return the record of a bundle that passed its check, as of now."""
    declaration = environment.declaration
    counts = _counts(environment, report)
    return Record(
        name=declaration.name,
        version=declaration.version,
        title=declaration.title,
        description=declaration.description,
        license=declaration.license,
        tags=declaration.tags,
        kind=declaration.kind,
        capabilities=tuple(
            CapabilityEntry(id=one.id, title=one.name, method=one.method, samples=counts[one.id])
            for one in declaration.dimensions
        ),
        samples=manifest.samples,
        digest=manifest.digest,
        data_digest=manifest.data_digest,
        harness_digest=manifest.harness_digest,
        scoring_digest=manifest.scoring_digest,
        bundle=bundle,
        check=report.capabilities,
        pushed_at=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        tool=envhub.__version__,
    )
