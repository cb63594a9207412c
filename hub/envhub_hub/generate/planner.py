"""Make a plan out of a sentence, by rules: no model is asked, and nothing is generated.

The same sentence gives the same capabilities, definitions, methods, weights and quotas; only the
seed is fresh.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence

from envhub.declaration import NAME, SEMVER
from envhub.errors import Refused, UsageError

from .allocation import allocate, apportion, quotas
from .audience import REASONS, harnesses_for, templates_for
from .design import design
from .dimensions import measured, texts_for
from .interpretation import Interpretation
from .methods import METHODS, SCORERS
from .plan import CapabilityPlan, GenerateSettings, Plan
from .plan_file import fitted
from .pool import Pool
from .request import Request, read_request, require_wishes
from .sought import Sought, seek
from .wording import describe, in_words, sentence_case

PLANNER = "rules/2"
UNBALANCED = (1, 3)
"""So few prompts of two kinds are never near half and half: one answer to all would pay."""


def make_plan(request: str, settings: GenerateSettings, pool: Pool | None = None) -> Plan:
    """Plan a benchmark.

    Args:
        request: what to measure, in a person's words.
        settings: what was chosen beside it.
        pool: data of the person's own, which comes before the generators where it fits.

    Raises:
        Refused: the request names a standard benchmark, something that nothing can ground, or
            numbers that contradict each other.
        UsageError: the name or the version is malformed.
    """
    check_settings(settings)
    found = read_request(request)
    require_wishes(found)
    return plan_of(found, settings, pool)


def check_settings(settings: GenerateSettings) -> None:
    """Raise a UsageError where the name or the version is malformed."""
    if not NAME.match(settings.name):
        raise UsageError(
            f"name `{settings.name}` is not owner/slug",
            hint="lower-case letters, digits and -, such as local/my-env",
        )
    if not SEMVER.match(settings.version):
        raise UsageError(f"version `{settings.version}` is not SemVer, such as 1.0.0")


def plan_of(request: Request, settings: GenerateSettings, pool: Pool | None = None) -> Plan:
    """Plan what a request asks for."""
    if request.kind == "dataset":
        return _plan_of_dataset(request, settings)
    sought = seek(request, pool, measured="transformability" not in settings.without)
    return planned(request, settings, sought)


def planned(request: Request, settings: GenerateSettings, sought: Sequence[Sought]) -> Plan:
    """Design, allocate and write down what is sought, once it is known what supplies it."""
    counts = quotas(request, sought)
    interpretations = design(sought, weighed="design" not in settings.without)
    (kept,) = (one for one in interpretations if one.kept)
    capabilities = tuple(
        _capability(one, request, quota, kept) for one, quota in zip(sought, counts, strict=True)
    )
    harnesses = harnesses_for(settings.audience, [one.method for one in sought])
    return Plan(
        planner=PLANNER,
        request=request.text,
        understood=describe(request, capabilities),
        title=sentence_case(in_words([one.title.lower() for one in capabilities])),
        name=settings.name,
        version=settings.version,
        seed=secrets.randbelow(2**32) if settings.seed is None else settings.seed,
        practice=settings.practice,
        audience=settings.audience,
        without=settings.without,
        capabilities=capabilities,
        interpretations=interpretations,
        harnesses=harnesses,
        templates=templates_for(settings.audience, harnesses),
        pool=tuple(
            {
                offer.source.id: offer.source
                for one in sought
                for offer in one.offers
                if offer.source is not None
            }.values()
        ),
        notes=tuple(_notes(request, settings, sought)),
    )


def _plan_of_dataset(request: Request, settings: GenerateSettings) -> Plan:
    dimensions = measured(request)
    names = in_words([one.title.lower() for one in dimensions])
    return Plan(
        planner=PLANNER,
        request=request.text,
        understood=f"{names} of a data set",
        title=sentence_case(names),
        name=settings.name,
        version=settings.version,
        seed=0,
        dimensions=dimensions,
        files=texts_for(dimensions),
    )


def _notes(request: Request, settings: GenerateSettings, sought: Sequence[Sought]) -> Iterator[str]:
    """What a person should know of the plan beside its numbers."""
    if settings.audience in REASONS:
        yield REASONS[settings.audience]
    yield from (one.note for one in sought if one.note is not None)
    for name in request.standards:
        yield (
            f"`{name}` is a published benchmark and is not imitated: what is made here is fresh, "
            "and its scores can't be compared with published ones"
        )


def _capability(
    sought: Sought, request: Request, quota: int, kept: Interpretation
) -> CapabilityPlan:
    wish, method = sought.wish, METHODS[sought.method]
    if sought.method == "refusal" and quota in UNBALANCED:
        raise Refused(
            f"`{wish.id}` can't be measured by {quota} prompts: refusing all of them, or none, "
            "would pass most",
            hint="ask for an even number of prompts, or for five and more",
        )
    subtasks = [one for one in kept.subtasks if one.capability == wish.id]
    counts = apportion(quota, [one.importance for one in subtasks])
    wanted = {one.id: count for one, count in zip(subtasks, counts, strict=True)}
    offers = {one.name: one for one in sought.offers}
    capacities = {one.name: one.capacity for one in sought.offers if one.capacity is not None}
    given, _ = allocate(wanted, {one.id: one.supplies for one in subtasks}, capacities)
    shares = [offers[name].share(count, subtask)
              for subtask, found in given.items() for name, count in found.items()]  # fmt: skip
    return fitted(
        CapabilityPlan(
            id=wish.id,
            title=sought.title,
            definition=sought.definition,
            harness=method.harness,
            scorer=SCORERS[sought.method],
            pass_at=method.pass_at,
            reason=method.reason,
            weight=wish.weight,
            target_rate=request.target_rate if wish.target_rate is None else wish.target_rate,
            quota=quota,
            difficulties=subtasks[0].levels,
            shares=tuple(shares),
        )
    )
