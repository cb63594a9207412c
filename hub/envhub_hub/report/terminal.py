"""The report for a terminal: rich renderables that fit the width they are given.

Nothing is said by colour alone, and no text of a run is read as markup.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from envhub.run import Run, RunRecord

from ..charts import Cell, Overall
from ..charts.listing import passes
from ..charts.wording import number, short_digest, span
from ..text import counted, one_line
from .datasets import foot_of_dataset, head_of_dataset
from .failures import FailedSample, failed_samples
from .reading import Reading, contrast_sentence, read
from .wording import (
    bounds_line,
    coverage_line,
    duration,
    groups_line,
    intervals_line,
    judging_line,
    milliseconds,
    moment,
    target_line,
)

WIDE = 112
"""From this width on, method and pass rule have columns of their own."""
LIMIT = 20
BY_SAMPLE = ("n", "pass", "fail", "invalid")
BY_ROW = ("rows", "left out", "passes")
DIM = "dim"


def render(run: Run) -> RenderableType:
    """Return the report of a run."""
    return _Report(read(run))


def render_failures(
    run: Run, *, capability: str | None = None, limit: int = LIMIT
) -> RenderableType:
    """Return the samples that did not pass, at most `limit` of them in full."""
    return _Failures(one_line(run.id), tuple(failed_samples(run, capability)), limit)


@dataclass(frozen=True)
class _Report:
    reading: Reading

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        wide = options.max_width >= WIDE
        yield Text(one_line(self.reading.record.environment.title), style="bold")
        yield _pairs(_head(self.reading))
        yield ""
        if self.reading.column.cells:
            yield _scores(self.reading, wide)
        else:
            yield Text("no capability was run")
        yield ""
        yield _pairs(_foot(self.reading))


def _pairs(pairs: list[tuple[str, str]]) -> Table:
    """Labels in one column, what they label in the next."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for label, text in pairs:
        grid.add_row(Text(label, style=DIM), Text(text))
    return grid


def _head(reading: Reading) -> list[tuple[str, str]]:
    record = reading.record
    environment = record.environment
    reference = one_line(f"{environment.name}@{environment.version}")
    subject = head_of_dataset(record) if record.dataset else _of_model(reading)
    return [
        ("environment", f"{reference} · {short_digest(one_line(environment.digest))}"),
        *subject,
        ("run", " · ".join(_status(reading))),
    ]


def _of_model(reading: Reading) -> list[tuple[str, str]]:
    """Which model, who played a part beside it, and how it was asked."""
    record, column, model = reading.record, reading.column, reading.record.model
    named = (model.dtype, model.device) if model else ()
    precision = " on ".join(one_line(part, 30) for part in named if part)
    weights = f"weights {short_digest(column.weights_digest)}" if column.weights_digest else ""
    split = f"split {one_line(record.environment.split, 30)}"
    context = [one_line(record.context_label, 80), split]
    context += [column.extent, f"seed {record.settings.seed}"]
    if record.settings.shard is not None:
        context.append(f"shard {record.settings.shard}")
    return [
        ("model", " · ".join(part for part in (column.model, precision, weights) if part)),
        *_others(record),
        ("context", " · ".join(context)),
    ]


def _others(record: RunRecord) -> list[tuple[str, str]]:
    """Who judged and who played the user, where a model did."""
    shown = []
    for role, one in (("judge", record.judge), ("user", record.user)):
        if one is not None:
            said = one_line(one.name) + (f" at {one_line(one.revision)}" if one.revision else "")
            if role == "judge" and record.judge_differs:
                said += f" · not as pinned: {one_line('; '.join(record.judge_differs), 300)}"
            shown.append((role, said))
    return shown


def _status(reading: Reading) -> list[str]:
    """Which run it was, how it ended, and when."""
    record, summary, column = reading.record, reading.summary, reading.column
    name = one_line(record.id, 60)
    if record.name:
        name = f"{one_line(record.name, 40)} ({name})"
    ended = column.status
    if ended != "complete":
        ended += f" after {column.done}"
    if summary is not None:
        ended += f" in {duration(summary.seconds)}"
    if summary is not None and summary.message:
        ended += f" ({one_line(summary.message, 120)})"
    return [name, ended, moment(record.created_at)]


