"""An environment: a declaration, and the files that its samples, targets and templates stand in.

Samples are streamed from their files, so a million of them cost no memory. Nothing here writes a
zip (`bundle`) or judges quality (`check`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from .declaration import FILE, Capability, Declaration, parse_declaration
from .dimension import Estimate
from .errors import InvalidEnvironment, NotFound, Problem, near_miss
from .files import Files, FolderFiles, MemoryFiles, read_text
from .harnesses import Harness, HarnessContext
from .limits import Limits, exceeded, standard
from .sample import SPLITS, Sample, Target
from .toml import dump_toml
from .values import json_line

if TYPE_CHECKING:
    from .manifest import Manifest

_MARK = b"\xef\xbb\xbf"
_LISTS = (list, tuple)
Row = TypeVar("Row", bound=BaseModel)


class Environment:
    """A declaration with its files; equal content is the same environment wherever it lies."""

    def __init__(
        self, declaration: Declaration, files: Files, limits: Limits | None = None
    ) -> None:
        self.declaration = declaration
        self.files = files
        self.limits = limits or standard()
        self.manifest: Manifest | None = None
        """Of a bundle, held against every byte of it when it was opened."""

    @classmethod
    def load(cls, files: Files, limits: Limits | None = None) -> Environment:
        """Read the declaration out of files.

        Raises:
            InvalidEnvironment: no declaration, or a wrong one, with file and line.
        """
        if FILE not in files.names():
            raise InvalidEnvironment([Problem(f"no `{FILE}`: this is no environment", FILE)])
        return cls(parse_declaration(read_text(files, FILE)), files, limits)

    @classmethod
    def from_folder(cls, folder: str | Path, limits: Limits | None = None) -> Environment:
        """Open a source folder.

        Raises:
            NotFound: there is no such folder.
            InvalidEnvironment: with file and line.
        """
        path = Path(folder)
        if not path.is_dir():
            raise NotFound(f"no folder `{folder}`")
        return cls.load(FolderFiles(path), limits)

    @classmethod
    def create(
        cls,
        declaration: Declaration | Mapping[str, Any],
        samples: Iterable[Sample] = (),
        targets: Iterable[Target] = (),
        files: Mapping[str, bytes] | None = None,
    ) -> Environment:
        """Build an environment in memory; its samples form the `test` split.

        One of kind `dataset` has none.

        Args:
            declaration: the value, or the same keys as in `environment.toml`.
            samples: in the order in which they will be run.
            targets: one for each sample, by id.
            files: further files by path, such as templates or other splits.
        """
        if not isinstance(declaration, Declaration):
            declaration = parse_declaration(dump_toml(declaration))
        contents = dict(files or {})
        contents[FILE] = dump_toml(
            declaration.model_dump(mode="json", exclude_defaults=True)
            | {"schema_version": declaration.schema_version},
        ).encode()
        if declaration.kind == "model":
            contents["data/test.jsonl"] = b"".join(json_line(one) for one in samples)
            contents["data/test.targets.jsonl"] = b"".join(json_line(one) for one in targets)
        return cls.load(MemoryFiles(contents))

    @property
    def reference(self) -> str:
        """owner/name@version."""
        return self.declaration.reference

    @property
    def splits(self) -> tuple[str, ...]:
        """The splits that have samples."""
        names = self.files.names()
        return tuple(split for split in SPLITS if f"data/{split}.jsonl" in names)

    def samples(self, split: str = "test") -> Iterator[Sample]:
        """Stream the samples of a split, in file order."""
        return (row for _, row in self._rows(f"data/{split}.jsonl", Sample, split))

    def targets(self, split: str = "test") -> Iterator[Target]:
        """Stream the targets of a split, in file order."""
        return (row for _, row in self._rows(f"data/{split}.targets.jsonl", Target, split))

    def items(self, split: str = "test") -> Iterator[tuple[Sample, Target]]:
        """Stream samples with their targets. Memory grows only where the two files differ in order.

        Raises:
            InvalidEnvironment: a sample without a target.
            LimitExceeded: their orders differ so much that more would wait than may.
        """
        waiting: dict[str, tuple[Target, int]] = {}
        held, path = 0, f"data/{split}.targets.jsonl"
        stream = self._read(path, Target, split)
        for sample in self.samples(split):
            while sample.id not in waiting:
                found = next(stream, None)
                if found is None:
                    raise InvalidEnvironment([Problem(f"no target for sample `{sample.id}`", path)])
                _, target, size = found
                held += size
                self.limits.check("waiting_bytes", held, "bytes of targets before their samples",
                                  path)  # fmt: skip
                waiting[target.id] = target, size
            target, size = waiting.pop(sample.id)
            held -= size
            yield sample, target

    def lines(self, split: str) -> Iterator[tuple[int, Sample]]:
        """Stream samples with their 1-based line."""
        return self._rows(f"data/{split}.jsonl", Sample, split)

    def target_lines(self, split: str) -> Iterator[tuple[int, Target]]:
        """Stream targets with their 1-based line."""
        return self._rows(f"data/{split}.targets.jsonl", Target, split)

    def harness_for(self, capability: Capability) -> Harness:
        """The harness that a capability names."""
        return self.declaration.harness[capability.harness]

    def context_for(self, capability: Capability) -> HarnessContext:
        """The template and the solved samples that a capability's harness shows, and what it reads.

        Solved samples are those of the capability itself: a question about sums is never
        introduced by one about chemistry.

        Raises:
            InvalidEnvironment: the template file, or another that it reads, is missing or wrong.
        """
        harness = self.harness_for(capability)
        template = None
        if harness.template is not None:
            template = self._text(harness.template, "template")
        texts = {path: self._text(path, "file") for path in harness.reads}
        shots: tuple[tuple[Sample, Target], ...] = ()
        if harness.few_shot is not None:
            solved = self.items(harness.few_shot.split)
            own = (pair for pair in solved if pair[0].capability == capability.id)
            shots = tuple(islice(own, harness.few_shot.n))
        context = HarnessContext(template=template, shots=shots, texts=texts)
        if said := harness.problems(context):
            raise InvalidEnvironment([Problem(one, FILE) for one in said])
        return context

    def bound(self, capability: Capability) -> Capability:
        """The same capability, whose scorer holds the files that it reads.

        Raises:
            InvalidEnvironment: one of them is missing.
        """
        if not capability.scorer.reads:
            return capability
        texts = {path: self._text(path, "file") for path in capability.scorer.reads}
        return capability.model_copy(update={"scorer": capability.scorer.with_texts(texts)})

    def estimates(self) -> tuple[Estimate, ...]:
        """The dimensions of a data set, whose estimators hold the files that they read.

        Raises:
            InvalidEnvironment: one of them is missing, or does not suffice.
        """
        found, wrong = [], []
        for one in self.declaration.estimate:
            texts = {path: self._text(path, "file") for path in one.estimator.reads}
            bound = one.estimator.with_texts(texts)
            wrong += [Problem(f"capability `{one.id}`: {said}", FILE) for said in bound.problems()]
            found.append(one.model_copy(update={"estimator": bound}))
        if wrong:
            raise InvalidEnvironment(wrong)
        return tuple(found)

    def _text(self, path: str, noun: str) -> str:
        if path not in self.files.names():
            near = near_miss(path, self.files.names())
            raise InvalidEnvironment([Problem(f"{noun} `{path}` is missing{near}", FILE)])
        return read_text(self.files, path)

    def _rows(self, path: str, kind: type[Row], split: str) -> Iterator[tuple[int, Row]]:
        return ((number, row) for number, row, _ in self._read(path, kind, split))

    def _read(self, path: str, kind: type[Row], split: str) -> Iterator[tuple[int, Row, int]]:
        """Stream rows with their 1-based line and its bytes."""
        if split not in SPLITS:
            raise NotFound(f"no split `{split}`{near_miss(split, SPLITS)}")
        if path not in self.files.names():
            return
        with self.files.open(path) as stream:
            for number, line in numbered_lines(stream, self.limits):
                yield number, parse_row(line, kind, path, number, self.limits), len(line)


def numbered_lines(stream: BinaryIO, limits: Limits | None = None) -> Iterator[tuple[int, bytes]]:
    """Stream the lines that are not blank, 1-based; none is read much further than it may be long.

    A line ends at `\\n` and nowhere else: U+2028 or U+0085 inside a text are text.
    """
    number, most = 0, (limits or standard()).line_bytes
    while line := stream.readline(most + 1):
        number += 1
        if line.strip():
            yield number, line


def parse_row(
    line: bytes, kind: type[Row], path: str, number: int, limits: Limits | None = None
) -> Row:
    """Read one line of JSONL.

    Raises:
        InvalidEnvironment: with file and line.
    """
    most = (limits or standard()).line_bytes
    if len(line) > most:
        message = f"a line of more than {most} bytes (limit `line_bytes`)"
        raise exceeded("line_bytes", Problem(message, path, number))
    try:
        row = kind.model_validate_json(line)
        if _finite(
            vars(row).values()
        ):  # 1e999 is read as infinity, which no digest can be taken of
            return row
    except ValidationError:
        pass  # read again, slowly, by what says best what is wrong
    if line.startswith(_MARK):
        message = "a byte order mark: save the file as UTF-8 without one"
        raise InvalidEnvironment([Problem(message, path, number)])
    try:
        raw = from_json(line, allow_inf_nan=False)
        if not _finite((raw,)):
            raise ValueError("a number without end")
    except ValueError as error:
        message = f"not JSON: {error}".replace(" at line 1 column ", " at column ")
        raise InvalidEnvironment([Problem(message, path, number)]) from error
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        raise InvalidEnvironment(
            [_row_problem(one, kind, path, number) for one in error.errors()]
        ) from error


def _finite(values: Iterable[Any]) -> bool:
    """Say whether none of the numbers in a row, which is at most 200 deep, is infinite, or none."""
    for value in values:
        if isinstance(value, str) or not value:
            continue
        if isinstance(value, float):
            if not isfinite(value):
                return False
        elif isinstance(value, _LISTS):
            if not _finite(value):
                return False
        elif isinstance(value, dict):
            if not _finite(value.values()):
                return False
        elif isinstance(value, BaseModel) and not _finite(vars(value).values()):
            return False
    return True


def _row_problem(error: Any, kind: type[BaseModel], path: str, number: int) -> Problem:
    place = ".".join(str(part) for part in error["loc"])
    message = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        message = f"unknown key `{place}`{near_miss(place, kind.model_fields)}"
    elif error["type"] == "missing":
        message = f"`{place}` is missing"
    elif place:
        message = f"`{place}`: {message[0].lower()}{message[1:]}"
    return Problem(message, path, number)


def solved(pairs: Sequence[tuple[Sample, Target]], split: str) -> dict[str, bytes]:
    """Return the two files of a split, for `Environment.create(files=…)`."""
    return {
        f"data/{split}.jsonl": b"".join(json_line(sample) for sample, _ in pairs),
        f"data/{split}.targets.jsonl": b"".join(json_line(target) for _, target in pairs),
    }
