"""A store in a folder, by its own means: hard links that fail where a name is taken, and a lock.

The bytes of a key are written beside it, synced, and then get its name in one step that fails where
the name is taken; so a key is there whole or not at all, whoever is killed when. Where a file
system has no hard links, an exclusive rename does it, and where there is none either, nothing is
written. Replacing under a condition holds a lock, which the system drops when its holder dies.
"""

from __future__ import annotations

import builtins
import io
import os
import secrets
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from pathlib import Path
from time import time
from typing import BinaryIO

from envhub.atomic import whole_file
from envhub.errors import IntegrityError, NotFound

from .base import Entry
from .disk import (
    PART,
    failed,
    folder_lock,
    make_folders,
    new_part,
    open_source,
    sync_folder,
    take_name,
)
from .keys import check_key, check_prefix, check_range, is_part

_CHUNK = 1 << 20
_GONE = (FileNotFoundError, NotADirectoryError, IsADirectoryError)


class LocalStore:
    """Keys as files below a folder."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.root = Path(url.removeprefix("file://")).expanduser().absolute().as_posix()
        self._real = os.path.realpath(self.root)
        self._plain = {""}
        """Folders that were found to be no links."""

    def read(self, key: str, start: int | None = None, stop: int | None = None) -> bytes:
        wanted = check_range(start, stop)
        with self._opened(key) as stream:
            stream.seek(wanted.start)
            return stream.read(-1 if stop is None else max(stop - wanted.start, 0))

    def snapshot(self, key: str) -> tuple[bytes, str]:
        with self._opened(key) as stream:
            return stream.read(), _etag(os.fstat(stream.fileno()))

    def read_many(self, keys: Sequence[str]) -> dict[str, bytes]:
        found = {}
        for key in keys:
            with suppress(NotFound):
                found[key] = self.read(key)
        return found

    def stat(self, key: str) -> Entry | None:
        found = self._stat(self._path(key))
        return _entry(key, found) if found is not None else None

    def fetch(self, key: str, target: Path) -> None:
        with self._opened(key) as stream:
            try:
                with whole_file(target) as copy:
                    shutil.copyfileobj(stream, copy, _CHUNK)
            except OSError as error:
                raise failed("write", target, error) from error

    def list(self, prefix: str = "", *, after: str = "") -> builtins.list[str]:
        found = self._walk(check_prefix(prefix, self.url), after)
        return [key for key, one in found if one.is_file()]

    def entries(self, prefix: str = "", *, after: str = "") -> Iterator[Entry]:
        for key, one in self._walk(check_prefix(prefix, self.url), after):
            found = self._stat(one.path)
            if found is not None:
                yield _entry(key, found)

    def create(self, key: str, data: bytes | Path) -> bool:
        path = self._path(key)
        if os.path.lexists(path):
            return False  # what decides is below; this spares a copy that would be thrown away
        with self._written(path, data) as part:
            made = take_name(part, path)
        if made:
            self._settled(path)
        return made

    def replace(self, key: str, data: bytes, *, etag: str | None = None) -> bool:
        if etag == "":
            return self.create(key, data)
        path = self._path(key)
        with self._written(path, data) as part, folder_lock(self.root):
            if etag is not None and not self._still(path, etag):
                return False
            part.replace(path)
        self._settled(path)
        return True

    def delete(self, key: str, *, etag: str | None = None) -> bool:
        # Without a sync: what comes back after a crash is removed again by whoever removed it.
        path = self._path(key)
        if not os.path.lexists(path):
            return True
        try:
            with folder_lock(self.root):
                if etag is not None and not self._still(path, etag):
                    return not os.path.lexists(path)
                path.unlink(missing_ok=True)
        except OSError as error:
            raise failed("remove", path, error) from error
        return True

    def probe(self) -> None:
        return  # each `create` finds out for itself, from the system, and refuses

    def sweep(self, older: timedelta) -> int:
        count, before = 0, time() - older.total_seconds()
        for folder, folders, files in os.walk(self.root):
            folders[:] = [one for one in folders if is_part(one)]
            for one in (Path(folder, name) for name in files if name.startswith(PART)):
                with suppress(FileNotFoundError):
                    if one.lstat().st_mtime < before:
                        one.unlink()
                        count += 1
        return count

    def _path(self, key: str) -> Path:
        path = Path(self.root, check_key(key, self.url))
        below = key.rpartition("/")[0]
        if below not in self._plain:
            # A folder from a stranger may hold links to anywhere; nothing is written through one.
            if os.path.realpath(path.parent) != str(Path(self._real, below)):
                raise _linked(below, self.url)
            self._plain.add(below)
        return path

    @contextmanager
    def _opened(self, key: str) -> Iterator[BinaryIO]:
        path = self._path(key)
        try:
            with open(path, "rb", opener=_without_waiting) as stream:
                if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                    raise NotFound(f"no `{key}` in {self.url}: what stands there is no file")
                yield stream
        except _GONE as error:
            raise NotFound(f"no `{key}` in {self.url}") from error
        except OSError as error:
            raise failed("read", path, error) from error

    def _stat(self, path: str | Path) -> os.stat_result | None:
        try:
            found = Path(path).stat()
        except _GONE:
            return None
        except OSError as error:
            raise failed("read", path, error) from error
        return found if stat.S_ISREG(found.st_mode) else None

    def _still(self, path: Path, etag: str) -> bool:
        found = self._stat(path)
        return found is not None and _etag(found) == etag

    @contextmanager
    def _written(self, path: Path, data: bytes | Path) -> Iterator[Path]:
        """Give a file beside `path` that holds the data, on the disk; it goes where it stays."""
        source = open_source(data) if isinstance(data, Path) else io.BytesIO(data)
        part = path.with_name(f"{PART}{secrets.token_hex(8)}")
        try:
            with source:
                make_folders(path.parent)
                with new_part(part) as stream:
                    shutil.copyfileobj(source, stream, _CHUNK)
            yield part
        except OSError as error:
            raise failed("write", path, error) from error
        finally:
            with suppress(OSError):
                part.unlink()

    def _settled(self, path: Path) -> None:
        try:
            sync_folder(path.parent)
        except OSError as error:
            raise failed("write", path, error) from error

    def _walk(self, below: str, after: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
        """Yield the files below a prefix and behind a key, in order, with as little as it takes."""
        for name, one in self._listed(Path(self.root, below)):
            key = below + name
            if not name.endswith("/"):
                if key > after:
                    yield key, one
            elif key > after or after.startswith(key):
                yield from self._walk(key, after)

    def _listed(self, folder: Path) -> builtins.list[tuple[str, os.DirEntry[str]]]:
        """List a folder in order of its keys: a folder counts with its `/`, so `a-b` is first."""
        found = []
        try:
            with os.scandir(folder) as inside:
                for one in inside:
                    if is_part(one.name):
                        is_folder = one.is_dir()
                        if is_folder and one.is_symlink():
                            raise _linked(one.path, self.url)
                        found.append((f"{one.name}/" if is_folder else one.name, one))
        except _GONE:
            return []
        except OSError as error:
            raise failed("read", folder, error) from error
        return sorted(found, key=itemgetter(0))


def _without_waiting(path: str, flags: int) -> int:
    # Opening a pipe would wait for somebody who writes into it.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _linked(path: str, url: str) -> IntegrityError:
    return IntegrityError(
        f"`{path}` is a link in registry {url}: it may lead out of it",
        hint="put the folder itself there, or name the place that the link leads to",
    )


def _entry(key: str, found: os.stat_result) -> Entry:
    return Entry(key, found.st_size, _etag(found), datetime.fromtimestamp(found.st_mtime, UTC))


def _etag(found: os.stat_result) -> str:
    """Tell the bytes of a file from all that stood there before, without reading them.

    A hash would read each zip for each listing. The time is the system's, with a random part below
    a millisecond (see `new_part`): two files of one size and one inode in the same tick differ.
    """
    return f"{found.st_size:x}-{found.st_mtime_ns:x}-{found.st_ino:x}"
