"""Later facts of a version: yanks, tags, baselines, exposures. Added, never edited.

What stands is decided without clocks: an event names the events that it saw and takes the place of,
in `replaces`. Two that did not see each other both stand, until a third has seen them.
"""

from __future__ import annotations

import getpass
import json
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from envhub.errors import IntegrityError, UsageError
from envhub.values import Frozen, canonical_json

from .layout import EventKey, EventKind, event_key, tag_problem
from .record import Name, Version

MAX_PAYLOAD = 256 * 1024
"""Bytes of what a baseline or an exposure may hold."""
MAX_REASON = 2_000
EventId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class Event(Frozen):
    """One later fact. Nothing of it is ever edited; another event takes its place."""

    schema_version: Literal[1] = 1
    kind: EventKind
    id: EventId
    name: Name
    version: Version | None = None
    at: str
    """The clock of whoever wrote it: shown, and never decided from."""
    by: str = Field(default="", max_length=200)
    replaces: tuple[EventId, ...] = ()
    """The events that this one has seen and takes the place of."""
    reason: str = Field(default="", max_length=MAX_REASON)
    """Of a yank."""
    tag: str | None = None
    payload: dict[str, Any] = {}
    """Of a baseline or an exposure."""

    @model_validator(mode="after")
    def _has_what_its_kind_says(self) -> Event:
        if (self.tag is not None) != (self.kind in ("tag", "untag")):
            raise ValueError("a tag stands in tag and untag, and there alone")
        if self.tag is not None and (problem := tag_problem(self.tag)):
            raise ValueError(problem)
        if (self.version is None) != (self.kind == "untag"):
            raise ValueError("an event is of one version, but for untag")
        return self

    @property
    def key(self) -> str:
        return event_key(EventKey(self.name, self.version, self.kind, self.id))


class Facts(Frozen):
    """What an event says beyond its kind and whose it is."""

    version: str | None = None
    reason: str = ""
    tag: str | None = None
    replaces: tuple[str, ...] = ()
    payload: dict[str, Any] = {}


def now() -> str:
    """Return the time as records, events and log entries say it."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def make_event(kind: EventKind, name: str, facts: Facts) -> Event:
    """Return an event of now, with an id of its own.

    Raises:
        UsageError: a reason or a payload that is too long, or no JSON.
    """
    try:
        if len(canonical_json(facts.payload)) > MAX_PAYLOAD:
            raise UsageError(f"a payload of more than {MAX_PAYLOAD} bytes")
        said = facts.model_dump()
        return Event(kind=kind, id=uuid.uuid4().hex, name=name, at=now(), by=_user(), **said)
    except (ValidationError, ValueError, TypeError) as error:
        raise UsageError(f"no such {kind} of `{name}`: {_first(error)}") from error


def _first(error: Exception) -> str:
    if isinstance(error, ValidationError):
        one = error.errors()[0]
        return ": ".join([*map(str, one["loc"]), one["msg"].removeprefix("Value error, ")])
    return str(error)


def _user() -> str:
    try:
        return getpass.getuser()[:200]
    except (OSError, KeyError):  # a container without an entry for its user
        return ""


def dump_event(event: Event) -> bytes:
    """Return the bytes of an event: what its kind does not have is left out."""
    said = {"schema_version": 1, **event.model_dump(mode="json", exclude_defaults=True)}
    said.setdefault("version", None)
    return json.dumps(said, indent=1, ensure_ascii=False).encode() + b"\n"


def parse_event(data: bytes, key: EventKey, url: str) -> Event:
    """Read an event of the registry at a URL.

    Raises:
        IntegrityError: it is damaged, or says that it is another's.
    """
    said = f"event `{event_key(key)}` of {url}"
    try:
        event = Event.model_validate_json(data)
    except ValidationError as error:
        raise IntegrityError(f"{said} is damaged, or of a newer envhub") from error
    if (event.name, event.version, event.kind, event.id) != key:
        raise IntegrityError(f"{said} says that it is another's")
    return event


def standing_yanks(events: Iterable[Event]) -> dict[str, tuple[Event, ...]]:
    """Return by version the yanks that no unyank of that version takes back.

    Last stands the one whose reason counts: a yank that has seen another says it better.
    """
    events = list(events)
    said_better = {other for one in events if one.kind == "yank" for other in one.replaces}
    undone = {
        (one.version, other) for one in events if one.kind == "unyank" for other in one.replaces
    }
    standing: dict[str, list[Event]] = {}
    for one in events:
        if one.kind == "yank" and one.version and (one.version, one.id) not in undone:
            standing.setdefault(one.version, []).append(one)
    return {
        version: tuple(sorted(found, key=lambda one: (one.id not in said_better, *_age(one))))
        for version, found in standing.items()
    }


def standing_tags(events: Iterable[Event]) -> dict[str, tuple[Event, ...]]:
    """Return by tag the events that set it and that no later one has replaced, newest last.

    More than one stands where two were set at once; the last of them is what the tag means.
    """
    events = [one for one in events if one.kind in ("tag", "untag")]
    replaced = {(one.tag, other) for one in events for other in one.replaces}
    standing: dict[str, list[Event]] = {}
    for one in events:
        if one.kind == "tag" and one.tag and (one.tag, one.id) not in replaced:
            standing.setdefault(one.tag, []).append(one)
    return {tag: tuple(sorted(found, key=_age)) for tag, found in standing.items()}


def of_version(events: Iterable[Event], version: str) -> Iterator[Event]:
    """Return the events of one version, oldest first."""
    return iter(sorted((one for one in events if one.version == version), key=_age))


def _age(event: Event) -> tuple[str, str]:
    return event.at, event.id
