"""The columns beside a chart: score, interval and pass count of each capability, in figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .column import Cell
from .sheet import Face, Sheet, measure, write
from .style import Style
from .wording import number, span

SCORE = Face(size=9.5, bold=True, across="right")
FIGURE = Face(size=7.5, across="right")
HEAD = Face(size=7, across="right")
GAP = 14.0


@dataclass(frozen=True)
class Columns:
    """The right edges of the columns, and the left edge of the first, in pixels."""

    left: float
    score: float
    interval: float
    passed: float


def columns_for(cells: Sequence[Cell], style: Style) -> Columns:
    """Give each column what its widest text needs, against the right margin."""
    heads = tuple(measure(text, HEAD) for text in ("score", "95 % interval", "passed"))
    score = max(heads[0], measure("100.0", SCORE))
    interval = max(measure(span(cell.low, cell.high), FIGURE) for cell in cells)
    passed = max(measure(passes(cell), FIGURE) for cell in cells)
    right = style.width - style.margin
    middle = right - max(passed, heads[2]) - GAP
    edge = middle - max(interval, heads[1]) - GAP
    return Columns(left=edge - score, score=edge, interval=middle, passed=right)


def write_heads(sheet: Sheet, columns: Columns, y: float) -> None:
    """Name the columns."""
    head = Face(size=HEAD.size, colour=sheet.style.muted, across="right")
    write(sheet, (columns.score, y), "score", head)
    write(sheet, (columns.interval, y), "95 % interval", head)
    write(sheet, (columns.passed, y), "passed", head)


def write_figures(sheet: Sheet, columns: Columns, y: float, cell: Cell) -> None:
    """Write the figures of one capability."""
    muted = Face(size=FIGURE.size, colour=sheet.style.muted, across="right")
    write(sheet, (columns.score, y), number(cell.score), SCORE)
    write(sheet, (columns.interval, y), span(cell.low, cell.high), muted)
    write(sheet, (columns.passed, y), passes(cell), muted)


def about(cell: Cell) -> str:
    """What stands under a capability's name: method, number of valid samples, goal."""
    text = f"{cell.method} · n {cell.n:,}"
    if cell.unit == "row":
        text = f"{cell.method} · {cell.n:,} rows"
    if cell.invalid:
        text += f" · {cell.invalid:,} invalid"
    if cell.target_rate is not None:
        met = "met" if cell.target_met else "not met"
        text += f" · target {cell.target_rate:g} % {met}"
    return text


def verdict(cell: Cell) -> str:
    """Passed of valid, as a sentence has it."""
    if cell.unit == "row":
        return "passes" if cell.passed else "does not pass"
    return f"{passes(cell)} passed"


def passed_of(cell: Cell) -> str:
    """The same without the word, where room is short."""
    return verdict(cell).removesuffix(" passed")


def passes(cell: Cell) -> str:
    """Passed of valid; of a data set's one value, whether it passes."""
    if cell.unit == "row":
        return "–" if cell.score is None else "yes" if cell.passed else "no"
    return f"{cell.passed:,} / {cell.n:,}"
