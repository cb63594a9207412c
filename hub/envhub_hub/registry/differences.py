"""What differs between a pushed version and a bundle, and which version the bundle should have.

The digests say which part differs; the two bundles, opened side by side, say which samples.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Literal, NamedTuple, Protocol

import semver

from envhub.environment import Environment
from envhub.values import canonical_json

from .resolving import newest

NAMED = 5
"""Samples that are named; the others are counted."""
Part = Literal["major", "minor", "patch"]
WHY: dict[Part, str] = {
    "major": "the test split must be run again",
    "minor": "runs of the test split can be scored again",
    "patch": "all digests of the test split are equal",
}


class Digests(Protocol):
    """What a record and a manifest both have."""

    @property
    def version(self) -> str: ...
    @property
    def data_digest(self) -> dict[str, str]: ...
    @property
    def harness_digest(self) -> str: ...
    @property
    def scoring_digest(self) -> dict[str, str]: ...


class Changes(NamedTuple):
    """Ids of samples of one split."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    """With another question, another answer, or both."""


def changed_parts(old: Digests, new: Digests) -> str:
    """Say which parts' digests differ."""
    parts = []
    if old.data_digest != new.data_digest:
        parts.append("data")
    if old.harness_digest != new.harness_digest:
        parts.append("harness")
    if old.scoring_digest != new.scoring_digest:
        parts.append("scoring")
    if not parts:
        return "files beside data, harness and scoring differ"
    return f"{' and '.join(parts)} {'differ' if len(parts) > 1 else 'differs'}"


def changed_samples(old: Environment, new: Environment) -> Iterator[tuple[str, Changes]]:
    """Compare two environments, split by split; a split with equal samples is left out."""
    for split in dict.fromkeys([*old.splits, *new.splits]):
        before, after = _hashes(old, split), _hashes(new, split)
        found = Changes(
            added=tuple(one for one in after if one not in before),
            removed=tuple(one for one in before if one not in after),
            changed=tuple(one for one in after if one in before and before[one] != after[one]),
        )
        if any(found):
            yield split, found


def _hashes(environment: Environment, split: str) -> dict[str, bytes]:
    """Return a hash of question and answer by id: short, since there may be a million of them."""
    return {
        sample.id: hashlib.blake2b(
            canonical_json(sample) + b"\0" + canonical_json(target), digest_size=12
        ).digest()
        for sample, target in environment.items(split)
    }


def say_changes(changes: Mapping[str, Changes] | Iterable[tuple[str, Changes]]) -> str:
    """Say which samples changed, the first few by name."""
    found = dict(changes)
    said = []
    for split, one in found.items():
        parts = [f"{len(ids)} {what} ({_some(ids)})" for what, ids in one._asdict().items() if ids]
        said.append(f"{split} samples: {', '.join(parts)}")
    return "; ".join(said)


def _some(ids: tuple[str, ...]) -> str:
    named = ", ".join(f"`{one:.60}`" for one in islice(ids, NAMED))
    more = len(ids) - NAMED
    return f"{named} and {more} more" if more > 0 else named


def part_to_raise(old: Digests, new: Digests) -> Part:
    """Say which part of the version a change raises."""
    if old.harness_digest != new.harness_digest:
        return "major"
    if old.data_digest.get("test") != new.data_digest.get("test"):
        return "major"
    same = (old.data_digest, old.scoring_digest) == (new.data_digest, new.scoring_digest)
    return "patch" if same else "minor"


def propose_bump(old: Iterable[Digests], new: Digests) -> str:
    """Return the version that a bundle should have, after those that were pushed.

    It is counted from the newest release, since that is what a reference without a version means.
    """
    found = {one.version: one for one in old}
    last = newest(found)
    if last is None:
        return new.version
    version = semver.Version.parse(last)
    if version.prerelease:
        # Nothing was released yet: the next pre-release, else the release that they lead to.
        return str(version.finalize_version())
    raised = {
        "major": version.bump_major, "minor": version.bump_minor, "patch": version.bump_patch,
    }[part_to_raise(found[last], new)]()  # fmt: skip
    return str(raised)
