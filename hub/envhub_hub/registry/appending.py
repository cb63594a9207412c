"""Adding later facts to versions that are there: yanks, tags, baselines, exposures."""

from __future__ import annotations

from typing import Any

from envhub.errors import IntegrityError, NotFound, UsageError

from .events import Event, Facts, dump_event, make_event
from .healing import close_intent, event_fact, open_intent, prepare
from .layout import EventKind, tag_problem
from .log import LogEntry
from .place import Place
from .resolving import Standing, no_such, no_tag, read_standing

Done = tuple[Event | None, LogEntry | None]
"""What was added, and its entry where there is a log; nothing where it stood already."""


def yank(place: Place, name: str, version: str, reason: str) -> Done:
    """Hide a version; nothing where it is hidden already for this very reason."""
    standing = _with_version(place, name, version)
    if not reason.strip():
        raise UsageError(f"{name}@{version} can't be yanked without a reason")
    if standing.yanked.get(version) == reason:
        return None, None
    seen = tuple(one.id for one in standing.yanks.get(version, ()))
    facts = Facts(version=version, reason=reason, replaces=seen)
    return _add(place, make_event("yank", name, facts))


def unyank(place: Place, name: str, version: str) -> Done:
    """Take back every yank of a version; nothing where there is none."""
    standing = _with_version(place, name, version)
    if version not in standing.yanks:
        return None, None
    seen = tuple(one.id for one in standing.yanks[version])
    return _add(place, make_event("unyank", name, Facts(version=version, replaces=seen)))


def tag(place: Place, name: str, version: str, tag: str) -> Done:
    """Let a tag mean a version; nothing where it does."""
    if problem := tag_problem(tag):
        raise UsageError(problem)
    standing = _with_version(place, name, version)
    heads = standing.heads.get(tag, ())
    if [one.version for one in heads] == [version]:
        return None, None
    seen = tuple(one.id for one in heads)
    return _add(place, make_event("tag", name, Facts(version=version, tag=tag, replaces=seen)))


def untag(place: Place, name: str, tag: str) -> Done:
    """Remove a tag.

    Raises:
        NotFound: there is no such tag.
    """
    prepare(place)
    standing = read_standing(place.store, place.cache, name)
    heads = standing.heads.get(tag, ())
    if not heads:
        raise no_tag(tag, standing, place.url)
    seen = tuple(one.id for one in heads)
    return _add(place, make_event("untag", name, Facts(tag=tag, replaces=seen)))


def append(place: Place, name: str, version: str, kind: EventKind, payload: dict[str, Any]) -> Done:
    """Add a baseline or an exposure to a version."""
    if kind not in ("baseline", "exposure"):
        raise UsageError(f"`{kind}` is not appended: it has a command of its own")
    _with_version(place, name, version)
    return _add(place, make_event(kind, name, Facts(version=version, payload=payload)))


def _with_version(place: Place, name: str, version: str) -> Standing:
    """Return what stands of an environment that has a version.

    Raises:
        NotFound: it has not.
    """
    prepare(place)
    standing = read_standing(place.store, place.cache, name)
    if not standing.versions:
        raise NotFound(f"no environment `{name}` in {place.url}")
    if version not in standing.versions:
        raise no_such(version, standing, place.url)
    return standing


def _add(place: Place, event: Event) -> tuple[Event, LogEntry | None]:
    if not place.logged:
        _create(place, event)
        return event, None
    said = {"name": event.name, "version": event.version, "event": event.id}
    intent = open_intent(place, {"type": event.kind, **said})
    _create(place, event)
    entry = place.log.append(event_fact(event))
    close_intent(place, intent)
    return event, entry


def _create(place: Place, event: Event) -> None:
    if not place.store.create(event.key, dump_event(event)):
        raise IntegrityError(f"`{event.key}` of {place.url} is there, and another's")
