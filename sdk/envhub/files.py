"""Where the bytes of an environment come from: a folder, a zip that was verified, or memory.

Everything above reads an environment through these three methods, so a source folder and a frozen
bundle are the same thing to it.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from .errors import InvalidEnvironment, Problem

TOP_FILES = ("environment.toml", "provenance.json", "README.md", "LICENSE")
TOP_FOLDERS = ("data", "harness", "scoring", "checks")
MANIFEST = "manifest.json"
MAX_PATH = 200


class Files(Protocol):
    """The named files of one environment."""

    def names(self) -> tuple[str, ...]:
        """Every path, relative and with `/`, sorted by UTF-8 bytes."""
        ...

    def open(self, name: str) -> BinaryIO:
        """Open one for reading; `KeyError` where there is none."""
        ...

    def size(self, name: str) -> int: ...


def sorted_names(names: Iterator[str] | list[str]) -> tuple[str, ...]:
    """Sort paths as bundles do: by their UTF-8 bytes."""
    return tuple(sorted(names, key=lambda name: name.encode("utf-8")))


def read_text(files: Files, name: str) -> str:
    """Read a whole UTF-8 file.

    Raises:
        InvalidEnvironment: it is not UTF-8.
    """
    with files.open(name) as stream:
        data = stream.read()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InvalidEnvironment([Problem("not UTF-8", name, line)]) from error


class MemoryFiles:
    """Files that were made in memory."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = dict(contents)

    def names(self) -> tuple[str, ...]:
        return sorted_names(list(self._contents))

    def open(self, name: str) -> BinaryIO:
        return io.BytesIO(self._contents[name])

    def size(self, name: str) -> int:
        return len(self._contents[name])


class FolderFiles:
    """A source folder. Links are refused: what is frozen must stand in the folder itself."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._names = sorted_names(list(_walk(root)))

    def names(self) -> tuple[str, ...]:
        return self._names

    def open(self, name: str) -> BinaryIO:
        if name not in self._names:
            raise KeyError(name)
        return (self.root / name).open("rb")

    def size(self, name: str) -> int:
        return (self.root / name).stat().st_size


class ZipFiles:
    """The files of a bundle, read in place; only `bundle.open_bundle` makes one."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._sizes = {info.filename: info.file_size for info in archive.infolist()}

    def names(self) -> tuple[str, ...]:
        return sorted_names([name for name in self._sizes if name != MANIFEST])

    def open(self, name: str) -> BinaryIO:
        return self._archive.open(name)  # type: ignore[return-value]

    def size(self, name: str) -> int:
        return self._sizes[name]


def _walk(root: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not _ignored(name)]
        for name in (*files, *folders):
            path = Path(folder, name)
            relative = path.relative_to(root).as_posix()
            if path.is_symlink():
                raise InvalidEnvironment([Problem("a link can't be frozen", relative)])
            if name in files and not _ignored(name) and relative != MANIFEST:
                if not path.is_file():
                    raise InvalidEnvironment([Problem("not a regular file", relative)])
                yield relative


def _ignored(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__"


def place_problem(name: str) -> str | None:
    """Say why a path may not stand in a bundle, or None."""
    parts = PurePosixPath(name).parts
    if len(name.encode("utf-8")) > MAX_PATH:
        return f"path of more than {MAX_PATH} bytes"
    if len(parts) == 1:
        if name in TOP_FILES:
            return None
        known = ", ".join((*TOP_FILES, *(f"{folder}/" for folder in TOP_FOLDERS)))
        return f"has no place in an environment (known: {known})"
    if parts[0] not in TOP_FOLDERS:
        known = ", ".join(f"{folder}/" for folder in TOP_FOLDERS)
        return f"folder `{parts[0]}/` has no place in an environment (known: {known})"
    return None
