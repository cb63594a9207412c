"""Registries: push, resolve, pull, list."""

from __future__ import annotations

from .locate import Found, cached_bundle, find, open_environment, registries
from .record import Record
from .reference import Reference, looks_like_reference, parse_reference
from .registry import Registry, refused
from .view import latest_of

__all__ = [
    "Found",
    "Record",
    "Reference",
    "Registry",
    "cached_bundle",
    "find",
    "latest_of",
    "looks_like_reference",
    "open_environment",
    "parse_reference",
    "refused",
    "registries",
]
