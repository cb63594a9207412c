"""HTML to PDF by WeasyPrint, imported when the first page is made, without network and noise."""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from envhub.errors import MissingRequirement

EXTRA = "pip install 'envhub[report]'"
LOGGERS = ("weasyprint", "fontTools")


def to_pdf(html: str) -> tuple[int, Callable[[], bytes]]:
    """Lay a page out: its number of pages, and a function that gives the tagged PDF (PDF/UA-1).

    Raises:
        MissingRequirement: WeasyPrint, or the library Pango that it needs, is not installed.
    """
    with _quiet():
        weasyprint = _weasyprint()
        from weasyprint.urls import URLFetcher

        class Nothing(URLFetcher):  # type: ignore[misc]
            """Refuses every address: a page is made of what it brings."""

            def fetch(self, url: str, headers: Any = None) -> Any:
                raise ValueError("a page asks for nothing outside itself")

        document = weasyprint.HTML(string=html, url_fetcher=Nothing()).render(pdf_tags=True)

    def written() -> bytes:
        with _quiet():
            data: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
            return data

    return len(document.pages), written


def _weasyprint() -> Any:
    try:
        import weasyprint
    except ImportError as error:
        raise MissingRequirement("a PDF needs WeasyPrint", hint=EXTRA) from error
    except OSError as error:
        raise MissingRequirement("a PDF needs the library Pango", hint=pango_hint()) from error
    return weasyprint


def pango_hint(platform: str = sys.platform) -> str:
    """The line that installs Pango."""
    if platform == "darwin":
        return "brew install pango"
    if platform == "win32":
        return "in an MSYS2 shell: pacman -S mingw-w64-x86_64-pango"
    return "apt-get install libpango-1.0-0 libpangoft2-1.0-0"


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what both libraries remark on themselves from standard error, for this long."""
    loggers = [logging.getLogger(name) for name in LOGGERS]
    before = [(one.level, one.propagate) for one in loggers]
    # WeasyPrint prints by a handler of its own when it is imported with none in place.
    silent = logging.NullHandler()
    for one in loggers:
        one.setLevel(logging.CRITICAL)
        one.addHandler(silent)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            yield
    finally:
        for one, (level, propagate) in zip(loggers, before, strict=True):
            one.removeHandler(silent)
            one.setLevel(level)
            one.propagate = propagate
