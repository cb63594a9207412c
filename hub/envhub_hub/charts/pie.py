"""Pie: a proportional breakdown of the summed scores, with every score and interval beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from envhub.run import Run

from .column import NO_SAMPLE, Cell
from .listing import SCORE, verdict
from .sheet import SMALL, Face, Sheet, add_axes, blank, fit, new_sheet, wedge, write
from .style import LIGHT, Style, colour_of, hatch_of
from .table import DRAWN, ChartTable, single
from .wording import number, span

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE, FOOT, DETAILED = 196.0, 18.0, 6
INNER = 0.58
"""Radius of the hole, as a share."""
NUMBERED = 0.014
"""The smallest share that has room for its number beside the ring."""


def table(runs: Sequence[Run]) -> ChartTable:
    """Tabulate one run."""
    return single(runs, "pie")


def draw(table: ChartTable, style: Style = LIGHT) -> Figure:
    """Draw a ring clockwise from the top, and a numbered list in the same order."""
    cells = table.first.cells[:DRAWN]
    if not cells:
        return blank(table, style)
    row = 46.0 if len(cells) <= DETAILED else 33.0
    body = max(SIZE, row * len(cells)) + FOOT
    sheet = new_sheet(table, style, body)
    middle = sheet.top + (body - FOOT) / 2
    axes = add_axes(sheet, (sheet.left, middle - SIZE / 2, SIZE, SIZE))
    axes.set_axis_off()
    axes.set_xlim(-1.16, 1.16)
    axes.set_ylim(-1.16, 1.16)
    axes.set_aspect("equal")
    _ring(axes, cells, style)
    centre = sheet.left + SIZE / 2
    overall = Face(size=17, bold=True, across="center")
    small = Face(size=SMALL.size, colour=style.muted, across="center")
    write(sheet, (centre, middle - 7), number(table.first.overall.score), overall)
    write(sheet, (centre, middle + 13), "overall", small)
    note = Face(size=SMALL.size, colour=style.muted)
    text = f"slice: share of the summed scores · {table.unit}"
    write(sheet, (sheet.left, sheet.bottom - 5), text, note)
    _list(sheet, cells, middle - row * len(cells) / 2, row)
    return sheet.figure


def _ring(axes: Axes, cells: Sequence[Cell], style: Style) -> None:
    values = [cell.score or 0.0 for cell in cells]
    total = sum(values)
    if total == 0:
        wedge(axes, (0, 360), INNER, {"facecolor": style.track, "edgecolor": style.grid})
        return
    start = 90.0
    for index, value in enumerate(values):
        if value == 0:
            continue
        end = start - 360 * value / total
        paint: dict[str, object] = {
            "facecolor": colour_of(style, index), "edgecolor": style.background,
            "hatch": hatch_of(style, index), "linewidth": 1.6, "gid": f"slice-{index}",
        }  # fmt: skip
        wedge(axes, (end, start), INNER, paint)
        if value / total >= NUMBERED:
            x, y = _at((start + end) / 2, 1.09)
            axes.text(
                x, y, str(index + 1), fontsize=8, color=style.ink, ha="center", va="center",
                fontweight="bold",
            )  # fmt: skip
        start = end


def _list(sheet: Sheet, cells: Sequence[Cell], top: float, row: float) -> None:
    left, right = sheet.left + SIZE + 24, sheet.right
    text = left + 46
    room = right - text - 84
    name = Face(size=8.5, bold=True)
    small = Face(size=SMALL.size, colour=sheet.style.muted)
    ends = Face(size=7.5, colour=sheet.style.muted, across="right")
    for index, cell in enumerate(cells):
        y = top + row * (index + 0.5)
        write(sheet, (left + 16, y), str(index + 1), Face(size=8, bold=True, across="right"))
        _swatch(sheet, (left + 22, y), index)
        lines = [(title, name) for title in fit(cell.title, name, room, lines=2 if row > 40 else 1)]
        count = f"{verdict(cell)} · {cell.method}"
        lines.append((fit(count, small, room)[0], small))
        for line, (words, face) in enumerate(lines):
            write(sheet, (text, y + 13 * (line - (len(lines) - 1) / 2)), words, face)
        interval = NO_SAMPLE if cell.score is None else span(cell.low, cell.high)
        write(sheet, (right, y - 6.5), number(cell.score), SCORE)
        write(sheet, (right, y + 7.5), interval, ends)


def _swatch(sheet: Sheet, place: tuple[float, float], index: int) -> None:
    axes = add_axes(sheet, (place[0], place[1] - 6, 16, 12))
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.axvspan(
        0, 1, facecolor=colour_of(sheet.style, index), hatch=hatch_of(sheet.style, index),
        edgecolor=sheet.style.background, linewidth=0,
    )  # fmt: skip


def _at(degrees: float, radius: float) -> tuple[float, float]:
    angle = math.radians(degrees)
    return radius * math.cos(angle), radius * math.sin(angle)
