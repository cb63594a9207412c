"""Freeze an environment into a zip, and open one that a stranger made.

The zip is deterministic: sorted names and the manifest last, one time stamp, mode 0644, no links,
no comments. Opening reads nothing before the container has been checked (`zipping`), and then
verifies every byte against the manifest. A bundle need not be extracted to be read, and no code of
it is ever run here. Memory does not grow with what a bundle holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from pydantic import ValidationError

from .atomic import whole_file, whole_folder
from .environment import Environment
from .errors import BundleError, EnvhubError, InvalidEnvironment, NotFound, Problem
from .files import (
    ATTACHMENTS,
    MANIFEST,
    Files,
    FolderFiles,
    MemoryFiles,
    collision,
    path_problem,
    place_problem,
)
from .hashing import Beside, Hasher
from .limits import Limits, standard
from .manifest import FileEntry, Manifest, dump_manifest, make_manifest, tree_digest
from .zipping.archive import Archive, ZipFiles
from .zipping.listing import read_listing
from .zipping.ranges import Ranges
from .zipping.unpack import unpack
from .zipping.writer import Writer

IN_MEMORY = 1 << 22
"""Bytes of one file of a remote bundle above which it is kept on disk."""
AT_ONCE = 1 << 21
"""Bytes of it that are asked for at once."""
_NEWER = range(2, 1_000)
"""Schema versions that this one can't read."""


