"""The line over several runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.runs import REASONING, Part, Setup, make_run

from envhub_hub.charts import CHARTS, LIGHT
from envhub_hub.charts.line import spread


def lines(figure: Any) -> list[str]:
    return [a.get_gid() for a in figure.findobj() if str(a.get_gid() or "").startswith("line-")]


def test_points_of_one_suite_are_joined(tmp_path: Path) -> None:
    runs = [make_run(tmp_path, setup=Setup(step=i), run_id=f"r{i}") for i in range(3)]
    table = CHARTS["line"].table(runs)
    figure = CHARTS["line"].draw(table, LIGHT)
    assert sorted(lines(figure)) == [f"line-{i}" for i in range(3) for _ in range(2)]
    assert figure.axes[0].get_xlabel() == "training step"


def test_points_of_different_suites_are_not_joined(tmp_path: Path) -> None:
    runs = [make_run(tmp_path, setup=Setup(suite=f"{i}"), run_id=f"r{i}") for i in range(3)]
    table = CHARTS["line"].table(runs)
    assert lines(CHARTS["line"].draw(table, LIGHT)) == []


def test_a_gap_stays_a_gap(tmp_path: Path) -> None:
    none = Part("reasoning", (None,), "Reasoning")
    parts = [(REASONING,), (none,), (REASONING,)]
    runs = [make_run(tmp_path, part, run_id=f"r{i}") for i, part in enumerate(parts)]
    assert lines(CHARTS["line"].draw(CHARTS["line"].table(runs), LIGHT)) == []


def test_two_runs_at_one_step_stand_side_by_side(tmp_path: Path) -> None:
    runs = [make_run(tmp_path, setup=Setup(step=5), run_id=f"r{i}") for i in range(2)]
    figure = CHARTS["line"].draw(CHARTS["line"].table(runs), LIGHT)
    assert list(figure.axes[0].get_xticks()) == [1.0, 0.0]


def test_labels_are_moved_apart_as_little_as_needed() -> None:
    assert spread([10, 50, 90], 20, 0, 100) == [10, 50, 90]
    assert spread([50, 50], 20, 0, 100) == [50, 70]
    assert spread([95, 95, 95], 20, 0, 100) == [60, 80, 100]
