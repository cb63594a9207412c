"""Unfinished work: what a writer says before it begins, and how another one finishes it.

A writer that dies between the commit and the log leaves its intent. Whoever writes next sees that
the commit is there and adds the log entry. An entry that is there twice does no harm.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Literal

from pydantic import Field, ValidationError

from envhub.errors import IntegrityError
from envhub.values import Frozen

from ..store import Entry
from .cache import read_entries
from .events import Event, now, parse_event
from .layout import (
    ENVIRONMENTS,
    INTENTS,
    LOG,
    EventKey,
    EventKind,
    RecordKey,
    event_key,
    intent_key,
    parse_key,
    record_key,
)
from .log import Fact, Log, Summary
from .log.entry import IDENTITY
from .place import Place, in_git
from .record import Name, Record, Version, parse_record

Identity = tuple[str, str, str | None, str | None]
"""What makes two log entries the same fact: type, name, version, event."""
GRACE = timedelta(days=7)
"""How long a zip that no version has may still be somebody's work."""
ABANDONED = timedelta(hours=1)
"""How long an intent may: whoever takes longer only loses that somebody else would finish it."""
MAX_INTENT = 64 * 1024


class Intent(Frozen):
    """What a writer is about to commit."""

    schema_version: Literal[1] = 1
    id: str = Field(pattern=r"^[0-9a-f]{32}$")
    type: Literal["push", "backfill"] | EventKind
    name: Name | None = None
    version: Version | None = None
    event: str | None = Field(default=None, pattern=r"^[0-9a-f]{32}$")
    bundle: str | None = None
    """The zip that a push is about to add."""
    head: int = Field(default=0, ge=0)
    """Where the log ended when this was written: its entry can only come after."""
    at: str


def open_intent(place: Place, said: Mapping[str, str | None]) -> Intent:
    """Write what is about to happen, before it does."""
    head = place.log.known
    intent = Intent.model_validate({"id": uuid.uuid4().hex, "head": head, "at": now(), **said})
    text = json.dumps(intent.model_dump(mode="json", exclude_none=True), indent=1)
    place.store.create(intent_key(intent.id), text.encode() + b"\n")
    return intent


def close_intent(place: Place, intent: Intent) -> None:
    place.store.delete(intent_key(intent.id))


def push_fact(record: Record, previous: Record | None = None) -> Fact:
    """Return what the log says of a pushed version."""
    return Fact(
        type="push", name=record.name, version=record.version, at=record.pushed_at,
        summary=Summary.of(record, previous),
    )  # fmt: skip


def event_fact(event: Event) -> Fact:
    """Return what the log says of an event."""
    return Fact(
        type=event.kind, name=event.name, version=event.version, at=event.at, event=event.id,
        replaces=event.replaces,
    )  # fmt: skip


def prepare(place: Place) -> None:
    """Make sure, once a process, that writing is safe and that nothing is left half done.

    Raises:
        UnsafeStore: the store ignores the conditions that writing depends on.
    """
    if place.ready:
        return
    place.store.probe()
    if place.log.exists():
        place.log.head()  # where its end is damaged, that is said before anything is committed
        heal(place)
    elif not in_git(place.store):
        begin_log(place)
    place.logged = place.log.exists()
    place.ready = True


def begin_log(place: Place) -> int:
    """Start a log with all that there is already; returns how many entries that were."""
    place.log = Log(place.store)  # what this client knows is of a log that is not there any more
    intent = open_intent(place, {"type": "backfill"})
    place.log.start()
    added = backfill(place)
    close_intent(place, intent)
    return added


def remove_log(place: Place) -> None:
    """Take a log away that can't be mended; another is begun, under another identity.

    Its identity goes first: without one there is no log, and readers list what there is.
    """
    place.store.delete(IDENTITY)
    for key in place.store.list(LOG):
        place.store.delete(key)
    place.log = Log(place.store)
    place.logged = place.ready = False


def intents(place: Place) -> Iterator[tuple[Entry, Intent | None]]:
    """Read every intent; None for one that is damaged."""
    entries = list(place.store.entries(INTENTS))
    found = place.store.read_many([one.key for one in entries]) if entries else {}
    for entry in entries:
        if entry.key not in found:
            continue  # finished meanwhile
        try:
            yield entry, Intent.model_validate_json(found[entry.key])
        except ValidationError:
            yield entry, None


