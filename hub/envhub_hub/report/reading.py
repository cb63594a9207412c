"""One pass over a run: its scores, and what they cost in tokens, time and lost samples."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from envhub.model import Spent
from envhub.run import Run, RunRecord, SampleRow, Summary
from envhub.values import Frozen

from ..charts import Column, column_of
from ..text import one_line


class Tally(Frozen):
    """What a run used, and why samples were lost."""

    input_tokens: int
    output_tokens: int
    cached: int
    """Rows that were answered from a cache; their latency is left out."""
    latency_p50: float | None
    """Milliseconds."""
    latency_p95: float | None
    cost: float | None
    """US dollars, of the rows where it is known; None: known for none."""
    cost_rows: int
    causes: dict[str, dict[str, int]]
    """By capability id: how many samples are invalid for each cause."""
    judging: Spent | None = None
    """What the judge took over all rows; None where none was asked."""
    explanations: dict[str, str]
    """Of a data set: what was found in each dimension, or why nothing was."""
    lost: dict[str, dict[str, int]]
    """Of a data set: how many rows could not be measured for each cause, by dimension."""


class Reading(Frozen):
    """A run as a report shows it."""

    record: RunRecord
    summary: Summary | None
    column: Column
    tally: Tally


@dataclass
class _Seen:
    """Counts rows while `summarise` takes them."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached: int = 0
    cost: float = 0.0
    cost_rows: int = 0
    latencies: list[float] = field(default_factory=list)
    causes: dict[str, dict[str, int]] = field(default_factory=dict)
    judging: Spent | None = None
    explanations: dict[str, str] = field(default_factory=dict)
    lost: dict[str, dict[str, int]] = field(default_factory=dict)

    def watch(self, rows: Iterator[SampleRow]) -> Iterator[SampleRow]:
        for row in rows:
            self.input_tokens += row.input_tokens
            self.output_tokens += row.output_tokens
            self.cached += row.cached
            if row.cost is not None:
                self.cost += row.cost
                self.cost_rows += 1
            if row.latency_ms is not None and not row.cached:
                self.latencies.append(row.latency_ms)
            if row.judging is not None:
                self.judging = self.judging + row.judging if self.judging else row.judging
            if row.status == "invalid":
                causes = self.causes.setdefault(row.capability, {})
                cause = one_line(row.cause or "unknown", 40)
                causes[cause] = causes.get(cause, 0) + 1
            if row.estimate is not None:
                self.explanations[row.capability] = one_line(row.message or row.output, 300)
                self.lost[row.capability] = _counts(row.estimate.causes)
            yield row


def read(run: Run) -> Reading:
    """Read a run once."""
    seen = _Seen()
    record = run.record
    result = run.reduce(seen.watch(run.rows()))
    latencies = sorted(seen.latencies)
    tally = Tally(
        input_tokens=seen.input_tokens,
        output_tokens=seen.output_tokens,
        cached=seen.cached,
        latency_p50=quantile(latencies, 0.5),
        latency_p95=quantile(latencies, 0.95),
        cost=seen.cost if seen.cost_rows else None,
        cost_rows=seen.cost_rows,
        causes=seen.causes,
        judging=seen.judging,
        explanations=seen.explanations,
        lost=seen.lost,
    )
    return Reading(record=record, summary=run.summary, column=column_of(run, result), tally=tally)


def _counts(text: str) -> dict[str, int]:
    """The counts in a JSON object; none in a text that holds no such object."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    counts = value.items() if isinstance(value, dict) else ()
    return {one_line(cause, 60): count for cause, count in counts if isinstance(count, int)}


def quantile(ordered: list[float], share: float) -> float | None:
    """Return a quantile of sorted values, interpolated; None where there is none."""
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def contrast_sentence(column: Column) -> str | None:
    """Name the lowest and the highest capability, if their intervals lie apart."""
    scored = [one for one in column.cells if one.score is not None]
    if len(scored) < 2:
        return None
    lowest = min(scored, key=lambda one: one.score or 0.0)
    highest = max(scored, key=lambda one: one.score or 0.0)
    if lowest.high is None or highest.low is None or lowest.high >= highest.low:
        return None
    return (
        f"{lowest.title} is lowest at {lowest.score:.1f} and {highest.title} highest at "
        f"{highest.score:.1f}; their intervals do not overlap."
    )
