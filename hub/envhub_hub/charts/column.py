"""One run as charts, reports and exports show it: scores from 0 to 100, with their intervals.

Pure values, computed from a run folder; every text in them is safe to show.
"""

from __future__ import annotations

import math

from envhub.metrics import CapabilityResult, GroupResult, Interval, Result, Unit
from envhub.run import CapabilityRecord, Run, RunRecord
from envhub.values import Frozen

from ..review import audit_of
from ..text import counted, one_line, sanitise

NO_SAMPLE = "no valid sample"
OF_PROMPTS = "Scores are relative to this prompt suite; they are not comparable to published ones."
OF_DATASETS = "Scores hold for these estimators as declared; other estimators give other numbers."
INTERVALS = {
    "wilson": "Wilson",
    "t": "Student's t",
    "bootstrap": "bootstrap",
    "stratified bootstrap": "stratified bootstrap",
    "stratified normal": "stratified normal",
    "clustered wilson": "clustered Wilson",
    "clustered t": "clustered t",
    "clustered bootstrap": "clustered bootstrap",
}


class Groups(Frozen):
    """The variants of one item, taken together; shares from 0 to 100."""

    groups: int
    all_correct: float | None
    all_correct_low: float | None
    all_correct_high: float | None
    consistent: float | None
    consistent_low: float | None
    consistent_high: float | None


class Cell(Frozen):
    """One capability of one run."""

    capability: str
    title: str
    definition: str
    method: str
    pass_rule: str
    score: float | None
    """0 to 100; None where no sample was valid."""
    low: float | None
    high: float | None
    interval: str | None
    """The name of the 95 % interval."""
    prompts: int
    """Samples that were planned."""
    n: int
    """What the score is taken over: valid samples, or rows."""
    worst: float | None
    """The score if all that could not be measured had failed; None where all could."""
    best: float | None
    """The score if all that could not be measured had reached the maximum."""
    passed: int
    """Rollouts, as are the next two: with one epoch, samples."""
    failed: int
    invalid: int
    weight: float
    pass_rate: float | None
    """0 to 100, and its Wilson interval."""
    pass_low: float | None
    pass_high: float | None
    target_rate: float | None
    """0 to 100: the pass rate that was declared as the goal."""
    target_met: bool | None
    groups: Groups | None = None
    """None where no two samples share a group."""
    unit: Unit = "sample"
    """What `n` counts, and of a data set `invalid` too."""
    estimator: str | None = None
    """Of a data set: what measured it, how it is normalised, and its known error."""


class Overall(Frozen):
    """The weighted mean of a run's capabilities."""

    score: float | None
    low: float | None
    high: float | None
    interval: str | None
    note: str
    """How it was weighted, or why there is none."""


class Column(Frozen):
    """One run: who was measured, when, and every score."""

    run: str
    name: str | None
    model: str
    weights_digest: str | None
    step: int | None
    status: str
    """`complete`, `interrupted`, `failed`, `limited` or `unfinished`."""
    created_at: str
    prompts: int
    """Rollouts that were planned: samples times epochs. Of a data set, dimensions."""
    extent: str
    """What was asked or measured, in words: `24 prompts × 2 epochs, mean`, `1,319 rows`."""
    unit: Unit = "sample"
    """What stands behind a score."""
    dataset_digest: str | None = None
    measured: int
    """Rows, valid or not."""
    invalid: int
    suite: str
    """Two runs of one suite asked and judged the same: data, harness and scoring digests."""
    cells: tuple[Cell, ...]
    overall: Overall
    background: str | None = None
    """The question behind the environment, where it was generated with one."""
    audit: str | None = None
    """What share of the failures a person looked at, and what was found; None: nobody did."""

    @property
    def label(self) -> str:
        """What tells this run from others on an axis."""
        if self.step is not None:
            return f"step {self.step:,}"
        return self.name or self.model

    @property
    def done(self) -> str:
        """How much of what was planned has a row, in words."""
        noun = "prompt" if self.unit == "sample" else "dimension"
        return f"{self.measured:,} of {counted(self.prompts, noun)}"

    @property
    def caution(self) -> str:
        """What the scores must not be taken for."""
        said = OF_PROMPTS if self.unit == "sample" else OF_DATASETS
        return f"{said} {self.audit}." if self.audit else said

    def cell(self, capability: str) -> Cell | None:
        """The capability with that id."""
        return next((one for one in self.cells if one.capability == capability), None)


