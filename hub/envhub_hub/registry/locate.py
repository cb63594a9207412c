"""From what a person typed to an environment: a folder, a zip, or a reference."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from envhub.bundle import open_bundle
from envhub.environment import Environment
from envhub.errors import IntegrityError, NotFound, near_miss

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
    """Return the registry that is in use, then the built-in catalogue, if that is another."""
    found = [Registry(config.registry_url(url))]
    catalogue = config.catalogue_folder()
    if catalogue is not None and catalogue.resolve() != Path(found[0].store.root).resolve():
        found.append(Registry(str(catalogue)))
    return found


def find(reference: Reference, url: str | None = None) -> Found:
    """Resolve a reference in the registry in use, else in the built-in catalogue.

    Raises:
        NotFound: in neither.
        IntegrityError: one version with two digests in the two of them.
    """
    places = registries(url)
    misses: list[NotFound] = []
    for registry in places:
        try:
            found = Found(registry.resolve(reference), registry)
        except NotFound as error:
            misses.append(error)
            continue
        if reference.digest is None:
            _agree(found, places)
        return found
    for registry, miss in zip(places, misses, strict=True):
        if registry.version_numbers(reference.name):
            raise miss
    near = near_miss(reference.name, {name for one in places for name in one.names()})
    raise NotFound(
        f"no environment `{reference.name}` in {places[0].url}{near}",
        hint="`envhub list` shows what there is",
    )


def _agree(found: Found, places: list[Registry]) -> None:
    """Hold a version against the same version in the other registries.

    Raises:
        IntegrityError: another has it with other content.
    """
    name, version = found.record.name, found.record.version
    for other in places:
        if other is found.registry or version not in other.version_numbers(name):
            continue
        if other.record(name, version).digest != found.record.digest:
            raise IntegrityError(
                f"{found.record.reference} has one content in {found.registry.url} and another in "
                f"{other.url}",
                hint="name the one you mean by its digest: owner/name@sha256:…",
            )


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
            path.unlink(missing_ok=True)  # a damaged copy; the registry has the whole one
    found.registry.pull(found.record, path)
    return path
