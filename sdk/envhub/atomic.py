"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from .errors import UsageError


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Give a stream whose bytes replace `target` when the block ends well.

    The temporary file stands in the same folder, so the last step is one rename; it is removed
    where the block fails.

    Raises:
        UsageError: `target` is a folder or a device, which no file may replace.
    """
    if target.exists() and not target.is_file():
        raise UsageError(f"`{target}` is no regular file", hint="name a file to write")
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(0o644)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write_whole(target: Path, data: bytes) -> None:
    """Write a small file whole or not at all."""
    with whole_file(target) as stream:
        stream.write(data)
