"""What can be measured of quality without a judge; each stands for one measure, and says how."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from envhub.checks import structure
from envhub.checks.answering import lacking
from envhub.checks.scoring import problems
from envhub.environment import Environment
from envhub.errors import InvalidEnvironment
from envhub.evaluate import part_for, parts_of
from envhub.files import read_text
from envhub.manifest import PROVENANCE
from envhub.sample import Sample, Target
from envhub.services import Services

from .document import Reading
from .evidence import absent, named

Pairs = Sequence[tuple[Sample, Target]]


def provenance_of(environment: Environment) -> Mapping[str, Any]:
    """Return what `provenance.json` says; nothing where there is none, or none that can be read."""
    if PROVENANCE not in environment.files.names():
        return {}
    try:
        said = json.loads(read_text(environment.files, PROVENANCE))
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def form(environment: Environment, pairs: Pairs, services: Services) -> Reading:
    """FSQ: items whose row is whole, whose gold scores the maximum, and where nothing scores.

    Raises:
        InvalidEnvironment: it can't be read at all.
    """
    wrong = [one for one in structure.problems(environment) if one.severity == "error"]
    if wrong:
        raise InvalidEnvironment(wrong)
    parts = parts_of(environment)
    services = services.within(environment.declaration.requires.surroundings)
    good = tried = 0
    for number, (sample, target) in enumerate(pairs, start=1):
        part = part_for(parts, sample)
        needs = (*part.capability.scorer.needs, *part.harness.needs)
        if lacking(needs, services):
            continue
        found = problems(part, sample, target, ("data/test.jsonl", number), services)
        tried += 1
        good += not any(one.severity == "error" for one in found)
    missing = len(pairs) - tried
    if not tried:
        return Reading(value=None, missing=missing, how="needs a service that is not here")
    how = "items that pass the schema and the self-test of their scorer"
    return Reading(value=100 * good / tried, n=tried, missing=missing, how=how)


def derivation(environment: Environment, pairs: Pairs) -> Reading:
    """QAC: items whose answer a second computation gave, where the provenance says so.

    It says so by `confirmed`: the ids of samples, or numbers of them by capability.
    """
    said = provenance_of(environment).get("confirmed")
    if isinstance(said, list):
        confirmed = sum(sample.id in set(map(str, said)) for sample, _ in pairs)
    elif isinstance(said, dict) and all(isinstance(one, int) for one in said.values()):
        counts: dict[str, int] = {}
        for sample, _ in pairs:
            counts[sample.capability] = counts.get(sample.capability, 0) + 1
        confirmed = sum(min(count, said.get(name, 0)) for name, count in counts.items())
    else:
        return Reading(value=None, how="the provenance says nothing of a second computation")
    how = "answers that a second computation gave, by the provenance"
    return Reading(value=100 * confirmed / len(pairs), n=len(pairs), how=how)


def evidence(pairs: Pairs) -> Reading:
    """CQC: items whose context holds all that the question names."""
    tried = [(sample.question, sample.context) for sample, _ in pairs
             if sample.context and named(sample.question)]  # fmt: skip
    if not tried:
        return Reading(value=None, how="no item has a context and names something of it")
    whole = sum(not absent(question, context) for question, context in tried)
    how = "items whose context holds every name and number of the question"
    return Reading(value=100 * whole / len(tried), n=len(tried), how=how)
