"""Freeze an environment into a zip, and open one that a stranger made.

The zip is deterministic: sorted names, one time stamp, mode 0644, no links, no comments. Opening
reads nothing before the container has been checked entry by entry, and then verifies every byte
against the manifest. A bundle is never extracted to be read, and no code of it is ever run here.
"""

from __future__ import annotations

import hashlib
import io
import json
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from .atomic import whole_file
from .environment import Environment
from .errors import BundleError, EnvhubError, InvalidEnvironment, NotFound, Problem
from .files import MANIFEST, Files, ZipFiles, collision, path_problem
from .manifest import CHUNK, Manifest, dump_manifest, list_files, make_manifest
from .values import Frozen

STAMP = (1980, 1, 1, 0, 0, 0)
_UTF8 = 0x800
_HEADER = struct.Struct("<4s3H4s3L2H")
"""What stands before each entry."""
_NEWER = range(2, 1_000)
"""Schema versions that this one can't read."""
_SIZES = ("compress_size", "file_size")
_END = struct.Struct("<4s4s2H2L2s")
"""What a zip ends with where it carries no comment."""
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError)
"""What the standard library raises on a zip that is not what it says."""


class Limits(Frozen):
    """What a bundle may cost to open. Every message names the limit that was met."""

    files: int = 10_000
    total_bytes: int = 2 * 1024**3
    ratio: int = 200
    """Uncompressed to compressed size, above `ratio_from_bytes`."""
    ratio_from_bytes: int = 1024**2
    total_ratio: int = 50
    """The same over all files together, above `total_ratio_from_bytes`."""
    total_ratio_from_bytes: int = 64 * 1024**2
    manifest_bytes: int = 8 * 1024**2
    directory_bytes: int = 8 * 1024**2
    """The zip's own listing, which is read before anything can be checked."""


def freeze(environment: Environment, path: str | Path) -> Manifest:
    """Write an environment as a bundle, whole or not at all.

    Freezing the same content twice gives the same digest, and the same bytes.

    Raises:
        InvalidEnvironment: a file without a place, a row that is malformed, or a bundle that
            nobody could open.
        EnvhubError: the zip could not be written, such as for a full disk.
    """
    files = environment.files
    problems = [
        Problem(f"`{name}` {problem}", name)
        for name in files.names()
        if (problem := path_problem(name))
    ]
    if problems:
        raise InvalidEnvironment(problems)
    if pair := collision(files.names()):
        raise InvalidEnvironment([Problem(f"{pair}: not every system tells them apart")])
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
    with whole_file(target) as stream:
        with zipfile.ZipFile(stream, "w") as archive:
            _add(archive, MANIFEST, io.BytesIO(dump_manifest(manifest)))
            for name in files.names():
                with files.open(name) as source:
                    if _add(archive, name, source) != manifest.files[name].sha256:
                        raise EnvhubError(f"`{name}` changed while it was frozen")
        with zipfile.ZipFile(stream) as archive:
            if problem := _container_problem(archive, Limits()):
                raise InvalidEnvironment([Problem(f"a bundle that nobody could open: {problem}")])


def _add(archive: zipfile.ZipFile, name: str, source: BinaryIO) -> str:
    """Add one entry and return the sha256 of what was written."""
    info = zipfile.ZipInfo(name, STAMP)
    info.create_system = 3
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    written = hashlib.sha256()
    with archive.open(info, "w") as sink:
        while chunk := source.read(CHUNK):
            sink.write(chunk)
            written.update(chunk)
    return written.hexdigest()


def read_manifest(path: str | Path, limits: Limits | None = None) -> Manifest:
    """Read the manifest of a bundle after checking its container; file contents are not verified.

    Raises:
        NotFound: there is no such file.
        BundleError: it is no well-formed bundle.
    """
    limits = limits or Limits()
    with _archive(path, limits) as archive:
        return _manifest(archive, Path(path).name, limits)


def open_bundle(path: str | Path, limits: Limits | None = None) -> Environment:
    """Open a bundle and verify every byte of it.

    Raises:
        NotFound: there is no such file.
        BundleError: malformed, hostile, or not what its manifest says.
    """
    limits, name = limits or Limits(), Path(path).name
    archive = _archive(path, limits)
    try:
        manifest = _manifest(archive, name, limits)
        files = ZipFiles(archive)
        entries = list_files(files)
        for path, entry in entries.items():
            if entry != manifest.files[path]:
                raise BundleError([Problem(f"`{path}` is not what the manifest says", name)])
        environment = Environment.load(files)
        if make_manifest(environment, entries) != manifest:
            message = "the digests of the manifest do not match its files"
            raise BundleError([Problem(message, name)])
        return environment
    except BaseException as error:
        archive.close()
        if isinstance(error, _DAMAGE):
            raise BundleError([Problem(f"a damaged zip: {error}", name)]) from error
        if isinstance(error, InvalidEnvironment) and not isinstance(error, BundleError):
            raise BundleError(error.problems, hint=error.hint) from error
        raise


