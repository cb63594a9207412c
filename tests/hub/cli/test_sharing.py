"""push, pull, list, show: environments in registries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from envhub import freeze


@pytest.fixture
def pushed(envhub, qa):
    """The record of `acme/qa`, pushed to the registry in use."""
    return envhub("push", qa, "--json").json


def listed(envhub, *words):
    """The environments below acme/ that `list` shows; the built-in catalogue may show others."""
    return [one for one in envhub("list", "--json", *words).json if one["name"][:5] == "acme/"]


def test_push_gives_the_reference_and_speaks_on_stderr(envhub, qa):
    said = envhub("push", qa, "--registry", "shelf")
    assert (said.code, said.out) == (0, "acme/qa@1.0.0\n")
    assert said.err.startswith("pushed acme/qa@1.0.0, ")
    assert "registry shelf" in said.err


def test_pushing_a_folder_leaves_no_zip_behind(envhub, qa, own_home):
    envhub("push", qa)
    assert sorted(path.name for path in own_home.iterdir()) == ["qa", "registry"]


def test_the_same_again_was_there_already(envhub, qa, pushed):
    assert pushed["new"] is True
    again = envhub("push", qa)
    assert again.code == 0
    assert again.err.startswith("was there already: acme/qa@1.0.0")


def test_a_frozen_zip_is_pushed_as_the_same_content(envhub, qa, pushed):
    path = envhub("freeze", qa).out.strip()
    assert envhub("push", path, "--json").json["new"] is False


def test_pull_gives_the_path_of_the_zip(envhub, pushed):
    said = envhub("pull", "acme/qa", "-o", "pulled")
    assert (said.code, said.out) == (0, "pulled/qa-1.0.0.zip\n")
    assert envhub("check", "pulled/qa-1.0.0.zip").code == 0


def test_list_shows_what_is_there(envhub, pushed):
    assert [(one["name"], one["version"]) for one in listed(envhub)] == [("acme/qa", "1.0.0")]
    assert "acme/qa" in envhub("list").out


def test_an_empty_registry_says_how_to_fill_it(envhub, own_home):
    said = envhub("list", "--registry", "nothing")
    assert said.code == 0
    assert listed(envhub, "--registry", "nothing") == []
    assert not (own_home / "nothing").exists()


def test_a_damaged_record_is_a_warning_and_the_rest_is_listed(envhub, pushed, qa):
    Path("registry/environments/acme/gone").mkdir()
    Path("registry/environments/acme/gone/1.0.0.json").write_text("{")
    said = envhub("list", "--json")
    assert "acme/qa" in [one["name"] for one in said.json]
    assert "warning: record `environments/acme/gone/1.0.0.json`" in said.err


@pytest.mark.parametrize("target", ["qa", "acme/qa", "acme/qa@1.0.0"])
def test_show_describes_a_folder_and_a_reference(envhub, pushed, target):
    shown = envhub("show", target, "--json").json
    assert shown["digest"] == pushed["digest"]
    assert [one["id"] for one in shown["capabilities"]] == ["short-answers", "sums"]
    assert (shown["pushed_at"] is None) == (target == "qa")


def test_show_brings_samples_without_their_targets(envhub, qa):
    shown = envhub("show", qa, "--samples", "3", "--json").json
    assert len(shown["examples"]) == 3
    assert not {"target", "targets"} & set(shown["examples"][0])


def test_show_is_a_table_for_people(envhub, qa):
    said = envhub("show", qa, "--samples", "1")
    assert said.out.startswith("acme/qa@1.0.0")
    assert "Short answers" in said.out


def test_what_strangers_write_never_acts_on_the_terminal(envhub, sums, tmp_path):
    hostile = "\x1b[2J\x1b]0;owned\x07\u202egnp.exe"
    freeze(sums(title=f"Sums{hostile}", description=hostile), tmp_path / "bundle.zip")
    envhub("push", tmp_path / "bundle.zip")
    for words in (("list",), ("show", "acme/sums", "--samples", "1"), ("run", "acme/sums")):
        said = envhub(*words, *(("-m", "mock/7") if words[0] == "run" else ()))
        assert not {"\x1b", "\u202e", "\x07"} & set(said.out + said.err)
    assert "\x1b" not in envhub("show", "acme/sums", "--json").out


def test_a_registry_may_be_named_by_the_environment(envhub, qa, own_home):
    envhub("push", qa)
    view = json.loads((own_home / "registry/registry.json").read_text())
    assert list(view["environments"]) == ["acme/qa"]
