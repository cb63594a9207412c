"""PNG and SVG: the card as a picture, at twice the size it has on screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from envhub.run import Run

from ..charts import alt_text, png, svg
from .settings import CardSettings, tabulated
from .writing import whole_file

PLAIN = CardSettings()


def export(run: Run, path: Path, settings: CardSettings = PLAIN) -> None:
    """Write a run's card as PNG."""
    write_png([run], path, settings)


def write_png(runs: Sequence[Run], path: Path, settings: CardSettings) -> None:
    """Write one or several runs as PNG, described inside the file for those who can't see it."""
    chart, table = tabulated(runs, settings)
    picture = png(chart.draw(table, settings.style), table.title, alt_text(table))
    with whole_file(path) as stream:
        stream.write(picture)


def write_svg(runs: Sequence[Run], path: Path, settings: CardSettings) -> None:
    """Write one or several runs as SVG."""
    chart, table = tabulated(runs, settings)
    picture = svg(chart.draw(table, settings.style), table.title, alt_text(table))
    with whole_file(path) as stream:
        stream.write(picture.encode("utf-8", "replace"))
