"""Registries: push, resolve, pull, list, search."""

from __future__ import annotations

from .fetching import Fetched, cached_bundle, copy_bundle, fetch, open_environment
from .locate import Found, find, settle
from .pushing import Pushed, PushSettings, refused
from .record import Record
from .reference import Reference, looks_like_reference, parse_reference
from .registry import Registry
from .resolving import Resolved, Standing, latest_of
from .sources import Lookup, Source, open_registry, open_source, registries, sources
from .verify import Finding

__all__ = [
    "Fetched",
    "Finding",
    "Found",
    "Lookup",
    "PushSettings",
    "Pushed",
    "Record",
    "Reference",
    "Registry",
    "Resolved",
    "Source",
    "Standing",
    "cached_bundle",
    "copy_bundle",
    "fetch",
    "find",
    "latest_of",
    "looks_like_reference",
    "open_environment",
    "open_registry",
    "open_source",
    "parse_reference",
    "refused",
    "registries",
    "settle",
    "sources",
]
