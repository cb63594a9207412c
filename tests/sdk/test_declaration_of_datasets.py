"""`kind = "dataset"`: what its declaration may say, and what identifies it."""

from __future__ import annotations

import pytest
from tests.datasets import BALANCE, EXPECTED, TERMS, dataset_environment, lines

from envhub import InvalidEnvironment, freeze, make_manifest, open_bundle
from envhub.declaration import parse_declaration
from envhub.toml import dump_toml

HEAD = """schema_version = 1
name = "acme/mix"
version = "1.0.0"
kind = "dataset"
title = "Mix"
license = "CC0-1.0"

"""
CAPABILITY = """[[capability]]
id = "balance"
estimator = { type = "label_balance" }
"""
TOML = f"{HEAD}{CAPABILITY}"


def complaint(old: str, new: str) -> str:
    assert old in TOML
    with pytest.raises(InvalidEnvironment) as raised:
        parse_declaration(TOML.replace(old, new))
    return raised.value.message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("label_balance", "label_balanc", "10: error: unknown estimator type `label_balanc`, did"),
        ('estimator = { type = "label_balance" }', 'scorer = { type = "exact" }',
         "8: error: `capability.0.estimator` is missing"),
        ("label_balance", 'label_balance", lables = ["a"], x = "', "did you mean `labels`?"),
        ('id = "balance"', 'id = "balance"\nharness = "a"', "10: error: unknown key `harness`"),
        ('id = "balance"', 'id = "balance"\npass_at = 0', "`capability.0.pass_at`"),
        ('id = "balance"', 'id = "balance"\ntarget_rate = 0.5', "unknown key `target_rate`"),
        ("[[capability]]", '[harness.a]\ntype = "single_turn"\n[[capability]]',
         "8: error: a data set is asked nothing"),
        ("[[capability]]", "[[estimate]]", "8: error: unknown key `estimate`"),
        ('kind = "dataset"\n', "", "`harness` is missing"),
        ("label_balance", 'domain_spread", examples = "data/x.jsonl', "does not stand below `sco"),
        (CAPABILITY, "", "no [[capability]] is declared"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(old, new, said):
    assert said in complaint(old, new)


def test_a_capability_stands_once():
    assert "capability `balance` twice" in complaint(CAPABILITY, 2 * CAPABILITY)


def test_a_declaration_survives_being_written():
    declaration = parse_declaration(TOML)
    written = declaration.model_dump(mode="json", exclude_defaults=True) | {"schema_version": 1}
    assert [one["id"] for one in written["capability"]] == ["balance"]
    assert "estimate" not in written
    assert parse_declaration(dump_toml(written)) == declaration


def test_a_bundle_holds_it(tmp_path):
    environment = dataset_environment()
    manifest = freeze(environment, tmp_path / "mix.zip")
    opened = open_bundle(tmp_path / "mix.zip")
    assert manifest.kind == "dataset"
    assert (manifest.samples, manifest.data_digest) == ({}, {})
    assert opened.declaration == environment.declaration
    assert make_manifest(opened).digest == manifest.digest


def digests(*capabilities, **files):
    manifest = make_manifest(dataset_environment(*capabilities, files=files))
    return manifest.harness_digest, manifest.scoring_digest


def test_what_must_be_measured_again_is_told_from_what_is_only_judged_again():
    measured, judged = digests(BALANCE)
    declared = {**BALANCE, "estimator": {"type": "label_balance", "labels": ["a", "b"]}}
    assert digests(declared) == (digests(declared)[0], judged)
    assert digests(declared)[0] != measured
    stricter = digests({**BALANCE, "pass_at": 0.7})
    assert stricter[0] == measured
    assert stricter[1] != judged
    words = digests(BALANCE, **{"scoring/terms.txt": b"soup\n"})
    assert words[0] != measured


def test_a_default_that_is_said_aloud_changes_no_digest():
    said = {**BALANCE, "estimator": {"type": "label_balance", "labels": []}, "pass_at": 0.5}
    assert digests(said) == digests(BALANCE)


def test_planted_tables_change_no_digest_but_that_of_the_whole():
    other = {"checks/gold.jsonl": lines({"capability": "balance", "rows": []})}
    assert digests(BALANCE, EXPECTED, TERMS, **other) == digests(BALANCE, EXPECTED, TERMS)
