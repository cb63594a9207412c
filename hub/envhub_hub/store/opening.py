"""A URL to a store. What a kind of store needs is imported when one is opened."""

from __future__ import annotations

from envhub.errors import UsageError

from .base import Store


def open_store(url: str) -> Store:
    """Open the store at a folder or URL; nothing is created or asked yet.

    Args:
        url: a path, `file://path` or `s3://bucket/prefix`.

    Raises:
        UsageError: a URL of no kind that is known.
        MissingRequirement: the extra for this kind of store is not installed.
    """
    kind = url.partition("://")[0] if "://" in url else "file"
    if kind == "file":
        from .local import LocalStore

        return LocalStore(url)
    if kind == "memory":
        from .memory import MemoryStore

        return MemoryStore(url)
    if kind == "s3":
        from .s3 import S3Store

        return S3Store(url)
    raise UsageError(
        f"registry `{url}`: {kind}:// is no kind of registry that envhub knows",
        hint="give the path of a folder, or s3://bucket/prefix",
    )
