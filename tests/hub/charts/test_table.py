"""What charts show, by value."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.runs import FACTUALITY, HOSTILE, MATH, REASONING, Part, Setup, make_run, many

from envhub.errors import UsageError
from envhub_hub.charts import CHARTS, alt_text, chart_named, column_of


def test_scores_are_zero_to_one_hundred_with_their_named_intervals(tmp_path: Path) -> None:
    cells = column_of(make_run(tmp_path)).cells
    assert [(c.title, c.score, c.interval, c.n, c.passed) for c in cells] == [
        ("Reasoning", 50.0, "Wilson", 8, 4),
        ("Math", 12.5, "Wilson", 8, 1),
        ("Factuality", 51.875, "Student's t", 8, 5),
    ]
    assert (cells[1].low, cells[1].high) == pytest.approx((2.2417, 47.0888), abs=1e-3)


def test_the_rule_for_a_pass_is_said_in_words(tmp_path: Path) -> None:
    rouge = Part("s", (0.2, 0.5), graded=True, pass_at=0.3)
    cells = column_of(make_run(tmp_path, (REASONING, FACTUALITY, rouge))).cells
    assert [cell.pass_rule for cell in cells] == ["exact", "rank 1", "score ≥ 0.3"]


def test_the_overall_says_how_it_was_weighted(tmp_path: Path) -> None:
    equal = column_of(make_run(tmp_path, run_id="a")).overall
    parts = (REASONING, replace(MATH, weight=2.0), FACTUALITY)
    weighted = column_of(make_run(tmp_path, parts, run_id="b")).overall
    assert equal.note == "mean of 3, equal weights"
    assert weighted.note == "weights: Math 2×"
    assert weighted.score == pytest.approx((50 + 2 * 12.5 + 51.875) / 4)
    assert weighted.interval == "stratified bootstrap"


def test_a_capability_without_valid_sample_has_no_score_and_no_overall(tmp_path: Path) -> None:
    column = column_of(make_run(tmp_path, (REASONING, Part("none", (None, None)))))
    cell = column.cells[1]
    assert (cell.score, cell.low, cell.n, cell.invalid) == (None, None, 0, 2)
    assert column.overall.score is None
    assert column.overall.note == "no overall: none has no valid sample"


def test_one_sample_has_a_score_but_no_bootstrap_interval(tmp_path: Path) -> None:
    cell = column_of(make_run(tmp_path, (replace(FACTUALITY, scores=(0.4,)),))).cells[0]
    assert (cell.score, cell.low, cell.interval) == (40.0, None, None)


def test_a_target_rate_is_met_or_not(tmp_path: Path) -> None:
    parts = (replace(REASONING, target_rate=0.5), replace(MATH, target_rate=0.5))
    met, missed = column_of(make_run(tmp_path, parts)).cells
    assert (met.target_rate, met.target_met, missed.target_met) == (50.0, True, False)
    assert met.pass_low is not None


def test_an_unfinished_run_says_so(tmp_path: Path) -> None:
    run = make_run(tmp_path, setup=Setup(status=None, planned=48))
    table = CHARTS["bar"].table([run])
    assert table.first.status == "unfinished"
    assert "unfinished, 24 of 48 prompts measured" in table.notes


def test_an_empty_run_can_be_tabulated(tmp_path: Path) -> None:
    table = CHARTS["bar"].table([make_run(tmp_path, ())])
    assert table.values == ((),)
    assert table.first.overall.note == "no capability was run"


def test_hostile_texts_are_one_short_line_without_controls(tmp_path: Path) -> None:
    run = make_run(tmp_path, (replace(REASONING, title=HOSTILE * 20),), Setup(title=HOSTILE))
    table = CHARTS["bar"].table([run])
    assert len(table.labels[0]) <= 160
    for text in (table.title, *table.labels, alt_text(table)):
        assert not any(sign in text for sign in ("\x1b", "\u202e", "\n"))


def test_more_capabilities_than_fit_are_counted(tmp_path: Path) -> None:
    table = CHARTS["bar"].table([make_run(tmp_path, many(15))])
    assert len(table.labels) == 12
    assert "3 more not drawn" in table.notes


def test_runs_of_a_training_stand_in_the_order_of_their_steps(tmp_path: Path) -> None:
    runs = [
        make_run(tmp_path, setup=Setup(step=step), run_id=f"s{step}") for step in (300, 100, 200)
    ]
    table = CHARTS["line"].table(runs)
    assert [column.label for column in table.columns] == ["step 100", "step 200", "step 300"]
    assert table.context == "training monitor"


def test_runs_of_different_suites_are_noted(tmp_path: Path) -> None:
    runs = [make_run(tmp_path, setup=Setup(suite=name), run_id=name) for name in ("a", "b")]
    assert "the runs used different suites: no line joins them" in CHARTS["line"].table(runs).notes


def test_a_capability_that_one_run_lacks_is_missing_there(tmp_path: Path) -> None:
    full = make_run(tmp_path, run_id="full")
    part = make_run(tmp_path, (REASONING,), run_id="part")
    assert CHARTS["line"].table([full, part]).values[1] == (50.0, None, None)


@pytest.mark.parametrize("name", ["bar", "pie", "radial"])
def test_charts_of_one_run_refuse_several(tmp_path: Path, name: str) -> None:
    runs = [make_run(tmp_path, run_id=name) for name in ("a", "b")]
    with pytest.raises(UsageError, match="one run, not 2"):
        CHARTS[name].table(runs)


def test_a_line_of_one_run_says_what_it_needs(tmp_path: Path) -> None:
    notes = CHARTS["line"].table([make_run(tmp_path)]).notes
    assert notes[-1].startswith("one run: a line needs several")


def test_a_misspelt_chart_is_suggested() -> None:
    with pytest.raises(UsageError, match="did you mean `radial`"):
        chart_named("radail")


def test_the_alternative_text_says_what_the_picture_shows(tmp_path: Path) -> None:
    text = alt_text(CHARTS["pie"].table([make_run(tmp_path)]))
    assert text.startswith("Pie chart. First steps. model inspection · 24 prompts · demo/smollm2.")
    assert "Math 12.5 (2.2 to 47.1), 1 of 8 pass" in text
    assert "Overall 38.1, mean of 3, equal weights." in text
