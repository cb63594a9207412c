"""What a scorer may ask for beyond its arguments: a protocol that the hub implements.

A step whose service is missing is *not checked*, never passed.
"""

from __future__ import annotations

from typing import Protocol

from . import patterns


class Services(Protocol):
    """The resources that a verdict may need."""

    def search(self, pattern: str, text: str) -> str | None:
        """Return group 1 (else the whole match) of the last match, or None.

        Raises:
            PatternTimeout: the pattern ran for more than a second.
        """
        ...


class LocalServices:
    """What the SDK itself can offer: patterns, in a process that can be killed."""

    def search(self, pattern: str, text: str) -> str | None:
        return patterns.search(pattern, text)


LOCAL = LocalServices()
