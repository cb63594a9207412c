"""What a key is: parts with `/` between them, which lead nowhere but below a store's root."""

from __future__ import annotations

import re

from envhub.errors import IntegrityError, UsageError

MAX_KEY, MAX_PART = 800, 255
"""Bytes: a bucket takes keys of 1,024, its prefix among them, and a folder names of 255."""
_NOT_IN_A_PART = re.compile(r"[\x00-\x1f\x7f\\/\ud800-\udfff]")


def is_part(part: str) -> bool:
    """Say whether a text can stand between two `/` of a key.

    What has a dot in front is none: such names belong to the store, or to somebody else's tools.
    """
    return (
        part != ""
        and part[0] != "."
        and not _NOT_IN_A_PART.search(part)
        and len(part.encode()) <= MAX_PART
    )


def is_key(key: str) -> bool:
    """Say whether a text is a key."""
    return all(map(is_part, key.split("/"))) and len(key.encode()) <= MAX_KEY


def check_key(key: str, url: str) -> str:
    """Return a key as it is. Keys are built from what registries say, and one may be a stranger's.

    Raises:
        IntegrityError: it is none.
    """
    if is_key(key):
        return key
    shown = ascii(key[:200])[1:-1]
    if any(part in ("", ".", "..") for part in key.split("/")):
        raise IntegrityError(f"`{shown}` is no key: it leads out of {url}")
    raise IntegrityError(f"`{shown}` is no key of {url}")


def check_prefix(prefix: str, url: str) -> str:
    """Return what every key below a prefix begins with: the empty text, or a text that ends in `/`.

    Raises:
        IntegrityError: no key could stand below it.
    """
    return f"{check_key(prefix.removesuffix('/'), url)}/" if prefix else ""


def check_range(start: int | None, stop: int | None) -> slice:
    """Return a range of bytes as a slice; it counts from the beginning.

    Raises:
        UsageError: it counts from the end.
    """
    if (start or 0) < 0 or (stop or 0) < 0:
        raise UsageError(f"bytes {start} to {stop}: a range counts from the beginning of a key")
    return slice(start or 0, stop)
