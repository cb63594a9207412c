"""The card as the output of a notebook cell: a snippet of HTML or Markdown that needs nothing else.

It brings its own background and text colour, no styles for the page around it and no script, and
keeps its table where pictures are stripped.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from envhub.errors import MissingRequirement
from envhub.run import Run

from ..charts import CHARTS, Style, alt_text, svg
from ..charts.listing import passes
from ..charts.table import ChartTable
from ..charts.wording import number, overall_line, short_digest, span
from ..text import shorten
from .settings import CardSettings, tabulated

PLAIN = CardSettings()
TALL = 250
"""Pixels for the chart in a card of 420; what is higher scrolls."""
NOTES = 3
LINE = 18


def card_html(run: Run, settings: CardSettings = PLAIN) -> str:
    """Return the card as self-contained HTML, at most 420 pixels high."""
    _, table = tabulated([run], settings)
    notes = table.notes[:NOTES]
    title = shorten(table.title, 90)
    return str(
        _template().render(
            title=title,
            subtitle=table.subtitle,
            notes=notes,
            rows=_rows(table),
            details=(*table.details, *table.folded),
            picture=_picture(table, settings.style),
            tall=TALL - LINE * len(notes),
            overall=overall_line(table),
            source=f"{table.environment} · {short_digest(table.digest)}",
            date=table.first.created_at[:10],
            style=settings.style,
        )
    )


def card_markdown(run: Run) -> str:
    """Return the card as Markdown: a heading, a table, the overall."""
    _, table = tabulated([run], PLAIN)
    lines = [
        f"### {_escaped(table.title)}", "", _escaped(table.subtitle), "",
        "| capability | score | 95 % interval | passed | invalid | method |",
        "|---|---:|---:|---:|---:|---|",
    ]  # fmt: skip
    lines += [f"| {' | '.join(_escaped(text) for text in row)} |" for row in _rows(table)]
    lines += ["", f"**{_escaped(overall_line(table))}**", ""]
    lines += [f"{_escaped(note)}  " for note in (*table.details, *table.notes)]
    lines.append(_escaped(f"{table.environment} · {short_digest(table.digest)}"))
    return "\n".join(lines) + "\n"


def _rows(table: ChartTable) -> list[tuple[str, ...]]:
    return [
        (
            cell.title, number(cell.score), span(cell.low, cell.high), passes(cell),
            f"{cell.invalid:,}", cell.method,
        )
        for cell in table.first.cells
    ]  # fmt: skip


def _picture(table: ChartTable, style: Style) -> Markup | None:
    """The chart; None where matplotlib is not installed."""
    try:
        figure = CHARTS[table.chart].draw(table, style.bare())
    except MissingRequirement:
        return None
    sized = '<svg style="display:block;width:100%;height:auto" '
    return Markup(svg(figure, table.title, alt_text(table)).replace("<svg ", sized, 1))


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is: no table cell, link, tag or formula of its own."""
    for sign in "\\`*_{}[]()#+!|<>~$":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("&", "&amp;")


@cache
def _template() -> Any:
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return environment.get_template("card.html.jinja")
