"""The next version of what was generated: fresh samples, an edited plan, a follow-up of a weakness.

All three begin from the plan that stands frozen in `provenance.json`, so what was decided once is
decided the same way again, and what changes is named.
"""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence

import semver
from pydantic import ValidationError

from envhub.declaration import Lineage
from envhub.environment import Environment
from envhub.errors import InvalidEnvironment, NotFound, Problem, Refused
from envhub.manifest import PROVENANCE, make_manifest
from envhub.run import SampleRow
from envhub.values import declared

from ..registry.differences import part_to_raise
from .allocation import apportion
from .items import DIFFICULTIES
from .pipeline import Generated, generate_from
from .plan import CapabilityPlan, Plan
from .supply import Supplies
from .topics import BY_ID
from .wording import in_words


def plan_inside(environment: Environment) -> Plan:
    """Return the plan that a generated environment was made by.

    Raises:
        NotFound: it was not generated.
        InvalidEnvironment: its provenance holds no plan that this version reads.
    """
    if PROVENANCE not in environment.files.names():
        raise NotFound(
            f"{environment.reference} holds no plan: it was not made by `generate`",
            hint="edit its files and give it the next version",
        )
    with environment.files.open(PROVENANCE) as stream:
        said = json.load(stream)
    try:
        return Plan.model_validate(said["plan"])
    except (KeyError, TypeError, ValidationError) as error:
        text = f"holds no plan that can be read: {str(error).splitlines()[0]}"
        raise InvalidEnvironment([Problem(text, PROVENANCE)]) from error


def pinned(environment: Environment) -> str:
    """Return a reference with digest, as lineage names it."""
    manifest = make_manifest(environment)
    return f"{manifest.name}@{manifest.digest}"


def items_of(environment: Environment) -> Iterable[str]:
    """Yield the identities of what an environment asks, in all its splits."""
    for split in environment.splits:
        for sample in environment.samples(split):
            if "item" in sample.metadata:
                yield str(sample.metadata["item"])


def linked(plan: Plan, environment: Environment) -> Plan:
    """Return a plan that says which environment's weakness it follows up."""
    return plan.changed({"lineage": Lineage(follow_up=pinned(environment))})


def redrawn(made: Generated, supplies: Supplies | None = None) -> Generated:
    """Draw the samples of the same plan once more, with a fresh seed."""
    return generate_from(
        made.plan.changed({"seed": secrets.randbelow(2**32), "drawn_as": None}), supplies
    )


def refresh(
    environment: Environment, *, seed: int | None = None, harder: bool = False
) -> Generated:
    """Make the next version from the same plan with new samples; none is shared with this one.

    It can be compared with this version by rank of models, not sample by sample.
    """
    plan = renewed(environment, seed=seed, harder=harder)
    return generate_from(plan, used=items_of(environment))


def renewed(environment: Environment, *, seed: int | None = None, harder: bool = False) -> Plan:
    """Return the plan of the next version, with a fresh seed.

    Args:
        environment: the version to be refreshed.
        seed: of the new samples; None draws a fresh one.
        harder: leave out the lowest level of each capability that has another one.
    """
    old = plan_inside(environment)
    capabilities = tuple(raised(one) if harder else one for one in old.capabilities)
    return old.changed(
        {
            "version": str(semver.Version.parse(old.version).bump_major()),
            "seed": secrets.randbelow(2**32) if seed is None else seed,
            "drawn_as": None,
            "capabilities": capabilities,
            "lineage": Lineage(refresh_of=pinned(environment)),
        }
    )


def raised(capability: CapabilityPlan) -> CapabilityPlan:
    """Return a capability without its lowest level, or at the highest one."""
    levels = sorted(set(capability.difficulties))
    kept = tuple(levels[1:]) or tuple(level for level in DIFFICULTIES if level > levels[-1])
    return capability.model_copy(update={"difficulties": kept or (levels[-1],)})


