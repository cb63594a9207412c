"""Make a plan out of a sentence, by rules: no model is asked, and nothing is generated.

The same sentence gives the same capabilities, definitions, methods, weights and quotas; only the
seed is fresh.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from envhub.declaration import NAME, SEMVER
from envhub.errors import Refused, UsageError

from .generators import GENERATORS
from .items import DIFFICULTIES
from .methods import HARNESSES, METHODS, SCORERS, TEMPLATES
from .plan import CapabilityPlan, GenerateSettings, Plan, Share
from .request import Mention, Reading, understand
from .topics import BY_ID, DEFAULT_QUOTA, FOCUSES
from .wording import describe, in_words, sentence_case

PLANNER = "rules/1"
QUICK = 3
"""A quick benchmark has a third of the usual samples."""
MAX_SAMPLES = 100_000


def make_plan(request: str, settings: GenerateSettings) -> Plan:
    """Plan a benchmark.

    Raises:
        Refused: the request names a standard benchmark, something that nothing can ground, or
            numbers that contradict each other.
        UsageError: the name or the version is malformed.
    """
    _check_settings(settings)
    reading = understand(request)
    quotas = _quotas(reading)
    capabilities = tuple(
        _capability(mention, reading, quota)
        for mention, quota in zip(reading.mentions, quotas, strict=True)
    )
    _check_focus(reading, capabilities)
    methods = {BY_ID[one.id].method for one in capabilities}
    names = sorted({METHODS[method].harness for method in methods})
    harnesses = {name: HARNESSES[name] for name in names}
    files = {one.template for one in harnesses.values() if one.template}
    return Plan(
        planner=PLANNER,
        request=request,
        understood=describe(reading, capabilities),
        title=sentence_case(in_words([one.title.lower() for one in capabilities])),
        name=settings.name,
        version=settings.version,
        seed=secrets.randbelow(2**32) if settings.seed is None else settings.seed,
        harnesses=harnesses,
        templates={path: TEMPLATES[path] for path in sorted(files)},
        capabilities=capabilities,
    )


def _check_settings(settings: GenerateSettings) -> None:
    if not NAME.match(settings.name):
        raise UsageError(
            f"name `{settings.name}` is not owner/slug",
            hint="lower-case letters, digits and -, such as local/my-env",
        )
    if not SEMVER.match(settings.version):
        raise UsageError(f"version `{settings.version}` is not SemVer, such as 1.0.0")


def _capability(mention: Mention, reading: Reading, quota: int) -> CapabilityPlan:
    topic = BY_ID[mention.topic]
    narrowed = [BY_ID[name] for name in mention.narrowed]
    method = METHODS[topic.method]
    title, definition = topic.title, topic.definition
    if narrowed:
        title = f"{topic.title}: {in_words([one.title.lower() for one in narrowed])}"
        definition = " ".join(one.definition for one in narrowed)
    names = _generators(mention, reading)
    ruled_out = [
        BY_ID[name].title.lower()
        for name in sorted(reading.excluded)
        if set(BY_ID[name].generators) & set(topic.generators)
    ]
    if ruled_out:
        title += f" without {in_words(ruled_out)}"
        definition += f" Without {in_words(ruled_out)}."
    for kind in sorted(mention.kinds | reading.kinds):
        if set(names) <= set(FOCUSES[kind]):
            definition += f" Focused on {kind} problems."
    counts = apportion(quota, [1] * len(names))
    return CapabilityPlan(
        id=topic.id,
        title=title,
        definition=definition,
        harness=method.harness,
        scorer=SCORERS[topic.method],
        pass_at=method.pass_at,
        reason=method.reason,
        weight=mention.weight,
        target_rate=reading.rate if mention.rate is None else mention.rate,
        quota=quota,
        difficulties=mention.levels or reading.levels or DIFFICULTIES,
        shares=tuple(
            Share(generator=name, version=GENERATORS[name].version, count=count)
            for name, count in zip(names, counts, strict=True)
        ),
    )


def _generators(mention: Mention, reading: Reading) -> list[str]:
    """The generators of a capability, less what it is narrowed to and what is ruled out."""
    topics = mention.narrowed or [mention.topic]
    names = list(dict.fromkeys(name for topic in topics for name in BY_ID[topic].generators))
    dropped = {name for topic in reading.excluded for name in BY_ID[topic].generators}
    left = [name for name in names if name not in dropped]
    if not left:
        raise Refused(f"nothing is left of `{mention.topic}` without what the request rules out")
    focused = left
    for kind in sorted(mention.kinds | reading.kinds):
        focused = [name for name in focused if name in FOCUSES[kind]]
    if not focused and mention.kinds:
        raise Refused(
            f"no generator of `{mention.topic}` makes {' and '.join(sorted(mention.kinds))} "
            "problems",
            hint=f"ask for `{mention.topic}` without it",
        )
    return focused or left


def _check_focus(reading: Reading, capabilities: Sequence[CapabilityPlan]) -> None:
    """Refuse a wish for all capabilities that none of them can meet, or not all where all must."""
    for kind in sorted(reading.kinds):
        names = {share.generator for one in capabilities for share in one.shares}
        if not names & set(FOCUSES[kind]):
            raise Refused(f"no generator of these capabilities makes {kind} problems")
    without = [one.id for one in capabilities if BY_ID[one.id].method != "steps"]
    if reading.shown_work and without:
        raise Refused(
            f"{in_words([f'`{one}`' for one in without])} can't be scored on written-out steps: "
            "its answers are ranked by their probability",
            hint="ask for `math` or its parts, whose steps are written out and earn credit, or "
            "leave the wish for steps out",
        )


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Split a number by weights, by largest remainder; ties go to the first."""
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda n: (-(total * weights[n] % whole), n))
    for n in by_rest[: total - sum(shares)]:
        shares[n] += 1
    return shares


def _quotas(reading: Reading) -> list[int]:
    """The number of samples of each capability.

    Raises:
        Refused: the numbers of the request contradict each other.
    """
    mentions = reading.mentions
    quotas = [mention.count for mention in mentions]
    for group, total in enumerate(reading.groups):
        _split(quotas, [n for n, one in enumerate(mentions) if one.group == group], total, mentions)
    open_places = [n for n, quota in enumerate(quotas) if quota is None]
    if reading.total is not None:
        left = reading.total - sum(quota or 0 for quota in quotas)
        if open_places:
            _split(quotas, open_places, left, mentions)
        elif left:
            raise Refused(
                f"{reading.total} samples in total, but those named come to {reading.total - left}"
            )
    for n in open_places:
        usual = DEFAULT_QUOTA[BY_ID[mentions[n].topic].method]
        usual = usual // QUICK if reading.quick else usual
        quotas[n] = quotas[n] or reading.each or usual
    found = [quota or 0 for quota in quotas]
    if sum(found) > MAX_SAMPLES:
        raise Refused(f"{sum(found)} samples are more than {MAX_SAMPLES}")
    return found


def _split(
    quotas: list[int | None], places: Sequence[int], total: int, mentions: Sequence[Mention]
) -> None:
    """Share a count out among capabilities: fewer for recall, more for multi-step."""
    if total < len(places):
        raise Refused(f"{max(0, total)} samples are too few for {len(places)} capabilities")
    weights = [DEFAULT_QUOTA[BY_ID[mentions[n].topic].method] for n in places]
    shares = apportion(total, weights)
    if 0 in shares:
        shares = [1 + share for share in apportion(total - len(places), weights)]
    for n, share in zip(places, shares, strict=True):
        quotas[n] = share
