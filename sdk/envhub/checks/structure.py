"""Do the files stand in their place, and do the rows fit together?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pydantic import ValidationError

from ..declaration import FILE
from ..environment import Environment
from ..errors import InvalidEnvironment, Problem, near_miss
from ..files import collision, path_problem
from ..sample import SPLITS, Sample, Target
from ..scorers.extract import normalise

MAX_PROBLEMS = 60
"""Of one file."""
MODEL_CHECKS = ("checks/canaries.jsonl", "checks/judge_labels.jsonl")
_FOLD = ("case", "space", "punctuation")


def problems(environment: Environment) -> list[Problem]:
    """Return every structural problem."""
    found = list(_files(environment))
    if environment.declaration.kind == "dataset":
        return [*found, *_without_samples(environment), *_definitions(environment)]
    if "test" not in environment.splits:
        return [*found, Problem("no `data/test.jsonl`: nothing to run", "data")]
    ids: dict[str, str] = {}
    questions: dict[str, str] = {}
    for split in environment.splits:
        samples: dict[str, Sample] = {}
        wrong = _collected(_samples(environment, split, ids, questions, samples))
        found += wrong
        if not wrong:  # what the targets belong to is known
            found += _collected(_targets(environment, split, samples))
    found += _capabilities(environment)
    found += _few_shot(environment)
    return found


def _collected(stream: Iterator[Problem]) -> list[Problem]:
    """A malformed row ends its file's stream, and so do too many problems: one cause makes many."""
    found: list[Problem] = []
    try:
        found.extend(islice(stream, MAX_PROBLEMS))
    except InvalidEnvironment as error:
        found += error.problems
    return found


def _files(environment: Environment) -> Iterator[Problem]:
    names = environment.files.names()
    for name in names:
        if problem := path_problem(name, environment.limits):
            yield Problem(f"`{name}` {problem}", name)
    if pair := collision(names):
        yield Problem(f"{pair}: not every system tells them apart")
    for split in SPLITS:
        path = f"data/{split}.targets.jsonl"
        if path in names and split not in environment.splits:
            yield Problem(f"targets without samples: there is no `data/{split}.jsonl`", path)
    for needed in ("README.md", "LICENSE"):
        if needed not in names:
            yield Problem(f"no `{needed}`", needed, severity="warning")


def _samples(
    environment: Environment, split: str, ids: dict[str, str], questions: dict[str, str],
    samples: dict[str, Sample],
) -> Iterator[Problem]:  # fmt: skip
    path = f"data/{split}.jsonl"
    declared = [one.id for one in environment.declaration.capability]
    names = set(environment.files.names())
    for number, sample in environment.lines(split):
        if sample.id in ids:
            yield Problem(f"id `{sample.id}` stands already in {ids[sample.id]}", path, number)
        ids.setdefault(sample.id, f"{path}:{number}")
        asked = _asked(environment, sample)
        if asked in questions:
            yield Problem(f"sample `{sample.id}` asks the same as {questions[asked]}", path, number)
        questions.setdefault(asked, f"{path}:{number}")
        if sample.capability not in declared:
            near = near_miss(sample.capability, declared)
            yield Problem(f"capability `{sample.capability}` is not declared{near}", path, number)
        for name in sample.files:
            if name not in names or not name.startswith("data/files/"):
                yield Problem(f"file `{name}` is not below data/files/", path, number)
        samples[sample.id] = sample


def _asked(environment: Environment, sample: Sample) -> str:
    """What a sample asks, folded: everything of it that a prompt can hold."""
    said = [normalise(one.content, _FOLD) for one in sample.messages or ()]
    capability = environment.declaration.capability_named(sample.capability)
    told = capability is not None and environment.harness_for(capability).uses_metadata
    shown = sample.metadata if told else None
    said = said or [normalise(sample.question, _FOLD)]
    return str((sample.capability, sample.context, said, sample.choices, sample.files, shown))


def _targets(environment: Environment, split: str, samples: dict[str, Sample]) -> Iterator[Problem]:
    path = f"data/{split}.targets.jsonl"
    seen: set[str] = set()
    for number, target in environment.target_lines(split):
        if target.id in seen:
            yield Problem(f"target `{target.id}` twice", path, number)
        seen.add(target.id)
        sample = samples.get(target.id)
        if sample is None:
            near = near_miss(target.id, samples)
            yield Problem(f"target `{target.id}` belongs to no sample{near}", path, number)
            continue
        problem = _target_problem(environment, sample, target)
        if problem:
            yield Problem(f"target `{target.id}` {problem}", path, number)
    for missing in [one for one in samples if one not in seen]:
        yield Problem(f"no target for sample `{missing}`", path)


def _target_problem(environment: Environment, sample: Sample, target: Target) -> str | None:
    capability = environment.declaration.capability_named(sample.capability)
    if capability is None:
        return None  # reported at the sample
    scorer = capability.scorer
    try:
        scorer.data_schema.model_validate(target.data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        return f"has `data` that scorer `{scorer.type}` can't read: `{place}`: {first['msg']}"
    return scorer.problem(sample, target)


def _capabilities(environment: Environment) -> Iterator[Problem]:
    used = set()
    try:
        used = {sample.capability for sample in environment.samples("test")}
    except InvalidEnvironment:
        return  # reported with its line
    for one in environment.declaration.capability:
        if one.id not in used:
            yield Problem(f"capability `{one.id}` has no sample in the test split", FILE)
    yield from _definitions(environment)


def _without_samples(environment: Environment) -> Iterator[Problem]:
    """An environment of data sets asks nothing: what only models need would never be read."""
    for name in environment.files.names():
        if name.startswith(("data/", "harness/")) or name in MODEL_CHECKS:
            yield Problem("data sets are measured here: this file would never be read", name)


def _definitions(environment: Environment) -> Iterator[Problem]:
    for one in environment.declaration.dimensions:
        if not one.definition:
            yield Problem(
                f"capability `{one.id}` has no `definition`", FILE,
                hint="say in one or two sentences what a high score means", severity="warning",
            )  # fmt: skip


def _few_shot(environment: Environment) -> Iterator[Problem]:
    for one in environment.declaration.capability:
        wanted = environment.harness_for(one).few_shot
        if wanted is None:
            continue
        try:
            solved = environment.samples(wanted.split)
            there = sum(1 for sample in solved if sample.capability == one.id)
        except InvalidEnvironment:
            continue  # reported with its line
        if there < wanted.n:
            yield Problem(
                f"capability `{one.id}` is shown {wanted.n} solved samples of split "
                f"`{wanted.split}`, which has {there} of it", FILE,
            )  # fmt: skip