def succeed(
    environment: Environment,
    plan: Plan,
    supplies: Supplies | None = None,
    rejected: Iterable[str] = (),
) -> Generated:
    """Make the version that follows an environment, from an edited plan.

    Samples of what was not touched stay as they are. The version is raised as the change asks for:
    major where the test split is another one, minor where a re-score is enough, else patch.

    Args:
        environment: the version that was edited.
        plan: its plan as it should be.
        supplies: what the plan's shares name beside the generators.
        rejected: identities of items that people rejected; others stand in their place.
    """
    old = plan_inside(environment)
    edited = plan.changed(
        {
            "drawn_as": old.drawn_as or old.version,
            "lineage": Lineage(edited_from=pinned(environment)),
            "version": old.version,
        }
    )
    made = generate_from(edited, supplies, rejected)
    part = part_to_raise(make_manifest(environment), make_manifest(made.environment))
    version = semver.Version.parse(environment.declaration.version)
    raised = {"major": version.bump_major, "minor": version.bump_minor, "patch": version.bump_patch}
    return made.versioned(str(raised[part]()))


def plan_difference(old: Plan, new: Plan) -> tuple[str, ...]:
    """Say in lines what an edit changed in a plan."""
    before, after = old.by_capability, new.by_capability
    lines = [f"- {name}: {before[name].quota} samples" for name in before if name not in after]
    lines += [f"+ {name}: {after[name].quota} samples" for name in after if name not in before]
    for name in (name for name in before if name in after):
        one, other = declared(before[name]), declared(after[name])
        for key in sorted({*one, *other}):
            if one.get(key) != other.get(key) and key != "shares":
                lines.append(f"~ {name}.{key}: {one.get(key)} -> {other.get(key)}")
        if (old_mix := _mix(before[name])) != (new_mix := _mix(after[name])):
            lines.append(f"~ {name}: {old_mix} -> {new_mix}")
    return tuple(lines)


def _mix(capability: CapabilityPlan) -> str:
    return ", ".join(f"{one.supply} {one.count}" for one in capability.shares if one.count)


def follow_up(
    plan: Plan, rows: Sequence[SampleRow], subtype: str | None, *, seed: int | None = None
) -> Plan:
    """Plan a graded environment out of what a run failed at.

    Args:
        plan: of the environment that was run.
        rows: of the run.
        subtype: the weakness, by a sample's subtype, a capability or a part of one; None: the
            subtype with the most failures.
        seed: of the new samples.

    Raises:
        NotFound: the plan makes no such samples.
        Refused: nothing failed.
    """
    failed = Counter(row.subtype or row.capability for row in rows if row.status == "fail")
    if not failed:
        raise Refused("the run failed at nothing that could be followed up")
    wanted = subtype or failed.most_common(1)[0][0]
    found = tuple(
        narrowed for one in plan.capabilities if (narrowed := _narrowed(one, wanted)) is not None
    )
    if not found:
        known = {name for one in plan.capabilities for name in (one.id, *_supplies(one))}
        raise NotFound(
            f"the environment of the run makes no `{wanted}`",
            hint=f"it makes {', '.join(sorted(known))}",
        )
    said = wanted.replace("_", " ")
    return plan.changed(
        {
            "request": f"{plan.request} (follow-up: {said})",
            "understood": f"{said}, graded from easy to hard",
            "title": f"{plan.title}: {said}",
            "seed": secrets.randbelow(2**32) if seed is None else seed,
            "drawn_as": None,
            "capabilities": found,
            "interpretations": (),
        }
    )


def _supplies(capability: CapabilityPlan) -> tuple[str, ...]:
    return tuple(share.supply for share in capability.shares)


def _narrowed(capability: CapabilityPlan, wanted: str) -> CapabilityPlan | None:
    """Return a capability of which only the weakness is asked, at every level."""
    part = BY_ID.get(wanted)
    names = part.generators if part else (wanted,)
    shares = tuple(one for one in capability.shares if one.supply in names)
    if capability.id == wanted:
        shares = capability.shares
    if not shares:
        return None
    counts = apportion(capability.quota, [1.0] * len(shares))
    return capability.model_copy(
        update={
            "title": f"{capability.title}: {in_words([one.title for one in shares])}",
            "difficulties": DIFFICULTIES,
            "shares": tuple(
                one.model_copy(update={"count": count})
                for one, count in zip(shares, counts, strict=True)
            ),
        }
    )
