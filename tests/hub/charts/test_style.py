"""Colours that can be read and told apart."""

from __future__ import annotations

import pytest

from envhub_hub.charts import STYLES
from envhub_hub.charts.style import DASHES, HATCHES, MARKERS, colour_of, contrast, hatch_of
from envhub_hub.charts.table import DRAWN


@pytest.mark.parametrize("theme", sorted(STYLES))
def test_text_and_marks_have_enough_contrast(theme: str) -> None:
    style = STYLES[theme]
    assert contrast(style.ink, style.background) >= 7
    assert contrast(style.muted, style.background) >= 4.5
    assert contrast(style.muted, style.track) >= 4.5
    for colour in (style.accent, *style.series):
        assert contrast(colour, style.background) >= 3


@pytest.mark.parametrize("theme", sorted(STYLES))
def test_series_differ_by_more_than_colour(theme: str) -> None:
    style = STYLES[theme]
    assert len(MARKERS) == DRAWN
    slices = {(colour_of(style, i), hatch_of(style, i)) for i in range(DRAWN)}
    assert len(slices) == DRAWN
    assert len(DASHES) * len(style.series) >= DRAWN
    neighbours = [hatch_of(style, i) for i in range(len(HATCHES))]
    assert len(set(neighbours)) == len(HATCHES)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
