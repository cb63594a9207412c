"""factual_density: what the rule finds in sentences that were labelled by hand."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from envhub.estimators import FactualDensity
from envhub.estimators.factual_density import facts

KINDS = ("entities", "numbers", "dates")


def precision_and_recall(name):
    wanted = found = both = 0
    for line in (Path(__file__).parent / name).read_text("utf-8").splitlines():
        row = json.loads(line)
        for kind, got in zip(KINDS, facts(row["text"]), strict=True):
            hits = Counter(row[kind]) & Counter(got)
            wanted, found, both = (
                wanted + len(row[kind]), found + len(got), both + sum(hits.values())
            )  # fmt: skip
    return both / found, both / wanted


def test_the_error_that_is_stated_is_the_one_on_held_out_sentences():
    precision, recall = precision_and_recall("factual_held_out.jsonl")
    assert f"precision {precision:.2f}, recall {recall:.2f}" in FactualDensity().known_error


def test_the_sentences_that_the_rule_was_made_on_fare_no_worse():
    precision, recall = precision_and_recall("factual_sentences.jsonl")
    assert precision >= 0.95
    assert recall >= 0.9


def test_density_is_a_ratio_over_all_words_and_saturates(measure_rows):
    rows = [("Bonn has 12 bridges over the Rhine", None), ("nothing here at all", None)]
    found = measure_rows(FactualDensity(saturation=40), rows)
    assert found.details["per_100_words"] == pytest.approx(100 * 2 / 11)
    assert found.value == pytest.approx(100 * 2 / 11 / 40)
    assert measure_rows(FactualDensity(saturation=1), rows).value == 1


def test_a_script_without_capitals_has_numbers_and_no_entities():
    assert facts("北京有 21 个区")[:2] == ([], ["21"])


def test_the_interval_is_that_of_a_ratio(measure_rows):
    rows = [("in 12 days", None), ("it is so", None)] * 200
    found = measure_rows(FactualDensity(saturation=50), rows)
    # Rows of three words, half of them with one fact: the standard error of a mean of 0 and 1.
    half = 1.96 * 0.5 / 399**0.5 / 3 * 100 / 50
    assert found.interval.high - found.value == pytest.approx(half, rel=0.01)
