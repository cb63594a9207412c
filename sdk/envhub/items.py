"""What a run takes: which samples of which splits, in which order, how many times each.

Every engine walks the same plan, so a run that stopped knows what is still owed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from .environment import Environment
from .errors import InvalidEnvironment, NotFound, Problem, near_miss
from .records import CapabilityRecord, RunSettings
from .sample import Sample, Target

RUN_SPLITS = ("test", "practice")
"""What `all` stands for: few-shot samples stand in prompts and are never asked."""
Key = tuple[str, int]
"""What tells one rollout of a run from the others: the sample's id and the epoch."""


class Item(NamedTuple):
    """One rollout that a run takes."""

    sample: Sample
    target: Target
    epoch: int = 0
    split: str = "test"

    @property
    def key(self) -> Key:
        return self.sample.id, self.epoch


def splits_of(environment: Environment, split: str) -> tuple[str, ...]:
    """Return the splits that a run of `split` takes.

    Raises:
        NotFound: the environment has no such split.
    """
    there = environment.splits
    if split == "all":
        return tuple(one for one in RUN_SPLITS if one in there)
    if split not in there:
        known = ", ".join(there)
        near = near_miss(split, (*there, "all"))
        message = f"no split `{split}` in {environment.reference}{near} (it has: {known})"
        raise NotFound(message)
    return (split,)


def planned_items(environment: Environment, settings: RunSettings) -> Iterator[Item]:
    """Stream the rollouts that a run takes, the epochs of a sample one after the other.

    Raises:
        NotFound: the environment has no such split.
    """
    splits = splits_of(environment, settings.split)
    pairs = ((split, *pair) for split in splits for pair in environment.items(split))
    if settings.sample_ids:
        pairs = (one for one in pairs if one[1].id in settings.sample_ids)
    chosen = islice(pairs, settings.limit)
    if (shard := settings.shard) is not None:
        chosen = islice(chosen, shard.index - 1, None, shard.count)
    for split, sample, target in chosen:
        for epoch in range(settings.epochs):
            yield Item(sample, target, epoch, split)


class Count(NamedTuple):
    """What a plan comes to, by capability id, in the order of the declaration."""

    samples: dict[str, int]
    epochs: int

    @property
    def rollouts(self) -> int:
        return sum(self.samples.values()) * self.epochs


def count_items(environment: Environment, settings: RunSettings) -> Count:
    """Count what a run will take, and refuse what it could not; targets are not read.

    Raises:
        NotFound: no such split, or a sample that was asked for does not exist.
        InvalidEnvironment: a sample names a capability that is not declared.
    """
    declared = [one.id for one in environment.declaration.capability]
    found = dict.fromkeys(declared, 0)
    wanted, missing = set(settings.sample_ids), set(settings.sample_ids)
    near: list[str] = []
    place = 0
    for split in splits_of(environment, settings.split):
        for sample in environment.samples(split):
            if sample.capability not in found:
                raise undeclared(sample, declared)
            if wanted:
                near.append(sample.id)
                missing.discard(sample.id)
                if sample.id not in wanted:
                    continue
            if settings.limit is None or place < settings.limit:
                shard = settings.shard
                mine = shard is None or place % shard.count == shard.index - 1
                found[sample.capability] += mine
            place += 1
    if missing:
        raise _no_sample([one for one in settings.sample_ids if one in missing], near, settings)
    return Count({one: n for one, n in found.items() if n}, settings.epochs)


def _no_sample(missing: Sequence[str], known: Sequence[str], settings: RunSettings) -> NotFound:
    names, near = ", ".join(f"`{one}`" for one in missing), near_miss(missing[0], known)
    return NotFound(f"no sample {names} in split `{settings.split}`{near}")


def undeclared(sample: Sample, declared: Sequence[str]) -> InvalidEnvironment:
    """The error for a sample of a capability that is not declared."""
    message = f"sample `{sample.id}` names capability `{sample.capability}`"
    message += near_miss(sample.capability, declared) + " which is not declared"
    return InvalidEnvironment([Problem(message)])


def capability_records(
    environment: Environment, settings: RunSettings, count: Count | None = None
) -> tuple[CapabilityRecord, ...]:
    """Return the capabilities that a run will have rows of, with the samples that are planned.

    Args:
        environment: what is run.
        settings: what a person chose.
        count: what `count_items` counted, where that is known.
    """
    count = count or count_items(environment, settings)
    return tuple(
        CapabilityRecord(
            id=one.id,
            title=one.name,
            definition=one.definition,
            weight=one.weight,
            harness=environment.harness_for(one).type,
            scorer=one.scorer.type,
            method=one.scorer.method,
            graded=one.scorer.graded,
            pass_at=one.pass_rule,
            target_rate=one.target_rate,
            samples=count.samples[one.id],
        )
        for one in environment.declaration.capability
        if one.id in count.samples
    )