def heal(place: Place, grace: timedelta = ABANDONED) -> list[str]:
    """Finish what others left: add log entries that are missing, drop intents that came to nothing.

    Returns:
        What was done, one sentence each.
    """
    done: list[str] = []
    found = list(intents(place))
    keys = {one.id: key for _, one in found if one and (key := _commit_key(one))}
    commits = place.store.read_many(sorted(set(keys.values()))) if keys else {}
    left: list[Entry] = []
    for entry, intent in found:
        commit = keys.get(intent.id) if intent else None
        if intent and intent.type == "backfill" and place.log.exists():
            added = backfill(place)
            done.append(f"added {added} entries to a log that was begun and not finished")
        elif intent and commit in commits:
            # Where the commit itself is damaged `verify` says so, and there is nothing to log.
            fact = fact_of(commit, commits[commit], place.url)
            if fact and not _logged(place, intent):
                place.log.append(fact)
                done.append(f"added the {intent.type} of {intent.name} to the log")
        else:
            left.append(entry)
            continue
        place.store.delete(entry.key, etag=entry.etag)
    old = [one for one in left if datetime.now(UTC) - one.modified > grace]
    # This machine's clock only spares asking for the store's, which decides.
    if old and (clock := store_clock(place)):
        done += [
            f"dropped `{one.key}`: what it began was never committed"
            for one in old
            if clock - one.modified > grace and place.store.delete(one.key, etag=one.etag)
        ]
    return done


def store_clock(place: Place) -> datetime | None:
    """Return what time it is by the store's own clock: that of this machine may be wrong."""
    key = f"{INTENTS}/clock/{uuid.uuid4().hex}"
    place.store.create(key, b"")
    try:
        found = place.store.stat(key)
    finally:
        place.store.delete(key)
    return found.modified if found else None


def _commit_key(intent: Intent) -> str | None:
    if intent.name is None:
        return None
    if intent.type == "push":
        return record_key(intent.name, intent.version) if intent.version else None
    if intent.type == "backfill" or intent.event is None:
        return None
    return event_key(EventKey(intent.name, intent.version, intent.type, intent.event))


def fact_of(key: str, data: bytes, url: str = "") -> Fact | None:
    """Return what the log should say of a record or an event; None where it can't be read."""
    parsed = parse_key(key)
    try:
        if isinstance(parsed, RecordKey):
            return push_fact(parse_record(data, parsed, url))
        if isinstance(parsed, EventKey):
            return event_fact(parse_event(data, parsed, url))
    except IntegrityError:
        return None  # `verify` says so; a log entry would only repeat it
    return None


def _logged(place: Place, intent: Intent) -> bool:
    head = min(intent.head, place.log.head())
    said = (intent.type, intent.name, intent.version, intent.event)
    return any(identity(one) == said for one in place.log.since(head))


def identity(fact: Fact) -> Identity:
    return fact.type, fact.name, fact.version, fact.event


def backfill(place: Place, entries: Iterable[Entry] | None = None) -> int:
    """Add what the log lacks of the records and events that there are; returns how many."""
    if entries is None:
        entries = place.store.entries(ENVIRONMENTS)
    known = {identity(one) for one in place.log.since(0)}
    missing = [one for one in entries if _expected(one.key) not in known | {None}]
    facts: list[Fact] = []
    for start in range(0, len(missing), 1_000):
        found = read_entries(place.store, place.cache, missing[start : start + 1_000])
        facts += [fact for key, data in found.items() if (fact := fact_of(key, data, place.url))]
    for fact in sorted(facts, key=lambda one: (one.at, *map(str, identity(one)))):
        place.log.append(fact)
    return len(facts)


def _expected(key: str) -> Identity | None:
    """Return the identity of the log entry that a key should have; None where it has none."""
    parsed = parse_key(key)
    if isinstance(parsed, RecordKey):
        return "push", parsed.name, parsed.version, None
    if isinstance(parsed, EventKey):
        return parsed.kind, parsed.name, parsed.version, parsed.id
    return None
