"""Which registries are looked in: the one in use, and the built-in catalogue."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from envhub.errors import UsageError
from envhub.values import Frozen

from .. import config
from .cache import Cache
from .offline import KeptStore
from .place import is_local
from .registry import Registry
from .signing import Rules, parse_public_key

Locking = Literal["ignore", "obey", "update", "frozen"]
"""What a project's lock is to a look-up: nothing; obeyed and added to; written anew; the law."""


class Lookup(Frozen):
    """How a reference is looked for."""

    registry: str | None = None
    """A name, a folder or a URL; None: the one in use."""
    offline: bool = False
    locking: Locking = "ignore"


@dataclass(frozen=True)
class Source:
    """A registry, and what this machine says of it."""

    place: config.Place
    registry: Registry


def open_registry(text: str | None = None, *, offline: bool = False) -> Registry:
    """Open the registry that is meant: by name, folder or URL; without a text, the one in use.

    Raises:
        UsageError: it names none.
        MissingRequirement: what reaches that kind of place is not installed.
    """
    return open_source(config.registry_place(text), offline).registry


def open_source(place: config.Place, offline: bool = False) -> Source:
    """Open a registry by the rules that this machine has for it."""
    rules = Rules(trusted=_keys(place), require_signature=place.require_signature)
    url = place.url if is_local(place.url) else place.url.rstrip("/")
    if is_local(url) or not config.offline(offline):
        return Source(place, Registry(url, rules))
    folder = config.cache_folder() / "registries" / hashlib.sha256(url.encode()).hexdigest()[:24]
    return Source(place, Registry(url, rules, store=KeptStore(url, Cache(folder))))


def sources(lookup: Lookup | None = None) -> list[Source]:
    """Return the registry that is in use, then the built-in catalogue, if that is another."""
    lookup = lookup or Lookup()
    return list(opened(in_use(lookup), lookup))


def registries(registry: str | None = None) -> list[Registry]:
    """Return the registries of `sources`."""
    return [one.registry for one in sources(Lookup(registry=registry))]


def in_use(lookup: Lookup) -> list[config.Place]:
    """Return the places that a look-up goes through, in their order."""
    return [config.registry_place(lookup.registry), *_catalogue()]


def opened(places: list[config.Place], lookup: Lookup) -> Iterator[Source]:
    """Open registries in their order, each place once."""
    seen: list[str] = []
    for place in places:
        if not any(config.same_place(place.url, one) for one in seen):
            seen.append(place.url)
            yield open_source(place, lookup.offline)


def _catalogue() -> list[config.Place]:
    there = config.catalogue_folder() is not None
    return [config.registry_place("catalogue")] if there else []


def _keys(place: config.Place) -> tuple[str, ...]:
    for one in place.trusted:
        try:
            parse_public_key(one)
        except UsageError as error:
            raise UsageError(
                f"registry `{place.shown}` trusts what is no public key: {error.message}",
                hint=error.hint,
            ) from error
    return place.trusted
