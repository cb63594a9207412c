"""PDF: one tagged A4 page with title, chart, scores, and the run's metadata in the footer.

It asks for nothing outside itself. What does not fit on the page is cut, and the page says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from envhub.dataset import DatasetIdentity
from envhub.run import Run, RunRecord
from envhub.values import Frozen

from ..charts import LIGHT, ChartTable, Column, alt_text, svg
from ..charts.listing import passes
from ..charts.wording import number, overall_line, short_digest, span
from ..text import counted, one_line, shorten
from .settings import CardSettings, tabulated
from .weasy import to_pdf
from .writing import whole_file

PLAIN = CardSettings()
WIDTH = 178.0
"""Of the text, in millimetres."""
RUNS = 4
"""Runs that have a column of their own in the table."""


FOOT = 30.0
"""Height of the footer, in millimetres."""
TEXT_HEIGHT = 297 - 25 - FOOT
LOWEST_CHART = 74.0
"""Below this the figures in it are too small to read; the texts give way first."""


class _Fit(Frozen):
    """How much is put on the page; tried in order until it is one page."""

    size: float
    """Of the text, in points."""
    pad: float
    rows: int = 60
    definitions: bool = False


FITS = (
    _Fit(size=9, pad=1.5, definitions=True),
    _Fit(size=9, pad=1.4),
    _Fit(size=8.5, pad=1.1),
    _Fit(size=7.5, pad=0.7),
    _Fit(size=7, pad=0.5, rows=16),
    _Fit(size=7, pad=0.5, rows=10),
    _Fit(size=7, pad=0.5, rows=5),
)


class _Row(Frozen):
    title: str
    about: str
    definition: str
    figures: tuple[str, ...]


def export(run: Run, path: Path, settings: CardSettings = PLAIN) -> None:
    """Write a run's card as PDF."""
    write_pdf([run], path, settings)


def write_pdf(runs: Sequence[Run], path: Path, settings: CardSettings) -> None:
    """Write one or several runs as a page.

    Raises:
        MissingRequirement: WeasyPrint or Pango is not installed.
    """
    chart, table = tabulated(runs, settings)
    # Paper is white, whatever the theme of the screen.
    figure = chart.draw(table, LIGHT.bare())
    width, height = (float(inches) for inches in figure.get_size_inches())
    alt = alt_text(table)
    picture = Markup(svg(figure, alt, alt))
    natural = WIDTH * height / width
    for fit in FITS:
        tall = min(natural, _room(table, fit))
        if tall < min(natural, LOWEST_CHART) and fit is not FITS[-1]:
            continue
        tall = max(tall, 30.0)
        page = _page(runs, table, fit) | {"picture": picture, "description": shorten(alt, 500)}
        page |= {"chart_height": round(tall, 1), "chart_width": round(tall * width / height, 1)}
        pages, write = to_pdf(_template().render(page=page))
        if pages == 1:
            break
    with whole_file(path) as stream:
        stream.write(write())


