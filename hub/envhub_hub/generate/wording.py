"""Say in words what was understood of a request."""

from __future__ import annotations

from collections.abc import Sequence

from .plan import CapabilityPlan
from .request import Request
from .topics import FOCUSES

_LEVELS: dict[tuple[int, ...], str] = {(1,): "easy", (2,): "of medium difficulty", (3,): "hard"}


def describe(request: Request, capabilities: Sequence[CapabilityPlan]) -> str:
    """Say in one line what was understood."""
    levels = {one.difficulties for one in capabilities}
    names = [_described(one, own_level=len(levels) > 1) for one in capabilities]
    quotas = [one.quota for one in capabilities]
    if len(set(quotas)) == 1:
        each = " each" if len(quotas) > 1 else ""
        parts = [f"{in_words(names)}, {_prompts(quotas[0])}{each}"]
    else:
        counted = [f"{name} ({_prompts(n)})" for name, n in zip(names, quotas, strict=True)]
        parts = [in_words(counted)]
    if request.quick and request.each is None and request.total is None:
        parts.append("quick, a third of the usual size")
    if len(levels) == 1 and (only := _LEVELS.get(levels.pop())):
        parts.append(f"all {only}" if len(names) > 1 else only)
    parts += [_focus(kind, capabilities) for kind in sorted(request.kinds)]
    weighted = [one for one in capabilities if one.weight != 1]
    parts += [f"{_counts(one.id)} {_times(one.weight)}" for one in weighted]
    rates = [one for one in capabilities if one.target_rate is not None]
    if rates and len({one.target_rate for one in capabilities}) == 1:
        every = "each " if len(capabilities) > 1 else ""
        parts.append(f"{every}must reach {rates[0].target_rate:.0%}")
    else:
        parts += [f"{one.id} must reach {one.target_rate:.0%}" for one in rates]
    return "; ".join(parts)


def _focus(kind: str, capabilities: Sequence[CapabilityPlan]) -> str:
    """Say what is focused on, and which capabilities have nothing of the kind."""
    without = [
        one.id for one in capabilities if not {s.supply for s in one.shares} <= set(FOCUSES[kind])
    ]
    return f"focused on {kind} problems" + (f" (not {in_words(without)})" if without else "")


def _described(capability: CapabilityPlan, *, own_level: bool) -> str:
    text = capability.id.replace("-", " ")
    if ": " in capability.title:
        text += f" (only {capability.title.split(': ', 1)[1]})"
    elif " without " in capability.title:
        text += f" without {capability.title.split(' without ', 1)[1]}"
    level = _LEVELS.get(capability.difficulties)
    return f"{text} ({level})" if own_level and level else text


def _prompts(count: int) -> str:
    return f"{count} prompt{'s' * (count > 1)}"


def _counts(capability: str) -> str:
    return f"{capability.replace('-', ' ')} count{'' if capability.endswith('s') else 's'}"


def _times(weight: float) -> str:
    named = {2.0: "double", 3.0: "three times", 0.5: "half"}
    return named.get(weight, f"{weight:g} times")


def in_words(parts: Sequence[str]) -> str:
    """Write parts as a list in words."""
    return " and ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts)


def sentence_case(text: str) -> str:
    """Write the first letter large."""
    return text[:1].upper() + text[1:]
