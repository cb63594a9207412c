"""Files and folders that are there whole or not at all, also after a crash."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from .errors import UsageError

_STEP = 1 << 22
"""Bytes from which the disk is set to work while more are written: it is asked seldom."""
_SMALL = 1 << 20
"""Bytes below which a file is small."""
_MANY = 200
"""Small files from which one sync of everything is faster than one for each."""


class _Settling(io.FileIO):
    """A file whose bytes go to the disk while more are written, so that the last sync is short.

    `posix_fadvise` only begins the writing and waits for nothing; where a system has none, the
    sync does all of it.
    """

    _written = 0

    def write(self, data: Any, /) -> int:
        count = super().write(data)
        self._written += count
        if self._written >= _STEP and hasattr(os, "posix_fadvise"):
            start = max(0, self.tell() - self._written)
            os.posix_fadvise(self.fileno(), start, self._written, os.POSIX_FADV_DONTNEED)
            self._written = 0
        return count


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
        with io.BufferedRandom(_Settling(handle, "r+b")) as stream:
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


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """Give a private, empty folder that becomes `target` when the block ends well.

    What was written into it is on the disk before it gets its name. It is removed where the block
    fails; a killed process leaves it under a name of dots, which nothing takes for `target`.

    Raises:
        UsageError: `target` is there already.
    """
    if os.path.lexists(target):
        raise UsageError(f"`{target}` is there already", hint="name a folder to make")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part"))
    try:
        yield part
        _sync_all(part)
        part.rename(target)
        _sync(target.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Give a stream into a file that was not there before, and that is no link to another."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(path, flags, 0o600)
    with io.BufferedWriter(_Settling(handle, "wb")) as stream:
        yield stream


def _sync_all(root: Path) -> None:
    """Wait until a folder and all below it are on the disk."""
    paths = [Path(folder, name) for folder, _, files in os.walk(root) for name in (*files, ".")]
    small = sum(path.stat().st_size < _SMALL for path in paths)
    if small > _MANY and sys.platform == "linux":  # elsewhere it does not wait
        os.sync()
        return
    for path in paths:
        _sync(path)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def held_alone(stream: BinaryIO) -> bool:
    """Hold an open file until it is closed, or say that another process does.

    Where the system or the file system has no locks, nobody is kept out.
    """
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
