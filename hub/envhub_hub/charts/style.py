"""How charts look: two themes, a palette that colour-blind readers can tell apart, sizes in pixels.

Text has at least 4.5:1 contrast on its background and every mark 3:1; a test computes both.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from envhub.values import Frozen


class Style(Frozen):
    """A theme, and how much of the card the picture itself carries."""

    name: Literal["light", "dark"] = "light"
    background: str = "#ffffff"
    ink: str = "#1b1f24"
    muted: str = "#57606a"
    grid: str = "#d3d9df"
    track: str = "#eef1f4"
    """Behind a bar: the part of the scale that was not reached."""
    accent: str = "#0072b2"
    series: tuple[str, ...] = ("#0072b2", "#d55e00", "#00875f", "#8f2f6b", "#96720a", "#4d5661")
    """After Okabe and Ito, darkened or lightened for contrast."""
    width: int = Field(default=600, ge=480, le=2_000)
    """Of the picture, in CSS pixels."""
    framed: bool = True
    """With title and footer; False where the page around the picture has them as text."""

    @property
    def margin(self) -> float:
        """At the left and right, in pixels; a page around the picture has its own."""
        return 20.0 if self.framed else 2.0

    def bare(self) -> Style:
        """The same without title and footer."""
        return self.model_copy(update={"framed": False})


LIGHT = Style()
DARK = Style(
    name="dark",
    background="#12171d",
    ink="#e8edf2",
    muted="#a0abb6",
    grid="#39434d",
    track="#212932",
    accent="#56b4e9",
    series=("#56b4e9", "#ff9f5a", "#3fc79a", "#e592c0", "#e0bd3c", "#b4bec8"),
)
STYLES = {"dark": DARK, "light": LIGHT}

HATCHES = ("", "////", "||||", "\\\\\\\\", "xxxx", "----")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "<", ">", "h", "p", "d")
DASHES: tuple[str | tuple[int, tuple[float, ...]], ...] = ("-", (0, (5, 2)), (0, (1.5, 1.5)))


def colour_of(style: Style, index: int) -> str:
    """The colour of the series with that index; where it repeats, hatch and marker differ."""
    return style.series[index % len(style.series)]


def hatch_of(style: Style, index: int) -> str:
    """A hatch that differs where colours repeat."""
    return HATCHES[(index + index // len(style.series)) % len(HATCHES)]


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio of two colours."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
