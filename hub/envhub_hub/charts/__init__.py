"""Charts of run folders: values first, then a matplotlib figure. No chart reads or writes a file.

A new chart is one file with `table(runs)` and `draw(table, style)`, and one line here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from envhub.errors import UsageError, near_miss
from envhub.run import Run

from . import bar, line, pie, radial
from .column import Cell, Column, Overall, column_of
from .render import png, svg
from .style import DARK, LIGHT, STYLES, Style
from .table import ChartTable
from .wording import alt_text

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Chart:
    """One way to look at scores."""

    table: Callable[[Sequence[Run]], ChartTable]
    draw: Callable[[ChartTable, Style], Figure]


CHARTS: dict[str, Chart] = {
    "bar": Chart(bar.table, bar.draw),
    "line": Chart(line.table, line.draw),
    "pie": Chart(pie.table, pie.draw),
    "radial": Chart(radial.table, radial.draw),
}


def chart_named(name: str) -> Chart:
    """Return a chart of the table.

    Raises:
        UsageError: there is none of that name.
    """
    if name not in CHARTS:
        known = ", ".join(CHARTS)
        raise UsageError(f"no chart `{name}`{near_miss(name, CHARTS)} (known: {known})")
    return CHARTS[name]


__all__ = [
    "CHARTS",
    "DARK",
    "LIGHT",
    "STYLES",
    "Cell",
    "Chart",
    "ChartTable",
    "Column",
    "Overall",
    "Style",
    "alt_text",
    "chart_named",
    "column_of",
    "png",
    "svg",
]
