"""The sheet that a chart is drawn on: pixels from the top left, measured text, title and footer.

Figures are object-oriented and belong to no global state; text is never read as mathematics.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from .backend import families, matplotlib_parts, quiet
from .style import Style
from .table import ChartTable
from .wording import overall_line, short_digest

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DPI = 96
"""One unit of a sheet is one CSS pixel."""
POINT = DPI / 72


@dataclass(frozen=True)
class Sheet:
    """A figure and the size of its part that is still empty."""

    figure: Figure
    style: Style
    height: float
    top: float
    """Where the chart itself may begin."""
    bottom: float
    """Where it must end."""

    @property
    def width(self) -> float:
        return float(self.style.width)

    @property
    def left(self) -> float:
        return self.style.margin

    @property
    def right(self) -> float:
        return self.width - self.style.margin


@dataclass(frozen=True)
class Face:
    """How a text is set."""

    size: float = 8.5
    colour: str = ""
    bold: bool = False
    italic: bool = False
    across: Literal["left", "center", "right"] = "left"
    down: Literal["top", "center", "bottom", "baseline"] = "center"


TITLE = Face(size=12.5, bold=True, down="top")
SMALL = Face(size=7)


def new_sheet(table: ChartTable, style: Style, body: float) -> Sheet:
    """Return a sheet with `body` pixels for the chart, below a title and above a footer."""
    backend = matplotlib_parts()
    figure = backend.Figure(figsize=(1, 1), dpi=DPI, facecolor=style.background)
    backend.FigureCanvasAgg(figure)
    if not style.framed:
        figure.set_size_inches(style.width / DPI, (body + 16) / DPI)
        return Sheet(figure, style, body + 16, top=8.0, bottom=body + 8)
    title = fit(table.title, TITLE, style.width - 2 * style.margin, lines=2)
    head = 18 + 21 * len(title) + 26.0
    feet = _footer(table, style)
    height = head + body + sum(step for _, _, step in feet) + 22
    figure.set_size_inches(style.width / DPI, height / DPI)
    sheet = Sheet(figure, style, height, top=head, bottom=head + body)
    for line, text in enumerate(title):
        write(sheet, (sheet.left, 16 + 21 * line), text, TITLE)
    subtitle = Face(size=8.5, colour=style.muted, down="top")
    texts = fit(table.subtitle, subtitle, sheet.right - sheet.left)
    write(sheet, (sheet.left, 20 + 21 * len(title)), texts[0], subtitle)
    y = head + body + 10
    rule(sheet, y)
    for text, face, step in feet:
        write(sheet, (sheet.left, y + step / 2 + 2), text, face)
        y += step
    return sheet


def blank(table: ChartTable, style: Style) -> Figure:
    """Return a card that says that there is nothing to draw."""
    sheet = new_sheet(table, style, 60)
    face = Face(size=9, colour=style.muted, italic=True)
    write(sheet, (sheet.left, (sheet.top + sheet.bottom) / 2), "no capability was run", face)
    return sheet.figure


def _footer(table: ChartTable, style: Style) -> list[tuple[str, Face, float]]:
    """The lines under a chart, each with its height: overall, notes, where it comes from."""
    room = style.width - 2 * style.margin
    lines: list[tuple[str, Face, float]] = []
    bold = Face(size=9, bold=True)
    lines.append((fit(overall_line(table), bold, room)[0], bold, 19.0))
    small = Face(size=7, colour=style.ink)
    for detail in table.details:
        lines.extend((text, small, 11.5) for text in fit(detail, small, room, lines=3))
    note = Face(size=7.5, colour=style.ink)
    lines.extend((fit(f"⚠ {text}", note, room)[0], note, 15.0) for text in table.notes[:3])
    source = Face(size=7, colour=style.muted)
    names = {cell.interval: None for column in table.columns for cell in column.cells}
    intervals = ", ".join(name for name in names if name)
    dates = sorted({column.created_at[:10] for column in table.columns})
    when = dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}"
    parts = [table.environment, short_digest(table.digest), when]
    if len(table.columns) == 1 and table.first.dataset_digest:
        parts.append(f"data {short_digest(table.first.dataset_digest)}")
    if intervals:
        parts.append(f"95 % intervals: {intervals}")
    lines.extend((text, source, 14.0) for text in fit(" · ".join(parts), source, room, lines=2))
    return lines


def write(sheet: Sheet, place: tuple[float, float], text: str, face: Face) -> Any:
    """Write a text at a pixel; returns matplotlib's artist."""
    return sheet.figure.text(
        place[0] / sheet.width, 1 - place[1] / sheet.height, text,
        fontsize=face.size, fontfamily=families(), color=face.colour or sheet.style.ink,
        fontweight="bold" if face.bold else "normal",
        fontstyle="italic" if face.italic else "normal",
        ha=face.across, va=face.down, parse_math=False, usetex=False, linespacing=1.25,
    )  # fmt: skip


