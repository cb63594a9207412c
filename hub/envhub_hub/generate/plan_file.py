"""A plan as a TOML file: written to be edited by hand, read back with its shares made to fit."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from envhub.atomic import write_whole
from envhub.errors import InvalidEnvironment, NotFound, Problem
from envhub.toml import dump_toml
from envhub.values import declared

from .allocation import apportion
from .plan import CapabilityPlan, Plan

_HEAD = """\
# What `envhub generate` decided, before any sample was made. Edit it, and go on with
#   envhub generate --plan FILE -o DIR
# A changed `quota` is shared out again in the proportions of the shares.

"""


def write_plan(plan: Plan, path: Path) -> None:
    """Write a plan, whole or not at all."""
    said = {"schema_version": plan.schema_version} | declared(plan)
    write_whole(path, (_HEAD + _laid_out(said)).encode())


def _laid_out(said: dict[str, Any]) -> str:
    """Return the TOML of a plan with a line for each share and each subtask."""
    parts: dict[str, list[dict[str, Any]]] = {}
    kept = dict(said)
    for key in ("capabilities", "interpretations", "proposals"):
        kept[key] = []
        for entry in said.get(key, ()):
            marked = dict(entry)
            for inner in ("shares", "subtasks"):
                if inner in marked:
                    mark = f"{key}.{len(parts)}"
                    parts[mark] = marked[inner]
                    marked[inner] = mark
            kept[key].append(marked)
    text = dump_toml({key: value for key, value in kept.items() if value != []})
    for mark, entries in parts.items():
        text = text.replace(f'"{mark}"', f"[\n{''.join(map(_line, entries))}]", 1)
    return text


def _line(entry: dict[str, Any]) -> str:
    """A share or a subtask on a line of its own."""
    _, _, inline = dump_toml({"one": [{"of": [entry]}]}).partition("of = [")
    return f"  {inline.rstrip().removesuffix(']')},\n"


def read_plan(path: Path) -> Plan:
    """Read a plan.

    Raises:
        NotFound: there is no such file.
        InvalidEnvironment: it is no plan, and where not.
    """
    if not path.is_file():
        raise NotFound(f"no plan `{path}`", hint="envhub generate REQUEST --plan-only -o FILE")
    try:
        plan = Plan.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (ValueError, ValidationError) as error:
        problems = error.errors() if isinstance(error, ValidationError) else []
        said = [
            Problem(f"`{'.'.join(map(str, one['loc']))}`: {one['msg']}", str(path))
            for one in problems
        ]
        raise InvalidEnvironment(said or [Problem(f"not TOML: {error}", str(path))]) from error
    return plan.changed({"capabilities": tuple(fitted(one) for one in plan.capabilities)})


def fitted(capability: CapabilityPlan, quota: int | None = None) -> CapabilityPlan:
    """Return a capability whose shares add up to its quota, in their own proportions."""
    quota = capability.quota if quota is None else quota
    counts = [share.count for share in capability.shares]
    if sum(counts) != quota:
        counts = apportion(quota, [float(max(count, 1)) for count in counts])
    return capability.model_copy(
        update={
            "quota": quota,
            "shares": tuple(
                share.model_copy(update={"count": count})
                for share, count in zip(capability.shares, counts, strict=True)
            ),
        }
    )
