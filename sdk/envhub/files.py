"""Where the bytes of an environment come from: a folder, a zip that was verified, or memory.

Everything above reads an environment through these three methods, so a source folder and a frozen
bundle are the same thing to it.
"""

from __future__ import annotations

import io
import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NoReturn, Protocol

from .errors import InvalidEnvironment, Problem, near_miss
from .limits import Limits, standard

TOP_FILES = ("environment.toml", "provenance.json", "README.md", "LICENSE")
TOP_FOLDERS = ("data", "harness", "scoring", "checks")
MANIFEST = "manifest.json"
ATTACHMENTS = "data/files/"
MAX_TEXT = 256 * 1024
"""Bytes of a file that is read whole: a declaration, a template, a module."""
_ROWS = {
    "data": [f"{split}{kind}.jsonl" for split in ("test", "practice", "fewshot")
             for kind in ("", ".targets")],
    "checks": [f"{kind}.jsonl" for kind in ("gold", "noop", "canaries", "judge_labels")],
}  # fmt: skip
_REFUSED = frozenset('\\<>:"|?*')
_DEVICES = {
    "con", "prn", "aux", "nul", "conin$", "conout$",
    *(f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"),
}  # fmt: skip


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
        InvalidEnvironment: it is not UTF-8, or longer than any such file needs to be.
    """
    if files.size(name) > MAX_TEXT:
        raise InvalidEnvironment([Problem(f"more than {MAX_TEXT} bytes", name)])
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
        self._names = sorted_names(list(self._contents))

    def names(self) -> tuple[str, ...]:
        return self._names

    def open(self, name: str) -> BinaryIO:
        return io.BytesIO(self._contents[name])

    def size(self, name: str) -> int:
        return len(self._contents[name])


class FolderFiles:
    """A source folder. Links are refused: what is frozen must stand in the folder itself.

    Dot-files are overlooked, unless `names` says which files there are.
    """

    def __init__(self, root: Path, names: Iterable[str] | None = None) -> None:
        self.root = root
        self._names = sorted_names(list(_walk(root) if names is None else names))
        self._known = frozenset(self._names)

    def names(self) -> tuple[str, ...]:
        return self._names

    def open(self, name: str) -> BinaryIO:
        if name not in self._known:
            raise KeyError(name)
        try:
            return (self.root / name).open("rb")
        except OSError as error:
            raise _unreadable(name, error) from error

    def size(self, name: str) -> int:
        return (self.root / name).stat().st_size


def _walk(root: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(root, onerror=_unlisted):
        folders[:] = [name for name in folders if not ignored(name)]
        for name in (*(name for name in files if not ignored(name)), *folders):
            path = Path(folder, name)
            relative = path.relative_to(root).as_posix()
            if path.is_symlink():
                raise InvalidEnvironment([Problem("a link can't be frozen", relative)])
            if name in folders or relative == MANIFEST:
                continue
            if not path.is_file():
                raise InvalidEnvironment([Problem("not a regular file", relative)])
            if not _encodes(relative):
                shown = relative.encode("utf-8", "backslashreplace").decode()
                raise InvalidEnvironment([Problem("a name that is not UTF-8", shown)])
            yield relative


def _unlisted(error: OSError) -> NoReturn:
    raise _unreadable(str(error.filename), error) from error


def _unreadable(name: str, error: OSError) -> InvalidEnvironment:
    return InvalidEnvironment([Problem(f"can't be read: {error.strerror or error}", name)])


def ignored(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__"


def _encodes(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def path_problem(name: str, limits: Limits | None = None) -> str | None:
    """Say why a path may not stand in a bundle, or None."""
    return name_problem(name, limits) or place_problem(name)


def name_problem(name: str, limits: Limits | None = None) -> str | None:
    """Say why a path is unsafe on some machine, or None."""
    limits = limits or standard()
    if not _encodes(name):
        return "is not UTF-8"
    size, parts = len(name.encode("utf-8")), name.split("/")
    if said := limits.excess("path_bytes", size, "bytes"):
        return f"has {said}"
    if said := limits.excess("depth", len(parts), "parts"):
        return f"has {said}"
    if not name or name.startswith("/") or name.endswith("/"):
        return "is absolute, empty or a folder"
    if not _REFUSED.isdisjoint(name) or (not name.isprintable() and any(map(_unseen, name))):
        return "has a back slash, a colon, a control or another character that some system refuses"
    if unicodedata.normalize("NFC", name) != name:
        return "is not in Unicode normal form C"
    for part in parts:
        if part in ("", ".", ".."):
            return "leaves its folder"
        if part != part.rstrip(" .") or part.split(".")[0].strip().casefold() in _DEVICES:
            return "is a name that Windows reserves"
    return None


def _unseen(char: str) -> bool:
    """Say whether a character is a control, a separator of lines, or no character at all."""
    return unicodedata.category(char)[0] == "C" or char in "\u2028\u2029"


def place_problem(name: str) -> str | None:
    """Say why a path has no place in an environment, or None."""
    folder, slash, rest = name.partition("/")
    if not slash:
        if name in TOP_FILES:
            return None
        known = ", ".join((*TOP_FILES, *(f"{one}/" for one in TOP_FOLDERS)))
        return f"has no place in an environment{near_miss(name, TOP_FILES)} (known: {known})"
    if folder not in TOP_FOLDERS:
        known = ", ".join(f"{one}/" for one in TOP_FOLDERS)
        near = near_miss(folder, TOP_FOLDERS)
        return f"has no place in an environment: no folder `{folder}/`{near} (known: {known})"
    if folder in _ROWS and rest not in _ROWS[folder] and not name.startswith(ATTACHMENTS):
        return f"has no place in `{folder}/`{near_miss(rest, _ROWS[folder])}"
    return None


def collision(names: Iterable[str]) -> str | None:
    """Name two paths that some file system can't hold beside each other, or None.

    Equal but for case, equal but for the Unicode form, or a file that is another's folder.
    """
    seen: dict[str, str] = {}
    for name in names:
        folded = unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())
        parts, shown = folded.split("/"), name.split("/")
        for depth in range(1, len(parts) + 1):
            inner = depth < len(parts)
            here = "/".join(shown[:depth]) + ("/" if inner else "")
            before = seen.setdefault("/".join(parts[:depth]), here)
            if before != here or (not inner and before is not here):
                return f"`{before}` and `{here}` collide"
    return None
