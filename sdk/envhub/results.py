"""From the rows of a run to its scores: one result a capability, and the overall.

Epochs of a sample are reduced to one score first, so that n is always a number of samples. A
dimension of a data set has one row, whose estimate says over how many rows of the table it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from .errors import RunError
from .metrics import (
    CapabilityResult,
    Cluster,
    GroupResult,
    Interval,
    Result,
    Stratum,
    clustered_interval,
    clustered_wilson,
    clusters,
    mean_interval,
    overall_interval,
    wilson,
)
from .records import CapabilityRecord, RunSettings, SampleRow
from .reducers import GROUPS, Outcome, Reducer, parse_reducer

ONCE = RunSettings()


def summarise(
    capabilities: Sequence[CapabilityRecord],
    rows: Iterable[SampleRow],
    seed: str = "",
    settings: RunSettings = ONCE,
) -> Result:
    """Reduce rows to one result per capability and the overall.

    The overall is None until every capability has a valid sample: a mean over fewer dimensions
    would be another number.

    Args:
        capabilities: those of the run, in order.
        rows: one for each rollout.
        seed: of the bootstrap; the same text gives the same intervals.
        settings: its epochs and its reducer.

    Raises:
        RunError: a row of a capability that is not among them.
    """
    reducer = parse_reducer(settings.reducer)
    tallies = {
        one.id: _Dimension(one) if one.estimator else _Tally(one, reducer, settings.epochs > 1)
        for one in capabilities
    }
    for row in rows:
        if row.capability not in tallies:
            raise RunError(f"a row of capability `{row.capability}`, which run.json does not name")
        tallies[row.capability].add(row)
    results = tuple(tally.result(f"{seed}|{name}") for name, tally in tallies.items())
    scores = [one.score for one in results if one.score is not None]
    if len(scores) < len(results) or not results:
        return Result(capabilities=results, overall=None, overall_interval=None)
    weights = [one.weight for one in results]
    overall = sum(w * s for w, s in zip(weights, scores, strict=True)) / sum(weights)
    if len(results) == 1:  # the overall is that capability, and so is its interval
        return Result(capabilities=results, overall=overall, overall_interval=results[0].interval)
    strata = [tally.stratum() for tally in tallies.values()]
    interval = overall_interval(strata, weights, f"{seed}|overall")
    return Result(capabilities=results, overall=overall, overall_interval=interval)


class _Tally:
    """The rows of one capability while they are counted."""

    def __init__(self, record: CapabilityRecord, reducer: Reducer, several: bool) -> None:
        self._record = record
        self._reducer = reducer
        self._several = several
        self._counts = {"pass": 0, "fail": 0, "invalid": 0}
        self._values: list[float] = []
        self._names: list[str | None] = []
        """The group of each value's sample."""
        self._missing = 0
        self._epochs: dict[str, tuple[str | None, list[Outcome]]] = {}
        """With several epochs: the group and the outcomes of each sample."""
        self._groups: dict[tuple[str, int], list[Outcome]] = {}
        """The variants of each group, epoch by epoch."""
        self._passes: list[Cluster] | None = None
        """With several epochs: the passes of each sample, or of each group."""

    def add(self, row: SampleRow) -> None:
        self._counts[row.status] += 1
        value = None if row.status == "invalid" else row.score
        if self._several or row.group is not None:
            answer = row.scores[0].answer if row.scores else None
            outcome = Outcome(value=value, passed=row.status == "pass", answer=answer)
            if row.group is not None:
                self._groups.setdefault((row.group, row.epoch), []).append(outcome)
            if self._several:
                self._epochs.setdefault(row.sample_id, (row.group, []))[1].append(outcome)
                return
        self._settle(value, row.group)

    def _settle(self, value: float | None, group: str | None) -> None:
        if value is None:
            self._missing += 1
        else:
            self._values.append(value)
            self._names.append(group)

    def _reduce(self) -> None:
        """Turn the epochs of every sample into its score."""
        for group, outcomes in self._epochs.values():
            self._settle(self._reducer.reduce(outcomes), group)
        if self._several:
            self._passes = self._pass_clusters()
        self._epochs = {}

    def _pass_clusters(self) -> list[Cluster]:
        """The passes of each sample's valid rollouts, or of each group's."""
        found: dict[str, list[bool]] = {}
        for name, (group, outcomes) in self._epochs.items():
            key = f"sample {name}" if group is None else f"group {group}"
            found.setdefault(key, []).extend(one.passed for one in outcomes if one.valid)
        return [Cluster(float(sum(one)), len(one)) for one in found.values() if one]

    def stratum(self) -> Stratum:
        """The scores as they are resampled for the overall."""
        return clusters(self._values, self._names) or self._values

    def result(self, seed: str) -> CapabilityResult:
        self._reduce()
        record, values, counts = self._record, self._values, self._counts
        n = counts["pass"] + counts["fail"]
        together = clusters(values, self._names)
        passes = self._passes
        if passes is None and together is not None:
            passes = together if self._binary() else self._group_passes()
        return CapabilityResult(
            id=record.id,
            title=record.title,
            method=record.method,
            score=sum(values) / len(values) if values else None,
            interval=self._interval(together, seed),
            n=len(values),
            missing=self._missing,
            passed=counts["pass"],
            failed=counts["fail"],
            invalid=counts["invalid"],
            pass_interval=wilson(counts["pass"], n) if passes is None else clustered_wilson(passes),
            pass_rule=record.pass_at,
            weight=record.weight,
            target_rate=record.target_rate,
            groups=_group_result(self._groups),
        )

    def _binary(self) -> bool:
        """Whether every score is 0 or 1, so that their mean is a proportion."""
        return all(value in (0.0, 1.0) for value in self._values)

    def _interval(self, together: list[Cluster] | None, seed: str) -> Interval | None:
        values = self._values
        if self._binary():
            if together is not None:
                return clustered_wilson(together)
            return wilson(round(sum(values)), len(values))
        if together is not None:
            return clustered_interval(together, seed)
        return mean_interval(values, seed)

    def _group_passes(self) -> list[Cluster]:
        """With one epoch: the passes of each group, and of each sample that is in none."""
        valid = [[one.passed for one in some if one.valid] for some in self._groups.values()]
        grouped = [Cluster(float(sum(one)), len(one)) for one in valid if one]
        n = self._counts["pass"] + self._counts["fail"] - sum(one.size for one in grouped)
        passed = self._counts["pass"] - round(sum(one.total for one in grouped))
        return grouped + [Cluster(float(place < passed), 1) for place in range(n)]