def _archive(path: str | Path, limits: Limits) -> zipfile.ZipFile:
    """Open the container, once its end says that reading its listing is cheap."""
    if not Path(path).is_file():
        raise NotFound(f"no bundle `{path}`")
    name = Path(path).name
    try:
        with Path(path).open("rb") as stream:
            problem = _end_problem(stream, limits)
        if problem:
            raise BundleError([Problem(problem, name)])
        return zipfile.ZipFile(path)
    except (*_DAMAGE, ValueError) as error:
        raise BundleError([Problem(f"not a zip: {error}", name)]) from error


def _end(stream: BinaryIO) -> tuple[int, int] | None:
    """Read how many entries a zip says to have, and the bytes of their listing."""
    wide = 20  # the pointer to a 64-bit end record, which the standard library would follow
    size = stream.seek(0, io.SEEK_END)
    if size < _END.size:
        return None
    stream.seek(max(0, size - _END.size - wide))
    tail = stream.read()
    mark, _, _, entries, length, _, comment = _END.unpack(tail[-_END.size :])
    if mark != b"PK\x05\x06" or comment != b"\0\0" or tail.startswith(b"PK\x06\x07"):
        return None
    return entries, length


def _end_problem(stream: BinaryIO, limits: Limits) -> str | None:
    """Say what is wrong with the record that a zip ends with: it counts and places its entries."""
    found = _end(stream)
    if found is None:
        return "not a zip, or one with a comment or other bytes behind its end"
    entries, length = found
    if entries > limits.files:
        return f"{entries} entries, at most {limits.files} are allowed"
    if length > limits.directory_bytes:
        return f"a listing of {length} bytes, at most {limits.directory_bytes} are allowed"
    return None


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
        raw = json.loads(archive.read(MANIFEST))
        manifest = Manifest.model_validate(raw)
    except ValidationError as error:
        said = raw.get("schema_version") if isinstance(raw, dict) else None
        newer = f", written by a newer envhub (schema_version {said})" if said in _NEWER else ""
        raise BundleError([Problem(f"a malformed `{MANIFEST}`{newer}", name)]) from error
    except (*_DAMAGE, ValueError, RecursionError) as error:
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
    if problem := _size_problem(infos, limits):
        return problem
    for info in infos:
        if problem := _entry_problem(info, limits):
            return f"entry {info.orig_filename!r:.120} {problem}"
    if pair := collision(info.filename for info in infos):
        return f"entries {pair}"
    return _layout_problem(archive, infos)


def _size_problem(infos: list[zipfile.ZipInfo], limits: Limits) -> str | None:
    packed, unpacked = (sum(getattr(one, size) for one in infos) for size in _SIZES)
    if unpacked > limits.total_bytes:
        return f"more than {limits.total_bytes} bytes when unpacked"
    if unpacked > max(limits.total_ratio_from_bytes, limits.total_ratio * packed):
        return f"unpacks to more than {limits.total_ratio} times its size"
    return None


def _entry_problem(info: zipfile.ZipInfo, limits: Limits) -> str | None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if info.orig_filename != info.filename:
        return "has a name that is cut or rewritten when read"
    if not info.filename.isascii() and not info.flag_bits & _UTF8:
        return "has a name that is not marked as UTF-8"
    if kind not in (0, stat.S_IFREG):
        return "is no regular file (links and devices are refused)"
    if info.flag_bits & ~_UTF8:
        return "is encrypted or streamed"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "uses another compression than deflate"
    if info.comment or info.extra:
        return "carries a comment or an extra field"
    big = info.file_size > limits.ratio_from_bytes
    if big and info.file_size > limits.ratio * max(1, info.compress_size):
        return f"unpacks to more than {limits.ratio} times its size"
    problem = None if info.filename == MANIFEST else path_problem(info.filename)
    return f"has a name that is refused: it {problem}" if problem else None


def _layout_problem(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> str | None:
    """Entries must tile the file from its first byte: no overlap, no bytes before or between."""
    stream = archive.fp
    assert stream is not None
    position = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset != position:
            return f"bytes before or between its entries, or overlapping ones, at {position}"
        stream.seek(position)
        header = stream.read(_HEADER.size)
        if len(header) < _HEADER.size or header[:4] != b"PK\x03\x04":
            return f"no entry at {position}"
        _, _, flags, method, _, crc, packed, unpacked, name, extra = _HEADER.unpack(header)
        if (packed, unpacked) != (info.compress_size, info.file_size):
            return f"entry `{info.filename}` says two different sizes"
        if (flags, method, crc, extra) != (info.flag_bits, info.compress_type, info.CRC, 0):
            return f"entry `{info.filename}` is described in two different ways"
        position += _HEADER.size + name + packed
    if position != archive.start_dir:
        return f"bytes after its entries, at {position}"
    end = _end(stream)  # type: ignore[arg-type]
    return None if end and end[0] == len(infos) else "its end counts other entries than it lists"
