"""What a registry knows of one version: written once, as the commit of its push."""

from __future__ import annotations

from typing import Literal

from envhub.checks import CapabilityCheck
from envhub.values import Frozen


class BundleEntry(Frozen):
    """The zip of a version."""

    file: str
    """Its name beside the record."""
    sha256: str
    size: int


class CapabilityEntry(Frozen):
    """A capability, as search and `show` need it."""

    id: str
    title: str
    method: str
    samples: int


class Record(Frozen):
    """One version. It is never edited: later facts are records of their own."""

    schema_version: Literal[1] = 1
    name: str
    version: str
    title: str
    description: str = ""
    license: str
    tags: tuple[str, ...] = ()
    kind: str = "model"
    capabilities: tuple[CapabilityEntry, ...] = ()
    samples: dict[str, int]
    digest: str
    data_digest: dict[str, str]
    harness_digest: str
    scoring_digest: dict[str, str]
    bundle: BundleEntry
    check: dict[str, CapabilityCheck] = {}
    """What `check` measured on this digest."""
    pushed_at: str
    tool: str
    """The version of envhub that pushed it."""

    @property
    def reference(self) -> str:
        return f"{self.name}@{self.version}"
