"""`check` of an environment of data sets: planted tables, references, files, repetition."""

from __future__ import annotations

import pytest
from tests.datasets import BALANCE, EXPECTED, GOLD, NOOP, TERMS, dataset_environment, lines

from envhub import check


def planted(gold=GOLD, noop=NOOP):
    return {"checks/gold.jsonl": lines(*gold), "checks/noop.jsonl": lines(*noop)}


def problems(*capabilities, **files):
    report = check(dataset_environment(*capabilities, files=files or None))
    assert not report.ok
    return "\n".join(report.problems)


def test_a_good_one_passes_and_says_what_was_measured():
    report = check(dataset_environment())
    assert (report.problems, report.warnings, report.not_checked) == ((), (), ())
    balance = report.capabilities["balance"]
    assert (balance.gold, balance.constant_rate) == (pytest.approx(1), 0)
    assert report.capabilities["terms"].noop == 0
    assert "counts are exact" in balance.known_error


def test_a_gold_table_that_scores_too_low_is_named_with_its_line():
    rows = [{"label": "ham"}] * 3 + [{"label": "spam"}]
    gold = [*GOLD[1:], {"capability": "balance", "rows": rows, "at_least": 0.99}]
    said = problems(BALANCE, EXPECTED, TERMS, **planted(gold))
    assert said.startswith("checks/gold.jsonl:3: error: the gold table of `balance` scores 0.811")
    assert said.endswith("at least 0.99 is wanted")


def test_a_gold_table_that_can_not_be_measured_is_named():
    gold = [*GOLD[:2], {"capability": "terms", "rows": [{"label": "ham"}]}]
    assert "can't be measured: none of 1 rows" in problems(
        BALANCE, EXPECTED, TERMS, **planted(gold)
    )


def test_a_noop_table_that_passes_is_named():
    noop = [{"capability": "terms", "rows": [{"text": "An invoice."}]}]
    said = problems(BALANCE, EXPECTED, TERMS, **planted(noop=noop))
    assert said == "checks/noop.jsonl:1: error: the noop table of `terms` scores 0.500: it passes"


def test_an_empty_noop_table_scores_nothing_and_is_fine():
    noop = [{"capability": "terms", "rows": []}]
    environment = dataset_environment(BALANCE, EXPECTED, TERMS, files=planted(noop=noop))
    assert check(environment).ok


def test_what_has_no_planted_table_is_not_checked():
    report = check(dataset_environment(TERMS, BALANCE))
    assert report.ok
    assert report.not_checked == (
        "capability `terms`: no table of it in checks/gold.jsonl",
        "capability `terms`: no table of it in checks/noop.jsonl",
        "capability `balance`: no table of it in checks/gold.jsonl",
    )


@pytest.mark.parametrize(
    ("gold", "said"),
    [
        ([{"capability": "term", "rows": []}], "gold.jsonl:1: error: capability `term` is not"),
        ([{"capability": "terms"}], "gold.jsonl:1: error: `rows` is missing"),
        ([{"capability": "terms", "rows": [{"txt": "a"}]}], "unknown key `rows.0.txt`"),
    ],
)  # fmt: skip
def test_a_planted_row_that_is_none_is_named(gold, said):
    assert said in problems(TERMS, **planted(gold, noop=()))


def test_a_reference_that_a_constant_table_meets_is_refused():
    lax = {**EXPECTED, "pass_at": 0.5}
    assert "one row, repeated, scores 0.784 and passes at 0.5" in problems(lax, **planted((), ()))


@pytest.mark.parametrize(
    ("estimator", "said"),
    [
        ({"type": "divergence", "reference": {"a": 0.5, "b": 0.4}}, "sum to 0.9, not to 1"),
        ({"type": "label_balance", "labels": ["a"]}, "declare at least two"),
        ({"type": "domain_spread"}, "file `scoring/domains.jsonl` is missing"),
        ({"type": "toxicity_coverage"}, "file `scoring/lexicon.json` is missing"),
        ({"type": "term_coverage"}, "no term is declared"),
    ],
)
def test_an_estimator_that_can_not_work_is_refused(estimator, said):
    assert said in problems({"id": "x", "estimator": estimator}, **planted((), ()))


@pytest.mark.parametrize("name", ["data/test.jsonl", "harness/a.jinja", "checks/canaries.jsonl"])
def test_a_file_that_only_models_need_is_refused(name):
    assert f"{name}: error: data sets are measured here" in problems(BALANCE, **{name: b""})


def test_a_dimension_without_a_definition_is_warned_of():
    bare = {"id": "b", "estimator": {"type": "label_balance"}}
    assert any("no `definition`" in one for one in check(dataset_environment(bare)).warnings)


def test_code_in_a_bundle_is_looked_at_all_the_same():
    said = problems(BALANCE, **{"scoring/x.py": b"import envhub_hub\n"})
    assert "never `envhub_hub`" in said
