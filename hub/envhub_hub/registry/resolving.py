"""What stands of an environment, from one listing, and which version a reference means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import semver

from envhub.errors import IntegrityError, NotFound, near_miss
from envhub.values import Frozen

from ..store import Entry, Store
from .cache import Cache, read_entries
from .events import Event, parse_event, standing_tags, standing_yanks
from .layout import BundleKey, EventKey, RecordKey, folder, parse_key
from .ranges import parse_range
from .record import Record
from .reference import Reference

STATE = ("yank", "unyank", "tag", "untag")
"""The kinds of events that decide what a reference means."""


class Resolved(Frozen):
    """The version that a reference means."""

    record: Record
    yanked: str | None = None
    """Why it was yanked, where it was: only an exact version, digest or tag leads here."""
    contested: tuple[str, ...] = ()
    """The versions that a tag was set to at once, where it was more than one."""


@dataclass(frozen=True)
class Listing:
    """The files of an environment, by what they are."""

    name: str
    records: Mapping[str, Entry]
    """By version, oldest first."""
    bundles: Mapping[BundleKey, Entry]
    events: Mapping[EventKey, Entry]


@dataclass(frozen=True)
class Standing:
    """An environment as of one listing: its versions, yanks and tags. No record is read for it."""

    listing: Listing
    events: tuple[Event, ...] = ()
    """Yanks and tags, and those that take them back."""
    damaged: tuple[IntegrityError, ...] = ()
    """Events that could not be read."""

    @property
    def name(self) -> str:
        return self.listing.name

    @property
    def versions(self) -> tuple[str, ...]:
        """Oldest first."""
        return tuple(self.listing.records)

    @cached_property
    def yanked(self) -> dict[str, str]:
        """The reason by version."""
        return {version: found[-1].reason for version, found in self.yanks.items()}

    @cached_property
    def yanks(self) -> dict[str, tuple[Event, ...]]:
        return standing_yanks(self.events)

    @cached_property
    def tags(self) -> dict[str, str]:
        """The version by tag."""
        found = ((tag, str(heads[-1].version)) for tag, heads in self.heads.items())
        return {tag: version for tag, version in sorted(found) if version in self.listing.records}

    @cached_property
    def heads(self) -> dict[str, tuple[Event, ...]]:
        """By tag, every event that sets it and was not replaced."""
        return standing_tags(self.events)

    @property
    def latest(self) -> str | None:
        return newest(self.versions, self.yanked)


def sort_versions(versions: Iterable[str]) -> list[str]:
    """Sort by precedence, oldest first."""
    return sorted(versions, key=lambda one: (semver.Version.parse(one), one))


def newest(versions: Iterable[str], yanked: Iterable[str] = ()) -> str | None:
    """Return the highest version that is neither a pre-release nor yanked.

    A pre-release counts only where no release was ever pushed: where all are yanked, there is none.
    """
    versions, hidden = sort_versions(versions), set(yanked)
    released = [one for one in versions if not semver.Version.parse(one).prerelease]
    return next((one for one in reversed(released or versions) if one not in hidden), None)


def latest_of(records: Iterable[Record]) -> Record:
    """Return the record of the highest version that is no pre-release, if there is any such."""
    found = {one.version: one for one in records}
    latest = newest(found)
    assert latest is not None, "an environment has a version"
    return found[latest]


def sort_listing(name: str, entries: Iterable[Entry]) -> Listing:
    """Sort the files of an environment into records, bundles and events."""
    records: dict[str, Entry] = {}
    bundles: dict[BundleKey, Entry] = {}
    events: dict[EventKey, Entry] = {}
    for entry in entries:
        key = parse_key(entry.key)
        if key is None or key.name != name:
            continue
        if isinstance(key, RecordKey):
            records[key.version] = entry
        elif isinstance(key, BundleKey):
            bundles[key] = entry
        else:
            events[key] = entry
    in_order = {version: records[version] for version in sort_versions(records)}
    return Listing(name, in_order, bundles, events)


def read_standing(store: Store, cache: Cache | None, name: str) -> Standing:
    """List an environment, and read what yanks and tags it has."""
    return standing_of(store, cache, sort_listing(name, store.entries(folder(name))))


def standing_of(store: Store, cache: Cache | None, listing: Listing) -> Standing:
    events, damaged = read_events(
        store, cache, {key: one for key, one in listing.events.items() if key.kind in STATE}
    )
    return Standing(listing, tuple(events), tuple(damaged))


def read_events(
    store: Store, cache: Cache | None, entries: Mapping[EventKey, Entry]
) -> tuple[list[Event], list[IntegrityError]]:
    """Read events, and an error for each that can't be read.

    A yank that can't be read still yanks: its key says so, and hiding is the safe side.
    """
    events: list[Event] = []
    errors: list[IntegrityError] = []
    found = read_entries(store, cache, entries.values())
    for key, entry in entries.items():
        if entry.key not in found:
            continue  # removed between the listing and now
        try:
            events.append(parse_event(found[entry.key], key, store.url))
        except IntegrityError as error:
            errors.append(error)
            if key.kind == "yank":
                said = {"at": "", "reason": "its yank event is damaged", **key._asdict()}
                events.append(Event.model_validate(said))
    return events, errors


def wanted_version(reference: Reference, standing: Standing, where: str) -> str:
    """Return the version that a reference means; a digest is not one of its cases.

    Raises:
        NotFound: with the versions that there are.
        UsageError: a range that is none.
    """
    if reference.version is not None:
        if reference.version not in standing.listing.records:
            raise no_such(reference.version, standing, where)
        return reference.version
    if reference.tag is not None:
        if reference.tag not in standing.tags:
            raise no_tag(reference.tag, standing, where)
        return standing.tags[reference.tag]
    if reference.range is None:
        if standing.latest is None:
            raise _all_yanked(f"every version of `{standing.name}`", standing.versions, where)
        return standing.latest
    wanted = parse_range(reference.range)
    matching = [one for one in standing.versions if wanted.matches(one)]
    free = [one for one in matching if one not in standing.yanked]
    if free:
        return free[-1]
    if matching:
        raise _all_yanked(f"`{standing.name}@{reference.range}`", matching, where)
    raise no_such(reference.range, standing, where)


def _all_yanked(what: str, versions: Iterable[str], where: str) -> NotFound:
    return NotFound(
        f"{what} in {where} is yanked ({', '.join(versions)})",
        hint="an exact version still works: owner/name@1.2.0",
    )


def digest_candidates(reference: Reference, standing: Standing) -> list[str]:
    """Return the versions whose digest may begin as a reference says: the zips' names tell."""
    wanted = str(reference.digest).removeprefix("sha256:")[:12]
    found = {one.version for one in standing.listing.bundles if one.digest.startswith(wanted)}
    return [one for one in standing.versions if one in found]


def no_tag(tag: str, standing: Standing, where: str) -> NotFound:
    """Return the error for a tag that is not there."""
    known, near = ", ".join(standing.tags) or "none", near_miss(tag, standing.tags)
    return NotFound(f"no tag `{tag}` of `{standing.name}` in {where}{near} (there are: {known})")


def no_such(wanted: str, standing: Standing, where: str) -> NotFound:
    """Return the error for a version that is not there."""
    known = ", ".join(standing.versions)
    return NotFound(f"no `{wanted}` of `{standing.name}` in {where} (there are: {known})")
