"""What a folder must do for a store, below it: a name taken once, a lock, what survives a crash."""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from envhub.errors import EnvhubError, NotFound, PermissionMissing, UnsafeStore

PART = ".part-"
"""How a file begins that is still being written."""
LOCK = ".envhub.lock"
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK, errno.EINVAL}
_AT_CWD, _NO_REPLACE = -100, 1
_TICK = 1_000_000


def failed(doing: str, path: str | Path, error: OSError) -> EnvhubError:
    """Return the error that a failure of the system amounts to, with its place."""
    kind = PermissionMissing if error.errno in _DENIED else EnvhubError
    return kind(f"could not {doing} `{path}`: {error.strerror or error}")


def open_source(path: Path) -> BinaryIO:
    """Open a file that is to be stored.

    Raises:
        NotFound: there is none.
    """
    try:
        return path.open("rb")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        raise NotFound(f"no file `{path}`") from error
    except OSError as error:
        raise failed("read", path, error) from error


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folders(folder: Path) -> None:
    """Make a folder and those above it, each on the disk."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        sync_folder(one.parent)


@contextmanager
def new_part(path: Path) -> Iterator[BinaryIO]:
    """Give a stream into a new file, which is on the disk when the block ends."""
    with path.open("xb") as stream:
        yield stream
        stream.flush()
        made = os.fstat(stream.fileno())
        # The system's clock ticks some milliseconds: what is below one is drawn, so that a file
        # made anew in the same tick, of the same size and inode, does not pass for the one before.
        changed = made.st_mtime_ns // _TICK * _TICK + secrets.randbelow(_TICK)
        os.utime(stream.fileno(), ns=(made.st_atime_ns, changed))
        os.fsync(stream.fileno())


def take_name(part: Path, path: Path) -> bool:
    """Give a file its name, unless that is taken: of several who try, one succeeds.

    Raises:
        UnsafeStore: this file system has no such step.
    """
    try:
        path.hardlink_to(part)
    except FileExistsError:
        # A server of files may have made the link and lost its answer; then `part` has two names.
        return part.stat().st_nlink > 1
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return _renamed(part, path)
    return True


def _renamed(part: Path, path: Path) -> bool:
    """Rename unless the new name is taken; only Linux has this in a form that is used here."""
    code = _rename_exclusively(os.fsencode(part), os.fsencode(path))
    if code == errno.EEXIST:
        return False
    if code in _NO_LINKS:
        raise UnsafeStore(
            f"`{path.parent}` can't hold a registry: its file system has neither hard links nor "
            "exclusive renames, so two pushes at once could overwrite each other",
            hint="use a folder on another file system",
        )
    if code:
        raise OSError(code, os.strerror(code))
    return True


def _rename_exclusively(part: bytes, path: bytes) -> int:
    """Call renameat2; returns 0 or the number of the error."""
    if sys.platform != "linux":
        return errno.ENOSYS
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return errno.ENOSYS
    done: int = rename(_AT_CWD, part, _AT_CWD, path, ctypes.c_uint(_NO_REPLACE))
    return ctypes.get_errno() if done else 0


@contextmanager
def folder_lock(folder: str) -> Iterator[None]:
    """Be the only one, of all processes and threads, who replaces or removes in a folder.

    The lock is on the folder itself, so that nothing of it shows in a git work tree. Where a
    network's file system locks no folders, it is on a file in it, which stays.
    """
    import fcntl  # here, since reading a registry does without it, also where there is none

    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            os.close(handle)
            handle = os.open(Path(folder, LOCK), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
