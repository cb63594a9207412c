"""Measure a data set: every dimension of an environment in one pass over the rows of a table.

The counterpart of `evaluate`, which asks a model. Memory is what the estimators keep, so a table
may be of any size; the same rows in the same order give the same rows of the run.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .dataset import EstimateRow, EstimatorRecord, Table, TableRow
from .dimension import Estimate
from .environment import Environment
from .errors import UsageError
from .estimators.base import Entry, Fold, Measure
from .model import Failure
from .records import CapabilityRecord, SampleRow, ScoreRow, Status
from .values import canonical_json, plain, sha256_hex

EVERY = 1_000
"""Rows between two calls of `on_rows`."""
OnRows = Callable[[int], None]


def measure(
    environment: Environment, table: Table, seed: int = 0, on_rows: OnRows | None = None
) -> list[SampleRow]:
    """Measure an environment of kind `dataset` on a table; returns a row for each dimension.

    Args:
        environment: what to measure.
        table: what to measure it on.
        seed: where an estimator draws a sample of rows, which it draws.
        on_rows: called now and then with the number of rows so far.

    Raises:
        UsageError: the environment is about models, or reads a column that was not named.
        InvalidEnvironment: a file that an estimator reads is missing, or does not suffice.
    """
    require_columns(environment, table)
    return [measured.row for measured in fold(environment.estimates(), table.rows(), seed, on_rows)]


def require_columns(environment: Environment, table: Table) -> None:
    """Refuse what can't be measured on this table before any row of it is read.

    Raises:
        UsageError: the environment is about models, or reads a column that was not named.
    """
    require_dataset(environment)
    known = table.identity
    for one in environment.declaration.estimate:
        for use, column in (("text", known.text_column), ("label", known.label_column)):
            if use in one.estimator.uses and column is None:
                listed = ", ".join(f"`{name}`" for name in known.columns[:20])
                raise UsageError(
                    f"capability `{one.id}` reads the {use}s of `{known.name}`, whose column is "
                    "not named",
                    hint=f"name it by --{use}-column (there are: {listed})",
                )


def require_dataset(environment: Environment) -> None:
    """Refuse an environment that asks models.

    Raises:
        UsageError: it does.
    """
    if environment.declaration.kind != "dataset":
        raise UsageError(
            f"{environment.reference} asks models; it can't measure a data set",
            hint="run it with --model, or choose an environment of kind `dataset`",
        )


@dataclass
class Dimension:
    """A dimension under way."""

    estimate: Estimate
    state: Fold
    seen: int = 0
    cut: int = 0
    lost: Counter[str] = field(default_factory=Counter)

    def add(self, entry: Entry) -> None:
        """Take a row, or count why it can't be taken."""
        self.seen += 1
        cause = entry.lacks(self.estimate.estimator.uses) or self.state.add(entry)
        if cause is not None:
            self.lost[cause] += 1
        elif entry.cut and "text" in self.estimate.estimator.uses:
            self.cut += 1

    @property
    def verdict(self) -> Measure | Failure:
        """What was found; nothing is found where no row could be measured."""
        if not self.seen:
            return Failure(cause="no rows", message="the table has no row")
        if sum(self.lost.values()) < self.seen:
            return self.state.finish()
        causes = ", ".join(f"{count:,} {cause}" for cause, count in self.lost.most_common())
        message = f"none of {self.seen:,} rows could be measured: {causes}"
        return Failure(cause="no valid row", message=message)

    @property
    def row(self) -> SampleRow:
        """The line of `samples.jsonl`."""
        return _row(self, self.verdict)


def fold(
    estimates: Iterable[Estimate], rows: Iterable[TableRow], seed: int = 0,
    on_rows: OnRows | None = None,
) -> list[Dimension]:  # fmt: skip
    """Read a table once, for all dimensions."""
    dimensions = [
        Dimension(one, one.estimator.begin(f"{seed}|{one.id}|{one.estimator.type}"))
        for one in estimates
    ]
    count = 0
    for count, (text, label) in enumerate(rows, start=1):
        entry = Entry(text, label)
        for dimension in dimensions:
            dimension.add(entry)
        if on_rows is not None and count % EVERY == 0:
            on_rows(count)
    if on_rows is not None:
        on_rows(count)
    return dimensions


def dimension_records(environment: Environment) -> tuple[CapabilityRecord, ...]:
    """Return the dimensions as a run records them, before any row is read.

    Raises:
        InvalidEnvironment: a file that an estimator reads is missing, or does not suffice.
    """
    return tuple(
        CapabilityRecord(
            id=one.id,
            title=one.name,
            definition=one.definition,
            weight=one.weight,
            harness="dataset",
            scorer=one.estimator.type,
            method=one.method,
            graded=True,
            pass_at=one.pass_rule,
            samples=1,
            estimator=EstimatorRecord(
                type=one.estimator.type,
                version=one.estimator.version,
                normalisation=one.estimator.normalisation,
                known_error=one.estimator.known_error,
                reference=one.estimator.reference_said,
                source=one.estimator.source,
            ),
        )
        for one in environment.estimates()
    )


def _row(dimension: Dimension, found: Measure | Failure) -> SampleRow:
    one = dimension.estimate
    measure = found if isinstance(found, Measure) else None
    failure = found if isinstance(found, Failure) else None
    status: Status = "invalid"
    scores: tuple[ScoreRow, ...] = ()
    if measure is not None:
        status = "pass" if measure.value >= one.pass_rule - 1e-9 else "fail"
        said = plain(_explained(measure.explanation, dimension.cut))
        scores = (ScoreRow(scorer=one.estimator.type, value=measure.value, explanation=said),)
    return SampleRow(
        sample_id=one.id, sample_hash=sha256_hex(canonical_json(one)), capability=one.id,
        subtype=None, group=None, epoch=0, question=one.definition or one.name, prompt="",
        output=scores[0].explanation or "" if scores else "", continuations="[]", target="[]",
        status=status, cause=failure.cause if failure else None,
        message=failure.message if failure else None,
        score=measure.value if measure else None, scores=scores, stop_reason="", input_tokens=0,
        output_tokens=0, latency_ms=None, cost=None, cached=False,
        estimate=_estimate_row(dimension, measure),
    )  # fmt: skip


def _explained(explanation: str, cut: int) -> str:
    return f"{explanation}; {cut:,} long texts were cut" if cut else explanation


def _estimate_row(dimension: Dimension, measure: Measure | None) -> EstimateRow:
    lost = sum(dimension.lost.values())
    ends = measure.interval if measure else None
    return EstimateRow(
        rows=dimension.seen - lost,
        lost=lost,
        causes=_json(dict(dimension.lost.most_common())),
        low=ends.low if ends else None,
        high=ends.high if ends else None,
        interval=ends.method if ends else None,
        details=_json(measure.details if measure else {}),
    )


def _json(value: object) -> str:
    return plain(json.dumps(value, ensure_ascii=False))
