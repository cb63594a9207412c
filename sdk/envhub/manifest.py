"""The manifest: every file of a bundle, and the digests that say what it is.

Identity is content, never the zip's bytes. `digest` covers every file but `provenance.json`, which
holds times and costs. The component digests say what a change means: equal data and harness, an
old run can be reused or re-scored.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, Literal

from .declaration import FILE, Declaration
from .environment import Environment
from .errors import InvalidEnvironment, Problem
from .files import Files
from .hashing import Hasher
from .sample import SPLITS
from .values import Frozen, canonical_json, declared

PROVENANCE = "provenance.json"
ROWS = "rows"
"""Under which the scoring digest of data sets stands."""


class FileEntry(Frozen):
    """One file of a bundle."""

    sha256: str
    size: int


class Manifest(Frozen):
    """What a bundle holds. Every digest is `sha256:` and 64 hexadecimal digits."""

    schema_version: Literal[1] = 1
    name: str
    version: str
    kind: Literal["model", "dataset"] = "model"
    digest: str
    data_digest: dict[str, str]
    """By split: the samples and the files they name."""
    harness_digest: str
    """What is asked: templates, harness declarations, few-shot samples. Of data sets: what is
    measured, which is estimators and the files that they read."""
    scoring_digest: dict[str, str]
    """By split: how it is judged: scorers, pass rules, weights, targets. Of data sets, which have
    no split, under `rows`: pass rules and weights."""
    samples: dict[str, int]
    """By split."""
    files: dict[str, FileEntry]


class Fingerprint:
    """A sha256 over parts that are framed by their length, so no two lists of parts are one."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, part: bytes) -> None:
        self._hash.update(len(part).to_bytes(8, "big"))
        self._hash.update(part)

    @property
    def value(self) -> str:
        return f"sha256:{self._hash.hexdigest()}"


def list_files(files: Files) -> dict[str, FileEntry]:
    """Return every file with its sha256 and size, in constant memory."""
    entries = {}
    with Hasher() as hasher:
        for name in files.names():
            with files.open(name) as stream:
                sha256, size = hasher.read(stream)
            entries[name] = FileEntry(sha256=sha256, size=size)
    return entries


def tree_digest(entries: dict[str, FileEntry]) -> str:
    """Return the digest of a listing: sha256 over `path NUL sha256 LF`, without provenance."""
    found = hashlib.sha256()
    for path, entry in sorted(entries.items()):  # code points sort as their UTF-8 bytes do
        if path != PROVENANCE:
            found.update(f"{path}\0{entry.sha256}\n".encode())
    return f"sha256:{found.hexdigest()}"


def make_manifest(
    environment: Environment, entries: dict[str, FileEntry] | None = None
) -> Manifest:
    """List an environment and compute its digests. Every row is read and validated on the way.

    That of a bundle was computed when it was opened.

    Args:
        environment: what to list.
        entries: its files, where they have been listed already.

    Raises:
        InvalidEnvironment: a row that is malformed, or names a file that is not there.
    """
    if entries is None:
        if environment.manifest is not None:
            return environment.manifest
        entries = list_files(environment.files)
    declaration = environment.declaration
    dataset = declaration.kind == "dataset"
    data, samples = {}, {}
    for split in environment.splits:
        data[split], samples[split] = _data_digest(environment, split, entries)
    return Manifest(
        name=declaration.name,
        version=declaration.version,
        kind=declaration.kind,
        digest=tree_digest(entries),
        data_digest=data,
        harness_digest=_estimator_digest(declaration, entries)
        if dataset
        else _harness_digest(environment, entries),
        scoring_digest={ROWS: _rule_digest(declaration)}
        if dataset
        else {split: _scoring_digest(environment, split, entries) for split in data},
        samples=samples,
        files=entries,
    )


def _data_digest(
    environment: Environment, split: str, entries: dict[str, FileEntry]
) -> tuple[str, int]:
    found, count, named = Fingerprint(), 0, set()
    for number, sample in environment.lines(split):
        count += 1
        found.add(canonical_json(sample))
        for name in sample.files:
            if name not in entries or not name.startswith("data/files/"):
                message = f"sample `{sample.id}` names `{name}`, no file below data/files/"
                raise InvalidEnvironment([Problem(message, f"data/{split}.jsonl", number)])
            named.add(name)
    for name in sorted(named):
        found.add(f"{name}\0{entries[name].sha256}".encode())
    return found.value, count


def _harness_digest(environment: Environment, entries: dict[str, FileEntry]) -> str:
    declaration, found = environment.declaration, Fingerprint()
    _add_files(found, entries, "harness/")
    harnesses = {name: declared(one) for name, one in declaration.harness.items()}  # type: ignore[arg-type]
    choices = {one.id: one.harness for one in declaration.capability}
    asked: dict[str, Any] = {"harness": harnesses, "capability": choices}
    if surroundings := declared(declaration.requires.surroundings):
        asked["surroundings"] = surroundings  # another image is another workspace
    found.add(canonical_json(asked))
    for split in _shown_splits(declaration):
        for sample, target in environment.items(split):
            found.add(canonical_json(sample))
            found.add(canonical_json(target))
    return found.value


def _shown_splits(declaration: Declaration) -> Iterable[str]:
    """The splits whose solved samples stand in prompts."""
    shown = {one.few_shot.split for one in declaration.harness.values() if one.few_shot}
    return (split for split in SPLITS if split in shown)


def _scoring_digest(environment: Environment, split: str, entries: dict[str, FileEntry]) -> str:
    found = Fingerprint()
    _add_files(found, entries, "scoring/")
    rules: dict[str, Any] = {
        one.id: {"scorer": declared(one.scorer), "pass_at": one.pass_rule, "weight": one.weight}
        for one in environment.declaration.capability
    }
    found.add(canonical_json(rules))
    for target in environment.targets(split):
        found.add(canonical_json(target))
    return found.value


def _estimator_digest(declaration: Declaration, entries: dict[str, FileEntry]) -> str:
    """What must be measured again on every data set when it changes."""
    found = Fingerprint()
    _add_files(found, entries, "scoring/")
    estimators = {
        one.id: {"estimator": declared(one.estimator), "version": one.estimator.version}
        for one in declaration.estimate
    }
    found.add(canonical_json(estimators))
    return found.value


def _rule_digest(declaration: Declaration) -> str:
    """What may change without measuring anything again."""
    found = Fingerprint()
    rules = {one.id: {"pass_at": one.pass_rule, "weight": one.weight}
             for one in declaration.estimate}  # fmt: skip
    found.add(canonical_json(rules))
    return found.value


def _add_files(found: Fingerprint, entries: dict[str, FileEntry], folder: str) -> None:
    for name, entry in entries.items():
        if name.startswith(folder):
            found.add(f"{name}\0{entry.sha256}".encode())


def dump_manifest(manifest: Manifest) -> bytes:
    """Return the bytes of `manifest.json`: sorted keys, so equal manifests are equal bytes."""
    text = json.dumps(
        manifest.model_dump(mode="json"), indent=1, sort_keys=True, ensure_ascii=False
    )
    return text.encode("utf-8") + b"\n"


__all__ = ["FILE", "FileEntry", "Manifest", "dump_manifest", "make_manifest", "tree_digest"]
