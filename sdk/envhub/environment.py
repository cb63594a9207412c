"""An environment: a declaration, and the files that its samples, targets and templates stand in.

Samples are streamed from their files, so a million of them cost no memory. Nothing here writes a
zip (`bundle`) or judges quality (`check`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from .declaration import FILE, Capability, Declaration, parse_declaration
from .errors import InvalidEnvironment, NotFound, Problem, near_miss
from .files import Files, FolderFiles, MemoryFiles, read_text
from .harnesses import Harness, HarnessContext
from .sample import SPLITS, Sample, Target
from .toml import dump_toml
from .values import canonical_json, json_line

MAX_LINE = 4 * 1024 * 1024
"""Bytes of one line of JSONL."""
_MARK = b"\xef\xbb\xbf"
Row = TypeVar("Row", bound=BaseModel)


class Environment:
    """A declaration with its files; equal content is the same environment wherever it lies."""

    def __init__(self, declaration: Declaration, files: Files) -> None:
        self.declaration = declaration
        self.files = files

    @classmethod
    def load(cls, files: Files) -> Environment:
        """Read the declaration out of files.

        Raises:
            InvalidEnvironment: no declaration, or a wrong one, with file and line.
        """
        if FILE not in files.names():
            raise InvalidEnvironment([Problem(f"no `{FILE}`: this is no environment", FILE)])
        return cls(parse_declaration(read_text(files, FILE)), files)

    @classmethod
    def from_folder(cls, folder: str | Path) -> Environment:
        """Open a source folder.

        Raises:
            NotFound: there is no such folder.
            InvalidEnvironment: with file and line.
        """
        path = Path(folder)
        if not path.is_dir():
            raise NotFound(f"no folder `{folder}`")
        return cls.load(FolderFiles(path))

    @classmethod
    def create(
        cls,
        declaration: Declaration | Mapping[str, Any],
        samples: Iterable[Sample],
        targets: Iterable[Target],
        files: Mapping[str, bytes] | None = None,
    ) -> Environment:
        """Build an environment in memory; its samples form the `test` split.

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
        """
        waiting: dict[str, Target] = {}
        stream = self.targets(split)
        for sample in self.samples(split):
            while sample.id not in waiting:
                target = next(stream, None)
                if target is None:
                    path = f"data/{split}.targets.jsonl"
                    raise InvalidEnvironment([Problem(f"no target for sample `{sample.id}`", path)])
                waiting[target.id] = target
            yield sample, waiting.pop(sample.id)

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
        """The template and the solved samples that a capability's harness shows.

        Solved samples are those of the capability itself: a question about sums is never
        introduced by one about chemistry.

        Raises:
            InvalidEnvironment: the template file is missing.
        """
        harness = self.harness_for(capability)
        template = None
        if harness.template is not None:
            if harness.template not in self.files.names():
                message = f"template `{harness.template}` is missing"
                message += near_miss(harness.template, self.files.names())
                raise InvalidEnvironment([Problem(message, FILE)])
            template = read_text(self.files, harness.template)
        shots: tuple[tuple[Sample, Target], ...] = ()
        if harness.few_shot is not None:
            solved = self.items(harness.few_shot.split)
            own = (pair for pair in solved if pair[0].capability == capability.id)
            shots = tuple(islice(own, harness.few_shot.n))
        return HarnessContext(template=template, shots=shots)

    def _rows(self, path: str, kind: type[Row], split: str) -> Iterator[tuple[int, Row]]:
        if split not in SPLITS:
            raise NotFound(f"no split `{split}`{near_miss(split, SPLITS)}")
        if path not in self.files.names():
            return
        with self.files.open(path) as stream:
            for number, line in numbered_lines(stream):
                yield number, parse_row(line, kind, path, number)


def numbered_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Stream the lines that are not blank, 1-based; none is read much further than it may be long.

    A line ends at `\\n` and nowhere else: U+2028 or U+0085 inside a text are text.
    """
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if line.strip():
            yield number, line


def parse_row(line: bytes, kind: type[Row], path: str, number: int) -> Row:
    """Read one line of JSONL.

    Raises:
        InvalidEnvironment: with file and line.
    """
    if len(line) > MAX_LINE:
        raise InvalidEnvironment([Problem(f"a line of more than {MAX_LINE} bytes", path, number)])
    if line.startswith(_MARK):
        message = "a byte order mark: save the file as UTF-8 without one"
        raise InvalidEnvironment([Problem(message, path, number)])
    try:
        raw = from_json(line, allow_inf_nan=False)
        canonical_json(raw)  # 1e999 is read as infinity, which no digest can be taken of
    except ValueError as error:
        message = f"not JSON: {error}".replace(" at line 1 column ", " at column ")
        raise InvalidEnvironment([Problem(message, path, number)]) from error
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        raise InvalidEnvironment(
            [_row_problem(one, kind, path, number) for one in error.errors()]
        ) from error


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
