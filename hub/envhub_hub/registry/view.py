"""`registry.json`: what a person opens first. It is made from the records and decides nothing.

Where there is a log, a push applies to it what the log says since the position it states, in one
conditional write. Whoever loses a race reads again; after a few tries it is left for the next.
"""

from __future__ import annotations

import hashlib
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from pydantic import Field, ValidationError

from envhub.errors import IntegrityError, NotFound
from envhub.values import Frozen

from ..text import one_line
from .cache import read_entries
from .layout import VIEW, RecordKey
from .log import BLOCK, LogEntry
from .place import Place
from .reading import listings, read_record, read_records
from .record import Record
from .resolving import Standing, newest, read_standing, sort_versions, standing_of

ABOUT = (
    "A view for people, rebuilt from environments/*/*/*.json; nothing is decided from it. "
    "A pushed version never changes."
)
RULES = {
    "versions": "never change; the same content again is a no-op, other content is refused",
    "record": "environments/<owner>/<name>/<version>.json is the commit, and created only once",
    "store": "must honour conditional writes",
    "digest": "sha256",
}
LARGE = 1_000
"""Environments up to which the view follows each push; above, when a tile of the log is full."""
SHOWN = 5
"""Versions that an environment is shown with: the newest."""
TRIES = 6
PAUSE = 0.01
SIZE_NOTE, _LARGE, _SMALL = "size", b"large", b"small"
ROW_BYTES = 512
"""More than most environments take up in the view."""
TOGETHER = 200
"""Environments that are read at once."""
MAX_VIEW = 256 * 1024 * 1024
MAX_TITLE = 200


class Row(Frozen):
    """One environment."""

    title: str
    latest: str | None
    """None where every version is yanked."""
    digest: str | None
    versions: tuple[str, ...]
    """The newest ones, oldest of them first."""
    yanked: tuple[str, ...] = ()


class AsOf(Frozen):
    """How far the view goes."""

    position: int | None = Field(default=None, ge=0)
    """The last entry of the log that is in it; where there is no log, the versions count."""
    versions: int | None = Field(default=None, ge=0)
    pushed_at: str | None = None


class View(Frozen):
    """What `registry.json` holds."""

    registry: str | None = None
    """Which registry this is: the identity of its log, or a digest of its first record."""
    as_of: AsOf = AsOf(position=0)
    environments: dict[str, Row] = {}


class Shown(NamedTuple):
    """What the view takes of one version."""

    title: str
    version: str
    digest: str


class Own(NamedTuple):
    """What this client has just added: the log entry, and the record where it was a push."""

    entry: LogEntry
    record: Record | None = None


@dataclass
class Draft:
    """A view that the log is being applied to."""

    position: int
    at: str | None
    rows: dict[str, Row]
    stale: set[str] = field(default_factory=set)
    """Names whose row must be read from the records."""

    def apply(self, entry: LogEntry, record: Record | None = None) -> None:
        """Apply one entry; with the record of the push where it is at hand."""
        self.position, self.at = entry.seq, entry.at
        if entry.type in ("yank", "unyank"):
            self.stale.add(entry.name)
        elif entry.type == "push" and entry.name not in self.stale:
            new = self._shown(entry, record)
            row = with_version(self.rows.get(entry.name), new) if new else None
            if row is None:
                self.stale.add(entry.name)
            else:
                self.rows[entry.name] = row

    def _shown(self, entry: LogEntry, record: Record | None) -> Shown | None:
        if record is not None:
            return Shown(one_line(record.title, MAX_TITLE), record.version, record.digest)
        row, said = self.rows.get(entry.name), entry.summary
        if said is None or entry.version is None:
            return None
        if said.like is None:
            return Shown(said.title, entry.version, said.digest)
        # It says what another version says, and the row knows that only of the latest.
        if row is None or row.latest != said.like:
            return None
        return Shown(row.title, entry.version, said.digest)


