"""Line: the same benchmark over several runs, by training step or in the order given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from envhub.run import Run

from .column import NO_SAMPLE
from .listing import passed_of
from .sheet import SMALL, Face, Sheet, add_axes, blank, fit, new_sheet, write
from .style import DASHES, LIGHT, MARKERS, Style, colour_of
from .table import DRAWN, ChartTable, several
from .wording import number, span

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BODY, AXIS, SCALE, NAMES = 250.0, 36.0, 36.0, 200.0
TICKS = 9


def table(runs: Sequence[Run]) -> ChartTable:
    """Tabulate runs side by side."""
    found = several(runs, "line")
    if len(found.columns) == 1:
        note = "one run: a line needs several (checkpoints, models, datasets)"
        return found.model_copy(update={"notes": (*found.notes, note)})
    return found


def draw(table: ChartTable, style: Style = LIGHT) -> Figure:
    """Draw a line a capability; points of different suites are not joined."""
    cells = table.first.cells[:DRAWN]
    if not cells:
        return blank(table, style)
    pitch = 30.0 if len(cells) <= 7 else 26.5
    body = max(BODY, pitch * len(cells) + 8)
    sheet = new_sheet(table, style, body + AXIS)
    left, width = sheet.left + SCALE, sheet.width - 2 * sheet.left - SCALE - NAMES
    axes = add_axes(sheet, (left, sheet.top + 4, width, body - 4))
    places = _places(table)
    reach = (places[-1] - places[0]) or 1.0
    step = reach / width * min(7.0, 0.5 * width / max(1, len(places)) / len(cells))
    if len(places) == 1:
        step = 0.9 / len(cells)
    half = step * (len(cells) - 1) / 2 + reach * 0.03
    axes.set_xlim(places[0] - half, places[-1] + half)
    _scales(axes, table, style, places)
    ends = []
    for index, cell in enumerate(cells):
        shift = step * (index - (len(cells) - 1) / 2)
        ends.append(_series(axes, table, style, (index, cell.capability, shift)))
    _names(sheet, table, ends, (left + width, sheet.top + 4, body - 4, pitch))
    return sheet.figure


def _places(table: ChartTable) -> list[float]:
    """Where each run stands: at its step where all have one and no two share it."""
    steps = [column.step for column in table.columns]
    if None not in steps and len(set(steps)) == len(steps):
        return [float(step or 0) for step in steps]
    return [float(index) for index in range(len(steps))]


def _scales(axes: Axes, table: ChartTable, style: Style, places: list[float]) -> None:
    axes.set_ylim(-2, 102)
    axes.set_yticks([0, 25, 50, 75, 100])
    axes.set_ylabel(table.unit, fontsize=SMALL.size, color=style.muted, labelpad=4)
    axes.grid(axis="y", color=style.grid, linewidth=0.7)
    axes.set_axisbelow(True)
    every = -(-len(places) // TICKS)
    shown = range(len(places) - 1, -1, -every)
    stepped = all(column.step is not None for column in table.columns)
    axes.set_xticks([places[i] for i in shown])
    small = Face(size=SMALL.size)
    room = 330.0 / min(TICKS, len(places))
    labels = []
    for i in shown:
        column = table.columns[i]
        label = f"{column.step:,}" if stepped else column.label
        labels.append("\n".join(fit(label, small, room, lines=2)))
    axes.set_xticklabels(labels, parse_math=False)
    axes.set_xlabel(
        "training step" if stepped else "run", fontsize=SMALL.size, color=style.muted, labelpad=3
    )
    axes.tick_params(labelsize=SMALL.size, colors=style.muted, pad=4)


def _series(
    axes: Axes, table: ChartTable, style: Style, entry: tuple[int, str, float]
) -> float | None:
    """Draw one capability over the runs; returns its last score."""
    index, capability, shift = entry
    colour = colour_of(style, index)
    last, before = None, None
    veil = 0.7 if len(table.labels) <= 6 else 0.5
    for column, place in zip(table.columns, _places(table), strict=True):
        cell = column.cell(capability)
        if cell is None or cell.score is None:
            before = None
            continue
        x, y = place + shift, cell.score
        if cell.low is not None and cell.high is not None:
            bars = axes.errorbar(
                x, y, yerr=[[max(0.0, y - cell.low)], [max(0.0, cell.high - y)]], fmt="none",
                ecolor=colour, elinewidth=1.0, capsize=2.2, alpha=veil, zorder=2,
            )  # fmt: skip
            bars[2][0].set_gid(f"interval-{index}")
        if before is not None and before[2] == column.suite:
            dash = DASHES[index // len(style.series) % len(DASHES)]
            axes.plot([before[0], x], [before[1], y], color=colour, linestyle=dash, linewidth=1.7,
                      zorder=3, gid=f"line-{index}")  # fmt: skip
        axes.plot(
            x, y, marker=MARKERS[index % len(MARKERS)], markersize=6.5, color=colour,
            markeredgecolor=style.background, markeredgewidth=0.8, zorder=4, clip_on=False,
        )  # fmt: skip
        before, last = (x, y, column.suite), y
    return last


def _names(
    sheet: Sheet, table: ChartTable, ends: list[float | None],
    box: tuple[float, float, float, float],
) -> None:  # fmt: skip
    """Name each line beside its end, pushed apart where the ends are close."""
    left, top, height, pitch = box
    wanted = [top + height * (1 - ((end if end is not None else 0.0) + 2) / 104) for end in ends]
    places = spread(wanted, pitch, top + pitch / 2 - 4, top + height - pitch / 2 + 8)
    cells = table.first.cells[:DRAWN]
    for index, (cell, end) in enumerate(zip(cells, ends, strict=True)):
        y = places[index]
        if end is not None and len(table.columns) > 1:
            leader = add_axes(sheet, (left + 3, top, 20, height))
            leader.set_axis_off()
            leader.set_xlim(0, 1)
            leader.set_ylim(height, 0)
            leader.plot(
                [0, 0.25, 0.8, 1], [wanted[index] - top] * 2 + [y - top] * 2,
                color=colour_of(sheet.style, index), linewidth=0.8, clip_on=False,
            )  # fmt: skip
        key = add_axes(sheet, (left + 25, y - 7, 14, 14))
        key.set_axis_off()
        key.plot(0, 0, marker=MARKERS[index % len(MARKERS)], markersize=6.5,
                 color=colour_of(sheet.style, index))  # fmt: skip
        latest = table.columns[-1].cell(cell.capability)
        figures = NO_SAMPLE
        if latest is not None and latest.score is not None:
            ends_text = "" if latest.low is None else f" ({span(latest.low, latest.high)})"
            figures = f"{number(latest.score)}{ends_text} · {passed_of(latest)}"
        name = Face(size=8, bold=True)
        small = Face(size=SMALL.size, colour=sheet.style.muted)
        room = sheet.right - left - 42
        write(sheet, (left + 42, y - 5.5), fit(cell.title, name, room)[0], name)
        write(sheet, (left + 42, y + 6), fit(figures, small, room)[0], small)


def spread(wanted: Sequence[float], pitch: float, low: float, high: float) -> list[float]:
    """Move places apart to at least `pitch`, as little as needed and inside the bounds."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    places = [wanted[i] for i in order]
    for i, place in enumerate(places):
        floor = low if i == 0 else places[i - 1] + pitch
        places[i] = max(place, floor)
    for i in range(len(places) - 1, -1, -1):
        ceiling = high if i == len(places) - 1 else places[i + 1] - pitch
        places[i] = min(places[i], ceiling)
    found = [0.0] * len(wanted)
    for i, place in zip(order, places, strict=True):
        found[i] = place
    return found
