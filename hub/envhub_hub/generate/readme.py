"""README and licence of a generated environment: what it asks, how, and what it rests on."""

from __future__ import annotations

import shlex

from .plan import CapabilityPlan, Plan
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
_HOW = (
    "The samples were made {by} with a seed, without a language model. Each "
    "answer was computed, and confirmed by a second computation that works another way. The same "
    "command with the same package versions gives the same files, but for `provenance.json`:"
)
_MEANING = (
    "Scores compare models, checkpoints and runs on these samples. They are no scores on any "
    "published benchmark."
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


def readme_of(plan: Plan) -> str:
    command = ["envhub", "generate", " ".join(plan.request.split()), "-o", plan.name.split("/")[1]]
    for folder in dict.fromkeys(one.path.split("/")[0] for one in plan.pool):
        command += ["--pool", folder]
    command += ["--name", plan.name, "--version", plan.version, "--seed", str(plan.seed)]
    parts = [
        f"# {plan.title}",
        f"{plan.samples} samples, made from one sentence. Understood: {plan.understood}.",
        *(_section(one) for one in plan.capabilities),
        "## How it was made",
        _HOW.format(by="out of the data below" if plan.pool else "by procedural generators"),
        f"```sh\n{shlex.join(command)}\n```",
        *_sources(plan),
        _MEANING,
    ]
    return "\n\n".join(parts) + "\n"


def _section(capability: CapabilityPlan) -> str:
    rule = "the right option is the most probable one"
    if capability.pass_at != "rank1":
        rule = f"its score is {capability.pass_at:g}"
    facts = [f"{capability.quota} samples", f"method: {capability.scorer.method}",
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