def dump_view(view: View) -> bytes:
    """Return the bytes of a view: one line an environment, so that a difference is readable."""
    said = view.as_of.model_dump(exclude_none=True) | {"pushed_at": view.as_of.pushed_at}
    head: dict[str, Any] = {
        "schema_version": 1, "about": ABOUT, "rules": RULES, "registry": view.registry,
        "as_of": said,
    }  # fmt: skip
    lines = [f' "{key}": {_json(value)}' for key, value in head.items()]
    rows = ",\n".join(
        f"  {_json(name)}: {_json(_shown(row))}" for name, row in sorted(view.environments.items())
    )
    listed = "{\n" + rows + "\n }" if rows else "{}"
    text = ",\n".join([*lines, f' "environments": {listed}'])
    return f"{{\n{text}\n}}\n".encode()


def _shown(row: Row) -> dict[str, Any]:
    said = row.model_dump()
    return said if row.yanked else {key: one for key, one in said.items() if key != "yanked"}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def parse_view(data: bytes) -> View:
    """Read a view.

    Raises:
        IntegrityError: it is damaged, or no such view.
    """
    try:
        said = json.loads(data)
        kept = {key: said[key] for key in ("registry", "as_of", "environments")}
        return View.model_validate(kept)
    except (ValueError, KeyError, TypeError, RecursionError, ValidationError) as error:
        raise IntegrityError(f"`{VIEW}` is damaged") from error


def row_for(place: Place, standing: Standing) -> Row | None:
    """Read the row of an environment from what stands; None where no record of it can be read."""
    readable = list(standing.versions)
    while readable:
        latest = newest(readable, standing.yanked)
        shown = latest or readable[-1]
        try:
            key = RecordKey(standing.name, shown)
            record = read_record(place, key, standing.listing.records[shown])
        except (IntegrityError, NotFound):
            readable.remove(shown)  # `verify` says what is wrong with it
            continue
        return Row(
            title=one_line(record.title, MAX_TITLE),
            latest=latest,
            digest=record.digest if latest else None,
            versions=tuple(readable[-SHOWN:]),
            yanked=tuple(one for one in readable if one in standing.yanked),
        )
    return None


def with_version(row: Row | None, new: Shown) -> Row | None:
    """Return the row with one version more; None where the row alone does not say enough."""
    if row is None:
        return Row(title=new.title, latest=new.version, digest=new.digest, versions=(new.version,))
    known = {*row.versions, *row.yanked, new.version, row.latest or new.version}
    latest = newest(known, row.yanked)
    versions = tuple(sort_versions({*row.versions, new.version})[-SHOWN:])
    if latest == new.version:
        update = {"title": new.title, "latest": latest, "digest": new.digest}
        return row.model_copy(update={"versions": versions, **update})
    if latest is None or latest != row.latest:
        return None
    return row.model_copy(update={"versions": versions})


def build(place: Place) -> View:
    """Make the view from all records and events."""
    rows: dict[str, Row] = {}
    if place.log.exists():
        # The position is taken first: what comes while reading is applied again, without harm.
        entry = last_entry(place)
        for standing in standings(place):
            if row := row_for(place, standing):
                rows[standing.name] = row
        as_of = AsOf(position=entry.seq if entry else 0, pushed_at=entry.at if entry else None)
        return View(registry=place.log.id, as_of=as_of, environments=rows)
    count, times, pushed = 0, list[str](), list[tuple[str, str, str]]()
    for standing in standings(place):
        if row := row_for(place, standing):
            rows[standing.name] = row
        records, _ = read_records(place, standing.listing)
        count += len(records)
        times += [one.pushed_at for one in records]
        pushed += [(one.pushed_at, one.reference, one.digest) for one in records]
    first = min(pushed, default=None)
    identity = hashlib.sha256("\0".join(first).encode()).hexdigest()[:32] if first else None
    as_of = AsOf(versions=count, pushed_at=max(times, default=None))
    return View(registry=identity, as_of=as_of, environments=rows)