def column_of(run: Run, result: Result | None = None) -> Column:
    """Compute the scores of a run, or take the result that a caller already has."""
    record = run.record
    if result is None:
        result = run.result()
    environment, model = record.environment, record.model
    digest = model.weights_digest if model else None
    audit = audit_of(run)
    return Column(
        run=one_line(record.id, 80),
        name=one_line(record.name, 80) if record.name else None,
        model=_subject(record),
        weights_digest=one_line(digest, 80) if digest else None,
        step=record.step,
        status=run.summary.status if run.summary else "unfinished",
        created_at=one_line(record.created_at, 40),
        prompts=record.planned,
        extent=_extent(record),
        unit="row" if record.dataset else "sample",
        dataset_digest=one_line(record.dataset.digest, 80) if record.dataset else None,
        measured=result.passed + result.failed + result.invalid,
        invalid=result.invalid,
        suite="|".join(
            (environment.data_digest, environment.harness_digest, environment.scoring_digest)
        ),
        cells=tuple(
            _cell(known, one)
            for known, one in zip(record.capabilities, result.capabilities, strict=True)
        ),
        overall=_overall(result),
        audit=audit.said if audit else None,
        background=one_line(environment.background, 1_000) if environment.background else None,
    )


def _extent(record: RunRecord) -> str:
    """How much was asked or measured, in words."""
    if record.dataset is not None:
        return one_line(record.dataset.said, 120)
    epochs = record.settings.epochs
    if epochs == 1:
        return counted(record.planned, "prompt")
    prompts = counted(record.planned // epochs, "prompt")
    return f"{prompts} × {epochs} epochs, {one_line(record.settings.reducer, 40)}"


def _subject(record: RunRecord) -> str:
    """The model with what was changed about it, or the data set."""
    model, who = record.model, one_line(record.subject, 120)
    if model and model.adapter:
        who += f" + {one_line(model.adapter, 60)}"
    if model and model.interventions:
        who += f" + {counted(len(model.interventions), 'intervention')}"
    return who


def _cell(record: CapabilityRecord, result: CapabilityResult) -> Cell:
    score, (low, high, interval) = percent(result.score), _ends(result.interval)
    pass_low, pass_high, _ = _ends(result.pass_interval)
    worst, best = result.bounds if result.missing and result.bounds else (None, None)
    met = None
    if result.target_rate is not None and result.pass_rate is not None:
        met = result.pass_rate >= result.target_rate - 1e-9
    return Cell(
        capability=one_line(record.id, 80),
        title=one_line(record.title, 160) or one_line(record.id, 80),
        definition=sanitise(record.definition, 1_000),
        method=one_line(record.method, 60),
        pass_rule=_rule_text(record),
        score=score,
        low=low if score is not None else None,
        high=high if score is not None else None,
        interval=interval if score is not None else None,
        prompts=record.samples,
        n=result.n,
        worst=percent(worst),
        best=percent(best),
        passed=result.passed,
        failed=result.failed,
        invalid=result.invalid if result.unit == "sample" else result.missing,
        weight=result.weight,
        pass_rate=percent(result.pass_rate),
        pass_low=pass_low,
        pass_high=pass_high,
        target_rate=percent(result.target_rate),
        target_met=met,
        groups=_groups(result.groups),
        unit=result.unit,
        estimator=one_line(record.estimator.said, 400) if record.estimator else None,
    )


def _groups(found: GroupResult | None) -> Groups | None:
    if found is None:
        return None
    correct_low, correct_high, _ = _ends(found.all_correct_interval)
    same_low, same_high, _ = _ends(found.consistent_interval)
    return Groups(
        groups=found.groups,
        all_correct=percent(found.all_correct),
        all_correct_low=correct_low,
        all_correct_high=correct_high,
        consistent=percent(found.consistent),
        consistent_low=same_low,
        consistent_high=same_high,
    )


def _overall(result: Result) -> Overall:
    low, high, interval = _ends(result.overall_interval)
    score = percent(result.overall)
    if score is None:
        low = high = interval = None
    return Overall(score=score, low=low, high=high, interval=interval, note=_note(result))


def _note(result: Result) -> str:
    count = len(result.capabilities)
    empty = [one_line(one.title, 40) for one in result.capabilities if one.score is None]
    if not count:
        return "no capability was run"
    if empty:
        more = f" and {len(empty) - 1} more" if len(empty) > 1 else ""
        return f"no overall: {empty[0]}{more} has {NO_SAMPLE}"
    if not result.weighted:
        return "mean of 1 capability" if count == 1 else f"mean of {count}, equal weights"
    weights = [
        f"{one_line(one.title, 40)} {one.weight:g}×"
        for one in result.capabilities
        if one.weight != 1
    ]
    more = f", {len(weights) - 4} more" if len(weights) > 4 else ""
    return f"weights: {', '.join(weights[:4])}{more}"


def _rule_text(record: CapabilityRecord) -> str:
    """What a pass is, in words."""
    if record.pass_at == "rank1":
        return "rank 1"
    if record.pass_at == 1.0 and not record.graded:
        return "exact"
    return f"score ≥ {record.pass_at:g}"


def _ends(interval: Interval | None) -> tuple[float | None, float | None, str | None]:
    if interval is None:
        return None, None, None
    low, high = percent(interval.low), percent(interval.high)
    if low is None or high is None:
        return None, None, None
    return low, high, INTERVALS.get(interval.method, one_line(interval.method, 40))


def percent(share: float | None) -> float | None:
    """Return a share as 0 to 100, without the noise of the multiplication; None for no number."""
    return None if share is None or not math.isfinite(share) else round(share * 100, 6)
