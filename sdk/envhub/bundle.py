"""Freeze an environment into a zip, and open one that a stranger made.

The zip is deterministic: sorted names, one time stamp, mode 0644, no links, no comments. Opening
reads nothing before the container has been checked entry by entry, and then verifies every byte
against the manifest. A bundle is never extracted to be read, and no code of it is ever run here.
"""

from __future__ import annotations

import json
import re
import stat
import unicodedata
import zipfile
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from .atomic import whole_file
from .environment import Environment
from .errors import BundleError, EnvhubError, InvalidEnvironment, NotFound, Problem
from .files import MANIFEST, MAX_PATH, Files, ZipFiles, place_problem
from .manifest import CHUNK, Manifest, dump_manifest, make_manifest
from .values import Frozen

STAMP = (1980, 1, 1, 0, 0, 0)
_DEVICES = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10))}


class Limits(Frozen):
    """What a bundle may cost to open. Every message names the limit that was met."""

    files: int = 10_000
    total_bytes: int = 2 * 1024**3
    ratio: int = 200
    """Uncompressed to compressed size, above `ratio_from_bytes`."""
    ratio_from_bytes: int = 1024**2
    manifest_bytes: int = 8 * 1024**2


def freeze(environment: Environment, path: str | Path) -> Manifest:
    """Write an environment as a bundle, whole or not at all.

    Freezing the same content twice gives the same digest, and the same bytes.

    Raises:
        InvalidEnvironment: a file without a place, a row that is malformed.
        EnvhubError: the zip could not be written, such as for a full disk.
    """
    files = environment.files
    problems = [
        Problem(f"`{name}` {problem}", name)
        for name in files.names()
        if (problem := place_problem(name) or _name_problem(name))
    ]
    if problems:
        raise InvalidEnvironment(problems)
    if "test" not in environment.splits:
        raise InvalidEnvironment([Problem("no `data/test.jsonl`: nothing to run", "data")])
    manifest = make_manifest(environment)
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(files, manifest, target)
    except OSError as error:
        raise EnvhubError(f"could not write `{target}`: {error.strerror or error}") from error
    return manifest


def _write(files: Files, manifest: Manifest, target: Path) -> None:
    with whole_file(target) as stream, zipfile.ZipFile(stream, "w") as archive:
        _add(archive, MANIFEST, dump_manifest(manifest))
        for name in files.names():
            with files.open(name) as source:
                _add(archive, name, source)


def _add(archive: zipfile.ZipFile, name: str, source: bytes | BinaryIO) -> None:
    info = zipfile.ZipInfo(name, STAMP)
    info.create_system = 3
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    if isinstance(source, bytes):
        archive.writestr(info, source)
        return
    with archive.open(info, "w") as sink:
        while chunk := source.read(CHUNK):
            sink.write(chunk)


def read_manifest(path: str | Path, limits: Limits | None = None) -> Manifest:
    """Read the manifest of a bundle after checking its container; file contents are not verified.

    Raises:
        NotFound: there is no such file.
        BundleError: it is no well-formed bundle.
    """
    with _archive(path) as archive:
        return _manifest(archive, Path(path).name, limits or Limits())


def open_bundle(path: str | Path, limits: Limits | None = None) -> Environment:
    """Open a bundle and verify every byte of it.

    Raises:
        NotFound: there is no such file.
        BundleError: malformed, hostile, or not what its manifest says.
    """
    archive = _archive(path)
    try:
        manifest = _manifest(archive, Path(path).name, limits or Limits())
        environment = Environment.load(ZipFiles(archive))
        found = make_manifest(environment)
        if found != manifest:
            raise BundleError([_difference(manifest, found, Path(path).name)])
        return environment
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        archive.close()
        raise BundleError([Problem(f"a damaged zip: {error}", Path(path).name)]) from error
    except BaseException:
        archive.close()
        raise


def _difference(manifest: Manifest, found: Manifest, name: str) -> Problem:
    for path in {**manifest.files, **found.files}:
        if manifest.files.get(path) != found.files.get(path):
            return Problem(f"`{path}` is not what the manifest says", name)
    return Problem("the digests of the manifest do not match its files", name)


def _archive(path: str | Path) -> zipfile.ZipFile:
    if not Path(path).is_file():
        raise NotFound(f"no bundle `{path}`")
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BundleError([Problem(f"not a zip: {error}", Path(path).name)]) from error


