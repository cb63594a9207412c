"""Files of a run for other programs and for people: CSV, JSON, PNG, SVG, PDF, and the inline card.

A new format is one file with `export(run, path)`, and one line here. Importing this loads neither
matplotlib nor WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from envhub.errors import UsageError
from envhub.run import Run

from . import csv_rows, json_document, pdf_page, png_picture
from .card import card_html, card_markdown
from .settings import CardSettings


class Exporter(Protocol):
    """Writes a run to a file, whole or not at all."""

    def __call__(self, run: Run, path: Path) -> None: ...


EXPORTERS: dict[str, Exporter] = {
    "csv": csv_rows.export,
    "json": json_document.export,
    "pdf": pdf_page.export,
    "png": png_picture.export,
}

CARDS: dict[str, Callable[[Sequence[Run], Path, CardSettings], None]] = {
    ".pdf": pdf_page.write_pdf,
    ".png": png_picture.write_png,
    ".svg": png_picture.write_svg,
}


def write_card(runs: Sequence[Run], path: Path, settings: CardSettings | None = None) -> None:
    """Draw one or several runs into a file, in the format that its ending names.

    Raises:
        UsageError: an ending, or a chart, that there is not.
        MissingRequirement: matplotlib, WeasyPrint or Pango is not installed.
    """
    write = CARDS.get(path.suffix.lower())
    if write is None:
        known = ", ".join(CARDS)
        raise UsageError(f"a card can't be written as `{path.name}` (endings: {known})")
    write(runs, path, settings or CardSettings())


__all__ = [
    "CARDS",
    "EXPORTERS",
    "CardSettings",
    "Exporter",
    "card_html",
    "card_markdown",
    "write_card",
]
