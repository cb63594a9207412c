"""Open a pool: find its files, card each of them, remember the cards by the digest of the file."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path

from pydantic import ValidationError

from envhub.errors import DatasetError, NotFound, UsageError
from envhub.values import Frozen

from ...config import cache_folder
from .card import DatasetCard, FieldCard
from .domains import domains_of
from .licences import ASIDE, Beside, beside
from .lines import JsonLines, Lines, Separated
from .pool import Pool, PoolFile
from .profile import Profile
from .reading import Index, JsonRecords, NoRecords, ParquetRecords, Records, TextRecords

VERSION = 1
"""Grows when the same file gives another card."""
FORMATS: Mapping[str, str] = {
    ".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet",
    ".tsv": "tsv",
}  # fmt: skip
SPLITS = frozenset({"data", "dev", "eval", "test", "train", "val", "validation"})
"""Names of files that say nothing of what they hold."""
_LINES: Mapping[str, Lines] = {
    "csv": Separated(","), "jsonl": JsonLines(), "tsv": Separated("\t"),
}  # fmt: skip


class _Content(Frozen):
    """What of a card follows from the bytes of the file alone: this is remembered."""

    records: int
    seen: int
    fields: tuple[FieldCard, ...]
    words: tuple[str, ...]
    canary: str | None
    index: Index | None


def open_pool(paths: Iterable[str | Path], cache: Path | None = None) -> Pool:
    """Card the files of a pool.

    Args:
        paths: files, or folders that are walked; in a folder, what holds no records is passed over
            and listed in `Pool.skipped`.
        cache: where cards and indexes are remembered; None: the user's cache.

    Raises:
        NotFound: a path does not exist, or holds no data.
        UsageError: a file has an ending that is not known.
        DatasetError: a file is broken; it names the file and the line.
        MissingRequirement: polars, which Parquet is read by, is not installed.
    """
    cache = cache_folder() / "pool" if cache is None else cache
    files: list[PoolFile] = []
    skipped: list[tuple[str, str]] = []
    taken: set[str] = set()
    for path in dict.fromkeys(Path(one).resolve() for one in paths):
        root = path.parent
        for file in _files(path):
            relative = file.relative_to(root).as_posix()
            try:
                files.append(_carded(file, relative, _id_of(relative, taken), cache))
            except NoRecords as error:
                if file == path:
                    raise
                skipped.append((relative, error.message))
            else:
                taken.add(files[-1].card.id)
    if not files:
        raise NotFound("the pool holds no records", hint=f"formats: {', '.join(FORMATS)}")
    return Pool(files, cache, tuple(skipped))


def _files(path: Path) -> list[Path]:
    known = ", ".join(FORMATS)
    if path.is_file():
        if path.suffix.lower() not in FORMATS:
            raise UsageError(f"`{path.name}` is no data that can be read (endings: {known})")
        return [path]
    if not path.is_dir():
        raise NotFound(f"no file or folder `{path}`")
    files = sorted(
        one for one in path.rglob("*")
        if one.is_file() and one.suffix.lower() in FORMATS and one.name.lower() not in ASIDE
        and not any(part.startswith((".", "__")) for part in one.relative_to(path).parts)
    )  # fmt: skip
    if not files:
        raise NotFound(f"folder `{path}` holds no data (endings: {known})")
    return files


def _named(relative: Path) -> str:
    """What a file is called: by its folder too, where its own name is that of a split."""
    if relative.stem.lower() in SPLITS and len(relative.parts) > 1:
        return f"{relative.parts[-2]} {relative.stem}"
    return relative.stem


def _id_of(relative: str, taken: set[str]) -> str:
    """The name of the file; where that is taken, with the folders that it stands in."""
    path = Path(relative)
    parts = (*path.parts[:-1], _named(path))
    for start in range(len(parts) - 1, -1, -1):
        name = re.sub(r"[^a-z0-9]+", "-", "-".join(parts[start:]).lower()).strip("-") or "data"
        if name not in taken:
            return name
    return next(f"{name}-{n}" for n in range(2, len(taken) + 3) if f"{name}-{n}" not in taken)


def _carded(path: Path, relative: str, name: str, cache: Path) -> PoolFile:
    if not path.stat().st_size:
        raise DatasetError(f"{path}:1: the file is empty")
    with path.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    form = _format(path)
    memory = cache / f"{digest[:32]}-{form}-{VERSION}.json"
    content = _remembered(memory)
    records = _records(path, form, content.index if content else None)
    if content is None:
        content = _content(records, path)
        _remember(memory, content)
    called = _named(Path(relative)).replace("_", " ")
    told: Beside = beside(path, path.parents[len(Path(relative).parts) - 1])
    card = DatasetCard(
        id=name, name=called, path=relative, format=form,
        records=content.records, seen=content.seen, fields=content.fields, words=content.words,
        domains=domains_of(called, [one.name for one in content.fields], content.words),
        canary=content.canary, licence=told.licence, source=told.source,
        description=told.description, sha256=digest,
    )  # fmt: skip
    return PoolFile(card, path, records)


def _format(path: Path) -> str:
    """By its ending; lines of objects under the name of a document are what they are."""
    form = FORMATS[path.suffix.lower()]
    if form != "json":
        return form
    with path.open("rb") as stream:
        first, second = stream.readline(1 << 20).strip(), stream.readline(16).strip()
    return "jsonl" if first[:1] == second[:1] == b"{" and first.endswith(b"}") else "json"


def _records(path: Path, form: str, index: Index | None) -> Records:
    if form == "json":
        return JsonRecords(path)
    if form == "parquet":
        return ParquetRecords(path)
    return TextRecords(path, _LINES[form], index)


def _content(records: Records, path: Path) -> _Content:
    profile = Profile()
    profile.read(records.each())
    if not profile.records:
        raise DatasetError(f"{path}:1: the file holds no record")
    return _Content(
        records=profile.records, seen=profile.seen, fields=profile.fields(),
        words=profile.words(), canary=getattr(records, "canary", None), index=records.index(),
    )  # fmt: skip


def _remembered(path: Path) -> _Content | None:
    """What is remembered; anything torn or of another form is made again."""
    try:
        return _Content.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _remember(path: Path, content: _Content) -> None:
    # A cache that can't be written costs time and nothing else.
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "wb") as stream:
            stream.write(json.dumps(content.model_dump(mode="json")).encode())
        Path(part).replace(path)
