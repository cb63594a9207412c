"""Bar: side by side, for seeing which capability is weakest at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from envhub.run import Run

from .column import NO_SAMPLE, Cell
from .listing import GAP, Columns, about, columns_for, write_figures, write_heads
from .sheet import SMALL, Face, Sheet, add_axes, blank, fit, measure, new_sheet, write
from .style import LIGHT, Style
from .table import DRAWN, ChartTable, single

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HEADS, AXIS = 18.0, 34.0
DETAILED = 6
"""Up to so many capabilities there is room for the method under each name."""


@dataclass(frozen=True)
class _Layout:
    names: list[list[str]]
    face: Face
    row: float
    room: float
    """For a name, in pixels."""
    columns: Columns
    detailed: bool


def table(runs: Sequence[Run]) -> ChartTable:
    """Tabulate one run."""
    return single(runs, "bar")


def draw(table: ChartTable, style: Style = LIGHT) -> Figure:
    """Draw one bar a capability on the whole scale, with whiskers for the interval."""
    cells = table.first.cells[:DRAWN]
    if not cells:
        return blank(table, style)
    layout = _lay_out(cells, style)
    sheet = new_sheet(table, style, HEADS + layout.row * len(cells) + AXIS)
    left = sheet.left + layout.room + GAP
    width = layout.columns.left - 1.4 * GAP - left
    axes = add_axes(sheet, (left, sheet.top + HEADS, width, layout.row * len(cells)))
    _scale(axes, table, style, len(cells))
    write_heads(sheet, layout.columns, sheet.top + HEADS / 2 - 2)
    for index, cell in enumerate(cells):
        middle = sheet.top + HEADS + layout.row * (index + 0.5)
        _bar(axes, index, cell, style)
        _name(sheet, layout, middle, (layout.names[index], cell))
        write_figures(sheet, layout.columns, middle, cell)
    return sheet.figure


def _lay_out(cells: Sequence[Cell], style: Style) -> _Layout:
    """Give the texts what they need and the scale the rest."""
    detailed = len(cells) <= DETAILED
    face = Face(size=8.5 if detailed else 8, bold=detailed)
    widest = [measure(cell.title, face) for cell in cells]
    if detailed:
        widest += [measure(about(cell), SMALL) for cell in cells]
    room = min(0.34 * style.width, max(110.0, *widest) + 2)
    names = [fit(cell.title, face, room, lines=2) for cell in cells]
    row = 40.0 if detailed else 31.0
    if detailed and any(len(name) > 1 for name in names):
        row = 50.0
    return _Layout(names, face, row, room, columns_for(cells, style), detailed)


def _scale(axes: Axes, table: ChartTable, style: Style, rows: int) -> None:
    axes.set_xlim(0, 100)
    axes.set_ylim(rows - 0.5, -0.5)
    axes.set_yticks([])
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.tick_params(axis="x", labelsize=SMALL.size, colors=style.muted, pad=4)
    axes.set_xlabel(table.unit, fontsize=SMALL.size, color=style.muted, labelpad=3)
    axes.grid(axis="x", color=style.grid, linewidth=0.7)
    axes.set_axisbelow(True)


def _bar(axes: Axes, index: int, cell: Cell, style: Style) -> None:
    axes.barh(index, 100, height=0.46, color=style.track, zorder=1)
    if cell.score is None:
        axes.text(
            2, index, NO_SAMPLE, fontsize=8, color=style.muted, va="center", fontstyle="italic"
        )
        return
    score = cell.score
    axes.barh(index, score, height=0.46, color=style.accent, zorder=2, gid=f"bar-{index}")
    if score == 0:
        axes.plot([0, 0], [index - 0.23, index + 0.23], color=style.accent, linewidth=2, zorder=2)
    if cell.low is None or cell.high is None:
        return
    reach = [[max(0.0, score - cell.low)], [max(0.0, cell.high - score)]]
    # A halo, so that the whisker is seen on the bar as well as beyond it.
    for width, colour, name in ((3.2, style.background, "halo"), (1.2, style.ink, "interval")):
        bars = axes.errorbar(
            score, index, xerr=reach, fmt="none", ecolor=colour, elinewidth=width, capsize=3.2,
            capthick=width, zorder=3, clip_on=False,
        )  # fmt: skip
        bars[2][0].set_gid(f"{name}-{index}")


def _name(sheet: Sheet, layout: _Layout, y: float, row: tuple[list[str], Cell]) -> None:
    name, cell = row
    lines = [(text, layout.face) for text in name]
    if layout.detailed:
        small = Face(size=SMALL.size, colour=sheet.style.muted)
        lines.append((fit(about(cell), small, layout.room)[0], small))
    for line, (text, face) in enumerate(lines):
        write(sheet, (sheet.left, y + 13.0 * (line - (len(lines) - 1) / 2)), text, face)
