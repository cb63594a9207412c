"""README and licence of a generated environment: what it asks, how, and what it rests on."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping

from .plan import USUAL_PRACTICE, CapabilityPlan, Plan
from .provenance import data_sources

LICENSE = """\
CC0 1.0 Universal

To the extent possible under law, the maker of this environment has waived all copyright and
related or neighbouring rights to its samples, targets, templates and texts. The full terms are at
https://creativecommons.org/publicdomain/zero/1.0/legalcode
"""
_FACTS = """
Facts in the samples were read from:
"""
_PROVED = "Each answer was computed, and confirmed by a second computation that works another way."
_WRITTEN = (
    "A language model wrote the samples of {names}; of those, an answer was kept where code proves "
    "it or blind readers give it again."
)
_SAME = (
    "The same command with the same package versions gives the same files, but for "
    "`provenance.json`:"
)
_BY_PLAN = "The plan that they follow stands in `provenance.json`, with its seed."
_MEANING = (
    "Scores compare models, checkpoints and runs on these samples. They are no scores on any "
    "published benchmark."
)
_MEASURES = (
    "Nothing is asked of a model. A table is measured by estimators, each of which says on the "
    "card how it is normalised and what its known error is: `envhub run FOLDER --dataset FILE`."
)


def terms_of(plan: Plan) -> str:
    """Return the licence of an environment: that of its own texts, and those of the data in it."""
    found = {one.license or f"unknown ({one.id})" for one in plan.pool}
    return " AND ".join(["CC0-1.0", *sorted(found)])


def license_of(plan: Plan) -> str:
    sources = data_sources(plan)
    if not sources:
        return LICENSE
    lines = [f"- {one.name} {one.version}: {one.holds}. Licence: {one.license}. {one.url}\n"
             for one in sources]  # fmt: skip
    return LICENSE + _FACTS + "".join(lines)


def readme_of(plan: Plan, made: Mapping[str, int]) -> str:
    """Return the README.

    Args:
        plan: what was decided.
        made: samples of the test split by capability, which may be fewer than were planned.
    """
    if plan.dimensions:
        about = [f"- {one.title} (`{one.id}`): {one.definition}" for one in plan.dimensions]
        parts = [f"# {plan.title}", f"Made from one sentence: {plan.request}", "\n".join(about),
                 _MEASURES]  # fmt: skip
        return "\n\n".join(parts) + "\n"
    samples = sum(made.values())
    short = f" of the {plan.samples} that were asked for" if samples < plan.samples else ""
    parts = [
        f"# {plan.title}",
        f"{samples} samples{short}, made from one sentence. Understood: {plan.understood}.",
        *(_section(one, made.get(one.id, 0)) for one in plan.capabilities),
        "## How it was made",
        *_how(plan),
        *_sources(plan),
        _MEANING,
    ]
    return "\n\n".join(parts) + "\n"


def _how(plan: Plan) -> Iterator[str]:
    """Who made the samples, and how they can be made again."""
    by = "out of the data below" if plan.pool else "by procedural generators"
    helped = sorted({f"`{one.capability}`" for one in plan.written})
    without = "" if helped else ", without a language model"
    said = [f"The samples were made {by} with a seed{without}.", _PROVED]
    if helped:
        said.append(_WRITTEN.format(names=", ".join(helped)))
    if plan.by_sentence:
        yield " ".join((*said, _SAME))
        yield f"```sh\n{shlex.join(_command(plan))}\n```"
    else:
        yield " ".join((*said, _BY_PLAN))


def _command(plan: Plan) -> list[str]:
    """What a person types to have the same environment again."""
    words = ["envhub", "generate", " ".join(plan.request.split()), "-o", plan.name.split("/")[1]]
    for folder in dict.fromkeys(one.path.split("/")[0] for one in plan.pool):
        words += ["--pool", folder]
    words += ["--name", plan.name, "--version", plan.version, "--seed", str(plan.seed)]
    if plan.practice != USUAL_PRACTICE:
        words += ["--practice", f"{plan.practice:g}"]
    if plan.audience != "any":
        words += ["--for", plan.audience]
    for stage in plan.without:
        words += ["--without", stage]
    return words


def _section(capability: CapabilityPlan, samples: int) -> str:
    rule = "the right option is the most probable one"
    if capability.pass_at != "rank1":
        rule = f"its score is {capability.pass_at:g}"
    facts = [f"{samples} samples", f"method: {capability.scorer.method}",
             f"a sample passes where {rule}"]  # fmt: skip
    if capability.weight != 1:
        facts.append(f"weight {capability.weight:g}")
    if capability.target_rate is not None:
        facts.append(f"at least {capability.target_rate:.0%} must pass")
    asked = [f"- {share.title}: {share.count}"
             for share in capability.shares if share.count]  # fmt: skip
    return (
        f"## {capability.title} (`{capability.id}`)\n\n{capability.definition}\n\n"
        f"{'; '.join(facts)}. Why this way: {capability.reason}.\n\n" + "\n".join(asked)
    )


def _sources(plan: Plan) -> list[str]:
    sources = data_sources(plan)
    if not sources:
        return []
    lines = [f"- {one.name} {one.version}: {one.holds} ({one.license})" for one in sources]
    return ["Facts were read from:\n\n" + "\n".join(lines)]
