"""What a bundle may cost, so that one from a stranger can't fill a disk, a memory or an hour.

Every limit can be raised by whoever trusts the maker of a bundle. What a message says of a limit
is written here once: its name, what was found, what is allowed, and how to raise it.
"""

from __future__ import annotations

from functools import cache

from .errors import LimitExceeded, Problem
from .values import Frozen

MIB = 1024**2


class Limits(Frozen):
    """What a bundle may cost to open, to freeze and to unpack."""

    zip_bytes: int = 512 * MIB
    files: int = 10_000
    """Entries of the zip, `manifest.json` among them."""
    total_bytes: int = 2 * 1024 * MIB
    """All files together, unpacked."""
    ratio: int = 200
    """Unpacked to packed size of one file, above `ratio_from_bytes`."""
    ratio_from_bytes: int = MIB
    total_ratio: int = 50
    """The same over all files together, above `total_ratio_from_bytes`."""
    total_ratio_from_bytes: int = 64 * MIB
    path_bytes: int = 200
    """UTF-8 bytes of one path."""
    depth: int = 16
    """Parts of one path."""
    manifest_bytes: int = 2 * MIB
    """`manifest.json`: room for 10,000 files with paths of ordinary length."""
    directory_bytes: int = 8 * MIB
    """The zip's own listing, which is read before anything can be checked."""
    line_bytes: int = 4 * MIB
    """One line of JSONL."""
    waiting_bytes: int = 16 * MIB
    """Targets that are held until their samples come, where the two files differ in order."""

    def excess(self, limit: str, found: int, unit: str) -> str | None:
        """Say how far above a limit something is, or None."""
        allowed = getattr(self, limit)
        if found <= allowed:
            return None
        return f"{found} {unit}, at most {allowed} are allowed (limit `{limit}`)"

    def check(self, limit: str, found: int, unit: str, path: str = "", *, of: str = "") -> None:
        """Hold something against a limit.

        Raises:
            LimitExceeded: with the limit's name, what was found, and how to raise it.
        """
        if said := self.excess(limit, found, unit):
            raise exceeded(limit, Problem(f"{of}{said}", path), f"Limits({limit}={found})")


def exceeded(limit: str, problem: Problem, enough: str | None = None) -> LimitExceeded:
    """Return the error of a limit that was met; `enough` is what would let this one through."""
    hint = f"where you trust its maker, raise `{limit}`: {enough or f'Limits({limit}=…)'}"
    return LimitExceeded(problem, limit=limit, hint=hint)


@cache
def standard() -> Limits:
    """Return the limits that hold where nobody says otherwise."""
    return Limits()
