"""From what a person typed to an environment: a folder, a zip, or a reference."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from envhub.bundle import open_bundle
from envhub.environment import Environment
from envhub.errors import IntegrityError, NotFound

from .. import config
from .record import Record
from .reference import Reference, looks_like_reference, parse_reference
from .registry import Registry, verify


@dataclass(frozen=True)
class Found:
    """A record, and the registry that it stands in."""

    record: Record
    registry: Registry


def registries(url: str | None = None) -> list[Registry]:
    """Return the registry that is in use, then the built-in catalogue."""
    found = [Registry(config.registry_url(url))]
    catalogue = config.catalogue_folder()
    if catalogue is not None:
        found.append(Registry(str(catalogue)))
    return found


def find(reference: Reference, url: str | None = None) -> Found:
    """Resolve a reference in the registry in use, else in the built-in catalogue.

    Raises:
        NotFound: in neither.
        IntegrityError: one version with two digests in the two of them.
    """
    hits: list[Found] = []
    misses: list[NotFound] = []
    for registry in registries(url):
        try:
            hits.append(Found(registry.resolve(reference), registry))
        except NotFound as error:
            misses.append(error)
    if not hits:
        raise misses[0]
    first = hits[0]
    for other in hits[1:]:
        same = other.record.version == first.record.version
        if same and other.record.digest != first.record.digest:
            raise IntegrityError(
                f"{first.record.reference} has one content in {first.registry.url} and another in "
                f"{other.registry.url}",
                hint="name the one you mean by its digest: owner/name@sha256:…",
            )
    return first


def open_environment(target: str, url: str | None = None) -> Environment:
    """Open a folder, a zip or a reference; what comes from a registry is verified first.

    Raises:
        NotFound: there is nothing of that name.
    """
    path = Path(target)
    if path.is_dir():
        return Environment.from_folder(path)
    if path.is_file():
        return open_bundle(path)
    if not looks_like_reference(target):
        raise NotFound(f"no folder or zip `{target}`")
    return open_bundle(cached_bundle(find(parse_reference(target), url)))


def cached_bundle(found: Found) -> Path:
    """Return the local copy of a bundle, fetched and verified where it is not there yet."""
    path = config.cache_folder() / "bundles" / f"{found.record.bundle.sha256}.zip"
    if path.is_file():
        try:
            verify(path, found.record)
            return path
        except IntegrityError:
            path.unlink()  # a damaged copy; the registry has the whole one
    found.registry.pull(found.record, path)
    return path
