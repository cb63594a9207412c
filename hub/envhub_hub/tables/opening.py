"""Open a data set: which files, which columns, which rows, and the digest of all of it.

Everything that can be wrong with a file or a column is found here, before a run is begun.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from envhub.dataset import DatasetFile, DatasetIdentity, TableRow
from envhub.errors import DatasetError, NotFound, UsageError, near_miss
from envhub.estimators.base import MAX_CHARACTERS
from envhub.hashing import Hasher
from envhub.values import Frozen

from ..text import one_line
from .formats import FORMATS, Scan, polars

BATCH = 1_000
"""Rows that are held in Python at once."""


class TableSettings(Frozen):
    """What of a data set is read."""

    text_column: str | None = None
    """None: the column `text`, where there is one."""
    label_column: str | None = None
    """None: the column `label`, where there is one."""
    filter: str | None = None
    """A condition in SQL, such as `lang = 'en' AND length(text) > 20`."""


class FileTable:
    """A data set on disk, ready to be read any number of times."""

    def __init__(self, identity: DatasetIdentity, frame: Any) -> None:
        self.identity = identity
        self._frame = frame
        """A lazy frame of two columns of text, filtered."""

    def rows(self) -> Iterator[TableRow]:
        """Stream text and label of each row.

        Raises:
            DatasetError: a row that can't be read, or a file that changed meanwhile.
        """
        count = 0
        with _readable(self.identity.name):
            batches = self._frame.collect_batches(
                chunk_size=BATCH, maintain_order=True, lazy=True, engine="streaming"
            )
            for batch in batches:
                count += batch.height
                yield from batch.iter_rows()
        if count != self.identity.rows:
            raise DatasetError(
                f"`{self.identity.name}` gave {count:,} rows, and {self.identity.rows:,} a moment "
                "before: it was changed while it was read"
            )


def open_table(path: str | Path, settings: TableSettings) -> FileTable:
    """Open a file or a folder of files.

    Raises:
        NotFound: there is no such file or column.
        UsageError: an ending that is not known, a column that is no text, or a filter that is none.
        DatasetError: the file is empty, or is not what its ending says.
        MissingRequirement: polars is not installed.
    """
    path = Path(path)
    files = _files(path)
    kind, scan = FORMATS[files[0].suffix.lower()]
    pl = polars()
    name = path.resolve().name
    with _readable(name):
        # Types are looked at once as they are, so that a list is not taken for a text.
        schema = dict(scan(pl, files, ()).collect_schema())
    text = _column(settings.text_column, "text", schema, name)
    label = _column(settings.label_column, "label", schema, name)
    if text is None and label is None:
        known = ", ".join(f"`{one}`" for one in list(schema)[:20])
        hint = f"name it by --text-column, that of labels by --label-column (there are: {known})"
        raise UsageError(f"no column of `{name}` is called `text`; which holds the texts?",
                         hint=hint)  # fmt: skip
    if text is not None and not _is_text(schema[text]):
        raise UsageError(f"column `{text}` of `{name}` holds {schema[text]}, not text")
    if label is not None and (schema[label].is_nested() or schema[label] == pl.Binary):
        raise UsageError(f"column `{label}` of `{name}` holds {schema[label]}, not labels")
    with _readable(name):
        frame, total, rows = _filtered(scan, files, [text, label], settings.filter)
        listed = _listed(path, files)
    identity = DatasetIdentity(
        name=name, digest=_digest(listed), files=tuple(listed), format=kind,
        columns=tuple(schema), text_column=text, label_column=label, filter=settings.filter,
        rows=rows, total_rows=total,
    )  # fmt: skip
    return FileTable(identity, frame.select(_read(pl, text, "text"), _read(pl, label, "label")))


def _files(path: Path) -> list[Path]:
    """The files of a data set, in the order in which they are read."""
    known = ", ".join(FORMATS)
    if path.is_file():
        if path.suffix.lower() not in FORMATS:
            hint = "write one JSON object a line, as .jsonl" if path.suffix == ".json" else None
            raise UsageError(f"`{path.name}` is no table that can be read (endings: {known})",
                             hint=hint)  # fmt: skip
        files = [path]
    elif path.is_dir():
        files = sorted(one for one in path.iterdir()
                       if one.is_file() and one.suffix.lower() in FORMATS)  # fmt: skip
        endings = sorted({one.suffix.lower() for one in files})
        if not files:
            raise NotFound(f"folder `{path}` holds no table (endings: {known})")
        if len(endings) > 1:
            raise UsageError(f"folder `{path}` holds files of several kinds: {', '.join(endings)}")
    else:
        raise NotFound(f"no file or folder `{path}`")
    for empty in [one.name for one in files if not one.stat().st_size][:1]:
        raise DatasetError(f"`{empty}` is empty")
    return files


def _column(wanted: str | None, usual: str, schema: dict[str, Any], name: str) -> str | None:
    """The column that was named; else the one of the usual name, where there is one."""
    if wanted is None:
        return usual if usual in schema else None
    if wanted not in schema:
        known = ", ".join(f"`{one}`" for one in list(schema)[:20])
        near = near_miss(wanted, schema)
        raise NotFound(f"no column `{wanted}` in `{name}`{near} (there are: {known})")
    return wanted


def _is_text(kind: Any) -> bool:
    pl = polars()
    return kind in (pl.String, pl.Categorical, pl.Null) or isinstance(kind, pl.Enum)


def _filtered(
    scan: Scan, files: list[Path], columns: list[str | None], condition: str | None
) -> tuple[Any, int, int]:
    """The lazy frame with its filter, the rows before it, and those it leaves."""
    pl = polars()
    frame = scan(pl, files, [one for one in columns if one is not None])
    total = _height(frame)
    if condition is None:
        return frame, total, total
    try:
        chosen = pl.sql_expr(condition)
        kind = frame.select(chosen.alias("chosen")).collect_schema()["chosen"]
        filtered = frame.filter(chosen) if kind == pl.Boolean else None
        rows = _height(filtered) if filtered is not None else 0
    except pl.exceptions.PolarsError as error:  # the file itself was read to its end above
        raise UsageError(
            f"--filter {condition!r} can't be applied: {_first_line(error)}",
            hint="a condition over columns, such as \"lang = 'en' AND length(text) > 20\"",
        ) from error
    if filtered is None:
        raise UsageError(f"--filter {condition!r} is no condition: it gives {kind}")
    return filtered, total, rows


def _height(frame: Any) -> int:
    """Count the rows by reading them: a shortcut may count lines that are inside of quotes."""
    first = polars().col(next(iter(frame.collect_schema())))
    return int(frame.select(first.len()).collect(engine="streaming").item())


def _read(pl: Any, column: str | None, name: str) -> Any:
    """A column as text; one more character than is read shows that a text was longer."""
    if column is None:
        return pl.lit(None, dtype=pl.String).alias(name)
    return pl.col(column).cast(pl.String).str.slice(0, MAX_CHARACTERS + 1).alias(name)


def _listed(path: Path, files: list[Path]) -> list[DatasetFile]:
    listed = []
    with Hasher() as hasher:
        for one in files:
            with one.open("rb") as stream:
                sha256, size = hasher.read(stream)
            relative = one.relative_to(path).as_posix() if path.is_dir() else one.name
            listed.append(DatasetFile(path=relative, sha256=sha256, size=size))
    return listed


def _digest(files: list[DatasetFile]) -> str:
    """Of one file, that of its content, whatever it is called."""
    if len(files) == 1:
        return f"sha256:{files[0].sha256}"
    found = hashlib.sha256()
    for one in files:
        found.update(f"{one.path}\0{one.sha256}\n".encode())
    return f"sha256:{found.hexdigest()}"


@contextmanager
def _readable(name: str) -> Iterator[None]:
    """Say in one sentence why a file can't be read."""
    pl = polars()
    try:
        yield
    except (pl.exceptions.PolarsError, OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"`{name}` can't be read: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    """What a library says, without its plans and traces."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return one_line(lines[0] if lines else type(error).__name__, 200)
