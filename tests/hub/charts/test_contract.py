"""Every chart of the table, in both themes: labels, unit, uncertainty, text alternative."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.runs import (
    FACTUALITY,
    HOSTILE,
    LONG,
    MATH,
    REASONING,
    Part,
    Setup,
    make_run,
    many,
    spoiled,
)

from envhub.errors import RunError
from envhub.run import Run
from envhub_hub.charts import CHARTS, DARK, LIGHT, STYLES, Style, alt_text, png, svg
from envhub_hub.charts.backend import quiet

NAMES = sorted(CHARTS)
every_chart = pytest.mark.parametrize("name", NAMES)


def draw(name: str, run: Run, style: Style = LIGHT) -> Any:
    chart = CHARTS[name]
    return chart.draw(chart.table([run]), style)


def texts(figure: Any) -> list[str]:
    found = [text.get_text() for text in figure.texts]
    for axes in figure.axes:
        labels = (*axes.get_xticklabels(), *axes.get_yticklabels(), axes.xaxis.label)
        found += [text.get_text() for text in (*axes.texts, *labels, axes.yaxis.label)]
    return found


def marks(figure: Any) -> Iterator[str]:
    """The names of what is drawn."""
    for artist in figure.findobj():
        if artist.get_gid():
            yield artist.get_gid()


@every_chart
@pytest.mark.parametrize("theme", sorted(STYLES))
def test_it_names_every_capability_with_score_count_and_unit(
    tmp_path: Path, name: str, theme: str
) -> None:
    said = " ".join(texts(draw(name, make_run(tmp_path), STYLES[theme])))
    for wanted in ("Reasoning", "Math", "Factuality", "12.5", "1 / 8", "score, 0–100"):
        assert wanted in said


@every_chart
def test_it_shows_the_interval_of_every_capability(tmp_path: Path, name: str) -> None:
    figure = draw(name, make_run(tmp_path))
    said = " ".join(texts(figure))
    assert "21.5 – 78.5" in said
    assert "2.2 – 47.1" in said
    if name != "pie":
        assert {"interval-0", "interval-1", "interval-2"} <= set(marks(figure))


@every_chart
def test_the_card_says_what_was_measured(tmp_path: Path, name: str) -> None:
    said = " ".join(texts(draw(name, make_run(tmp_path))))
    assert "First steps" in said
    assert "model inspection · 24 prompts · demo/smollm2" in said
    assert "overall 38.1 (" in said
    assert "mean of 3, equal weights" in said
    assert "envhub/first-steps@1.0.0 · sha256:" in said
    assert "95 % intervals: Wilson, Student's t" in said


@every_chart
def test_weights_are_noted_beside_the_overall(tmp_path: Path, name: str) -> None:
    run = make_run(tmp_path, (REASONING, replace(MATH, weight=2.0), FACTUALITY))
    assert "weights: Math 2×" in " ".join(texts(draw(name, run)))


@every_chart
def test_a_page_that_has_the_title_as_text_can_leave_it_out(tmp_path: Path, name: str) -> None:
    said = texts(draw(name, make_run(tmp_path), LIGHT.bare()))
    assert "First steps" not in said
    assert "Reasoning" in " ".join(said)


@every_chart
def test_a_capability_without_valid_sample_is_said_to_have_none(tmp_path: Path, name: str) -> None:
    run = make_run(tmp_path, (REASONING, Part("none", (None, None), "None valid"), MATH))
    assert "no valid sample" in " ".join(texts(draw(name, run)))


@every_chart
@pytest.mark.parametrize("count", [0, 1, 2, 3, 6, 12, 20])
def test_any_number_of_capabilities_can_be_drawn(tmp_path: Path, name: str, count: int) -> None:
    data = png(draw(name, make_run(tmp_path, many(count))), "t", "a")
    assert data.startswith(b"\x89PNG")


@every_chart
def test_no_text_leaves_the_picture(tmp_path: Path, name: str) -> None:
    figure = draw(name, make_run(tmp_path, many(12), Setup(title=HOSTILE * 3)))
    width, height = figure.get_size_inches() * figure.dpi
    for text in figure.texts:
        with quiet():
            box = text.get_window_extent()
        assert box.x0 >= -1, text.get_text()
        assert box.x1 <= width + 1, text.get_text()
        assert box.y0 >= -1, text.get_text()
        assert box.y1 <= height + 1, text.get_text()


@every_chart
@pytest.mark.parametrize("count", [3, 6, 12])
def test_no_two_texts_overlap(tmp_path: Path, name: str, count: int) -> None:
    figure = draw(name, make_run(tmp_path, many(count, tuple(t for t in LONG if t.isascii()))))
    boxes = [(text.get_text(), text.get_window_extent()) for text in figure.texts]
    for index, (one, box) in enumerate(boxes):
        for other, rival in boxes[index + 1 :]:
            across = min(box.x1, rival.x1) - max(box.x0, rival.x0)
            down = min(box.y1, rival.y1) - max(box.y0, rival.y0)
            assert across < 1 or down < 2, f"{one!r} on {other!r}"


@every_chart
@pytest.mark.parametrize("score", ["NaN", "Infinity", "7.5", "-0.5"])
def test_a_score_that_is_none_is_refused(tmp_path: Path, name: str, score: str) -> None:
    run = spoiled(make_run(tmp_path), '"score":0.91', f'"score":{score}')
    with pytest.raises(RunError, match=r"samples\.jsonl:\d+: a damaged row, `score`"):
        draw(name, run)


@every_chart
def test_hostile_texts_are_drawn_as_they_stand(tmp_path: Path, name: str) -> None:
    parts = tuple(replace(part, title=HOSTILE, method=HOSTILE) for part in (REASONING, MATH))
    figure = draw(name, make_run(tmp_path, parts, Setup(title="$\\frac{1}{", model=HOSTILE)))
    assert "$\\frac{1}{" in texts(figure)
    assert png(figure, HOSTILE, HOSTILE)


@every_chart
def test_the_svg_is_one_described_element_without_references(tmp_path: Path, name: str) -> None:
    chart = CHARTS[name]
    run = make_run(tmp_path, (replace(REASONING, title=' id="x" d="1.23456" </svg>'), MATH))
    table = chart.table([run])
    text = svg(chart.draw(table, LIGHT), table.title, alt_text(table))
    root = ElementTree.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root[0].text == "First steps"
    assert (root[1].text or "").startswith(name.capitalize())
    assert not re.search(r'href="(?!#)|url\((?!#)|<style|<script|http://(?!www\.w3\.org)', text)
    assert 'id="x" d="1.23456"' in "".join(root.itertext())


@every_chart
def test_the_same_run_draws_the_same_picture(tmp_path: Path, name: str) -> None:
    run = make_run(tmp_path)
    assert svg(draw(name, run), "t", "a") == svg(draw(name, run), "t", "a")


@every_chart
def test_the_picture_is_twice_its_size_on_screen(tmp_path: Path, name: str) -> None:
    data = png(draw(name, make_run(tmp_path), DARK), "t", "a")
    assert int.from_bytes(data[16:20], "big") == 1_200