def rule(sheet: Sheet, y: float) -> None:
    """Draw a thin line across the sheet."""
    line = matplotlib_parts().Line2D(
        [sheet.left / sheet.width, sheet.right / sheet.width], [1 - y / sheet.height] * 2,
        color=sheet.style.grid, linewidth=0.8,
    )  # fmt: skip
    sheet.figure.add_artist(line)


def add_axes(sheet: Sheet, box: tuple[float, float, float, float]) -> Axes:
    """Add axes in a box of pixels: left, top, width, height."""
    left, top, width, height = box
    place = (
        left / sheet.width, 1 - (top + height) / sheet.height,
        width / sheet.width, height / sheet.height,
    )  # fmt: skip
    axes = sheet.figure.add_axes(place)
    axes.set_facecolor("none")
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0)
    return axes


def wedge(axes: Axes, degrees: tuple[float, float], inner: float, paint: dict[str, object]) -> None:
    """Add a part of a ring of radius 1, counter-clockwise between two angles."""
    shape = matplotlib_parts().Wedge((0, 0), 1, *degrees, width=1 - inner, **paint)
    axes.add_patch(shape)


def fit(text: str, face: Face, room: float, lines: int = 1) -> list[str]:
    """Break a text into at most so many lines of so many pixels; an ellipsis says that it was cut.

    Lines break at spaces, then after `/`, `-` and `_`, and only then inside a word.
    """
    found: list[str] = []
    rest = text.strip()
    while rest and len(found) < lines:
        line, rest = _first_line(rest, face, room)
        found.append(line)
    if rest:
        last = found[-1]
        while last and measure(last + "…", face) > room:
            last = last[:-1].rstrip()
        found[-1] = last + "…"
    return found or [""]


def _first_line(text: str, face: Face, room: float) -> tuple[str, str]:
    """Split off as much of a text as fits; at least one character."""
    if measure(text, face) <= room:
        return text, ""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle], face) <= room:
            low = middle
        else:
            high = middle - 1
    if text[low : low + 1] != " ":
        breaks = (text.rfind(" ", 0, low), *(text.rfind(sign, 0, low) + 1 for sign in "/-_"))
        # A break that leaves the line nearly empty is worse than one inside a word.
        low = next((place for place in breaks if place > low / 3), low)
    return text[:low].rstrip(), text[low:].lstrip()


@functools.lru_cache(maxsize=4_096)
def measure(text: str, face: Face) -> float:
    """Return the width of a text in pixels."""
    backend = matplotlib_parts()
    weight, style = "bold" if face.bold else "normal", "italic" if face.italic else "normal"
    font = backend.FontProperties(family=families(), size=face.size, weight=weight, style=style)
    with quiet():
        return float(_ruler().get_text_width_height_descent(text, font, ismath=False)[0]) / 2


@functools.cache
def _ruler() -> Any:
    return matplotlib_parts().RendererAgg(1, 1, 2 * DPI)