class _Dimension:
    """The one row of a dimension of a data set; its estimate knows n and the interval."""

    def __init__(self, record: CapabilityRecord) -> None:
        self._record = record
        self._row: SampleRow | None = None

    def add(self, row: SampleRow) -> None:
        self._row = row

    def stratum(self) -> Stratum:
        """The score: one alone, from which nothing can be resampled."""
        return [] if self._row is None or self._row.score is None else [self._row.score]

    def result(self, _: str) -> CapabilityResult:
        record, row = self._record, self._row
        status = row.status if row else None
        estimate = row.estimate if row else None
        return CapabilityResult(
            id=record.id,
            title=record.title,
            method=record.method,
            score=row.score if row else None,
            interval=estimate.ends if estimate else None,
            n=estimate.rows if estimate else 0,
            missing=estimate.lost if estimate else 0,
            passed=int(status == "pass"),
            failed=int(status == "fail"),
            invalid=int(status == "invalid"),
            pass_interval=None,
            pass_rule=record.pass_at,
            weight=record.weight,
            target_rate=record.target_rate,
            unit="row",
        )


def _group_result(groups: dict[tuple[str, int], list[Outcome]]) -> GroupResult | None:
    variants = {name: found for (name, _), found in groups.items() if len(found) > 1}
    if not variants:
        return None
    correct, correct_interval = _share(groups, variants, GROUPS["all_correct"])
    same, same_interval = _share(groups, variants, GROUPS["consistent"])
    return GroupResult(
        groups=len(variants),
        all_correct=correct,
        all_correct_interval=correct_interval,
        consistent=same,
        consistent_interval=same_interval,
    )


def _share(
    groups: dict[tuple[str, int], list[Outcome]],
    variants: Iterable[str],
    said: Callable[[Sequence[Outcome]], float | None],
) -> tuple[float | None, Interval | None]:
    """The share of groups of which something is true, over every epoch in which it is known."""
    known: dict[str, list[float]] = {name: [] for name in variants}
    for (name, _), outcomes in groups.items():
        value = said(outcomes) if name in known else None
        if value is not None:
            known[name].append(value)
    given = [Cluster(sum(values), len(values)) for values in known.values() if values]
    if not given:
        return None, None
    share = sum(one.total for one in given) / sum(one.size for one in given)
    if all(one.size == 1 for one in given):
        return share, wilson(round(sum(one.total for one in given)), len(given))
    return share, clustered_wilson(given)
