"""Who makes how many samples: quotas of capabilities, and the supplies that fill them.

Whether the supplies can fill every subtask is decided exactly, as a flow from subtasks to supplies
whose capacities are what a supply holds, discounted by the yield of its dry run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from envhub.errors import Refused
from envhub.values import Frozen

from .request import Request
from .sought import QUICK, Sought

MAX_SAMPLES = 100_000
LEAST_YIELD = 0.25
"""A supply is trusted to give this share of what it holds, however its dry run went."""


class Deficit(Frozen):
    """A subtask that can't be filled, and why."""

    subtask: str
    missing: int
    cause: str
    """`insufficient supply`: all its supplies together hold too little; `starvation`: they would do
    if no other subtask drew on them; `exhausted`: neither, they ran dry on the way."""


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Split a number by weights, by largest remainder; ties go to the first."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    shares = [int(share + 1e-9) for share in exact]
    by_rest = sorted(range(len(weights)), key=lambda n: (shares[n] - exact[n], n))
    for n in by_rest[: total - sum(shares)]:
        shares[n] += 1
    return shares


def quotas(request: Request, sought: Sequence[Sought]) -> list[int]:
    """Return the number of test samples of each capability.

    Raises:
        Refused: the numbers of the request contradict each other.
    """
    usual = [one.usual_quota for one in sought]
    found: list[int | None] = [one.wish.count for one in sought]
    for group, total in enumerate(request.groups):
        places = [n for n, one in enumerate(sought) if one.wish.group == group]
        _split(found, places, total, usual)
    open_places = [n for n, quota in enumerate(found) if quota is None]
    if request.total is not None:
        left = request.total - sum(quota or 0 for quota in found)
        if open_places:
            _split(found, open_places, left, usual)
        elif left:
            raise Refused(
                f"{request.total} samples in total, but those named come to {request.total - left}"
            )
    for n in open_places:
        default = usual[n] // QUICK if request.quick else usual[n]
        found[n] = found[n] or request.each or default
    whole = [quota or 0 for quota in found]
    if sum(whole) > MAX_SAMPLES:
        raise Refused(f"{sum(whole)} samples are more than {MAX_SAMPLES}")
    return whole


def _split(
    found: list[int | None], places: Sequence[int], total: int, usual: Sequence[int]
) -> None:
    """Share a count out among capabilities: fewer for recall, more for multi-step."""
    if total < len(places):
        raise Refused(f"{max(0, total)} samples are too few for {len(places)} capabilities")
    weights = [usual[n] for n in places]
    shares = apportion(total, weights)
    if 0 in shares:
        shares = [1 + share for share in apportion(total - len(places), weights)]
    for n, share in zip(places, shares, strict=True):
        found[n] = share


def allocate(
    wanted: Mapping[str, int],
    supplies: Mapping[str, Sequence[str]],
    capacities: Mapping[str, int],
) -> tuple[dict[str, dict[str, int]], tuple[Deficit, ...]]:
    """Share the samples of subtasks out among their supplies.

    Args:
        wanted: samples by subtask.
        supplies: names of supplies by subtask, in the order of a small quota.
        capacities: what a supply can give; one that is not named gives without end.

    Returns:
        samples by subtask and supply, and what can't be filled.
    """
    even = {
        subtask: dict(zip(supplies[subtask], apportion(count, [1.0] * len(supplies[subtask])),
                          strict=True))
        for subtask, count in wanted.items()
    }  # fmt: skip
    drawn: dict[str, int] = {}
    for counts in even.values():
        for name, count in counts.items():
            drawn[name] = drawn.get(name, 0) + count
    if all(count <= capacities.get(name, count) for name, count in drawn.items()):
        return even, ()
    return _flow(wanted, supplies, capacities)


def _flow(
    wanted: Mapping[str, int],
    supplies: Mapping[str, Sequence[str]],
    capacities: Mapping[str, int],
) -> tuple[dict[str, dict[str, int]], tuple[Deficit, ...]]:
    """The largest flow from subtasks to supplies, and a diagnosis where it is too small."""
    import networkx

    graph = networkx.DiGraph()
    for subtask, count in wanted.items():
        graph.add_edge("source", ("subtask", subtask), capacity=count)
        for name in supplies[subtask]:
            graph.add_edge(("subtask", subtask), ("supply", name), capacity=count)
            if name in capacities:
                graph.add_edge(("supply", name), "sink", capacity=capacities[name])
            else:
                graph.add_edge(("supply", name), "sink")
    _, flow = networkx.maximum_flow(graph, "source", "sink")
    given = {
        subtask: {name: flow[("subtask", subtask)][("supply", name)] for name in supplies[subtask]}
        for subtask in wanted
    }
    missing = {subtask: count - sum(given[subtask].values()) for subtask, count in wanted.items()}
    return given, tuple(
        Deficit(subtask=subtask, missing=short, cause=_cause(subtask, wanted, supplies, capacities))
        for subtask, short in missing.items()
        if short
    )


def _cause(
    subtask: str,
    wanted: Mapping[str, int],
    supplies: Mapping[str, Sequence[str]],
    capacities: Mapping[str, int],
) -> str:
    alone = sum(capacities.get(name, wanted[subtask]) for name in supplies[subtask])
    return "insufficient supply" if alone < wanted[subtask] else "starvation"
