"""Radial: a radar, for the shape of a model's profile rather than its levels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from envhub.run import Run

from .column import NO_SAMPLE, Cell
from .listing import verdict
from .sheet import SMALL, Face, add_axes, blank, fit, measure, new_sheet, write
from .style import LIGHT, Style
from .table import DRAWN, ChartTable, single
from .wording import number, span

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

RADIUS = 112.0
"""Of the full scale, in pixels."""
GAP = 12.0
"""Between the scale and its labels."""
LINE = 13.0
CROWDED = 8
"""Beyond so many capabilities, names get one line and the outermost move away."""


@dataclass(frozen=True)
class _Label:
    """The text at the end of one spoke, relative to the centre; down is positive."""

    lines: tuple[tuple[str, Face], ...]
    x: float
    top: float

    @property
    def bottom(self) -> float:
        return self.top + LINE * (len(self.lines) - 1)


def table(runs: Sequence[Run]) -> ChartTable:
    """Tabulate one run."""
    found = single(runs, "radial")
    if 0 < len(found.first.cells) < 3:
        note = "fewer than three capabilities have no shape: read the spokes"
        return found.model_copy(update={"notes": (*found.notes, note)})
    return found


def draw(table: ChartTable, style: Style = LIGHT) -> Figure:
    """Draw a spoke a capability, clockwise from the top, with its interval along the spoke."""
    cells = table.first.cells[:DRAWN]
    if not cells:
        return blank(table, style)
    angles = [math.pi / 2 - 2 * math.pi * i / len(cells) for i in range(len(cells))]
    labels = [
        _label(style, angle, (cell, len(cells))) for angle, cell in zip(angles, cells, strict=True)
    ]
    above = max(RADIUS, *(-label.top + LINE / 2 for label in labels)) + 4
    below = max(RADIUS, *(label.bottom + LINE / 2 for label in labels)) + 4
    sheet = new_sheet(table, style, above + below + 10)
    centre = (sheet.width / 2, sheet.top + above)
    size = 2 * RADIUS + 16
    axes = add_axes(sheet, (centre[0] - size / 2, centre[1] - size / 2, size, size))
    reach = 100 * (size / 2) / RADIUS
    axes.set_xlim(-reach, reach)
    axes.set_ylim(-reach, reach)
    axes.set_aspect("equal")
    axes.set_axis_off()
    _web(axes, angles, style)
    _profile(axes, angles, cells, style)
    for label in labels:
        for line, (text, face) in enumerate(label.lines):
            write(sheet, (centre[0] + label.x, centre[1] + label.top + LINE * line), text, face)
    unit = Face(size=SMALL.size, colour=style.muted)
    write(sheet, (sheet.left, sheet.bottom - 4), f"{table.unit}, from the centre", unit)
    return sheet.figure


def _web(axes: Axes, angles: Sequence[float], style: Style) -> None:
    turn = [2 * math.pi * i / 120 for i in range(121)]
    for level in (25, 50, 75, 100):
        circle = zip(*(_at(angle, level) for angle in turn), strict=True)
        axes.plot(*circle, color=style.grid, linewidth=0.7, zorder=1)
    for angle in angles:
        end = _at(angle, 100)
        axes.plot([0, end[0]], [0, end[1]], color=style.grid, linewidth=0.7, zorder=1)
    between = angles[0] - math.pi / max(3, len(angles))
    for level in (50, 100):
        x, y = _at(between, level)
        axes.text(
            x, y, str(level), fontsize=6.5, color=style.muted, ha="center", va="center", zorder=5,
            bbox={"facecolor": style.background, "edgecolor": "none", "pad": 0.8},
        )  # fmt: skip


def _profile(axes: Axes, angles: Sequence[float], cells: Sequence[Cell], style: Style) -> None:
    spokes = list(zip(angles, cells, strict=True))
    if len(cells) > 2:
        if all(cell.low is not None and cell.high is not None for cell in cells):
            outer = [_at(a, cell.high or 0.0) for a, cell in spokes]
            inner = [_at(a, cell.low or 0.0) for a, cell in spokes]
            # One polygon out and back: the inner ring, walked the other way, is the hole.
            ring = [*outer, outer[0], inner[0], *reversed(inner)]
            axes.fill(*zip(*ring, strict=True), color=style.accent, alpha=0.13, linewidth=0,
                      zorder=2, gid="band")  # fmt: skip
        for (a, one), (b, two) in zip(spokes, [*spokes[1:], spokes[0]], strict=True):
            if one.score is not None and two.score is not None:
                ends = zip(_at(a, one.score), _at(b, two.score), strict=True)
                axes.plot(*ends, color=style.accent, linewidth=1.8, zorder=4)
    for index, (angle, cell) in enumerate(spokes):
        _spoke(axes, angle, (index, cell), style)


def _spoke(axes: Axes, angle: float, entry: tuple[int, Cell], style: Style) -> None:
    index, cell = entry
    if cell.score is None:
        return
    if cell.low is not None and cell.high is not None:
        ends = (_at(angle, cell.low), _at(angle, cell.high))
        axes.plot(*zip(*ends, strict=True), color=style.ink, linewidth=1.2, zorder=5,
                  gid=f"interval-{index}")  # fmt: skip
        for x, y in ends:
            dx, dy = 3.4 * math.sin(angle), -3.4 * math.cos(angle)
            axes.plot([x - dx, x + dx], [y - dy, y + dy], color=style.ink, linewidth=1.2, zorder=5)
    axes.plot(
        *_at(angle, cell.score), marker="o", markersize=6, color=style.accent,
        markeredgecolor=style.background, markeredgewidth=1.2, zorder=6, gid=f"point-{index}",
    )  # fmt: skip


def _label(style: Style, angle: float, entry: tuple[Cell, int]) -> _Label:
    cell, count = entry
    right, up = math.cos(angle), math.sin(angle)
    crowded = count > CROWDED
    across, room = _side(style, right)
    name = Face(size=8.5, bold=True, across=across)
    figures = Face(size=7.5, across=across)
    lines = [(text, name) for text in fit(cell.title, name, room, lines=1 if crowded else 2)]
    lines.append((_figures(cell, figures, room), figures))
    height = LINE * (len(lines) - 1)
    reach = RADIUS + GAP + (14 if crowded and abs(up) > 0.98 else 0)
    x, y = reach * right, -reach * up
    # Beside the scale a label is centred on its spoke; above and below it grows outwards.
    above = height if up > 0.8 else 0.0 if up < -0.8 else height / 2
    return _Label(tuple(lines), x, y - above)


def _side(style: Style, right: float) -> tuple[Literal["left", "center", "right"], float]:
    """How a label is set, and its room, by how far to the right its spoke points."""
    if abs(right) < 0.1:
        return "center", 220.0
    room = style.width / 2 - style.margin - (RADIUS + GAP) * abs(right)
    return ("left" if right > 0 else "right"), room


def _figures(cell: Cell, face: Face, room: float) -> str:
    if cell.score is None:
        return NO_SAMPLE
    ends = "" if cell.low is None else f" ({span(cell.low, cell.high)})"
    text = f"{number(cell.score)}{ends} · {verdict(cell)}"
    short = text.removesuffix(" passed")
    return text if measure(text, face) <= room else fit(short, face, room)[0]


def _at(angle: float, value: float) -> tuple[float, float]:
    return value * math.cos(angle), value * math.sin(angle)
