"""A drawn chart as bytes: PNG for files, SVG for pages. Nothing is written here."""

from __future__ import annotations

import hashlib
import io
import re
from html import escape
from typing import TYPE_CHECKING

from .backend import matplotlib_parts, quiet
from .sheet import DPI, POINT

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SETTINGS = {"svg.hashsalt": "envhub", "svg.fonttype": "none"}
FAMILY = "'DejaVu Sans', Verdana, sans-serif"
"""Verdana is as wide: measured texts keep their place where DejaVu is missing."""

_DROPPED = re.compile(r"<!--.*?-->|<metadata>.*?</metadata>|<style.*?</style>", re.DOTALL)
"""Comments and metadata say nothing to a reader; a style would apply to the whole page."""
_TAG = re.compile(r"<[^<>]+>")
_FAMILY = re.compile(r"font-family: [^;\"]+")
_PATH = re.compile(r'(?<= d=")[^"]+')
_LONG = re.compile(r"-?\d+\.\d{3,}")
_REFERENCE = re.compile(r'(\bid="|xlink:href="#|url\(#)')
_BETWEEN = re.compile(r">\s+<")


def png(figure: Figure, title: str, alt: str, scale: float = 2.0) -> bytes:
    """Return the picture as PNG, at twice the size on screen, with its description inside."""
    stream = io.BytesIO()
    about = {"Title": title, "Description": alt, "Software": "envhub"}
    with quiet():
        figure.savefig(stream, format="png", dpi=DPI * scale, metadata=about)
    return stream.getvalue()


def svg(figure: Figure, title: str, alt: str) -> str:
    """Return the picture as an `<svg>` element: no outside reference, texts as text.

    It can stand in a page beside others: its ids come from its content, and it brings no styles.
    """
    stream = io.StringIO()
    with quiet(), matplotlib_parts().rc_context(SETTINGS):
        figure.savefig(stream, format="svg", metadata={"Date": None})
    text = stream.getvalue()
    body = text[text.index(">", text.index("<svg")) + 1 :]
    body = _DROPPED.sub("", body)
    mark = "e" + hashlib.sha256(body.encode()).hexdigest()[:8]
    body = _TAG.sub(lambda tag: _tidied(tag.group(), mark), body)
    width, height = (inches * DPI for inches in figure.get_size_inches())
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' width="{width:g}" height="{height:g}" viewBox="0 0 {width / POINT:g} {height / POINT:g}"'
        f' stroke-linejoin="round" stroke-linecap="butt" role="img"'
        f' aria-labelledby="{mark}-title {mark}-desc">'
        f'<title id="{mark}-title">{escape(title)}</title>'
        f'<desc id="{mark}-desc">{escape(alt)}</desc>'
    )
    return _BETWEEN.sub("><", head + body).strip()


def _tidied(tag: str, mark: str) -> str:
    """A tag with ids of its own, short numbers and fonts that browsers have; never a text."""
    tag = _FAMILY.sub(f"font-family: {FAMILY}", tag)
    tag = _PATH.sub(lambda path: _LONG.sub(_rounded, path.group()).replace("\n", ""), tag)
    return _REFERENCE.sub(rf"\1{mark}-", tag)


def _rounded(found: re.Match[str]) -> str:
    """A hundredth of a point is finer than any screen or printer."""
    return f"{float(found.group()):.2f}"
