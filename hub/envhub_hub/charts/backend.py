"""The one place that imports matplotlib, when the first chart is drawn. Nothing global is set."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from envhub.errors import MissingRequirement

FONT = "DejaVu Sans"
"""It comes with matplotlib, so the same run draws the same picture everywhere."""
FALLBACKS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans CJK KR", "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei", "IPAGothic", "Droid Sans Fallback", "PingFang SC", "Hiragino Sans",
    "Apple SD Gothic Neo", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "Arial Unicode MS",
    "Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Thai",
    "Noto Sans Symbols2", "Noto Emoji",
)  # fmt: skip
"""Asked for what DejaVu lacks, where this machine has them."""


@functools.cache
def matplotlib_parts() -> Any:
    """Everything that charts use of matplotlib.

    Raises:
        MissingRequirement: it is not installed.
    """
    try:
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
        from matplotlib.figure import Figure
        from matplotlib.font_manager import FontProperties, fontManager
        from matplotlib.lines import Line2D
        from matplotlib.patches import Wedge
    except ImportError as error:
        raise MissingRequirement(
            "charts need matplotlib", hint="pip install 'envhub[report]'"
        ) from error
    return SimpleNamespace(
        Figure=Figure, FigureCanvasAgg=FigureCanvasAgg, FontProperties=FontProperties,
        Line2D=Line2D, RendererAgg=RendererAgg, Wedge=Wedge, fontManager=fontManager,
        rc_context=matplotlib.rc_context,
    )  # fmt: skip


@functools.cache
def families() -> tuple[str, ...]:
    """The fonts to try, in order."""
    present = set(matplotlib_parts().fontManager.get_font_names())
    return (FONT, *(name for name in FALLBACKS if name in present))


@contextmanager
def quiet() -> Iterator[None]:
    """Draw letters that no font here has as boxes, without a warning for each."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from")
        yield
