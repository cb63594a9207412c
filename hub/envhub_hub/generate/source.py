"""A realised plan as an environment: its declaration, README, licence and checks, and the folder.

Everything but `provenance.json` is a function of the plan and the package versions.
"""

from __future__ import annotations

import json
import shlex
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from envhub.declaration import Capability, Declaration
from envhub.environment import Environment
from envhub.errors import EnvhubError, UsageError
from envhub.requires import Requires

from .generators import GENERATORS
from .plan import CapabilityPlan, Plan
from .provenance import Provenance, data_sources
from .realise import Realised
from .rows import Pair

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
    "The samples were made by procedural generators with a seed, without a language model. Each "
    "answer was computed, and confirmed by a second computation that works another way. The same "
    "command with the same package versions gives the same files, but for `provenance.json`:"
)
_MEANING = (
    "Scores compare models, checkpoints and runs on these samples. They are no scores on any "
    "published benchmark."
)
_GOLD = 3
"""Worked answers that `checks/gold.jsonl` shows."""


def make_environment(
    plan: Plan, realised: Realised, provenance: Provenance | None = None
) -> Environment:
    """Put an environment together in memory.

    Args:
        plan: what was decided.
        realised: its samples.
        provenance: written to `provenance.json`, where given.
    """
    files = {path: text.encode() for path, text in plan.templates.items()}
    files["README.md"] = _readme(plan).encode()
    files["LICENSE"] = _license(plan).encode()
    files |= _checks(plan, realised.pairs)
    if provenance is not None:
        rows = provenance.model_dump(mode="json")
        text = json.dumps(rows, indent=1, ensure_ascii=False)
        files["provenance.json"] = text.encode() + b"\n"
    samples, targets = zip(*realised.pairs, strict=True)
    return Environment.create(_declaration(plan), samples, targets, files)


def _declaration(plan: Plan) -> Declaration:
    ranked = any(harness.asks == "rank" for harness in plan.harnesses.values())
    return Declaration(
        schema_version=1,
        name=plan.name,
        version=plan.version,
        title=plan.title,
        description=f"Made from one sentence: {plan.understood}.",
        license="CC0-1.0",
        authors=("envhub generate",),
        tags=("generated", *(one.id for one in plan.capabilities)),
        harness=plan.harnesses,
        capability=tuple(
            Capability(
                id=one.id,
                title=one.title,
                definition=one.definition,
                weight=one.weight,
                harness=one.harness,
                scorer=one.scorer,
                pass_at=one.pass_at,
                target_rate=one.target_rate,
            )
            for one in plan.capabilities
        ),
        requires=Requires(model=("logprobs",) if ranked else ()),
    )


def _checks(plan: Plan, pairs: Sequence[Pair]) -> dict[str, bytes]:
    """Declared answers for what is generated as text: some that are right, one that is none."""
    written = {one.id for one in plan.capabilities if plan.harnesses[one.harness].asks != "rank"}
    chosen = [pair for pair in pairs if pair[0].capability in written][:_GOLD]
    if not chosen:
        return {}
    gold = []
    for sample, target in chosen:
        steps = [*target.data.get("steps", ()), *target.texts]
        worked = "".join(f"Step {n}: {step}\n" for n, step in enumerate(steps, start=1))
        gold.append({"id": sample.id, "output": f"{worked}Answer: {target.targets[0]}"})
    rows = {"checks/gold.jsonl": gold, "checks/noop.jsonl": [{"output": "I do not know."}]}
    return {
        path: b"".join(json.dumps(row).encode() + b"\n" for row in answers)
        for path, answers in rows.items()
    }


def _license(plan: Plan) -> str:
    sources = data_sources(plan)
    if not sources:
        return LICENSE
    lines = [f"- {one.name} {one.version}: {one.holds}. Licence: {one.license}. {one.url}\n"
             for one in sources]  # fmt: skip
    return LICENSE + _FACTS + "".join(lines)


def _readme(plan: Plan) -> str:
    command = ["envhub", "generate", " ".join(plan.request.split()), "-o", plan.name.split("/")[1]]
    command += ["--name", plan.name, "--version", plan.version, "--seed", str(plan.seed)]
    parts = [
        f"# {plan.title}",
        f"{plan.samples} samples, made from one sentence. Understood: {plan.understood}.",
        *(_section(one) for one in plan.capabilities),
        "## How it was made",
        _HOW,
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
    asked = [f"- {GENERATORS[share.generator].title}: {share.count}"
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


def write_folder(environment: Environment, folder: Path) -> None:
    """Write an environment as a source folder that is there whole or not at all.

    Raises:
        UsageError: something stands there already.
        EnvhubError: the disk refused.
    """
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise UsageError(
            f"`{folder}` exists and is not an empty folder",
            hint="choose another folder, or remove it first",
        )
    part: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.", suffix=".part"))
        for name in environment.files.names():
            place = part / name
            place.parent.mkdir(parents=True, exist_ok=True)
            with environment.files.open(name) as stream:
                place.write_bytes(stream.read())
        part.chmod(0o755)
        part.replace(folder)
    except OSError as error:
        raise EnvhubError(f"can't write `{folder}`: {error.strerror or error}") from error
    finally:
        if part is not None and part.exists():
            shutil.rmtree(part, ignore_errors=True)