def _scores(reading: Reading, wide: bool) -> Table:
    column = reading.column
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("capability", overflow="fold")
    by_row = column.unit == "row"
    for head in ("score", "95 % interval", *(BY_ROW if by_row else BY_SAMPLE)):
        table.add_column(head, justify="right", no_wrap=True)
    if wide:
        table.add_column("method", overflow="fold")
        table.add_column("pass rule", no_wrap=True)
    for cell in column.cells:
        name = Text(cell.title, style="bold")
        if not wide:
            name.append(f"\n{cell.method} · {cell.pass_rule}", style=DIM)
        counts: tuple[int | str, ...] = (cell.n, cell.passed, cell.failed, cell.invalid)
        if by_row:
            counts = (cell.n, cell.invalid, passes(cell))
        figures = _figures(cell, counts)
        extra = [Text(cell.method), Text(cell.pass_rule)] if wide else []
        table.add_row(name, *figures, *extra, end_section=cell is column.cells[-1])
    if len(column.cells) > 1:
        passed = sum(cell.passed for cell in column.cells)
        failed = sum(cell.failed for cell in column.cells)
        name = Text("overall", style="bold").append(f"\n{column.overall.note}", style=DIM)
        n = sum(cell.n for cell in column.cells)
        counts = (n, passed, failed, column.invalid)
        if by_row:
            counts = ("", "", f"{passed} of {len(column.cells)}")
        table.add_row(name, *_figures(column.overall, counts))
    return table


def _figures(result: Cell | Overall, counts: tuple[int | str, ...]) -> list[Text]:
    score = Text(number(result.score), style="bold")
    said = [one if isinstance(one, str) else f"{one:,}" for one in counts]
    return [score, Text(span(result.low, result.high)), *map(Text, said)]


def _foot(reading: Reading) -> list[tuple[str, str]]:
    column, tally = reading.column, reading.tally
    if column.unit == "row":
        return foot_of_dataset(reading)
    targets = [target_line(cell) for cell in column.cells if cell.target_rate is not None]
    pairs = [("intervals", intervals_line(reading))] if column.cells else []
    pairs += [("" if index else "target", text) for index, text in enumerate(targets)]
    grouped = [groups_line(cell, cell.groups) for cell in column.cells if cell.groups is not None]
    pairs += [("" if index else "groups", text) for index, text in enumerate(grouped)]
    if column.invalid:
        pairs.append(("coverage", coverage_line(reading)))
        bounded = [bounds_line(cell) for cell in column.cells if cell.worst is not None]
        pairs += [("" if index else "bounds", text) for index, text in enumerate(bounded)]
    tokens = f"{tally.input_tokens:,} in · {tally.output_tokens:,} out"
    if tally.cached:
        tokens += f" · {counted(tally.cached, 'row')} from the cache"
    if tally.cost is not None:
        partly = f" for {tally.cost_rows:,} of {column.measured:,} rows"
        tokens += f" · ${tally.cost:,.4f}{partly if tally.cost_rows < column.measured else ''}"
    pairs.append(("tokens", tokens))
    if tally.judging is not None:
        pairs.append(("judging", judging_line(tally.judging)))
    if tally.latency_p50 is not None and tally.latency_p95 is not None:
        latency = f"p50 {milliseconds(tally.latency_p50)}"
        pairs.append(("latency", f"{latency} · p95 {milliseconds(tally.latency_p95)}"))
    sentence = contrast_sentence(column)
    if sentence:
        pairs.append(("reading", sentence))
    pairs.append(("note", column.caution))
    run = shlex.quote(one_line(reading.record.id))
    commands = [f"envhub card {run}", f"envhub export {run}"]
    if any(cell.failed or cell.invalid for cell in column.cells):
        commands.insert(0, f"envhub report {run} --failures")
    return [*pairs, *(("" if index else "next", text) for index, text in enumerate(commands))]


@dataclass(frozen=True)
class _Failures:
    run: str
    samples: tuple[FailedSample, ...]
    limit: int

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        if not self.samples:
            yield Text("every sample passed")
            return
        for sample in self.samples[: self.limit]:
            head = Text(sample.sample_id, style="bold")
            epoch = f" · epoch {sample.epoch}" if sample.epoch else ""
            yield head.append(f" · {sample.title} · {sample.status}{epoch}", style="not bold")
            yield _pairs(_lines(sample))
            yield ""
        invalid = sum(sample.status == "invalid" for sample in self.samples)
        total = f"{len(self.samples) - invalid:,} failed, {invalid:,} invalid"
        more = len(self.samples) - self.limit
        if more > 0:
            total += f"; {more:,} not shown: envhub export {self.run} --format json"
        yield Text(total)


def _lines(sample: FailedSample) -> list[tuple[str, str]]:
    target = " or ".join(sample.targets) or "–"
    lines = [("  question", sample.question), ("  target", target)]
    if sample.answer is not None:
        lines.append(("  answer", sample.answer or "(empty)"))
    if sample.output and sample.output != sample.answer:
        lines.append(("  output", sample.output))
    lines.append(("  why", sample.why))
    return lines
