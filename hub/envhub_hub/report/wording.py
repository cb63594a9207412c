"""What a report says of a run in words, from what was read of it. No layout here."""

from __future__ import annotations

from datetime import datetime

from envhub.model import Spent

from ..charts import Cell
from ..charts.column import Groups
from ..charts.wording import number, span
from ..text import counted, one_line
from .reading import Reading


def judging_line(spent: Spent) -> str:
    """What the judge took, apart from the model that is measured."""
    said = f"{counted(spent.calls, 'call')} · {spent.input_tokens:,} in"
    cost = "cost unknown" if spent.cost is None else f"${spent.cost:,.4f}"
    return f"{said} · {spent.output_tokens:,} out · {cost}"


def intervals_line(reading: Reading) -> str:
    """The names of the intervals, each with what it belongs to where there are several."""
    found: dict[str, list[str]] = {}
    for cell in reading.column.cells:
        if cell.interval:
            found.setdefault(cell.interval, []).append(cell.title)
    if not found:
        return "none: an interval needs two valid samples"
    names = [
        name if len(found) == 1 or len(titles) > 4 else f"{name} ({', '.join(titles)})"
        for name, titles in found.items()
    ]
    overall = reading.column.overall.interval
    if overall and len(reading.column.cells) > 1:
        names.append(f"{overall} (overall)")
    return " · ".join(names)


def target_line(cell: Cell) -> str:
    rate = f"pass rate {number(cell.pass_rate)} ({span(cell.pass_low, cell.pass_high)} Wilson)"
    if cell.target_met is None or cell.target_rate is None:
        return f"{cell.title}: {cell.target_rate:g} % wanted, no valid sample"
    met = "met" if cell.target_met else "not met"
    near = cell.pass_low is not None and cell.pass_high is not None
    inside = near and (cell.pass_low or 0.0) <= cell.target_rate <= (cell.pass_high or 0.0)
    doubt = ", which the interval leaves open" if inside else ""
    return f"{cell.title}: {cell.target_rate:g} % {met}{doubt} · {rate}"


def groups_line(cell: Cell, found: Groups) -> str:
    """What the variants of an item have in common."""
    correct = span(found.all_correct_low, found.all_correct_high)
    same = span(found.consistent_low, found.consistent_high)
    return (
        f"{cell.title}: {counted(found.groups, 'group')} · all correct "
        f"{number(found.all_correct)} ({correct}) · consistent {number(found.consistent)} ({same})"
    )


def bounds_line(cell: Cell) -> str:
    """Where the score could be, had everything been measured."""
    ends = f"{number(cell.worst)} if all that is invalid had failed, {number(cell.best)}"
    return f"{cell.title}: {ends} if it had reached the maximum"


def coverage_line(reading: Reading) -> str:
    column = reading.column
    valid = column.measured - column.invalid
    share = 100 * valid / column.measured
    parts = []
    for cell in column.cells:
        for cause, count in sorted(reading.tally.causes.get(cell.capability, {}).items()):
            parts.append(f"{cell.title} {cause} {count:,}")
    shown = ", ".join(parts[:6]) + (f", {len(parts) - 6} more" if len(parts) > 6 else "")
    return f"{valid:,} of {column.measured:,} valid ({share:.1f} %) · invalid: {shown}"


def duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} m" if hours else f"{minutes} m {rest:02d} s"


def milliseconds(value: float) -> str:
    return f"{value:.0f} ms" if value < 1_000 else f"{value / 1_000:.1f} s"


def moment(text: str) -> str:
    """A time stamp as people read it; one that is none, as it is."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return one_line(text, 40)
    return moment.strftime("%Y-%m-%d %H:%M") + (" UTC" if text.endswith(("Z", "+00:00")) else "")
