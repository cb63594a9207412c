"""Bytes under keys, in a folder today: the seam to every kind of storage, over fsspec.

Five operations. `create` is the one that matters: it makes a key or says that it was there, also
between processes, and a key is never seen half-written. fsspec's own `mode="create"` checks and
then writes, and its `put_file` ignores the mode, so neither is used for it.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

from envhub.atomic import write_whole
from envhub.errors import EnvhubError, IntegrityError, NotFound, UsageError


class Store:
    """Keys with `/`, below one root."""

    def __init__(self, url: str) -> None:
        """Open the store at a folder or URL; nothing is created yet.

        Raises:
            UsageError: a kind of URL that can't be pushed to safely.
        """
        if "://" in url and not url.startswith(("file://", "memory://")):
            raise UsageError(
                f"registry `{url}`: only a folder can be a registry here",
                hint="give the path of a folder",
            )
        self.url = url
        self._fs, root = _open(url)
        self.root = root.rstrip("/")
        self._local = isinstance(self._fs, LocalFileSystem)

    def read(self, key: str) -> bytes:
        """Return the bytes of a key.

        Raises:
            NotFound: there is none.
        """
        try:
            data: bytes = self._fs.cat_file(self._path(key))
        except FileNotFoundError as error:
            raise NotFound(f"no `{key}` in {self.url}") from error
        return data

    def fetch(self, key: str, target: Path) -> None:
        """Copy a key into a local file, in constant memory."""
        try:
            self._fs.get_file(self._path(key), str(target))
        except FileNotFoundError as error:
            raise NotFound(f"no `{key}` in {self.url}") from error

    def list(self, prefix: str) -> list[str]:
        """Return every key below a prefix, sorted; what has a dot in front is not one."""
        found = self._fs.find(self._path(prefix)) if self._fs.exists(self._path(prefix)) else []
        start = len(self.root) + 1
        keys = (str(path)[start:] for path in found)
        return sorted(key for key in keys if not key.startswith(".") and "/." not in key)

    def create(self, key: str, data: bytes) -> bool:
        """Write a key that must not exist; False where it does, and then nothing was changed."""
        path = self._path(key)
        if not self._local:
            if self._fs.exists(path):
                return False
            self._fs.pipe_file(path, data)
            return True
        try:
            return _create_file(Path(path), data)
        except OSError as error:
            raise EnvhubError(f"could not write `{path}`: {error.strerror or error}") from error

    def replace(self, key: str, data: bytes) -> None:
        """Write a key, whole, whether it was there or not: for views, which decide nothing."""
        path = self._path(key)
        if not self._local:
            self._fs.pipe_file(path, data)
            return
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            write_whole(Path(path), data)
        except OSError as error:
            raise EnvhubError(f"could not write `{path}`: {error.strerror or error}") from error

    def _path(self, key: str) -> str:
        # Keys are built from what registries say, and a registry may be a stranger's.
        if key and any(part in ("", ".", "..") for part in key.split("/")):
            raise IntegrityError(f"`{key}` is no key: it leads out of {self.url}")
        return f"{self.root}/{key}" if key else self.root


def _open(url: str) -> tuple[Any, str]:
    """Return the file system and the root; a plain path is taken as it is, `::` and all."""
    if "://" in url:
        fs, root = fsspec.core.url_to_fs(url)
        return fs, str(root)
    return LocalFileSystem(), Path(url).expanduser().absolute().as_posix()


def _create_file(path: Path, data: bytes) -> bool:
    """Write beside, sync, then link: the link is what fails where the name is taken."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(0o644)
        try:
            path.hardlink_to(part)
        except FileExistsError:
            return False
        return True
    finally:
        part.unlink(missing_ok=True)