def standings(place: Place) -> Iterator[Standing]:
    """Read what stands of every environment, with the records that are shown at hand."""
    found = listings(place)
    while some := list(islice(found, TOGETHER)):
        if place.cache is not None:
            wanted = [one.records[last] for one in some if (last := newest(one.records))]
            events = [entry for one in some for entry in one.events.values()]
            read_entries(place.store, place.cache, [*wanted, *events])
        yield from (standing_of(place.store, place.cache, one) for one in some)


def last_entry(place: Place) -> LogEntry | None:
    """Return the last entry of the log."""
    return next(place.log.since(max(0, place.log.head() - 1)), None)


def refresh(place: Place, own: Own | None = None) -> bool:
    """Bring the view up to date after a change; False where that was left for the next.

    `own` is the entry that this client has just added.
    """
    if not place.log.exists():
        return _replace(place, lambda _: build(place))
    ends_tile = own is not None and own.entry.seq % BLOCK == 0
    if not ends_tile and _is_large(place):
        return False
    return _replace(place, lambda old: _advanced(place, old, own))


def rebuild(place: Place) -> bool:
    """Make the view anew, whatever stands there; False where others kept writing it."""
    return _replace(place, lambda _: build(place))


def _replace(place: Place, make: Callable[[View | None], View | None]) -> bool:
    """Write a view in the place of the one it was made from; False where that was left."""
    for attempt in range(TRIES):
        if attempt:
            time.sleep(random.uniform(0, PAUSE * 2**attempt))
        data, etag, old = stored(place)
        view = make(old)
        if view is None:
            return False
        _note_size(place, view)
        new = dump_view(view)
        if new == data or place.store.replace(VIEW, new, etag=etag):
            return True
    return False


def stored(place: Place) -> tuple[bytes | None, str, View | None]:
    """Return the view that stands: its bytes, their etag, and what they say if they are whole."""
    try:
        data, etag = place.store.snapshot(VIEW)
    except NotFound:
        return None, "", None
    try:
        return data, etag, parse_view(data) if len(data) <= MAX_VIEW else None
    except IntegrityError:
        return data, etag, None


def _is_large(place: Place) -> bool:
    """Say whether the registry is large, without reading its view."""
    noted = place.notes.note(SIZE_NOTE)
    if noted is not None:
        return noted == _LARGE
    found = place.store.stat(VIEW)
    return found is not None and found.size > LARGE * ROW_BYTES


def _note_size(place: Place, view: View) -> None:
    """Keep whether the registry is large, so that the next push need not ask."""
    said = _LARGE if len(view.environments) > LARGE else _SMALL
    if said != place.notes.note(SIZE_NOTE):
        place.notes.write_note(SIZE_NOTE, said)


def _advanced(place: Place, old: View | None, own: Own | None) -> View | None:
    """Apply to a view what the log says since; None where that is too much to do on the way."""
    known = place.log.known
    if old is not None and _position(old) > known:
        known = place.log.head()  # others may have brought it further than this client knew
    if old is None or old.registry != place.log.id or not 0 <= _position(old) <= known:
        if known > LARGE:
            return None  # damaged or missing, and long: `rebuild` brings it back
        old = View(registry=place.log.id)
    draft = Draft(_position(old), old.as_of.pushed_at, dict(old.environments))
    if own is not None and own.entry.seq <= draft.position:
        return old  # another has applied it
    if own is not None and own.entry.seq == draft.position + 1:
        draft.apply(own.entry, own.record)
    else:
        news = list(islice(place.log.since(draft.position), LARGE + 1))
        if len(news) > LARGE:
            return None
        for entry in news:
            mine = own is not None and own.entry.seq == entry.seq
            draft.apply(entry, own.record if mine and own is not None else None)
    for name in draft.stale:
        draft.rows.pop(name, None)
        if row := row_for(place, read_standing(place.store, place.cache, name)):
            draft.rows[name] = row
    as_of = AsOf(position=draft.position, pushed_at=draft.at)
    return View(registry=old.registry, as_of=as_of, environments=draft.rows)


def _position(view: View) -> int:
    return view.as_of.position if view.as_of.position is not None else -1
