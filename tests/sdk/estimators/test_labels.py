"""label_balance and divergence."""

from __future__ import annotations

import math

import pytest

from envhub.estimators import Divergence, LabelBalance
from envhub.model import Failure


def rows(**counts):
    return [("text", label) for label, count in counts.items() for _ in range(count)]


def test_equal_labels_are_balanced_and_one_label_is_not(measure_rows):
    assert measure_rows(LabelBalance(), rows(a=10, b=10)).value == pytest.approx(1)
    alone = measure_rows(LabelBalance(), rows(a=10))
    assert (alone.value, alone.interval) == (0, None)
    assert alone.explanation == "all rows have the label a"


def test_a_declared_label_that_no_row_has_lowers_the_balance(measure_rows):
    spec = LabelBalance(labels=("a", "b", "c", "d"))
    assert measure_rows(spec, rows(a=10, b=10)).value == pytest.approx(0.5)


def test_a_label_that_is_not_declared_is_left_out(measure_rows):
    spec = LabelBalance(labels=("a", "b"))
    assert measure_rows(spec, rows(a=10, b=10, c=99)).value == pytest.approx(1)


def test_white_space_around_a_label_makes_no_other_label(measure_rows):
    assert measure_rows(LabelBalance(), [("x", "a"), ("x", " a ")]).value == 0


@pytest.mark.parametrize("spec", [LabelBalance(), Divergence(reference={"a": 0.5, "b": 0.5})])
def test_a_column_of_texts_is_no_label_column(measure_rows, spec):
    found = measure_rows(spec, [("x", f"text {n}") for n in range(10_001)])
    assert isinstance(found, Failure)
    assert found.cause == "too many labels"


def test_divergence_is_exp_of_minus_kl(measure_rows):
    spec = Divergence(reference={"a": 0.25, "b": 0.75})
    same = measure_rows(spec, rows(a=250, b=750))
    assert same.value == pytest.approx(1, abs=1e-3)
    found = measure_rows(spec, rows(a=500, b=500))
    kl = 0.5 * math.log(0.5 / 0.25) + 0.5 * math.log(0.5 / 0.75)
    assert found.value == pytest.approx(math.exp(-kl), abs=1e-3)
    assert found.details["kl_nats"] == pytest.approx(kl, abs=1e-3)


def test_rows_outside_of_the_reference_cost_and_are_named(measure_rows):
    spec = Divergence(reference={"a": 0.5, "b": 0.5})
    found = measure_rows(spec, rows(a=50, b=50, zebra=100))
    assert found.value < 0.1
    assert "not in the reference: zebra 100" in found.explanation


def test_the_normalisation_and_the_reference_are_said():
    spec = Divergence(reference={"a": 0.25, "b": 0.75})
    assert "exp(−KL(p ‖ q))" in spec.normalisation
    assert spec.reference_said == "a 0.25, b 0.75"


def test_domains_are_held_against_a_reference_too(measure_rows, texts):
    spec = Divergence(of="domain", reference={"cooking": 0.9, "sport": 0.05, "money": 0.05})
    cooking, sport = ([(text, None) for text in texts[name]] for name in ("cooking", "sport"))
    assert measure_rows(spec, cooking * 5).value > 0.8
    assert measure_rows(spec, sport * 5).value < 0.2


def test_a_reference_over_unknown_domains_is_refused(bind):
    spec = bind(Divergence(of="domain", reference={"cooking": 0.5, "sports": 0.5}))
    assert list(spec.problems()) == [
        "the reference names `sports`, which is none of the kinds, did you mean `sport`?"
    ]
