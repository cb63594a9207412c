"""How a picture or a page of a run looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from envhub.run import Run
from envhub.values import Frozen

from ..charts import STYLES, Chart, ChartTable, Style, chart_named


class CardSettings(Frozen):
    """What a person may choose about a card."""

    chart: str | None = None
    """A name of the table of charts; None: bar for one run, line for several."""
    theme: Literal["light", "dark"] = "light"

    @property
    def style(self) -> Style:
        """The style of that theme."""
        return STYLES[self.theme]


def tabulated(runs: Sequence[Run], settings: CardSettings) -> tuple[Chart, ChartTable]:
    """Return the chart that the settings name, and what it shows of the runs.

    Raises:
        UsageError: there is no such chart, or it can't show that many runs.
    """
    chart = chart_named(settings.chart or ("bar" if len(runs) == 1 else "line"))
    return chart, chart.table(runs)
