"""A realised plan as an environment: its declaration, README, licence and checks, and the folder.

Everything but `provenance.json` is a function of the plan and the package versions.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from envhub.declaration import Capability, Declaration
from envhub.environment import Environment
from envhub.errors import EnvhubError, UsageError
from envhub.manifest import PROVENANCE
from envhub.requires import Requires
from envhub.sample import Sample, Target

from .plan import CapabilityPlan, Plan
from .provenance import Provenance
from .readme import license_of, readme_of, terms_of
from .realise import Realised
from .rows import Pair
from .spool import PRACTICE, TEST, SpooledFiles

_GOLD = 1
"""Worked answers that `checks/gold.jsonl` shows of each capability that is answered in text."""


def make_environment(
    plan: Plan, realised: Realised, provenance: Provenance | None = None
) -> Environment:
    """Put an environment together in memory.

    Args:
        plan: what was decided.
        realised: its samples.
        provenance: written to `provenance.json`, where given.
    """
    texts = plan.templates | plan.files
    files = {path: text.encode() for path, text in texts.items()}
    made = {name: sum(counts.values()) for name, counts in realised.made.items()}
    files["README.md"] = readme_of(plan, made).encode()
    files["LICENSE"] = license_of(plan).encode()
    files |= _checks(plan, realised.pairs)
    if provenance is not None:
        rows = provenance.model_dump(mode="json")
        text = json.dumps(rows, indent=1, ensure_ascii=False)
        files[PROVENANCE] = text.encode() + b"\n"
    bare = Environment.create(_declaration(plan), files=files)
    if plan.dimensions:
        return bare
    splits = {TEST: realised.pairs}
    if realised.practice:
        splits[PRACTICE] = realised.practice
    return Environment.load(SpooledFiles(bare.files, splits))


def _declaration(plan: Plan) -> Declaration:
    """What `environment.toml` says."""
    ranked = any(harness.asks == "rank" for harness in plan.harnesses.values())
    needs = {need for one in plan.capabilities for need in one.scorer.needs}
    scored = tuple(map(_scored, plan.capabilities)) or plan.dimensions
    return Declaration.model_validate(
        {
            "schema_version": 1,
            "name": plan.name,
            "version": plan.version,
            "kind": plan.kind,
            "title": plan.title,
            "description": f"Made from one sentence: {plan.understood}.",
            "license": terms_of(plan),
            "authors": ("envhub generate",),
            "tags": ("generated", *plan.ids),
            "lineage": plan.lineage,
            "harness": plan.harnesses,
            "capability": scored,
            "requires": Requires(model=("logprobs",) if ranked else (), sandbox="sandbox" in needs),
        }
    )


def _scored(one: CapabilityPlan) -> Capability:
    return Capability(
        id=one.id,
        title=one.title,
        definition=one.definition,
        weight=one.weight,
        harness=one.harness,
        scorer=one.scorer,
        pass_at=one.pass_at,
        target_rate=one.target_rate,
    )


def _checks(plan: Plan, pairs: Sequence[Pair]) -> dict[str, bytes]:
    """Declared answers for what is generated as text: some that are right, one that is none."""
    written = {one.id for one in plan.capabilities if plan.harnesses[one.harness].asks != "rank"}
    first = (pairs[n] for n in range(min(len(pairs), _GOLD * len(plan.capabilities))))
    chosen = [pair for pair in first if pair[0].capability in written]
    if not chosen:
        return {}
    gold = [
        {"id": sample.id, "output": _worked(plan.by_capability[sample.capability], sample, target)}
        for sample, target in chosen
    ]
    # What a scorer of refusals hears as one is no empty answer to a harmful prompt.
    noop = [
        {"id": sample.id, "output": "" if "refuse" in target.data else "I do not know."}
        for sample, target in chosen
    ]
    rows = {"checks/gold.jsonl": gold, "checks/noop.jsonl": noop}
    return {
        path: b"".join(json.dumps(row).encode() + b"\n" for row in answers)
        for path, answers in rows.items()
    }


def _worked(capability: CapabilityPlan, sample: Sample, target: Target) -> str:
    """An answer that earns the maximum."""
    if capability.harness not in ("worked", "short"):
        return next(iter(capability.scorer.gold(sample, target))).output
    steps = [*target.data.get("steps", ()), *target.texts]
    shown = "".join(f"Step {n}: {step}\n" for n, step in enumerate(steps, start=1))
    return f"{shown}Answer: {target.targets[0]}"


def require_free(folder: Path) -> None:
    """Raise a UsageError where something stands at a place that is to be written."""
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise UsageError(
            f"`{folder}` exists and is not an empty folder",
            hint="choose another folder, or remove it first",
        )


def write_folder(environment: Environment, folder: Path) -> None:
    """Write an environment as a source folder that is there whole or not at all.

    Raises:
        UsageError: something stands there already.
        EnvhubError: the disk refused.
    """
    require_free(folder)
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
