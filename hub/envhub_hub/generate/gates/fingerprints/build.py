"""Make the shipped fingerprints anew.

`python -m envhub_hub.generate.gates.fingerprints.build DATA`, where DATA holds a folder for each
set, with the file `SOURCE.json` that names its repository, commit, licence and digests. Of
neighbouring fingerprints only the least is kept (winnowing, Schleimer and others, SIGMOD 2003): of
each four in a row at least one, so 16 words in a row are always found.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from envhub.errors import IntegrityError, UsageError

from .store import DATA, INDEX, PublicSet, SetFile, packed
from .words import fingerprints_of

WINDOW = 4
"""Fingerprints in a row, of which at least one is kept."""
Texts = Callable[[Path], Iterator[str]]
"""What reads the texts of a set out of its folder."""


def build(data: Path, folder: Path) -> None:
    """Read the published sets and write the two files.

    Raises:
        IntegrityError: a file is not the one that its `SOURCE.json` names.
    """
    sets, held = [], []
    for name, texts in SETS.items():
        one, found = _set(data / name, name, texts)
        sets.append(one.model_dump(mode="json"))
        held.append(found)
    (folder / INDEX).write_text(json.dumps(sets, indent=1) + "\n", encoding="utf-8")
    (folder / DATA).write_bytes(packed(held))


def winnowed(fingerprints: list[bytes]) -> set[bytes]:
    """Keep the least of each few in a row; of a short text, the least of all."""
    starts = range(max(1, len(fingerprints) - WINDOW + 1))
    return {min(fingerprints[start : start + WINDOW]) for start in starts if fingerprints}


def _set(folder: Path, name: str, texts: Texts) -> tuple[PublicSet, set[bytes]]:
    source = json.loads((folder / "SOURCE.json").read_text(encoding="utf-8"))
    files = tuple(
        SetFile(file=one["file"], sha256=one["sha256"])
        for one in source["files"]
        if (folder / one["file"]).exists()
    )
    for one in files:
        if sha256((folder / one.file).read_bytes()).hexdigest() != one.sha256:
            raise IntegrityError(f"`{folder / one.file}` is not the file that SOURCE.json names")
    read = list(texts(folder))
    found = {one for text in read for one in winnowed(list(fingerprints_of(text)))}
    described = PublicSet(
        name=name, source=source["source_repo"].partition(" ")[0], commit=source["commit"],
        licence=source["licence"], files=files, texts=len(read), fingerprints=len(found),
    )  # fmt: skip
    return described, found


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _fields(pattern: str, *names: str) -> Texts:
    """Texts in fields of JSON lines."""

    def read(folder: Path) -> Iterator[str]:
        for path in sorted(folder.glob(pattern)):
            for row in _json_lines(path):
                yield from (str(row[name]) for name in names)

    return read


def _column(file: str, name: str) -> Texts:
    """Texts in a column of a CSV file with a head."""

    def read(folder: Path) -> Iterator[str]:
        with (folder / file).open(encoding="utf-8", newline="") as stream:
            yield from (row[name] for row in csv.DictReader(stream))

    return read


def _bbh(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.json")):
        if path.name != "SOURCE.json":
            examples = json.loads(path.read_text(encoding="utf-8"))["examples"]
            yield from (one["input"] for one in examples)


def _bfcl(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("BFCL*.json")):
        for row in _json_lines(path):
            yield from (message["content"] for turn in row["question"] for message in turn)


def _mbpp(folder: Path) -> Iterator[str]:
    for row in json.loads((folder / "sanitized-mbpp.json").read_text(encoding="utf-8")):
        yield row["prompt"]
        yield row["code"]


def _mgsm(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield line.partition("\t")[0]


def _pararel(folder: Path) -> Iterator[str]:
    patterns = json.loads((folder / "patterns.json").read_text(encoding="utf-8"))
    for row in _json_lines(folder / "facts.jsonl"):
        for pattern in patterns.get(row["rel"], ()):
            if pattern.rstrip(" .").endswith("[Y]"):
                yield pattern.partition("[Y]")[0].replace("[X]", row["sub"])


def _scitldr(folder: Path) -> Iterator[str]:
    for row in _json_lines(folder / "scitldr_a_test.jsonl"):
        yield " ".join(row["source"])


SETS: Mapping[str, Texts] = {
    "advbench_goals": _column("harmful_behaviors_goals.csv", "goal"),
    "bbh": _bbh,
    "bfcl": _bfcl,
    "gsm8k": _fields("test.jsonl", "question"),
    "humaneval": _fields("HumanEval.jsonl", "prompt", "canonical_solution"),
    "ifeval": _fields("input_data.jsonl", "prompt"),
    "mbpp_sanitized": _mbpp,
    "mgsm": _mgsm,
    "pararel_cloze": _pararel,
    "scitldr": _scitldr,
    "truthfulqa": _column("TruthfulQA.csv", "Question"),
    "xstest": _column("xstest_prompts.csv", "prompt"),
}
"""What is read of each set: what a model is asked, and of programs the published solution."""


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise UsageError("name the folder of the published sets")
    build(Path(sys.argv[1]), Path(__file__).parent)
