"""What a registry knows of one version: written once, as the commit of its push."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

import envhub
from envhub.checks import CapabilityCheck, CheckReport
from envhub.declaration import NAME, SEMVER
from envhub.environment import Environment
from envhub.manifest import Manifest
from envhub.values import Frozen

# A record may be a stranger's, and its words become paths: each has a form that can't leave one.
Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


def _name(text: str) -> str:
    if not NAME.fullmatch(text):
        raise ValueError("no owner/slug")
    return text


def _version(text: str) -> str:
    if not SEMVER.fullmatch(text) or not text.isascii():
        raise ValueError("no SemVer")
    return text


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
    name: Annotated[str, AfterValidator(_name)]
    version: Annotated[str, AfterValidator(_version)]
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

    @property
    def reference(self) -> str:
        return f"{self.name}@{self.version}"


def bundle_name(manifest: Manifest) -> str:
    """Return the name of a version's zip: it holds the digest, so it can't be another content's."""
    return f"{manifest.version}-{manifest.digest.removeprefix('sha256:')[:12]}.zip"


def make_record(
    environment: Environment, manifest: Manifest, report: CheckReport, bundle: BundleEntry
) -> Record:
    """Return the record of a bundle that passed its check, as of now."""
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
        bundle=bundle,
        check=report.capabilities,
        pushed_at=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        tool=envhub.__version__,
    )
