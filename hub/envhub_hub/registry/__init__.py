"""Registries: push, resolve, pull, list."""

from __future__ import annotations

from .locate import Found, cached_bundle, find, open_environment, registries
from .record import Record
from .reference import Reference, looks_like_reference, parse_reference
from .registry import Registry

__all__ = [
    "Found",
    "Record",
    "Reference",
    "Registry",
    "cached_bundle",
    "find",
    "looks_like_reference",
    "open_environment",
    "parse_reference",
    "registries",
]
