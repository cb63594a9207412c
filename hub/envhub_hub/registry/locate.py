"""From a reference to a record.

A reference is looked for in the registry in use, then in the built-in catalogue. In a project with
an `envhub.lock`, what it pins is what a reference means.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from envhub.errors import IntegrityError, NotFound, near_miss

from .. import config
from .lock import FILE as LOCK
from .lock import Lock, Pin, find_lock, hold, lock_to_write, pin_of, place_of
from .offline import KeptStore, bundle_path, keep_listing
from .place import is_local
from .record import Record
from .reference import Reference
from .registry import Registry, Standing
from .sources import Lookup, Source, in_use, opened

NEAR = 1_000
"""Names that are looked through for the closest one."""


@dataclass(frozen=True)
class Found:
    """A record, the registry that it stands in, and what is to be said of it."""

    record: Record
    registry: Registry
    place: config.Place
    reference: Reference
    yanked: str | None = None
    """Why it was yanked, where it was."""
    contested: tuple[str, ...] = ()
    """The versions that its tag was set to at once."""
    standing: Standing | None = None
    """All that was pushed of the environment, as of the look-up."""
    pin: Pin | None = None
    """What the project's lock says, where it was obeyed."""


def find(reference: Reference, lookup: Lookup | str | None = None) -> Found:
    """Find what a reference means.

    Raises:
        NotFound: it is in no registry; or frozen, and it is not pinned.
        IntegrityError: one version with two digests in two registries, or another than is pinned.
    """
    lookup = lookup if isinstance(lookup, Lookup) else Lookup(registry=lookup)
    if lookup.locking in ("obey", "frozen"):
        lock = find_lock()
        if lock is None and lookup.locking == "frozen":
            raise NotFound(
                f"no {LOCK} in this folder or above it",
                hint=f"pin it without --frozen: envhub pull {reference} --lock",
            )
        if lock is not None:
            frozen = lookup.locking == "frozen"
            pin = lock.frozen(reference) if frozen else lock.pin(reference)
            if pin is not None:
                return _pinned(reference, pin, lock, lookup)
    return _resolved(reference, list(opened(in_use(lookup), lookup)))


def settle(found: Found, lookup: Lookup) -> Path | None:
    """Write into the lock what was found, where that is asked for; returns the lock if it changed.

    To be called once the bundle is verified: what was never whole here is not pinned.
    """
    if lookup.locking == "update":
        lock = lock_to_write()
    elif lookup.locking == "obey" and found.pin is None and (there := find_lock()) is not None:
        lock = there
    else:
        return None
    return lock.path if lock.add(pin_of(found.reference, found.record, found.place, lock)) else None


def _pinned(reference: Reference, pin: Pin, lock: Lock, lookup: Lookup) -> Found:
    """Find what a lock pins: where it was found, else in the registries in use.

    Raises:
        NotFound: none of them has that version.
        IntegrityError: one has it with another digest.
    """
    places = in_use(lookup)
    if lookup.registry is None:
        places = [place_of(pin, lock), *places]
    looked_in = []
    exact = Reference(name=reference.name, version=pin.version)
    for source in opened(places, lookup):
        found = _looked_up(exact, source)
        if found is None:
            looked_in.append(source.place.shown)
            continue
        hold(found.record, pin, source.place.shown)
        return replace(found, reference=reference, pin=pin)
    raise NotFound(
        f"{exact}, which {LOCK} pins for `{reference}`, is not in {' or '.join(looked_in)}",
        hint=f"it was pinned from {pin.registry}; name a registry that has it by --registry",
    )


def _looked_up(exact: Reference, source: Source) -> Found | None:
    standing = _standing(source, exact.name)
    return _in(exact, source, standing) if exact.version in standing.versions else None


def _resolved(reference: Reference, places: list[Source]) -> Found:
    standings: list[tuple[Source, Standing]] = []
    misses: list[NotFound] = []
    for source in places:
        standing = _standing(source, reference.name)
        standings.append((source, standing))
        if not standing.versions:
            continue
        try:
            found = _in(reference, source, standing)
        except NotFound as error:
            misses.append(error)
            continue
        if reference.digest is None:
            _agree(found, places, standings)
        return found
    if misses:
        raise misses[0]
    raise _nowhere(reference, places)


def _standing(source: Source, name: str) -> Standing:
    """List an environment, once; what a far registry said is kept for when it can't be asked."""
    registry = source.registry
    standing = registry.standing(name)
    if not is_local(registry.url) and not isinstance(registry.store, KeptStore):
        listing = standing.listing
        entries = [*listing.records.values(), *listing.bundles.values(), *listing.events.values()]
        keep_listing(registry.notes, name, entries)
    return standing


def _in(reference: Reference, source: Source, standing: Standing) -> Found:
    """Resolve a reference in one registry, which has the environment."""
    registry = source.registry
    try:
        one = registry.resolve(reference, standing)
    except NotFound as error:
        if isinstance(registry.store, KeptStore):
            raise _not_here(reference, source, standing) from error
        raise
    said = (one.yanked, one.contested, standing)
    return Found(one.record, registry, source.place, reference, *said)


def _not_here(reference: Reference, source: Source, standing: Standing) -> NotFound:
    """Say which versions could be used offline: none of them is taken unasked."""
    here = []
    for version in standing.versions:
        try:
            record = source.registry.record(standing.name, version)
        except NotFound:
            continue
        if bundle_path(record).is_file():
            here.append(version)
    said = ", ".join(here) or "none"
    return NotFound(
        f"offline, and what `{reference}` means in {source.place.shown} is not on this machine "
        f"(versions that are: {said})",
        hint=f"name one: {reference.name}@{here[-1]}" if here else "do it once without --offline",
    )


def _nowhere(reference: Reference, places: list[Source]) -> NotFound:
    """Return the error for a name that no registry has, with the closest one."""
    owner = reference.name.split("/")[0]
    names: dict[str, None] = {}
    for source in places:
        some = dict.fromkeys(islice(source.registry.names(owner), NEAR))
        names |= some or dict.fromkeys(islice(source.registry.names(), NEAR))
    near = near_miss(reference.name, sorted(names, key=lambda one: not one.startswith(f"{owner}/")))
    offline = [one for one in places if isinstance(one.registry.store, KeptStore)]
    said = " (offline: what was looked up before is known)" if offline else ""
    return NotFound(
        f"no environment `{reference.name}` in {places[0].registry.url}{near}{said}",
        hint="`envhub list` shows what there is",
    )


def _agree(found: Found, places: list[Source], known: list[tuple[Source, Standing]]) -> None:
    """Hold a version against the same version in the other registries in use.

    Raises:
        IntegrityError: another has it with other content.
    """
    name, version = found.record.name, found.record.version
    standings = {source.registry: standing for source, standing in known}
    for other in (one.registry for one in places if one.registry is not found.registry):
        standing = standings[other] if other in standings else other.standing(name)
        if version not in standing.versions:
            continue
        if other.record(name, version).digest != found.record.digest:
            raise IntegrityError(
                f"{found.record.reference} has one content in {found.registry.url} and another in "
                f"{other.url}",
                hint="name the one you mean by its digest: owner/name@sha256:…",
            )