def freeze(environment: Environment, path: str | Path, limits: Limits | None = None) -> Manifest:
    """Write an environment as a bundle, whole or not at all.

    Every file is read once. What is validated and listed is what stands in the bundle, so nothing
    that changes meanwhile can make the two differ. Freezing the same content twice gives the same
    digest, and the same bytes.

    Raises:
        InvalidEnvironment: a file without a place, a row that is malformed, or more than `limits`
            (those of the environment, unless told otherwise) allow.
        EnvhubError: a file changed while it was read, or the zip could not be written, such as for
            a full disk.
    """
    files, limits, target = environment.files, limits or environment.limits, Path(path)
    problems = [
        Problem(f"`{name}` {problem}", name)
        for name in files.names()
        if (problem := path_problem(name, limits))
    ]
    if problems:
        raise InvalidEnvironment(problems)
    if pair := collision(files.names()):
        raise InvalidEnvironment([Problem(f"{pair}: not every system tells them apart")])
    if environment.declaration.kind == "model" and "test" not in environment.splits:
        raise InvalidEnvironment([Problem("no `data/test.jsonl`: nothing to run", "data")])
    limits.check("files", len(files.names()) + 1, "entries")
    limits.check("total_bytes", sum(map(files.size, files.names())), "bytes")
    with _written(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(target) as stream:
            return _write(files, stream, target.name, limits)


def _write(files: Files, stream: BinaryIO, name: str, limits: Limits) -> Manifest:
    writer, entries = Writer(stream), {}
    with Hasher() as hasher:
        for one in files.names():
            sha256, size = writer.add(one, files, hasher)
            entries[one] = FileEntry(sha256=sha256, size=size)
        frozen = ZipFiles(Archive(Ranges(stream, name), writer.listing))
        manifest = make_manifest(Environment.load(frozen, limits), entries)
        writer.add(MANIFEST, MemoryFiles({MANIFEST: dump_manifest(manifest)}), hasher)
    writer.finish()
    archive = _archive(Ranges(stream, name), limits)  # what nobody could open is not frozen
    if _manifest(archive, limits) != manifest:
        raise EnvhubError(f"`{name}` does not hold what was written to it")
    return manifest


def read_manifest(path: str | Path, limits: Limits | None = None) -> Manifest:
    """Read the manifest of a bundle after checking its container; file contents are not verified.

    Raises:
        NotFound: there is no such file.
        BundleError: it is no well-formed bundle.
    """
    limits = limits or standard()
    archive = _archive(_ranges(path), limits)
    archive.check()
    return _manifest(archive, limits)


def open_bundle(path: str | Path, limits: Limits | None = None) -> Environment:
    """Open a bundle and verify every byte of it. Its files are read in place from then on.

    Rows are read once they are verified, while another thread verifies the attachments.

    Raises:
        NotFound: there is no such file.
        BundleError: malformed, hostile, or not what its manifest says.
    """
    limits = limits or standard()
    archive = _archive(_ranges(path), limits)
    manifest, files = _manifest(archive, limits), ZipFiles(archive)
    with _verifying(archive, manifest):
        return _consistent(files, manifest, limits, archive.name)


def verify_bundle(path: str | Path, limits: Limits | None = None) -> Manifest:
    """Verify every byte of a bundle against its manifest, without reading a row.

    Raises:
        NotFound: there is no such file.
        BundleError: malformed, hostile, or not what its manifest says.
    """
    limits = limits or standard()
    archive = _archive(_ranges(path), limits)
    manifest = _manifest(archive, limits)
    with _verifying(archive, manifest):
        return manifest


def extract_bundle(
    path: str | Path, target: str | Path, limits: Limits | None = None
) -> Environment:
    """Extract a bundle into a new folder, which appears when every byte of it is verified.

    Raises:
        NotFound: there is no such file.
        BundleError: malformed, hostile, or not what its manifest says; nothing is kept.
        UsageError: `target` is there already.
        EnvhubError: it could not be written, such as for a full disk; nothing is kept.
    """
    limits, target = limits or standard(), Path(target)
    archive = _archive(_ranges(path), limits)
    manifest = _manifest(archive, limits)
    with _written(target), whole_folder(target) as folder, Hasher() as hasher:
        for name in archive.names():
            found = unpack(archive.open(name), folder, name, hasher)
            if name != MANIFEST:
                _agree(name, found, manifest, archive.name)
        _consistent(FolderFiles(folder, manifest.files), manifest, limits, archive.name)
    return Environment.load(FolderFiles(target, manifest.files), limits)


def open_listing(
    stream: BinaryIO, limits: Limits | None = None, *, name: str = "bundle"
) -> BundleListing:
    """Open no more than the listing and the manifest of a bundle, from anything that seeks.

    Two reads, or one for a small bundle: enough to show what a remote bundle holds.

    Args:
        stream: a binary stream, such as a remote file that is read by ranges.
        limits: what the bundle may cost.
        name: what messages call it.

    Raises:
        BundleError: it is no well-formed bundle.
    """
    limits = limits or standard()
    archive = _archive(Ranges(stream, name), limits)
    return BundleListing(archive, _manifest(archive, limits))


class BundleListing:
    """What a bundle holds. A file is fetched when it is opened, and verified before it is given."""

    def __init__(self, archive: Archive, manifest: Manifest) -> None:
        self._archive = archive
        self.manifest = manifest
        """Its digest is that of its listing of files; hold it against the one you expect."""

    def open(self, name: str) -> BinaryIO:
        """Return the content of one file, read to its end and verified; `KeyError` for no file.

        Raises:
            BundleError: it is not what the manifest says.
        """
        if name not in self.manifest.files:
            raise KeyError(name)
        kept = cast("BinaryIO", SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115  # given away
        try:
            with Hasher() as hasher, self._archive.open(name, AT_ONCE) as stream:
                found = hasher.read(stream, kept.write)
            _agree(name, found, self.manifest, self._archive.name)
        except BaseException:
            kept.close()
            raise
        kept.seek(0)
        return kept


@contextmanager
def _written(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EnvhubError(f"could not write `{target}`: {error.strerror or error}") from error


def _ranges(path: str | Path) -> Ranges:
    if not Path(path).is_file():
        raise NotFound(f"no bundle `{path}`")
    return Ranges.of_file(Path(path))


def _archive(ranges: Ranges, limits: Limits) -> Archive:
    listing = read_listing(ranges, limits)
    for name in listing.entries:
        if name != MANIFEST and (problem := place_problem(name)):
            message = f"entry {name!r:.120} has a name that is refused: it {problem}"
            raise BundleError([Problem(message, ranges.name)])
    return Archive(ranges, listing)


def _manifest(archive: Archive, limits: Limits) -> Manifest:
    """Read the manifest and hold the listing against it, and its own digest."""
    if MANIFEST not in archive.names():
        message = f"no `{MANIFEST}`: this zip was not made by `envhub freeze`"
        raise BundleError([Problem(message, archive.name)])
    size = archive.size(MANIFEST)
    limits.check("manifest_bytes", size, "bytes", archive.name, of="a manifest of ")
    manifest = _parsed(archive)
    for name, entry in manifest.files.items():
        if entry.size != archive.size(name):
            raise _differs(name, archive.name)
    if tree_digest(manifest.files) != manifest.digest:
        raise _misled(archive.name)
    return manifest


def _parsed(archive: Archive) -> Manifest:
    with archive.open(MANIFEST) as stream:
        data = stream.read()
    raw = None
    try:
        raw = json.loads(data)
        # Before each of half a million lies is written down as an error of its own.
        listed = raw.get("files") if isinstance(raw, dict) else None
        if isinstance(listed, dict) and (odd := set(listed) ^ set(archive.names()) - {MANIFEST}):
            message = f"`{min(odd):.120}` is not both in the zip and in its manifest"
            raise BundleError([Problem(message, archive.name)])
        return Manifest.model_validate(raw)
    except (ValueError, RecursionError) as error:
        said = raw.get("schema_version") if isinstance(raw, dict) else None
        newer = isinstance(error, ValidationError) and said in _NEWER
        note = f", written by a newer envhub (schema_version {said})" if newer else ""
        message = f"a malformed `{MANIFEST}`{note}"
        raise BundleError([Problem(message, archive.name)]) from error


@contextmanager
def _verifying(archive: Archive, manifest: Manifest) -> Iterator[None]:
    """Verify all files: in the block those that are read from then on, after it attachments too."""
    attached = [name for name in manifest.files if name.startswith(ATTACHMENTS)]
    with Beside() as beside:
        beside.start(partial(_verify, archive, attached, manifest))
        _verify(archive, sorted(set(manifest.files) - set(attached)), manifest)
        yield
        beside.wait()


def _verify(archive: Archive, names: list[str], manifest: Manifest) -> None:
    with Hasher() as hasher:
        for name in names:
            with archive.open(name) as stream:
                _agree(name, hasher.read(stream), manifest, archive.name)


def _agree(name: str, found: tuple[str, int], manifest: Manifest, bundle: str) -> None:
    entry = manifest.files[name]
    if found != (entry.sha256, entry.size):
        raise _differs(name, bundle)


def _consistent(files: Files, manifest: Manifest, limits: Limits, bundle: str) -> Environment:
    """Read every row of files whose bytes are verified, and hold the digests against them."""
    try:
        environment = Environment.load(files, limits)
        entries = {name: manifest.files[name] for name in files.names()}
        if make_manifest(environment, entries) != manifest:
            raise _misled(bundle)
        environment.manifest = manifest
    except InvalidEnvironment as error:
        if isinstance(error, BundleError):
            raise
        raise BundleError(error.problems, hint=error.hint) from error
    return environment


def _differs(name: str, bundle: str) -> BundleError:
    return BundleError([Problem(f"`{name}` is not what the manifest says", bundle)])


def _misled(bundle: str) -> BundleError:
    return BundleError([Problem("the digests of the manifest do not match its files", bundle)])
