"""A plan edited as a sentence says: capabilities added, dropped, resized, weighed, made harder."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from envhub.errors import Refused

from .audience import harnesses_for, templates_for
from .items import DIFFICULTIES
from .methods import METHODS
from .plan import CapabilityPlan, GenerateSettings, Plan
from .plan_file import fitted
from .planner import plan_of
from .pool import Pool
from .request import (
    Add,
    Drop,
    Easier,
    Edit,
    Harder,
    Request,
    Resize,
    Threshold,
    Weigh,
    read_edits,
)
from .wording import in_words, sentence_case

Capabilities = dict[str, CapabilityPlan]


def edit(plan: Plan, text: str, pool: Pool | None = None) -> Plan:
    """Return a plan with what a sentence changes in it.

    Args:
        plan: of the version that is edited.
        text: such as "add 12 spatial problems, drop the dates, make math harder".
        pool: data of the person's own, for what is added.

    Raises:
        Refused: the sentence is not understood, names what the plan does not hold, or leaves
            nothing.
    """
    capabilities: Capabilities = dict(plan.by_capability)
    sources = {one.id: one for one in plan.pool}
    for change in read_edits(text):
        if isinstance(change, Add):
            added = _planned(change, plan, pool)
            sources |= {one.id: one for one in added.pool}
            (new,) = added.capabilities
            capabilities[new.id] = _joined(capabilities.get(new.id), new)
        else:
            for name in _meant(change, capabilities):
                _EDITS[type(change)](capabilities, name, change)
    if not capabilities:
        raise Refused("nothing is left of the benchmark", hint="drop less, or add something")
    kept = tuple(capabilities.values())
    methods = [method for method, how in METHODS.items()
               if how.harness in {one.harness for one in kept}]  # fmt: skip
    harnesses = harnesses_for(plan.audience, methods)
    titles = in_words([one.title.lower() for one in kept])
    return plan.changed(
        {
            "request": f"{plan.request}; {text}",
            "understood": f"{plan.understood}; {text}",
            "title": sentence_case(titles),
            "capabilities": kept,
            "harnesses": harnesses,
            "templates": templates_for(plan.audience, harnesses),
            "pool": tuple(sources.values()),
        }
    )


def _planned(change: Add, plan: Plan, pool: Pool | None) -> Plan:
    """Plan what is added as a request of its own."""
    request = Request(text=change.wish.text, wishes=(change.wish,))
    settings = GenerateSettings(
        name=plan.name, version=plan.version, seed=plan.seed, audience=plan.audience
    )
    return plan_of(request, settings, pool)


def _joined(old: CapabilityPlan | None, new: CapabilityPlan) -> CapabilityPlan:
    """Return a capability with more samples, where it was there already."""
    return new if old is None else fitted(old, old.quota + new.quota)


def _meant(change: Edit, capabilities: Mapping[str, CapabilityPlan]) -> tuple[str, ...]:
    """The capabilities that a change is of.

    Raises:
        Refused: the plan holds none of that name.
    """
    name = change.wish.id if isinstance(change, Add) else change.id
    if name is None:
        return tuple(capabilities)
    if name not in capabilities:
        raise Refused(
            f"the benchmark has no `{name}` to change",
            hint=f"it has {in_words([f'`{one}`' for one in capabilities])}",
        )
    return (name,)


def _drop(capabilities: Capabilities, name: str, _: Edit) -> None:
    del capabilities[name]


def _level(capabilities: Capabilities, name: str, change: Edit) -> None:
    """Leave out the lowest, or the highest, level; with one level left go to the next."""
    up = isinstance(change, Harder)
    levels = sorted(set(capabilities[name].difficulties), reverse=not up)
    beyond = [one for one in DIFFICULTIES if (one > levels[-1] if up else one < levels[-1])]
    kept = levels[1:] or beyond[: None if up else -2 : -1] or levels
    _update(capabilities, name, difficulties=tuple(sorted(kept)))


def _resize(capabilities: Capabilities, name: str, change: Edit) -> None:
    assert isinstance(change, Resize)
    old = capabilities[name]
    quota = change.count or max(1, round(old.quota * (change.factor or 1.0)))
    capabilities[name] = fitted(old, quota)


def _weigh(capabilities: Capabilities, name: str, change: Edit) -> None:
    assert isinstance(change, Weigh)
    _update(capabilities, name, weight=change.weight)


def _threshold(capabilities: Capabilities, name: str, change: Edit) -> None:
    assert isinstance(change, Threshold)
    _update(capabilities, name, target_rate=change.rate)


def _update(capabilities: Capabilities, name: str, **fields: object) -> None:
    capabilities[name] = CapabilityPlan.model_validate(dict(capabilities[name]) | fields)


_EDITS: Mapping[type, Callable[[Capabilities, str, Edit], None]] = {
    Drop: _drop,
    Easier: _level,
    Harder: _level,
    Resize: _resize,
    Threshold: _threshold,
    Weigh: _weigh,
}