def _manifest(archive: zipfile.ZipFile, name: str, limits: Limits) -> Manifest:
    problem = _container_problem(archive, limits)
    if problem:
        raise BundleError([Problem(problem, name)])
    infos = {info.filename: info for info in archive.infolist()}
    if MANIFEST not in infos:
        raise BundleError(
            [Problem(f"no `{MANIFEST}`: this zip was not made by `envhub freeze`", name)]
        )
    if infos[MANIFEST].file_size > limits.manifest_bytes:
        raise BundleError([Problem(f"a manifest over {limits.manifest_bytes} bytes", name)])
    try:
        manifest = Manifest.model_validate(json.loads(archive.read(MANIFEST)))
    except (ValidationError, ValueError, RecursionError, zipfile.BadZipFile) as error:
        raise BundleError([Problem(f"a malformed `{MANIFEST}`", name)]) from error
    if set(infos) - {MANIFEST} != set(manifest.files):
        odd = min((set(infos) - {MANIFEST}) ^ set(manifest.files))
        raise BundleError([Problem(f"`{odd}` is not both in the zip and in its manifest", name)])
    return manifest


def _container_problem(archive: zipfile.ZipFile, limits: Limits) -> str | None:
    """Say what is wrong with the zip as a container, before any content is read."""
    infos = archive.infolist()
    if len(infos) > limits.files:
        return f"{len(infos)} entries, at most {limits.files} are allowed"
    if sum(info.file_size for info in infos) > limits.total_bytes:
        return f"more than {limits.total_bytes} bytes when unpacked"
    if archive.comment:
        return "the zip carries a comment"
    seen: dict[str, str] = {}
    for info in infos:
        problem = _entry_problem(info, limits)
        if problem:
            return f"entry {info.orig_filename!r:.120} {problem}"
        folded = unicodedata.normalize("NFC", info.filename).casefold()
        if folded in seen:
            return f"entries `{seen[folded]}` and `{info.filename}` collide"
        seen[folded] = info.filename
    for folded, name in seen.items():
        parent = folded.rsplit("/", 1)[0] if "/" in folded else ""
        while parent:
            if parent in seen:
                return f"`{seen[parent]}` is a file and a folder of `{name}`"
            parent = parent.rsplit("/", 1)[0] if "/" in parent else ""
    return _layout_problem(archive, infos)


def _entry_problem(info: zipfile.ZipInfo, limits: Limits) -> str | None:
    mode = info.external_attr >> 16
    if info.orig_filename != info.filename:
        return "has a name that is cut or rewritten when read"
    if mode and not stat.S_ISREG(mode):
        return "is no regular file (links and devices are refused)"
    if info.flag_bits & ~0x800:
        return "is encrypted or streamed"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "uses another compression than deflate"
    big = info.file_size > limits.ratio_from_bytes
    if big and info.file_size > limits.ratio * max(1, info.compress_size):
        return f"unpacks to more than {limits.ratio} times its size"
    if info.filename == MANIFEST:
        return None
    problem = _name_problem(info.filename) or place_problem(info.filename)
    return f"has a name that is refused: {problem}" if problem else None


def _name_problem(name: str) -> str | None:
    """Say why a path is unsafe somewhere, or None."""
    if not name or name.startswith("/") or name.endswith("/"):
        return "absolute, empty or a folder"
    if "\\" in name or ":" in name or re.search(r"[\x00-\x1f\x7f]", name):
        return "a back slash, colon or control character"
    if unicodedata.normalize("NFC", name) != name:
        return "not in Unicode normal form C"
    if len(name.encode("utf-8")) > MAX_PATH:
        return f"more than {MAX_PATH} bytes"
    for part in name.split("/"):
        if part in ("", ".", ".."):
            return "leaves its folder"
        if part != part.rstrip(" .") or part.split(".")[0].casefold() in _DEVICES:
            return "a name that Windows reserves"
    return None


def _layout_problem(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> str | None:
    """Entries must tile the file from its first byte: no overlap, no bytes before or between."""
    stream = archive.fp
    assert stream is not None
    position = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset != position:
            return f"bytes before or between its entries, or overlapping ones, at {position}"
        stream.seek(position)
        header = stream.read(30)
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            return f"no entry at {position}"
        sizes = [int.from_bytes(header[at : at + 4], "little") for at in (18, 22)]
        if sizes != [info.compress_size, info.file_size]:
            return f"entry `{info.filename}` says two different sizes"
        names = [int.from_bytes(header[at : at + 2], "little") for at in (26, 28)]
        position += 30 + sum(names) + info.compress_size
    return None if position == archive.start_dir else f"bytes after its entries, at {position}"
