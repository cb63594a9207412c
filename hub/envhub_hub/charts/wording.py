"""Scores as people read them: one decimal, intervals, digests, the overall, a text alternative."""

from __future__ import annotations

from .column import NO_SAMPLE, Cell
from .table import DRAWN, ChartTable


def number(value: float | None) -> str:
    """A score as people read it: one decimal."""
    return "–" if value is None else f"{value:.1f}"


def span(low: float | None, high: float | None) -> str:
    """An interval as people read it."""
    return "–" if low is None or high is None else f"{low:.1f} – {high:.1f}"


def overall_line(table: ChartTable) -> str:
    """The overall as cards show it: with its interval and weights, or from first run to last."""
    first, last = table.first.overall, table.columns[-1].overall
    if len(table.columns) > 1:
        ends = f"{table.first.label} → {table.columns[-1].label}"
        return f"overall {number(first.score)} → {number(last.score)} · {ends}"
    if first.score is None:
        return first.note
    interval = "" if first.low is None else f" ({span(first.low, first.high)})"
    return f"overall {number(first.score)}{interval} · {first.note}"


def short_digest(digest: str) -> str:
    """The first twelve digits of a digest, with the name of the hash."""
    kind, _, digits = digest.rpartition(":")
    return f"{kind or 'sha256'}:{digits[:12]}"


def alt_text(table: ChartTable) -> str:
    """Say in words what the chart shows, for readers who can't see it."""
    parts = [f"{table.chart.capitalize()} chart. {table.title}. {table.subtitle}."]
    parts.append("Scores from 0 to 100 with 95 % intervals.")
    for column in table.columns:
        cells = "; ".join(_said(cell) for cell in column.cells[:DRAWN])
        name = f"{column.label}: " if len(table.columns) > 1 else ""
        parts.append(f"{name}{cells or 'no capability'}.")
        if column.overall.score is not None:
            parts.append(f"Overall {number(column.overall.score)}, {column.overall.note}.")
    parts.extend(f"{one}." for one in table.details)
    parts.extend(f"{note[0].upper()}{note[1:]}." for note in table.notes)
    return " ".join(parts)


def _said(cell: Cell) -> str:
    if cell.score is None:
        return f"{cell.title}: {NO_SAMPLE}"
    ends = "" if cell.low is None else f" ({number(cell.low)} to {number(cell.high)})"
    over = f"over {cell.n:,} rows" if cell.unit == "row" else f"{cell.passed} of {cell.n} pass"
    return f"{cell.title} {number(cell.score)}{ends}, {over}"
