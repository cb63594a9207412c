"""The report as a terminal shows it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType
from tests.runs import FACTUALITY, HOSTILE, MATH, REASONING, Part, Setup, make_run, many

from envhub.errors import NotFound
from envhub_hub.report import render, render_failures


def shown(view: RenderableType, width: int = 80) -> str:
    console = Console(width=width, force_terminal=False, color_system=None)
    with console.capture() as capture:
        console.print(view)
    return capture.get()


def flat(text: str) -> str:
    return " ".join(text.split())


def test_it_says_what_was_run_on_what(tmp_path: Path) -> None:
    text = shown(render(make_run(tmp_path, setup=Setup(name="base"))))
    for wanted in (
        "First steps",
        "envhub/first-steps@1.0.0 · sha256:ca978112ca1b",
        "demo/smollm2 · float32 on cpu · weights sha256:744d095cffb7",
        "model inspection · split test · 24 prompts · seed 7",
        "base (run-1) · complete in 41.2 s · 2026-11-21 05:22 UTC",
    ):
        assert wanted in text


@pytest.mark.parametrize("width", [80, 120])
def test_every_capability_has_score_interval_counts_method_and_rule(
    tmp_path: Path, width: int
) -> None:
    lines = [flat(line) for line in shown(render(make_run(tmp_path)), width).splitlines()]
    text = "\n".join(lines)
    assert any(line.startswith("Math 12.5 2.2 – 47.1 8 1 7 0") for line in lines)
    assert any(line.startswith("overall 38.1 23.2 – 54.8 24 10 14 0") for line in lines)
    assert "mean of 3, equal weights" in text
    for method, rule in (("numeric match", "exact"), ("next-token probability", "rank 1")):
        assert any(method in line and rule in line for line in lines)


@pytest.mark.parametrize("width", [80, 100, 120, 200])
def test_it_fits_the_width(tmp_path: Path, width: int) -> None:
    text = shown(render(make_run(tmp_path, many(12), Setup(title=HOSTILE * 4))), width)
    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_an_ordinary_report_wraps_no_name_and_no_figure(tmp_path: Path) -> None:
    lines = shown(render(make_run(tmp_path))).splitlines()
    assert "next-token probability · rank 1" in "\n".join(lines)
    assert sum(line.startswith("overall") for line in lines) == 1


def test_intervals_are_named(tmp_path: Path) -> None:
    text = flat(shown(render(make_run(tmp_path)), 120))
    assert (
        "Wilson (Reasoning, Math) · Student's t (Factuality) · stratified bootstrap (overall)"
        in text
    )


def test_weights_are_noted(tmp_path: Path) -> None:
    run = make_run(tmp_path, (REASONING, replace(MATH, weight=2.0)))
    assert "weights: Math 2×" in shown(render(run))


def test_a_declared_target_is_met_or_not_with_its_interval(tmp_path: Path) -> None:
    parts = (replace(REASONING, target_rate=0.95), replace(FACTUALITY, target_rate=0.5), MATH)
    text = flat(shown(render(make_run(tmp_path, parts)), 120))
    assert "Reasoning: 95 % not met · pass rate 50.0 (21.5 – 78.5 Wilson)" in text
    assert "Factuality: 50 % met, which the interval leaves open · pass rate 62.5" in text


def test_invalid_samples_are_counted_with_their_causes(tmp_path: Path) -> None:
    parts = (REASONING, replace(MATH, scores=(1, None, None, 0)))
    text = flat(shown(render(make_run(tmp_path, parts, Setup(cause="timeout"))), 120))
    assert "10 of 12 valid (83.3 %) · invalid: Math timeout 2" in text


def test_a_complete_run_has_no_coverage_line(tmp_path: Path) -> None:
    assert "coverage" not in shown(render(make_run(tmp_path)))


def test_it_warns_that_scores_are_relative_and_says_what_it_cost(tmp_path: Path) -> None:
    text = flat(shown(render(make_run(tmp_path))))
    assert "Scores are relative to this prompt suite; they are not comparable to published" in text
    assert "1,044 in · 168 out" in text
    assert "p50 135 ms · p95 170 ms" in text


def test_the_gap_is_named_only_where_the_intervals_lie_apart(tmp_path: Path) -> None:
    near = flat(shown(render(make_run(tmp_path, run_id="near"))))
    parts = (Part("low", (0.0,) * 20, "Low"), Part("high", (1.0,) * 20, "High"))
    far = flat(shown(render(make_run(tmp_path, parts, run_id="far")), 120))
    assert "do not overlap" not in near
    assert "Low is lowest at 0.0 and High highest at 100.0; their intervals do not overlap" in far


def test_it_names_the_next_commands(tmp_path: Path) -> None:
    text = shown(render(make_run(tmp_path)))
    for command in ("report run-1 --failures", "card run-1", "export run-1"):
        assert f"envhub {command}" in text


@pytest.mark.parametrize("status", ["interrupted", None])
def test_an_incomplete_run_says_how_far_it_came(tmp_path: Path, status: None) -> None:
    run = make_run(tmp_path, setup=Setup(status=status, planned=48))
    word = status or "unfinished"
    assert f"{word} after 24 of 48 prompts" in flat(shown(render(run), 120))


@pytest.mark.parametrize(
    "parts",
    [(), (Part("a", ()),), (Part("a", (None, None)),), (Part("a", (1,)),)],
    ids=["no capability", "no row", "all invalid", "one sample"],
)
def test_poor_runs_are_reported(tmp_path: Path, parts: tuple[Part, ...]) -> None:
    assert "First steps" in shown(render(make_run(tmp_path, parts)))


def test_hostile_texts_neither_move_the_cursor_nor_make_markup(tmp_path: Path) -> None:
    parts = (replace(REASONING, title="[bold red]x[/] " + HOSTILE), replace(MATH, scores=(None,)))
    setup = Setup(title=HOSTILE, model=HOSTILE, text=HOSTILE, cause="\x1b[2J", name="\x1b]0;x\x07")
    run = make_run(tmp_path, parts, setup)
    text = shown(render(run)) + shown(render_failures(run))
    assert "[bold red]x[/]" in text
    assert not any(sign in text for sign in "\x1b\x07\u202e\x9b")


def test_failures_show_question_target_answer_and_why(tmp_path: Path) -> None:
    text = flat(shown(render_failures(make_run(tmp_path))))
    assert "math-000 · Math · fail question What is 0 + 2? Think about Math. target 2" in text
    assert "answer 0 output The answer is 0. why the answer is not the target" in text
    assert "14 failed, 0 invalid" in text


def test_failures_are_bounded_and_say_where_the_rest_is(tmp_path: Path) -> None:
    text = shown(render_failures(make_run(tmp_path, setup=Setup(text="x" * 100_000)), limit=2))
    assert "12 not shown: envhub export run-1 --format json" in flat(text)
    assert len(text) < 4_000


def test_failures_of_a_run_without_any(tmp_path: Path) -> None:
    view = render_failures(make_run(tmp_path, (Part("a", (1, 1)),)))
    assert shown(view) == "every sample passed\n"


def test_failures_of_an_unknown_capability(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="did you mean `math`"):
        render_failures(make_run(tmp_path), capability="maths")