def _room(table: ChartTable, fit: _Fit) -> float:
    """Estimate what the texts leave for the chart, in millimetres; laying out costs far more."""
    line = fit.size * 0.3528 * 1.35
    room = TEXT_HEIGHT - 9 - line * (2.6 * (1 + len(table.title) // 40) + 4.5 + len(table.notes))
    for cell in table.first.cells[: fit.rows]:
        titles = 1 + len(cell.title) // 46
        definition = min(180, len(cell.definition)) if fit.definitions else 0
        small = 1 + -(-(definition + len(cell.estimator or "")) // 55)
        room -= line * (titles + 0.85 * small) + 2 * fit.pad
    return room


def _page(runs: Sequence[Run], table: ChartTable, fit: _Fit) -> dict[str, Any]:
    hidden = len(table.first.cells) - fit.rows
    many = len(table.columns) > 1
    created = table.columns[-1].created_at
    return {
        "title": table.title,
        "subtitle": table.subtitle,
        "created": created if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", created) else "",
        "foot": FOOT,
        "many": many,
        "size": fit.size,
        "pad": fit.pad,
        "columns": _heads(table) if table.first.cells else (),
        "rows": _rows_of_many(table, fit) if many else _rows(table.first, fit),
        "more": f"… {hidden} more in the JSON and CSV exports" if hidden > 0 else "",
        "overall": overall_line(table),
        "notes": [f"Note: {note}." for note in table.notes],
        "facts": _facts(runs, table),
        "warning": table.first.caution,
    }


def _heads(table: ChartTable) -> tuple[str, ...]:
    if len(table.columns) == 1:
        heads: tuple[str, ...] = ("score", "95 % interval", "n", "passed", "failed", "invalid")
        if table.first.unit == "row":
            heads = ("score", "95 % interval", "rows", "passes", "left out")
        return (*heads, "weight") if _weighted(table.first) else heads
    return tuple(shorten(column.label, 24) for column in table.columns[-RUNS:])


def _weighted(column: Column) -> bool:
    return len({cell.weight for cell in column.cells}) > 1


def _rows(column: Column, fit: _Fit) -> list[_Row]:
    rows = []
    for cell in column.cells[: fit.rows]:
        about = f"{cell.method} · pass: {cell.pass_rule} · {counted(cell.prompts, 'prompt')}"
        if cell.estimator is not None:
            about = f"{cell.estimator} · pass: {cell.pass_rule}"
        if cell.target_rate is not None:
            met = "met" if cell.target_met else "not met"
            ends = span(cell.pass_low, cell.pass_high)
            about += f" · target {cell.target_rate:g} % {met} ({ends})"
        interval = span(cell.low, cell.high)
        if cell.interval:
            interval += f" {cell.interval}"
        weight = (f"{cell.weight:g}×",) if _weighted(column) else ()
        counted_all = (cell.n, cell.passed, cell.failed, cell.invalid)
        counts = tuple(f"{count:,}" for count in counted_all)
        if cell.unit == "row":
            counts = (f"{cell.n:,}", passes(cell), f"{cell.invalid:,}")
        rows.append(
            _Row(
                title=cell.title,
                about=about,
                definition=shorten(one_line(cell.definition), 180) if fit.definitions else "",
                figures=(number(cell.score), interval, *counts, *weight),
            )
        )
    return rows


def _rows_of_many(table: ChartTable, fit: _Fit) -> list[_Row]:
    rows = []
    for cell in table.first.cells[: fit.rows]:
        figures = []
        for column in table.columns[-RUNS:]:
            one = column.cell(cell.capability)
            if one is None or one.score is None:
                figures.append("–")
            else:
                figures.append(f"{number(one.score)} ({span(one.low, one.high)})")
        rows.append(
            _Row(title=cell.title, about=cell.method, definition="", figures=tuple(figures))
        )
    return rows


def _facts(runs: Sequence[Run], table: ChartTable) -> list[tuple[str, str]]:
    """The run's metadata; of several runs that of the last, and how many there are."""
    record, column = runs[-1].record, table.columns[-1]
    of_model = _model_facts(record, column) if record.model else _dataset_facts(record.dataset)
    facts = [
        ("environment", f"{table.environment} · {short_digest(table.digest)}"),
        *of_model,
        ("context", table.context),
        ("seed", str(record.settings.seed)),
        ("run", one_line(f"{column.run} · {column.status}", 90)),
        ("date", column.created_at),
        ("envhub", one_line(record.packages.get("envhub", "–"), 30)),
    ]
    if len(table.columns) > 1:
        shown = min(RUNS, len(table.columns))
        facts.insert(0, ("runs", f"{len(table.columns)}, the last {shown} in the table"))
    return facts


def _model_facts(record: RunRecord, column: Column) -> list[tuple[str, str]]:
    model, weights = record.model, column.weights_digest
    precision = " on ".join(filter(None, (model.dtype, model.device))) if model else ""
    return [
        ("model", one_line(column.model, 90)),
        ("weights", short_digest(weights) if weights else "no digest"),
        ("split", one_line(record.environment.split, 30)),
        ("precision", one_line(precision, 40) or "–"),
    ]


def _dataset_facts(dataset: DatasetIdentity | None) -> list[tuple[str, str]]:
    if dataset is None:
        return []
    columns = " and ".join(filter(None, (dataset.text_column, dataset.label_column)))
    return [
        ("data set", f"{one_line(dataset.name, 60)} · {short_digest(dataset.digest)}"),
        ("rows", one_line(dataset.said, 90)),
        ("columns", one_line(f"{columns}, of {len(dataset.columns)}", 90)),
        ("format", one_line(dataset.format, 20)),
    ]


@cache
def _template() -> Any:
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return environment.get_template("page.html.jinja")
